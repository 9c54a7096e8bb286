"""The officials' room in a browser: the next case by its key, a snippet at the cursor, many rows without a script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inti.potongan import PotonganBalasan
from tests.browser.conftest import LAYAR, Ruang
from tests.browser.test_entri import alt
from tests.factories import DesaFactory, buat_usaha
from umkm.enums import StatusUsaha
from umkm.models import Usaha

pytestmark = pytest.mark.django_db(transaction=True)
ANTRE = "/admin/umkm/usaha/?antrean=belum_diambil"
KALIMAT = "Perbaiki alamatnya, lalu kirim lagi."


@pytest.fixture
def antre() -> list[Usaha]:
    """Three that wait, in the order of the queue."""
    nama = ("Usaha Ketiga", "Usaha Kedua", "Usaha Pertama")
    return [buat_usaha(desa=DesaFactory(), status=StatusUsaha.DIAJUKAN, nama=n) for n in nama][::-1]


@pytest.fixture
def potongan() -> PotonganBalasan:
    return PotonganBalasan.objects.create(untuk="umkm.usaha:tolak", judul="Alamat", teks=KALIMAT)


def judul(page: Page, teks: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(teks)


def test_the_queue_is_walked_and_decided_by_keyboard(ruang: Ruang, petugas: Any, antre: list[Usaha]) -> None:
    page = ruang(petugas, viewport=LAYAR)
    page.goto(ANTRE)
    page.get_by_role("link", name="Usaha Pertama").click()
    for berikut in ("Usaha Kedua", "Usaha Ketiga", "Usaha Pertama"):
        alt(page, "n")
        judul(page, berikut)
    page.get_by_role("link", name="Tolak").click()
    page.get_by_label("Alasan").fill("Tempat usaha di luar kabupaten ini.")
    expect(page.get_by_label("Lalu buka perkara berikutnya")).to_be_checked()
    alt(page, "s")
    judul(page, "Usaha Kedua")
    assert Usaha.objects.get(pk=antre[0].pk).status == StatusUsaha.DITOLAK


def test_a_snippet_goes_in_at_the_cursor_and_nothing_is_sent(
    ruang: Ruang, petugas: Any, antre: list[Usaha], potongan: PotonganBalasan
) -> None:
    page = ruang(petugas, viewport=LAYAR)
    page.goto(f"/admin/umkm/usaha/{antre[0].pk}/tolak/")
    alasan = page.get_by_label("Alasan")
    alasan.fill("Maaf.Terima kasih.")
    alasan.evaluate("(medan) => medan.setSelectionRange(5, 5)")
    page.get_by_text("Kalimat siap pakai").click()
    page.get_by_role("button", name="Pakai").click()
    expect(alasan).to_have_value(f"Maaf. {KALIMAT}Terima kasih.")
    expect(alasan).to_be_focused()
    assert antre[0].riwayat.count() == 1


def test_without_a_script_the_snippet_and_all_that_match_work_too(
    ruang: Ruang, petugas: Any, antre: list[Usaha], potongan: PotonganBalasan
) -> None:
    page = ruang(petugas, viewport=LAYAR, java_script_enabled=False)
    page.goto(f"/admin/umkm/usaha/{antre[0].pk}/tolak/")
    page.get_by_label("Alasan").fill("Maaf.")
    page.get_by_text("Kalimat siap pakai").click()
    page.get_by_role("button", name="Pakai").click()
    expect(page.get_by_label("Alasan")).to_have_value(f"Maaf. {KALIMAT}")
    page.goto(ANTRE)
    page.locator("[name=action]").select_option("ambil")
    page.get_by_role("button", name="Untuk semua 3").click()
    page.get_by_role("button", name="Ambil 3 perkara").click()
    expect(page.get_by_text("“Ambil” tercatat untuk 3 perkara.")).to_be_visible()
    assert Usaha.objects.filter(petugas=petugas).count() == 3


def test_enter_in_a_sentence_sends_the_request_not_a_snippet(ruang: Ruang, petugas: Any, antre: list[Usaha]) -> None:
    PotonganBalasan.objects.create(untuk="umkm.usaha:minta_perbaikan", judul="Foto", teks="Ambil lagi fotonya.")
    page = ruang(petugas, viewport=LAYAR)
    page.goto(f"/admin/umkm/usaha/{antre[0].pk}/minta_perbaikan/")
    page.get_by_label("Nama usaha", exact=True).check()
    page.get_by_label("Nama usaha: apa yang harus diperbaiki").fill("Tulis nama papan usahanya.")
    page.keyboard.press("Enter")
    judul(page, "Usaha Pertama")
    assert Usaha.objects.get(pk=antre[0].pk).status == StatusUsaha.PERBAIKAN
