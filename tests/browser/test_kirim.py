"""Sending by hand: a queue goes out with two keys a message, and WhatsApp is told nothing but number and text."""

from __future__ import annotations

import re
from datetime import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from notifikasi import jam_kirim
from notifikasi.enums import Keadaan
from notifikasi.models import Pemberitahuan
from tests.browser.conftest import LAYAR, Ruang
from tests.factories import KecamatanFactory
from tests.notifikasi.pabrik import lewat_petugas

pytestmark = pytest.mark.django_db(transaction=True)
BANYAK = 5


@pytest.fixture(autouse=True)
def _siang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jam_kirim, "MULAI", time.min)
    monkeypatch.setattr(jam_kirim, "TUTUP", time.max)


def buka(ruang: Ruang, petugas: Any) -> tuple[Page, list[str]]:
    """Open the queue; returns the page and the addresses at which WhatsApp will be opened."""
    dibuka: list[str] = []
    page = ruang(petugas, viewport=LAYAR)

    def jawab(rute: Any) -> None:
        dibuka.append(rute.request.url)
        rute.fulfill(status=200, content_type="text/html", body="<title>WhatsApp</title>")

    page.context.route(re.compile(r"^https://wa\.me/"), jawab)
    page.goto("/admin/notifikasi/pemberitahuan/kirim/")
    return page, dibuka


def test_a_queue_goes_out_with_two_keys_a_message(ruang: Ruang, petugas: Any) -> None:
    for n in range(BANYAK):
        lewat_petugas(kecamatan=KecamatanFactory(), tujuan=f"+628120000000{n}", nilai={"nomor": f"BTG-{n}"})
    page, dibuka = buka(ruang, petugas)
    page.keyboard.press("Enter")
    for n in range(BANYAK):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Kirim ke 0812-0000-000{n}")
        expect(page.get_by_role("link", name="Buka WhatsApp")).to_be_focused()
        with page.context.expect_page() as baru:
            page.keyboard.press("Enter")
        expect(baru.value).to_have_title("WhatsApp")
        baru.value.close()
        page.bring_to_front()  # as the person comes back to this tab; which one a closed tab gives way to is chance
        expect(page.get_by_role("button", name="Saya kirim, berikutnya")).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.get_by_text("Sudah semua.")).to_be_visible()
    assert [urlsplit(satu).path for satu in dibuka] == [f"/628120000000{n}" for n in range(BANYAK)]
    assert [f"nomor BTG-{n}." in parse_qs(urlsplit(satu).query)["text"][0] for n, satu in enumerate(dibuka)] == [
        True
    ] * 5
    hasil = Pemberitahuan.objects.values_list("keadaan", "petugas").distinct().order_by()
    assert list(hasil) == [(Keadaan.DIKIRIM_PETUGAS, petugas.pk)]


def test_what_cannot_be_sent_takes_one_press(ruang: Ruang, petugas: Any) -> None:
    lewat_petugas(kecamatan=KecamatanFactory())
    page, _ = buka(ruang, petugas)
    page.get_by_role("button", name="Ambil").click()
    page.get_by_role("button", name="Nomornya tidak ada di WhatsApp").click()
    expect(page.get_by_text("Sudah semua.")).to_be_visible()
    assert Pemberitahuan.objects.get().keadaan == Keadaan.DILEWATI
