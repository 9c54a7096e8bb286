"""The first journey on a phone, from the first minute to a proof that a stranger checks: with JavaScript or without."""

from __future__ import annotations

import io
import re
import time
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from playwright.sync_api import Page, expect

from tests.akun.conftest import baca_totp
from tests.browser.conftest import Ruang
from tests.factories import SANDI, gambar
from umkm.models import Usaha

pytestmark = pytest.mark.django_db(transaction=True)

NAMA, TELEPON, NIK = "Sri Rahayu Contoh", "0812-0000-0099", "3325114708900002"
FOTO = {"name": "warung.jpg", "mimeType": "image/jpeg", "buffer": gambar(ukuran=(1600, 1200)).read()}
EMPAT_PASANG = ["Usaha", "Kecamatan", "Status", "Diverifikasi"]


@pytest.fixture(params=[True, False], ids=["dengan_javascript", "tanpa_javascript"])
def js(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def kode_totp(petugas: Any) -> Any:
    """Give the official an app for the second factor, and return what it shows now."""
    rahasia = generate_totp_secret()
    TOTP.activate(petugas, rahasia)
    return lambda: baca_totp(rahasia)


def test_from_the_first_minute_to_a_proof_that_a_stranger_checks(
    js: bool, ruang: Ruang, petugas: Any, kode_totp: Any
) -> None:
    pemilik_baru = ruang(java_script_enabled=js)
    daftar_semenit(pemilik_baru, js)
    lengkapi(pemilik_baru, js)
    kirim(pemilik_baru)
    verifikasi(ruang(java_script_enabled=js), petugas, kode_totp)
    alamat = unduh_bukti(pemilik_baru)
    cek(ruang(java_script_enabled=js), alamat)


def daftar_semenit(page: Page, js: bool) -> None:
    """Two questions about the business, three about the person: a number to be spoken over the phone."""
    page.goto("/")
    page.get_by_role("link", name="Daftarkan usaha").first.click()
    page.get_by_label("Jual apa?").fill("keripik singkong")
    pilih(page, "Desa tempat usaha", "kaum", "Kauman, Kec. Batang", js)
    page.get_by_label("Nama lengkap").fill(NAMA)
    page.get_by_label("Nomor WhatsApp").fill(TELEPON)
    page.get_by_label("Kata sandi").fill(SANDI)
    page.get_by_role("button", name="Daftarkan usaha").click()
    if not js:
        pilih_usulan(page, "Kauman, Kec. Batang")
        page.get_by_label("Kata sandi").fill(SANDI)  # never written back into a page
        page.get_by_role("button", name="Daftarkan usaha").click()
    expect(page.get_by_text(re.compile(r"^BTG-\d\d-"))).to_be_visible()
    expect(page.get_by_role("heading", name="Lengkapi, lalu kirim ke petugas")).to_be_visible()


def lengkapi(page: Page, js: bool) -> None:
    """Fill in what sending needs, the amounts and a photo, in the order in which the pages follow one another."""
    page.get_by_role("link", name="Lanjutkan mengisi").click()
    page.get_by_label("NIK").fill(NIK)
    page.get_by_label("Perempuan").check()
    tanggal(page, "Tanggal lahir", "7", "8", "1990")
    simpan_lanjut(page)
    page.get_by_label("Nama usaha").fill("Keripik Bu Sri")
    pilih(page, "Jenis kegiatan (KBLI)", "keripik", "Industri Kerupuk", js)
    simpan_lanjut(page)
    if not js:
        pilih_usulan(page, "Industri Kerupuk")
        simpan_lanjut(page)
    page.get_by_label("Tempat tetap").check()
    page.get_by_label("Jalan atau dusun").fill("Dukuh Contoh, timur balai desa")
    simpan_lanjut(page)
    page.get_by_label("Foto", exact=True).set_input_files(FOTO)
    page.get_by_role("button", name="Simpan foto").click()
    expect(page.get_by_role("img", name=re.compile("^Foto 1"))).to_be_visible()
    page.goto(re.sub(r"isi/.*", "isi/keuangan/", page.url))
    page.get_by_label("Penjualan setahun").fill("18 jt")
    page.get_by_role("button", name="Simpan, nanti lagi").click()
    expect(page.get_by_text("delapan belas juta rupiah")).to_be_visible()


def kirim(page: Page) -> None:
    page.get_by_role("link", name="Periksa dan kirim").click()
    expect(page.get_by_role("heading", name="Periksa jawaban Anda")).to_be_visible()
    expect(page.get_by_text(NIK)).to_have_count(0)
    page.get_by_role("button", name="Kirim ke petugas").click()
    expect(page.get_by_role("heading", name="Sekarang giliran kami")).to_be_visible()


def verifikasi(page: Page, petugas: Any, kode_totp: Any) -> None:
    """The official logs in with both factors, takes the case, records what was seen, and decides."""
    masuk_dua_langkah(page, petugas, kode_totp)
    page.goto("/admin/umkm/usaha/")
    page.get_by_role("link", name="Keripik Bu Sri").click()
    page.get_by_role("button", name="Ambil dan periksa").click()
    catat_pemeriksaan(page, "identitas", "KTP_DILIHAT")
    catat_pemeriksaan(page, "tempat", "KUNJUNGAN")
    page.get_by_role("link", name="Verifikasi", exact=True).click()
    page.get_by_role("button", name="Verifikasi", exact=True).click()
    expect(page.get_by_text("Tanda bukti", exact=False).first).to_be_visible()


def masuk_dua_langkah(page: Page, petugas: Any, kode_totp: Any) -> None:
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Masuk", exact=True)).to_be_visible()
    page.get_by_label("Nomor WhatsApp").fill(petugas.telepon)
    page.get_by_label("Kata sandi").fill(SANDI)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", name="Langkah kedua")).to_be_visible()
    while time.time() % 30 > 25:  # a code that is about to change would be refused by the time it arrives
        page.wait_for_timeout(500)
    page.get_by_label("Kode").fill(kode_totp())
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", name="Kerja saya hari ini")).to_be_visible()


def catat_pemeriksaan(page: Page, bagian: str, cara: str) -> None:
    """Record a check on the case page itself, in its unfolding form."""
    kotak = page.locator(f"#periksa-{bagian}")
    kotak.locator("summary").click()
    kotak.get_by_label("Cara memeriksa").select_option(cara)
    if cara == "KUNJUNGAN":
        kotak.get_by_label("Foto atau berkas").set_input_files(FOTO)
    kotak.get_by_role("button", name="Catat").click()
    expect(page.locator(f"#periksa-{bagian}").get_by_text("diperiksa", exact=True)).to_be_visible()


def unduh_bukti(page: Page) -> str:
    """Return the address behind the QR code of the proof that the owner downloads."""
    page.goto("/saya/")
    page.get_by_role("link", name="Keripik Bu Sri").click()
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh tanda bukti").click()
    isi = unduhan.value.path().read_bytes()
    assert isi.startswith(b"%PDF-")
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        gambar_qr = [str(o["/Alt"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    alamat = [teks.removeprefix("Kode QR menuju ") for teks in gambar_qr if teks.startswith("Kode QR menuju ")]
    assert len(alamat) == 1
    return urlsplit(alamat[0]).path


def cek(page: Page, alamat: str) -> None:
    """Somebody who is nobody here sees four pairs and what the paper itself is, and neither owner nor address."""
    assert re.fullmatch(r"/cek/[0-9A-Z-]+/?", alamat)
    page.goto(alamat)
    expect(page.get_by_text("Surat ini asli dan masih berlaku")).to_be_visible()
    label = page.locator("dl.periksa dt").all_inner_texts()
    assert [satu for satu in label if satu in EMPAT_PASANG] == EMPAT_PASANG
    assert set(label) - set(EMPAT_PASANG) == {"Nomor", "Diterbitkan", "Berlaku sampai", "Kode"}
    isi = page.locator("main").inner_text()
    assert ("Keripik Bu Sri" in isi, "Batang" in isi, NAMA in isi, "Dukuh" in isi) == (True, True, False, False)
    assert Usaha.objects.get().nomor not in isi


# --- How people fill in ------------------------------------------------------------


def simpan_lanjut(page: Page) -> None:
    page.get_by_role("button", name="Simpan dan lanjut").click()


def tanggal(page: Page, label: str, hari: str, bulan: str, tahun: str) -> None:
    kelompok = page.get_by_role("group", name=label)
    for nama, isi in (("Tanggal", hari), ("Bulan", bulan), ("Tahun", tahun)):
        kelompok.get_by_label(nama, exact=True).fill(isi)


def pilih(page: Page, label: str, ketik: str, cari: str, js: bool) -> None:
    """Type a few letters; with JavaScript choose from the list that opens, without it the form will ask."""
    medan = page.get_by_label(label)
    medan.fill("")
    medan.press_sequentially(ketik)
    if js:
        page.get_by_role("option", name=cari).first.click()
        expect(medan).to_have_value(re.compile(cari))


def pilih_usulan(page: Page, teks: str) -> None:
    """Choose among what the form offers when it cannot tell which one is meant."""
    kelompok = page.get_by_role("group", name="Pilih salah satu, atau ubah tulisan di atas")
    kelompok.get_by_label(teks).first.check()
