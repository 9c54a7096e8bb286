"""A letter on paper: read on a phone before the paraf, signed and numbered, printed, and its scan handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from layanan.actions import tanda
from layanan.models import NomorSurat, Permohonan
from tests.browser.conftest import LAYAR, Ruang
from tests.factories import gambar, lantik
from tests.layanan.pabrik import buat_layanan, buat_permohonan, isi_lengkap

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def surat(pemilik: Any, petugas: Any, kepala: Any, buat_staf: Any) -> dict[str, Any]:
    """A request that its official has checked; the head of the field marks, the head of the office signs."""
    layanan = buat_layanan(surat=True)
    kabid = buat_staf("kepala", nama="Kabid Contoh")
    for penanda, akun in zip(layanan.penanda.all(), (kabid, kepala), strict=True):
        lantik(penanda.jabatan, akun, nip="19700101 199001 1 001", pangkat="Pembina, IV/a")
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA", petugas=petugas))
    return {"satu": satu, "kabid": kabid, "kadis": kepala, "petugas": petugas}


def kasus(satu: Permohonan, ekor: str = "change/") -> str:
    return f"/admin/layanan/permohonan/{satu.pk}/{ekor}"


def lembar_terbaca(page: Page) -> None:
    """The picture of the letter has come."""
    gambar_surat = page.get_by_role("img", name="Konsep surat, halaman 1")
    expect(gambar_surat).to_be_visible()
    page.wait_for_function("g => g.complete && g.naturalWidth > 0", arg=gambar_surat.element_handle())


def test_a_letter_is_marked_on_a_phone_signed_printed_and_its_scan_handed_in(
    ruang: Ruang, surat: dict[str, Any], tmp_path: Path
) -> None:
    satu = surat["satu"]
    meja = ruang(surat["petugas"], viewport=LAYAR)
    meja.goto(kasus(satu))
    meja.get_by_role("button", name="Ajukan tanda tangan").click()
    expect(meja.get_by_text("Menunggu tanda tangan").first).to_be_visible()

    hp = ruang(surat["kabid"])
    hp.goto("/admin/layanan/permohonan/?antrean=tanda")
    hp.get_by_role("link", name=satu.nomor).click()
    hp.get_by_role("link", name="Paraf", exact=True).click()
    lembar_terbaca(hp)
    assert hp.evaluate("document.documentElement.scrollWidth") <= 360
    hp.get_by_role("button", name="Paraf", exact=True).click()
    expect(hp.get_by_text("“Paraf” tercatat")).to_be_visible()
    assert NomorSurat.objects.count() == 0

    kadis = ruang(surat["kadis"], viewport=LAYAR)
    kadis.goto(kasus(satu, "tanda_tangani/"))
    lembar_terbaca(kadis)
    kadis.get_by_role("button", name="Tanda tangani dan beri nomor").click()
    nomor = NomorSurat.objects.get()
    expect(kadis.get_by_text(nomor.nomor).first).to_be_visible()

    pindaian = tmp_path / "surat.jpg"
    pindaian.write_bytes(gambar().read())
    meja.goto(kasus(satu))
    expect(meja.get_by_role("link", name="Cetak naskah bernomor")).to_be_visible()
    meja.get_by_role("link", name="Unggah surat yang ditandatangani").click()
    meja.get_by_label("Pindaian atau foto surat").set_input_files(pindaian)
    meja.get_by_role("button", name="Unggah surat yang ditandatangani").click()
    expect(meja.get_by_text("Selesai").first).to_be_visible()

    tamu = ruang()
    tamu.goto(f"/cek/{nomor.kode}/")
    expect(tamu.get_by_text(nomor.nomor).first).to_be_visible()
    expect(tamu.get_by_text(tanda.BASAH)).to_be_visible()
