"""A list that is being made, and the figures of the morning, on a phone and on a screen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from laporan import actions
from laporan.models import Unduhan
from tests.browser.conftest import HP, LAYAR, Ruang
from tests.browser.test_halaman import periksa
from tests.factories import buat_usaha
from tests.laporan.pabrik import ALASAN, buat_unduhan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ramai(desa: Any, desa_limpung: Any) -> None:
    cache.clear()
    hari_ini = timezone.localdate()
    for letak in (desa, desa_limpung):
        for hari in (-1, 0):
            buat_usaha(desa=letak, status="DIAJUKAN", jatuh_tempo=hari_ini + timedelta(days=hari))
        buat_usaha(desa=letak, status="TERVERIFIKASI")


@pytest.mark.parametrize("layar", [HP, LAYAR], ids=["360", "1440"])
def test_the_figures_of_the_morning_are_for_everyone(kepala: Any, ramai: None, ruang: Ruang, layar: Any) -> None:
    page = ruang(kepala, viewport=layar, reduced_motion="reduce")
    page.goto("/laporan/angka/?ukuran=terdaftar")
    expect(page.get_by_role("heading", name="Angka hari ini")).to_be_visible()
    page.get_by_text("Tabel semua angka").click()
    assert periksa(page) == {}


def test_a_tile_leads_to_its_rows_and_the_text_is_copied(kepala: Any, ramai: None, ruang: Ruang) -> None:
    page = ruang(kepala, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/laporan/angka/?ukuran=terdaftar")
    page.get_by_role("button", name="Salin").click()
    expect(page.get_by_text("Tersalin. Tempel di WhatsApp.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#pesan-angka").text_content()
    page.get_by_role("link", name="Limpung 3").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(3)


def test_progress_moves_by_itself_survives_a_reload_and_ends_with_the_file(
    kepala: Any, desa: Any, ruang: Ruang
) -> None:
    buat_usaha(desa=desa)
    page = ruang(kepala, reduced_motion="reduce")
    page.goto("/laporan/daftar-usaha/?kecamatan=33.25.11")
    page.get_by_label("Untuk apa daftar ini?").fill(ALASAN)
    page.get_by_role("button", name="Buat daftar").click()
    expect(page.get_by_text("Menunggu giliran")).to_be_visible()
    unduhan = Unduhan.objects.get()
    milik = Unduhan.objects.filter(pk=unduhan.pk)
    sewa = {"dikerjakan_sampai": timezone.now() + timedelta(minutes=5)}
    milik.update(keadaan="JALAN", baris_selesai=410, baris_semua=1000, **sewa)
    expect(page.get_by_text("41% · 410 dari 1.000 baris")).to_be_visible()
    page.reload()
    expect(page.get_by_text("41% · 410 dari 1.000 baris")).to_be_visible()
    milik.update(dikerjakan_sampai=timezone.now() - timedelta(seconds=1))
    expect(page.get_by_text("Terhenti, akan diulang")).to_be_visible()
    assert actions.kerjakan(unduhan.pk)
    with page.expect_download() as unduh:
        page.get_by_role("link", name="Unduh XLSX").click()
    assert unduh.value.suggested_filename.startswith("daftar-usaha_")


def test_without_a_script_the_page_loads_itself_anew(kepala: Any, ruang: Ruang) -> None:
    unduhan = buat_unduhan(oleh=kepala, keadaan="JALAN")
    page = ruang(kepala, java_script_enabled=False)
    page.goto(reverse("laporan:unduhan", args=[unduhan.kode]))
    expect(page.get_by_text("39% · 41.000 dari 105.000 baris")).to_be_visible()
    Unduhan.objects.filter(pk=unduhan.pk).update(baris_selesai=105_000)
    expect(page.get_by_text("100% · 105.000 dari 105.000 baris")).to_be_visible()
