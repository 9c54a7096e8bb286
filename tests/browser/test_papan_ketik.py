"""Whoever cannot use a pointer: the focus is always seen, the content comes first, the finder works by arrow keys."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import HP, LAYAR, Ruang
from tests.factories import usaha_siap
from umkm.enums import S
from umkm.models import Usaha

pytestmark = pytest.mark.django_db(transaction=True)

MAKS_TAB = 150
FOKUS = """() => { const e = document.activeElement, g = getComputedStyle(e);
    const r = e.getBoundingClientRect();
    return { di: e === document.body ? null : e.outerHTML.slice(0, 90),
             terlihat: g.outlineStyle !== "none" && parseFloat(g.outlineWidth) >= 2
                       || e.matches("input[type=radio], input[type=checkbox]") && !!e.closest("label"),
             di_layar: r.bottom > 0 && r.top < innerHeight && r.width > 0 }; }"""


@pytest.fixture
def milik(pemilik: Any) -> Usaha:
    return usaha_siap(pemilik=pemilik, status=S.DRAF, nama="Keripik Contoh")


def tab_sampai_habis(page: Page) -> dict[str, Any]:
    """Walk through a page by the tab key; return what got the focus without showing it."""
    buruk: dict[str, Any] = {}
    for _ in range(MAKS_TAB):
        page.keyboard.press("Tab")
        fokus = page.evaluate(FOKUS)
        if fokus["di"] is None:
            return buruk
        if not (fokus["terlihat"] and fokus["di_layar"]):
            buruk[fokus["di"]] = fokus
    pytest.fail("tombol Tab berputar tanpa akhir")


@pytest.mark.parametrize("layar", [HP, LAYAR], ids=["hp", "layar"])
def test_the_focus_is_seen_on_every_step(layar: Any, ruang: Ruang, milik: Usaha, pemilik: Any, petugas: Any) -> None:
    tempat = reverse("umkm:bagian", args=[milik.kode, "tempat"])
    kasus = reverse("admin:umkm_usaha_change", args=[milik.pk])
    jalan = {None: ["/", "/daftar/", "/masuk/"], pemilik: ["/saya/", tempat], petugas: ["/admin/umkm/usaha/", kasus]}
    buruk: dict[str, Any] = {}
    for orang, daftar in jalan.items():
        page = ruang(orang, viewport=layar)
        for alamat in daftar:
            page.goto(alamat)
            buruk |= {f"{alamat} {di}": fokus for di, fokus in tab_sampai_habis(page).items()}
    assert buruk == {}


def test_the_content_is_one_key_away(ruang: Ruang, milik: Usaha, pemilik: Any, petugas: Any) -> None:
    for orang, alamat in ((None, "/daftar/"), (pemilik, "/saya/"), (petugas, "/admin/")):
        page = ruang(orang)
        page.goto(alamat)
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Langsung ke isi halaman")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null"), alamat


def test_the_finder_of_villages_works_by_arrow_keys(ruang: Ruang) -> None:
    page = ruang()
    page.goto("/daftar/")
    desa = page.get_by_role("combobox", name="Desa tempat usaha")
    desa.focus()
    page.keyboard.type("limp")
    pilihan = page.get_by_role("option", name="Limpung")
    expect(pilihan).to_be_visible()
    expect(desa).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(pilihan).to_have_attribute("aria-selected", "true")
    expect(desa).to_have_attribute("aria-activedescendant", str(pilihan.get_attribute("id")))
    page.keyboard.press("Escape")
    expect(desa).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(pilihan).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(desa).to_have_value("Limpung, Kec. Limpung")
    expect(desa).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Nama lengkap")).to_be_focused()
