"""From the public calendar to a seat on a phone: found and taken in two taps, and offered to who waited."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from pelatihan.models import Peserta
from tests.browser.conftest import Ruang, lebih_lebar
from tests.factories import PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, orang

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kelas() -> Any:
    """A class with one seat, nine days from now."""
    mulai = (timezone.localtime() + timedelta(days=9)).replace(hour=8, minute=0, second=0, microsecond=0)
    isi = {"mulai": mulai, "selesai": mulai + timedelta(hours=6), "tempat": "Balai Desa"}
    satu = buat_angkatan(kursi=1, kurikulum=buat_kurikulum(nama="Foto Produk"), **isi)
    satu.sesi.create(mulai=mulai, selesai=isi["selesai"], jp=6)
    return satu


def buka_kelas(page: Page) -> None:
    page.goto("/pelatihan/")
    page.get_by_role("link", name="Foto Produk").click()


def test_a_seat_is_taken_in_two_taps_and_a_freed_one_goes_to_who_waits(ruang: Ruang, pemilik: Any, kelas: Any) -> None:
    budi = PenggunaFactory(nama="Budi Contoh")
    orang(akun=pemilik)
    orang(akun=budi)
    siti, lain = ruang(pemilik), ruang(budi)
    buka_kelas(siti)
    siti.get_by_role("button", name="Daftar, untuk").click()
    expect(siti.get_by_role("heading", name="Kursi Anda tercatat")).to_be_visible()
    buka_kelas(lain)
    expect(lain.get_by_role("heading", name="Penuh, 0 orang menunggu")).to_be_visible()
    lain.get_by_role("button", name="Masuk daftar tunggu").click()
    expect(lain.get_by_role("heading", name="Anda nomor 1 di daftar tunggu")).to_be_visible()
    siti.get_by_role("link", name="Mengundurkan diri").click()
    siti.get_by_role("button", name="Ya, saya mengundurkan diri").click()
    lain.goto("/saya/")
    lain.get_by_role("link", name="Foto Produk").first.click()
    expect(lain.get_by_role("heading", name="Ada kursi untuk Anda")).to_be_visible()
    assert lebih_lebar(lain) == 0
    lain.get_by_role("button", name="Ya, saya ikut").click()
    expect(lain.get_by_role("heading", name="Kursi Anda tercatat")).to_be_visible()
    status = dict(Peserta.objects.values_list("pelaku__akun__nama", "status"))
    assert status == {"Siti Contoh": "MENGUNDURKAN_DIRI", "Budi Contoh": "TERDAFTAR"}


def test_a_seat_is_found_by_month_and_taken_without_javascript(ruang: Ruang, pemilik: Any, kelas: Any) -> None:
    orang(akun=pemilik)
    page = ruang(pemilik, java_script_enabled=False)
    page.goto("/pelatihan/")
    page.get_by_role("searchbox").fill("foto balai")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Per bulan").click()
    if kelas.mulai.month != timezone.localtime().month:
        page.locator("a[rel=next]").click()
    page.get_by_role("link", name=f"{kelas.mulai.day} 1 kelas").click()
    page.locator(".sehari").get_by_role("link", name="Foto Produk").click()
    page.get_by_role("button", name="Daftar, untuk").click()
    expect(page.get_by_role("heading", name="Kursi Anda tercatat")).to_be_visible()
    assert Peserta.objects.get().status == "TERDAFTAR"
