"""Follow a request without logging in, on a phone: with number and WhatsApp number, with the code, with the QR code."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inti import kode
from layanan.actions import permohonan as aksi
from tests.browser.conftest import Ruang, lebih_lebar
from tests.factories import buat_usaha
from tests.layanan.pabrik import buat_permohonan, isi_lengkap

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def satu(pemilik: Any) -> Any:
    usaha = buat_usaha(pemilik=pemilik, status="TERVERIFIKASI", nama="Keripik Rahasia")
    return aksi.ajukan(isi_lengkap(buat_permohonan(usaha=usaha, pemilik=pemilik)), oleh=pemilik)


def tampak(page: Page, satu: Any) -> None:
    """What the answer shows, and that neither it nor its address tells more."""
    expect(page.get_by_role("heading", level=1)).to_have_text(satu.nomor)
    expect(page.get_by_text("Sedang kami kerjakan")).to_be_visible()
    expect(page.get_by_text("di kami 0 dari 5 hari kerja")).to_be_visible()
    assert "Keripik Rahasia" not in page.content()
    assert satu.nomor not in page.url
    assert lebih_lebar(page) == 0


def test_follow_without_log_in(ruang: Ruang, satu: Any, pemilik: Any) -> None:
    page = ruang()
    page.goto("/")
    page.get_by_role("link", name="Melacak permohonan").click()
    page.get_by_label("Nomor permohonan").fill(satu.nomor.lower().replace("-", " "))
    page.get_by_label("Nomor WhatsApp pemilik usaha").fill("0812 0000 9999")
    page.get_by_role("button", name="Lihat permohonan").click()
    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    assert page.title().startswith("Ada yang perlu diperbaiki")
    page.get_by_label("Nomor WhatsApp pemilik usaha").fill(pemilik.telepon)
    page.get_by_role("button", name="Lihat permohonan").click()
    tampak(page, satu)

    page.get_by_role("link", name="Lacak permohonan lain").click()
    page.get_by_label("Kode pada resi", exact=True).fill(kode.tampil(satu.kode_resi).lower())
    page.get_by_role("button", name="Lihat dengan kode").click()
    tampak(page, satu)


def test_the_qr_code_of_a_receipt_shows_a_button_first_and_works_without_a_script(ruang: Ruang, satu: Any) -> None:
    page = ruang(java_script_enabled=False)
    page.goto(f"/layanan/kunci/{satu.kode_resi}/")
    expect(page.get_by_text(satu.nomor)).to_have_count(0)
    page.get_by_role("button", name="Lihat permohonan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(satu.nomor)
