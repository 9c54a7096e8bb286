"""The survey on a phone: nine taps and a button, without JavaScript too; at the counter nine keys."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from layanan.kuesioner import MEDAN
from layanan.models import JawabanSkm
from tests.browser.conftest import LAYAR, Ruang, lebih_lebar
from tests.layanan.pabrik import buat_permohonan
from tests.layanan.pabrik_skm import undangan

pytestmark = pytest.mark.django_db(transaction=True)
NILAI = (4, 3, 4, 4, 3, 4, 4, 2, 3)


def jawab(page: Page, *, kecuali: str = "") -> None:
    for medan, nilai in zip(MEDAN, NILAI, strict=True):
        if medan != kecuali:
            page.locator(f"#id_{medan} label").nth(nilai - 1).click()


def tercatat() -> list[tuple[int, ...]]:
    return list(JawabanSkm.objects.values_list(*MEDAN))


@pytest.mark.parametrize("skrip", [True, False])
def test_the_owner_fills_in_the_survey_on_a_phone(ruang: Ruang, pemilik: Any, skrip: bool) -> None:
    satu = buat_permohonan(pemilik=pemilik, status="SELESAI")
    undangan(satu)
    page = ruang(pemilik, java_script_enabled=skrip)
    page.goto(satu.get_absolute_url())
    page.get_by_role("button", name="Nilai pelayanan").click()
    jawab(page, kecuali="u8")
    page.get_by_role("button", name="Kirim penilaian").click()
    # What is missing is named, and what was chosen is still there.
    expect(page.locator(".ringkasan li")).to_have_count(1)
    expect(page.locator("input[type=radio]:checked")).to_have_count(8)
    page.locator("#id_u8 label").nth(1).click()
    page.get_by_label("Umur").select_option("30-39")
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih, penilaian Anda tersimpan")
    assert tercatat() == [NILAI]
    page.goto(satu.get_absolute_url())
    expect(page.get_by_role("button", name="Nilai pelayanan")).to_have_count(0)


def test_nothing_of_a_sheet_is_wider_than_a_narrow_screen(ruang: Ruang, pemilik: Any) -> None:
    page = ruang(viewport={"width": 320, "height": 640})
    page.goto(f"/kepuasan/kunci/{undangan(buat_permohonan(pemilik=pemilik, status='SELESAI'))}/")
    assert lebih_lebar(page) == 0
    kecil = page.locator(".skm-pilihan label").evaluate_all("e => e.filter(x => x.offsetHeight < 48).length")
    assert kecil == 0


def test_an_official_types_a_sheet_with_nine_keys(ruang: Ruang, petugas: Any) -> None:
    page = ruang(petugas, viewport=LAYAR)
    page.goto("/admin/skm/lembar/")
    page.locator("#id_u1").focus()
    page.keyboard.type("4x344534423")  # what is no mark is not taken
    expect(page.locator("#id_jenis_kelamin")).to_be_focused()
    page.get_by_role("button", name="Simpan dan berikutnya").click()
    expect(page.get_by_text("Lembar tersimpan.")).to_be_visible()
    assert tercatat() == [NILAI]
