"""From the public home to a seat on a phone without JavaScript, and the bytes of a first visit to the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pelatihan.models import Peserta
from tests.browser.conftest import HP, Ruang, lebih_lebar
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, orang

pytestmark = pytest.mark.django_db(transaction=True)
MAKS = 60 * 1024
"""Bytes on the wire; here the assets even travel uncompressed."""


@pytest.fixture
def kelas() -> Any:
    mulai = (timezone.localtime() + timedelta(days=9)).replace(hour=8, minute=0, second=0, microsecond=0)
    selesai = mulai + timedelta(hours=6)
    satu = buat_angkatan(mulai=mulai, selesai=selesai, kurikulum=buat_kurikulum(nama="Foto Produk"), tempat="Balai")
    satu.sesi.create(mulai=mulai, selesai=selesai, jp=6)
    return satu


def test_a_seat_is_found_and_taken_without_javascript(ruang: Ruang, pemilik: Any, kelas: Any) -> None:
    orang(akun=pemilik)
    page = ruang(pemilik, viewport=HP, java_script_enabled=False)
    page.goto("/pelatihan/")
    page.get_by_label("Cari pelatihan").fill("foto balai")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Per bulan").click()
    if kelas.mulai.month != timezone.localtime().month:
        page.locator("a[rel=next]").click()
    page.get_by_role("link", name=f"{kelas.mulai.day} 1 kelas").click()
    page.locator(".sehari").get_by_role("link", name="Foto Produk").click()
    page.get_by_role("button", name="Daftar, untuk").click()
    expect(page.get_by_role("heading", name="Kursi Anda tercatat")).to_be_visible()
    assert Peserta.objects.get().status == "TERDAFTAR"


@pytest.mark.parametrize("alamat", ["/pelatihan/", "/pelatihan/bulan/", "kelas"])
def test_a_first_visit_is_small_and_fits(ruang: Ruang, kelas: Any, alamat: str) -> None:
    page, bita = ruang(viewport=HP), []
    sesi = page.context.new_cdp_session(page)
    sesi.send("Network.enable")
    sesi.on("Network.loadingFinished", lambda kejadian: bita.append(kejadian["encodedDataLength"]))
    page.goto(kelas.get_absolute_url() if alamat == "kelas" else alamat, wait_until="networkidle")
    assert (0 < sum(bita) <= MAKS, lebih_lebar(page)) == (True, 0)
