"""Fast entry: a pile of five paper forms goes in by the keyboard alone, and nobody's data reach the next form."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAYAR, Ruang
from tests.factories import gambar
from umkm.models import Usaha

pytestmark = pytest.mark.django_db(transaction=True)

TUMPUKAN = [
    ("Wagiyem Contoh", "3325114708900001", "opak singkong"),
    ("Tarmuji Contoh", "", "anyaman bambu"),
    ("Suminah Contoh", "3325114708900003", "sayur keliling"),
    ("Paijo Contoh", "", "kopi bubuk"),
    ("Ningsih Contoh", "3325114708900005", "ikan asin"),
]
MAKS_TAB = 40
ISI_SEKARANG = """() => Object.fromEntries([...document.querySelector("form.entri").elements]
    .filter(e => e.name && e.name !== "csrfmiddlewaretoken" && e.name !== "kunci_kirim" && e.type !== "submit")
    .map(e => [e.name, e.value]))"""


def test_five_forms_by_keyboard_alone(ruang: Ruang, petugas: Any) -> None:
    page = buka(ruang, petugas)
    kosong = page.evaluate(ISI_SEKARANG)
    for urut, (nama, nik, uraian) in enumerate(TUMPUKAN):
        assert {n: v for n, v in page.evaluate(ISI_SEKARANG).items() if not n.startswith("desa")} == {
            n: v for n, v in kosong.items() if not n.startswith("desa")
        }
        isi_satu(page, nama, nik, uraian, pilih_desa=urut == 0)
        alt(page, "s")
        expect(page.get_by_role("heading", name="Tersimpan")).to_be_visible()
        expect(page.get_by_text(Usaha.objects.latest("pk").nomor)).to_be_visible()
        expect(page.get_by_label("Desa atau kelurahan")).to_have_value("Kauman, Kec. Batang")
        expect(page.get_by_label("Nama lengkap pemilik")).to_be_focused()
    tercatat = [(u.pemilik.nama, u.uraian, u.desa.nama, u.status) for u in Usaha.objects.order_by("pk")]
    assert tercatat == [(nama, uraian, "Kauman", "TERDATA") for nama, _, uraian in TUMPUKAN]
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"


def buka(ruang: Ruang, petugas: Any) -> Page:
    page = ruang(petugas, viewport=LAYAR)
    page.on("filechooser", lambda _: None)  # from the start, for the dialog opens faster than a listener is put up
    page.goto("/admin/umkm/usaha/entri/")
    return page


def isi_satu(page: Page, nama: str, nik: str, uraian: str, *, pilih_desa: bool) -> None:
    """Type one form from top to bottom; the tab key follows the order of the paper."""
    page.keyboard.type(nama)
    tab_ke(page, "nik")
    page.keyboard.type(nik)
    tab_ke(page, "uraian")
    page.keyboard.type(uraian)
    if pilih_desa:
        tab_ke(page, "desa")
        page.keyboard.type("kaum")
        expect(page.get_by_role("option", name="Kauman")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    tab_ke(page, "alamat")
    page.keyboard.type("Dukuh Contoh RT 3")
    tab_ke(page, "formulir")
    with page.expect_file_chooser() as pemilih:
        page.keyboard.press("Enter")
    foto = {"name": "formulir.jpg", "mimeType": "image/jpeg", "buffer": gambar("white").read()}
    pemilih.value.set_files(foto)


def alt(page: Page, huruf: str) -> None:
    """Press Alt and a letter as a keyboard does; Playwright's own press sends no letter with Alt, so no access key."""
    sesi = page.context.new_cdp_session(page)
    tekan = {"modifiers": 1, "key": huruf, "code": f"Key{huruf.upper()}", "windowsVirtualKeyCode": ord(huruf.upper())}
    sesi.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": huruf, "unmodifiedText": huruf, **tekan})
    sesi.send("Input.dispatchKeyEvent", {"type": "keyUp", **tekan})
    sesi.detach()


def tab_ke(page: Page, nama: str) -> None:
    for _ in range(MAKS_TAB):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == nama:
            return
    pytest.fail(f"tombol Tab tidak sampai ke {nama}")


def test_a_refused_form_keeps_what_was_typed_and_the_scan(ruang: Ruang, petugas: Any) -> None:
    page = buka(ruang, petugas)
    isi_satu(page, "Wagiyem Contoh", "12345", "opak singkong", pilih_desa=True)
    alt(page, "s")
    expect(page.locator(".ringkasan")).to_be_focused()
    expect(page.get_by_label("Nama lengkap pemilik")).to_have_value("Wagiyem Contoh")
    expect(page.get_by_text("formulir.jpg masih tersimpan.")).to_be_visible()
    page.get_by_label("NIK").fill("")
    alt(page, "s")
    expect(page.get_by_role("heading", name="Tersimpan")).to_be_visible()
    assert Usaha.objects.get().formulir.nama_asli == "formulir.jpg"
