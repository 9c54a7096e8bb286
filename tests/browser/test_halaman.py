"""Every page that somebody can open, found from the addresses of the site, as each of the people who use it.

On each: no breach of WCAG 2.2 A/AA by axe on a phone and on a screen, light and dark; nothing wider than the screen,
down to 320 px and at 200 % zoom; no error in the console and no breach of the policy of content (conftest).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import HP, LAYAR, Ruang, lebih_lebar
from tests.browser.dunia import Dunia
from tests.browser.jelajah import TANPA_HALAMAN, Jelajah, rute
from umkm.enums import S

pytestmark = pytest.mark.django_db(transaction=True)

ATURAN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEMUA_ATURAN = {"runOnly": {"type": "tag", "values": ATURAN}, "resultTypes": ["violations"]}
WARNA_SAJA = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
# 320 px is 1280 px at 400 %, 720 px is 1440 px at 200 %.
LEBAR = (320, 360, 720, 1440)

@pytest.fixture
def dunia(pemilik: Any, petugas: Any, kepala: Any, settings: Any) -> Dunia:
    settings.DEMO = False
    return Dunia(akun=pemilik, petugas=petugas, kepala=kepala)


@pytest.fixture
def jelajah(dunia: Dunia, masuk: Any, pemilik: Any, petugas: Any, kepala: Any, admin: Any, tamu: Client) -> Jelajah:
    dunia.orang = {"pemilik": pemilik, "petugas": petugas, "kepala": kepala, "admin": admin}
    return Jelajah(dunia, {"tamu": tamu, **{nama: masuk(orang) for nama, orang in dunia.orang.items()}})


def test_every_address_that_is_a_page_is_walked(jelajah: Jelajah) -> None:
    assert jelajah.rusak == {}
    bawaan = re.compile(r"admin:\w+_(add|delete|history)$")  # the generic pages, shut for most models
    tak_terlihat = {r.nama for r in rute()} - jelajah.terbuka - jelajah.bukan_halaman
    assert {nama for nama in tak_terlihat if not bawaan.match(nama)} == set(TANPA_HALAMAN)


def test_no_page_breaks_the_rules_of_access_or_the_width_of_the_screen(
    jelajah: Jelajah, dunia: Dunia, ruang: Ruang
) -> None:
    temuan: dict[tuple[str, str], Any] = {}
    for orang, daftar in jelajah.halaman.items():
        page = ruang(dunia.orang.get(orang), reduced_motion="reduce")
        for alamat in daftar:
            page.goto(alamat)
            temuan |= {(f"{orang} {alamat}", apa): isi for apa, isi in periksa(page).items()}
    assert temuan == {}


@cache
def skrip_axe() -> str:
    return Axe().axe_script


def periksa(page: Page) -> dict[str, Any]:
    """Return what is wrong with the page that stands open, by what and where."""
    temuan: dict[str, Any] = {}
    page.evaluate(skrip_axe())
    for layar in (HP, LAYAR):
        page.set_viewport_size(layar)
        for skema in ("light", "dark"):
            page.emulate_media(color_scheme=skema)
            aturan = SEMUA_ATURAN if skema == "light" else WARNA_SAJA
            for salah in axe(page, aturan):
                temuan[f"{salah['id']} {layar['width']} {skema}"] = salah["di"]
    page.emulate_media(color_scheme="light")
    for lebar in LEBAR:
        page.set_viewport_size({"width": lebar, "height": 740})
        if lebih := lebih_lebar(page):
            temuan[f"lebar {lebar}"] = (lebih, unsur_melebar(page))
    return temuan


def axe(page: Page, aturan: dict[str, Any]) -> list[dict[str, Any]]:
    return page.evaluate(
        "aturan => axe.run(document, aturan).then(h => h.violations.map("
        "v => ({id: v.id, di: v.nodes.map(s => s.html.slice(0, 200))})))",
        aturan,
    )


def unsur_melebar(page: Page) -> list[str]:
    """Name the elements that stick out, for whoever has to mend it."""
    return page.evaluate(
        "() => [...document.querySelectorAll('main *, header *, footer *')]"
        ".filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
        ".slice(0, 5).map(e => e.outerHTML.slice(0, 120))"
    )


SALAH = (
    ("tamu", "umkm:daftar", {}, "Daftarkan usaha"),
    ("tamu", "account_login", {}, "Masuk"),
    ("pemilik", "umkm:usaha_baru", {}, "Simpan dan dapatkan nomor"),
    ("pemilik", "umkm:bagian", {"bagian": "tempat"}, "Simpan dan lanjut"),
    ("pemilik", "umkm:bagian", {"bagian": "keuangan"}, "Simpan dan lanjut"),
    ("pemilik", "umkm:bagian", {"bagian": "legalitas"}, "Simpan surat"),
    ("pemilik", "umkm:pembantu", {}, "Buat undangan"),
    ("petugas", "admin:umkm_usaha_entri", {}, re.compile("^Simpan dan berikutnya")),
    ("petugas", "admin:umkm_usaha_tolak", {}, "Tolak"),
    ("petugas", "admin:umkm_usaha_minta_perbaikan", {}, "Minta dilengkapi"),
)


def test_a_refused_form_is_as_good_a_page_as_any(dunia: Dunia, ruang: Ruang, petugas: Any, pemilik: Any) -> None:
    temuan: dict[str, Any] = {}
    buka = {"tamu": ruang(), "pemilik": ruang(pemilik), "petugas": ruang(petugas)}
    for orang, nama, kwargs, tombol in SALAH:
        page = buka[orang]
        if nama.startswith("umkm:") and nama not in ("umkm:daftar", "umkm:usaha_baru"):
            kwargs = {"kode": dunia.usaha[S.DRAF].kode, **kwargs}
        if nama.startswith("admin:umkm_usaha_") and nama != "admin:umkm_usaha_entri":
            kwargs = {"object_id": dunia.usaha[S.DIPERIKSA].pk}
        page.goto(reverse(nama, kwargs=kwargs))
        kosongkan(page)
        page.locator("main").get_by_role("button", name=tombol).first.click()
        expect(page.locator(".ringkasan")).to_be_focused()
        temuan |= {f"{nama} {kwargs} {apa}": isi for apa, isi in periksa(page).items()}
    assert temuan == {}


def kosongkan(page: Page) -> None:
    for medan in page.locator("main input[type=text], main textarea").all():
        if medan.is_visible():
            medan.fill("")
