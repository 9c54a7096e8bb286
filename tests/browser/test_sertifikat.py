"""A certificate on a phone: its owner downloads it, whoever is shown it checks it; and the bar without a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from inti.workflow import SISTEM
from pelatihan import sertifikat
from pelatihan.actions import sertifikat as aksi
from pelatihan.actions.lulus import buat_penerbitan
from tests.browser.conftest import LAYAR, Ruang, lebih_lebar
from tests.pelatihan.pabrik import kelas_selesai

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def satu(pemilik: Any) -> Any:
    angkatan, (peserta,) = kelas_selesai()
    peserta.pelaku.akun = pemilik
    peserta.pelaku.save()
    aksi.kerjakan(buat_penerbitan(angkatan, oleh=SISTEM).pk)
    return peserta


def test_the_owner_downloads_his_certificate_and_a_stranger_checks_it(ruang: Ruang, satu: Any, pemilik: Any) -> None:
    surat = sertifikat.berlaku(satu)
    assert surat is not None
    page = ruang(pemilik)
    page.goto("/pelatihan/saya/")
    page.get_by_role("link", name="Pembukuan Dasar", exact=True).click()
    expect(page.get_by_role("heading", name="Anda lulus")).to_be_visible()
    assert lebih_lebar(page) == 0
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh sertifikat").click()
    assert Path(unduhan.value.path()).read_bytes()[:5] == b"%PDF-"
    assert unduhan.value.suggested_filename.endswith(".pdf")

    tamu = ruang()
    tamu.goto("/cek/")
    tamu.get_by_label("Kode").fill(surat.kode_tampil)
    tamu.get_by_role("button").last.click()
    expect(tamu.get_by_text("Berlaku").first).to_be_visible()
    expect(tamu.get_by_text(satu.angkatan.nama)).to_be_visible()
    assert satu.pelaku.nama not in tamu.content()
    assert lebih_lebar(tamu) == 0


def test_an_official_follows_the_printing_and_revokes_without_a_script(ruang: Ruang, satu: Any, kepala: Any) -> None:
    page = ruang(kepala, java_script_enabled=False, viewport=LAYAR)
    page.goto(f"/admin/kelas/{satu.angkatan.kode}/sertifikat/")
    expect(page.get_by_role("link", name="Unduh semua (ZIP)")).to_be_visible()
    page.get_by_role("link", name=satu.pelaku.nama).click()
    page.get_by_text("Cabut tanpa pengganti").click()
    page.get_by_role("button", name="Cabut sertifikat").click()
    expect(page.get_by_text("Pilih sebabnya.").first).to_be_visible()
    page.get_by_label("Ada kesalahan saat diterbitkan").check()
    page.get_by_label("Alasan", exact=True).first.fill("Jumlah JP yang tercetak keliru.")
    page.get_by_role("button", name="Cabut sertifikat").click()
    expect(page.get_by_text("Sertifikat dicabut.")).to_be_visible()
    assert sertifikat.berlaku(satu) is None
