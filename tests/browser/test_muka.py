"""The face of the public pages in a real browser: bytes, axe, width, keyboard, colour schemes, no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Response, expect

from beranda import queries
from tests.browser.conftest import HP, LAYAR, Ruang, lebih_lebar

pytestmark = pytest.mark.django_db(transaction=True)

SEMPIT = {"width": 320, "height": 640}
HALAMAN = ["/", "/gaya/", "/tidak-ada/", "/cek/"]
BERANDA_MAKS = 60 * 1024  # bytes on the wire; here the assets even travel uncompressed


@pytest.fixture(autouse=True)
def isi(transactional_db: None, settings: Any) -> Iterator[None]:
    settings.DEMO = True
    cache.delete(queries.KUNCI_ANGKA)
    yield
    cache.delete(queries.KUNCI_ANGKA)


def test_a_first_visit_to_the_home_page_is_small(ruang: Ruang, live_server: Any) -> None:
    page = ruang()
    sesi = page.context.new_cdp_session(page)
    sesi.send("Network.enable")
    bita: list[int] = []
    sesi.on("Network.loadingFinished", lambda kejadian: bita.append(kejadian["encodedDataLength"]))
    page.goto(live_server.url, wait_until="networkidle")
    assert 0 < sum(bita) <= BERANDA_MAKS


@pytest.mark.parametrize("skema", ["light", "dark"])
def test_no_page_breaks_the_rules_of_access(skema: str, ruang: Ruang, live_server: Any) -> None:
    temuan = {}
    for layar in (HP, LAYAR):
        page = ruang(viewport=layar, color_scheme=skema)
        for jalur in HALAMAN:
            page.goto(live_server.url + jalur)
            hasil = Axe().run(page).response["violations"]
            temuan |= {(jalur, layar["width"], v["id"]): [s["html"] for s in v["nodes"]] for v in hasil}
    assert temuan == {}


def test_nothing_is_wider_than_the_screen(ruang: Ruang, live_server: Any) -> None:
    lebih = {}
    for layar in (SEMPIT, HP, LAYAR):
        page = ruang(viewport=layar)
        for jalur in HALAMAN:
            page.goto(live_server.url + jalur)
            lebih[jalur, layar["width"]] = lebih_lebar(page)
    assert {di: px for di, px in lebih.items() if px > 0} == {}


def test_the_keyboard_reaches_the_content_first(ruang: Ruang, live_server: Any) -> None:
    page = ruang()
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi halaman")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Daftarkan usaha").first).to_be_focused()


def test_touch_targets_are_large_enough(ruang: Ruang, live_server: Any) -> None:
    page = ruang()
    page.goto(f"{live_server.url}/gaya/")
    kecil = page.evaluate(
        """() => [...document.querySelectorAll(".tombol, nav a, nav button, select, input, summary")]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 48)
        .filter((e) => !["checkbox", "radio"].includes(e.type)) // their label is the target
        .map((e) => e.outerHTML)"""
    )
    assert kecil == []


def test_errors_take_the_focus_and_lead_to_their_fields(ruang: Ruang, live_server: Any) -> None:
    page = ruang()
    page.goto(f"{live_server.url}/gaya/")
    expect(page.locator(".ringkasan")).to_be_focused()
    page.get_by_role("link", name="Nomor WhatsApp:").click()
    expect(page.get_by_label("Nomor WhatsApp")).to_be_focused()


def test_without_javascript_everything_is_there(ruang: Ruang, live_server: Any) -> None:
    page = ruang(java_script_enabled=False)
    jawaban: Response = page.goto(live_server.url)
    assert jawaban.status == 200
    page.get_by_label("Kode tanda bukti").fill("AAAA")
    page.get_by_role("button", name="Cek").click()
    expect(page).to_have_url(f"{live_server.url}/cek/?kode=AAAA")
