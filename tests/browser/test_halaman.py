"""Every page that somebody can open, found from the addresses of the site, as each of the people who use it.

On each: no breach of WCAG 2.2 A/AA by axe on a phone and on a screen, light and dark; nothing wider than the screen,
down to 320 px and at 200 % zoom; no error in the console and no breach of the policy of content (conftest).
"""

from __future__ import annotations

import logging
import re
import time
from functools import cache
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import HP, LAYAR, Ruang, lebih_lebar
from tests.browser.dunia import Dunia
from tests.browser.jelajah import TANPA_HALAMAN, Jelajah
from umkm.enums import S

pytestmark = pytest.mark.django_db(transaction=True)

ATURAN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEMUA_ATURAN = {"runOnly": {"type": "tag", "values": ATURAN}, "resultTypes": ["violations"]}
WARNA_SAJA = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
# 320 px is 1280 px at 400 %, 720 px is 1440 px at 200 %.
LEBAR = (320, 360, 720, 1440)


@pytest.fixture
def dunia(pemilik: Any, petugas: Any, kepala: Any, settings: Any) -> Dunia:
    settings.DEMO = True  # opens the gallery of the design
    return Dunia(akun=pemilik, petugas=petugas, kepala=kepala)


@pytest.fixture
def orang(dunia: Dunia, buat_staf: Any, pemilik: Any, petugas: Any, kepala: Any, admin: Any) -> dict[str, Any]:
    """Everyone who uses the portal, from outside inwards; the newest official has no second factor yet."""
    TOTP.activate(petugas, generate_totp_secret())
    RecoveryCodes.activate(petugas)
    semua = {"pemilik": pemilik, "petugas": petugas, "kepala": kepala, "admin": admin}
    return {"tamu": None, **semua, "baru": buat_staf("petugas", nama="Petugas Baru")}


@pytest.fixture
def klien(orang: dict[str, Any], masuk: Any, caplog: pytest.LogCaptureFixture) -> dict[str, Client]:
    caplog.set_level(logging.CRITICAL, "django.request")
    semua = {nama: masuk(satu) if satu else Client() for nama, satu in orang.items()}
    semua["baru"] = Client()
    semua["baru"].force_login(orang["baru"])
    baru_saja(semua["baru"], orang["baru"], "password")
    baru_saja(semua["petugas"], orang["petugas"], "password", "mfa")
    return semua


def baru_saja(klien: Client, siapa: Any, *cara: str) -> None:
    """Let a session remember that its person has just shown these factors, so that nothing asks for them again."""
    sesi = klien.session
    sesi["account_authentication_methods_user"] = str(siapa.pk)
    sesi["account_authentication_methods"] = [
        {"method": satu, "type": "totp", "at": time.time(), "reauthenticated": True} for satu in cara
    ]
    sesi.save()


@pytest.mark.parametrize("paruh", [0, 1])
def test_every_page_is_for_everyone_on_every_screen(
    paruh: int, dunia: Dunia, klien: dict[str, Client], ruang: Ruang
) -> None:
    """Half of the pages each, for it takes as long as all other tests of this folder together."""
    jelajah = Jelajah(dunia, klien)
    assert (jelajah.rusak, jelajah.tak_terlihat) == ({}, set(TANPA_HALAMAN))
    temuan: dict[str, Any] = {}
    for nama, daftar in jelajah.halaman.items():
        page = ruang(klien[nama], reduced_motion="reduce")
        for alamat in daftar[paruh::2]:
            page.goto(alamat)
            temuan |= {f"{nama} {alamat} {apa}": isi for apa, isi in periksa(page).items()}
    assert not temuan, daftar_temuan(temuan)


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
    ("tamu", "umkm:daftar", (), "Daftarkan usaha"),
    ("tamu", "account_login", (), "Masuk"),
    ("pemilik", "umkm:usaha_baru", (), "Simpan dan dapatkan nomor"),
    ("pemilik", "umkm:bagian", ("tempat",), "Simpan dan lanjut"),
    ("pemilik", "umkm:bagian", ("keuangan",), "Simpan dan lanjut"),
    ("pemilik", "umkm:bagian", ("legalitas",), "Simpan surat"),
    ("pemilik", "umkm:pembantu", (), "Buat undangan"),
    ("petugas", "admin:umkm_usaha_entri", (), re.compile("^Simpan dan berikutnya")),
    ("petugas", "admin:umkm_usaha_tolak", (), "Tolak"),
    ("petugas", "admin:umkm_usaha_minta_perbaikan", (), "Minta dilengkapi"),
)


def test_a_refused_form_is_as_good_a_page_as_any(dunia: Dunia, ruang: Ruang, petugas: Any, pemilik: Any) -> None:
    temuan: dict[str, Any] = {}
    diam = {"reduced_motion": "reduce"}  # else the contrast would be read in the middle of a transition
    buka = {"tamu": ruang(**diam), "pemilik": ruang(pemilik, **diam), "petugas": ruang(petugas, **diam)}
    for orang, nama, bagian, tombol in SALAH:
        page = buka[orang]
        page.goto(reverse(nama, args=[*sasaran(nama, dunia), *bagian]))
        kosongkan(page)
        page.locator("main").get_by_role("button", name=tombol).first.click()
        expect(page.locator(".ringkasan")).to_be_focused()
        temuan |= {f"{orang} {page.url} {apa}": isi for apa, isi in periksa(page).items()}
    assert not temuan, daftar_temuan(temuan)


def daftar_temuan(temuan: dict[str, Any]) -> str:
    return "\n".join(f"{di}: {apa}" for di, apa in temuan.items())


def sasaran(nama: str, dunia: Dunia) -> list[Any]:
    """Return the record that a form is about: a draft for its owner, a case being checked for the official."""
    if nama in ("umkm:bagian", "umkm:pembantu"):
        return [dunia.usaha[S.DRAF].kode]
    return [dunia.usaha[S.DIPERIKSA].pk] if nama.endswith(("_tolak", "_minta_perbaikan")) else []


def kosongkan(page: Page) -> None:
    for medan in page.locator("main input[type=text], main textarea").all():
        if medan.is_visible():
            medan.fill("")
