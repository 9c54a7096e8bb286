"""Take the pictures of the manuals and of the README again: `pytest tests/browser/gambar_panduan.py`.

Not a test, and so named that the suite passes it by. It walks the demonstration and writes docs/gambar/*.png.
"""

from __future__ import annotations

import io
import math
import re
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from akun.models import Pengguna
from beranda import demo, queries
from inti.dokumen import Dokumen
from tests.browser.conftest import Ruang
from umkm.actions.daftar import entri
from umkm.enums import S
from umkm.models import DugaanUsaha, Usaha

pytestmark = pytest.mark.django_db(transaction=True)

TUJUAN = settings.BASE_DIR / "docs" / "gambar"
HP = {"viewport": {"width": 360, "height": 800}, "device_scale_factor": 1.5}
LAYAR = {"viewport": {"width": 1280, "height": 800}}
WARNA = 256  # colours of a picture: plain surfaces need no more
BITA_MAKS = 120 * 1024


@pytest.fixture
def portal(transactional_db: None, settings: Any) -> None:
    """The demonstration, as `make run` loads it."""
    settings.DEMO = True
    for perintah in ("muat_wilayah", "muat_libur", "sync_peran"):
        call_command(perintah, verbosity=0)
    demo.muat()
    cache.delete(queries.KUNCI_ANGKA)


def simpan(bita: bytes, nama: str) -> None:
    tujuan: Path = TUJUAN / f"{nama}.png"
    tujuan.parent.mkdir(exist_ok=True)
    sederhanakan(Image.open(io.BytesIO(bita)).convert("RGB")).save(tujuan, optimize=True)
    assert tujuan.stat().st_size < BITA_MAKS, nama


def sederhanakan(gambar: Image.Image) -> Image.Image:
    """Keep the commonest colours exactly, and one of every other tone, so that a small red badge stays red.

    Pillow's own palettes do neither.
    """
    warna = [w for _, w in sorted(gambar.getcolors(gambar.width * gambar.height), reverse=True)]
    nada = {tuple(nilai >> 4 for nilai in w): w for w in reversed(warna)}
    palet = list(dict.fromkeys([*warna[: WARNA // 8], *sorted(nada.values(), key=warna.index)]))[:WARNA]
    nomor = {w: min(range(len(palet)), key=lambda i, w=w: math.dist(palet[i], w)) for w in warna}
    hasil = Image.new("P", gambar.size)
    hasil.putpalette([nilai for satu in palet for nilai in satu])
    hasil.putdata([nomor[titik] for titik in gambar.get_flattened_data()])
    return hasil


def ambil(page: Page, nama: str, di: str = "", *, dari: str = "", tinggi: int = 0) -> None:
    """Photograph the page at `di`, scrolled to the element `dari`, cut off after `tinggi` pixels."""
    if di:
        page.goto(di)
    page.wait_for_load_state("networkidle")
    if dari:
        page.locator(dari).first.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 16)")
    page.evaluate("document.activeElement?.blur()")
    potong = {"clip": {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": tinggi}} if tinggi else {}
    simpan(page.screenshot(animations="disabled", **potong), nama)


def akun(telepon_atau_email: str) -> Pengguna:
    kunci = "email" if "@" in telepon_atau_email else "telepon"
    return Pengguna.objects.get(**{kunci: telepon_atau_email})


def milik(status: str) -> tuple[Usaha, Pengguna]:
    """Return a business of the demonstration in this status, and its owner."""
    usaha = Usaha.objects.filter(status=status, kepemilikan__pelaku__akun__isnull=False).earliest("pk")
    return usaha, usaha.pemilik.akun


def test_pemilik_mendaftar(portal: None, ruang: Ruang) -> None:
    page = ruang(**HP)
    page.goto("/daftar/")
    page.get_by_label("Jual apa?").fill("keripik singkong")
    page.get_by_label("Desa tempat usaha").press_sequentially("kaum")
    expect(page.get_by_role("option").first).to_be_visible()
    simpan(page.screenshot(animations="disabled"), "pemilik-daftar")
    page.get_by_role("option").first.click()
    page.get_by_label("Nama lengkap").fill("Ani Contoh")
    page.get_by_label("Nomor WhatsApp").fill("0812 0000 0098")
    page.get_by_label("Kata sandi").fill("kopi-tubruk-7")
    page.get_by_role("button", name="Daftarkan usaha").click()
    page.wait_for_url("**/usaha/*/**")
    ambil(page, "pemilik-nomor")
    ambil(page, "pemilik-bagian", dari=".daftar-bagian")
    kode = re.search(r"/usaha/([^/]+)/", page.url)[1]
    page.goto(reverse("umkm:bagian", args=[kode, "usaha"]))
    page.get_by_label("Jenis kegiatan (KBLI)").press_sequentially("keripik")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_label("Jenis kegiatan (KBLI)").evaluate(
        "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 150)"
    )
    simpan(page.screenshot(animations="disabled"), "pemilik-kbli")


def test_pemilik_menunggu_dan_memperbaiki(portal: None, ruang: Ruang) -> None:
    usaha, pemilik = milik(S.DIAJUKAN)
    page = ruang(pemilik, **HP)
    ambil(page, "pemilik-menunggu", usaha.get_absolute_url())
    usaha, pemilik = milik(S.PERBAIKAN)
    page = ruang(pemilik, **HP)
    ambil(page, "pemilik-saya", "/saya/")
    ambil(page, "pemilik-perbaikan", usaha.get_absolute_url())
    ambil(page, "pemilik-periksa", reverse("umkm:periksa_jawaban", args=[usaha.kode]))
    ambil(page, "pemilik-pembantu", reverse("umkm:pembantu", args=[usaha.kode]), dari="h2")
    ambil(page, "pemilik-keadaan", reverse("umkm:keadaan", args=[usaha.kode]))


def test_pemilik_memegang_bukti(portal: None, ruang: Ruang) -> None:
    usaha, pemilik = milik(S.TERVERIFIKASI)
    page = ruang(pemilik, **HP)
    ambil(page, "pemilik-bukti", usaha.get_absolute_url())
    bukti = Dokumen.objects.get(perihal_kode=usaha.kode)
    ambil(ruang(**HP), "cek", reverse("inti:cek", args=[bukti.kode]))


def test_petugas_memeriksa(portal: None, ruang: Ruang) -> None:
    petugas = akun("petugas@contoh.invalid")
    page = ruang(petugas, **LAYAR)
    ambil(page, "petugas-kerja", "/admin/", tinggi=660)
    ambil(page, "petugas-antrean", "/admin/umkm/usaha/")
    usaha, _ = milik(S.DIPERIKSA)
    ambil(page, "petugas-kasus", reverse("admin:umkm_usaha_change", args=[usaha.pk]))
    ambil(page, "petugas-minta", reverse("admin:umkm_usaha_minta_perbaikan", args=[usaha.pk]))
    ambil(page, "petugas-nik", reverse("admin:umkm_usaha_buka-nik", args=[usaha.pk]), tinggi=480)
    ambil(page, "petugas-entri", "/admin/umkm/usaha/entri/")
    ambil(page, "petugas-loket", reverse("admin:akun_pengguna_change", args=[usaha.pemilik.akun.pk]), tinggi=540)


def test_petugas_membandingkan_dan_masuk(portal: None, ruang: Ruang) -> None:
    petugas = akun("petugas@contoh.invalid")
    usaha, _ = milik(S.TERVERIFIKASI)
    formulir = demo._gambar(petugas, "formulir", "#ffffff")
    kembar = {"nama_pemilik": usaha.pemilik.nama, "nama_usaha": usaha.nama, "telepon": usaha.pemilik.telepon}
    entri(oleh=petugas, desa=usaha.desa, uraian=usaha.uraian, alamat="Dukuh Contoh", formulir=formulir, **kembar)
    dugaan = DugaanUsaha.objects.latest("pk")
    ambil(
        ruang(petugas, **LAYAR), "petugas-ganda", reverse("admin:umkm_dugaanusaha_change", args=[dugaan.pk]), tinggi=720
    )
    TOTP.activate(petugas, generate_totp_secret())
    page = ruang(**LAYAR)
    page.goto("/masuk/")
    page.get_by_label("Nomor WhatsApp").fill("petugas@contoh.invalid")
    page.get_by_label("Kata sandi").fill(demo.SANDI)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", name="Langkah kedua")).to_be_visible()
    ambil(page, "petugas-masuk", tinggi=560)


def test_portal(portal: None, ruang: Ruang) -> None:
    """The picture of the README: two phones before the officials' screen."""
    usaha, pemilik = milik(S.TERVERIFIKASI)
    kantor = ruang(akun("petugas@contoh.invalid"), viewport={"width": 1440, "height": 900})
    hp = [ruang(**(HP | {"device_scale_factor": 1})), ruang(pemilik, **(HP | {"device_scale_factor": 1}))]
    kasus = reverse("admin:umkm_usaha_change", args=[milik(S.DIPERIKSA)[0].pk])
    kanvas = Image.new("RGB", (1400, 720), "#e6dcc8")
    kanvas.paste(foto(kantor, kasus).resize((992, 620), Image.Resampling.LANCZOS), (392, 16))
    for page, alamat, (x, y) in zip(hp, ("/", usaha.get_absolute_url()), ((16, 40), (296, 124)), strict=True):
        kanvas.paste("#17324d", (x, y, x + 264, y + 580))
        kanvas.paste(foto(page, alamat).resize((256, 569), Image.Resampling.LANCZOS), (x + 4, y + 6))
    bita = io.BytesIO()
    kanvas.resize((1040, 535), Image.Resampling.LANCZOS).save(bita, "PNG")
    simpan(bita.getvalue(), "portal")


def foto(page: Page, di: str) -> Image.Image:
    page.goto(di, wait_until="networkidle")
    return Image.open(io.BytesIO(page.screenshot(animations="disabled")))
