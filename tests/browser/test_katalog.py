"""A new service without a developer: from the list of services to one that an owner can ask for, by pages alone.

The journey is walked at 360 px, where the room is narrowest, and without JavaScript once: nothing of it needs one.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from layanan.actions import katalog
from layanan.models import Layanan, VersiFormulir
from layanan.models.layanan import KOMPONEN
from tests.browser.conftest import Ruang

pytestmark = pytest.mark.django_db(transaction=True)


def isi_layanan(halaman: Page) -> None:
    halaman.get_by_role("link", name="Tambah layanan").click()
    halaman.get_by_label("Nama", exact=True).fill("Surat keterangan usaha")
    halaman.get_by_label("Untuk apa", exact=True).fill("Surat bahwa usaha Anda terdata di dinas.")
    halaman.get_by_label("Bidang").select_option(label="Bidang Koperasi dan UKM")
    halaman.get_by_label("Janji (hari kerja)").fill("2")
    halaman.get_by_label("Jenis hasil").select_option("CATATAN")
    for nama, _ in KOMPONEN[:7]:
        halaman.locator(f"[name={nama}]").fill("Contoh.")
    halaman.get_by_role("button", name="Simpan", exact=True).click()
    expect(halaman.get_by_text("Formulir yang dipakai")).to_be_visible()


def susun_formulir(halaman: Page) -> None:
    halaman.get_by_role("link", name="Formulir yang dipakai").click()
    halaman.get_by_role("button", name="Susun formulir").click()
    halaman.get_by_role("link", name="Tambah pertanyaan").click()
    halaman.get_by_label("Pertanyaan", exact=True).fill("Untuk keperluan apa")
    halaman.get_by_label("Cara menjawab").select_option("PILIHAN")
    halaman.get_by_label("Pilihan jawaban").fill("Bank\nLainnya")
    halaman.get_by_role("button", name="Simpan, lalu tambah lagi").click()
    halaman.get_by_label("Pertanyaan", exact=True).fill("Sebutkan keperluannya")
    halaman.get_by_label("Cara menjawab").select_option("TEKS")
    halaman.get_by_label("Lainnya").check()
    halaman.get_by_role("button", name="Simpan pertanyaan").click()
    expect(halaman.get_by_text("“Untuk keperluan apa” dijawab “Lainnya”")).to_be_visible()


def coba(halaman: Page) -> None:
    halaman.get_by_role("link", name="Coba seperti pemohon").click()
    halaman.get_by_label("Lainnya").check()
    halaman.get_by_role("button", name="Periksa jawaban").click()
    expect(halaman.get_by_role("link", name="Isi dulu yang ini.")).to_be_visible()
    halaman.get_by_label("Sebutkan keperluannya").fill("Mendaftar koperasi")
    halaman.get_by_role("button", name="Periksa jawaban").click()
    expect(halaman.get_by_text("Jawaban ini diterima.")).to_be_visible()
    halaman.get_by_role("link", name="Surat keterangan usaha, formulir versi 1").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["dengan-js", "tanpa-js"])
def test_a_new_service_is_made_tried_published_and_shown_without_a_developer(
    ruang: Ruang, admin: Any, javascript: bool
) -> None:
    katalog.muat(katalog.baca(katalog.BAWAAN))
    halaman = ruang(admin, java_script_enabled=javascript)
    halaman.goto("/admin/layanan/layanan/")
    isi_layanan(halaman)
    susun_formulir(halaman)
    coba(halaman)
    halaman.get_by_role("link", name="Terbitkan formulir").click()
    halaman.get_by_role("button", name="Terbitkan formulir").click()
    halaman.get_by_role("link", name="Ditampilkan untuk umum").click()
    halaman.get_by_role("checkbox", name="Dapat diajukan").check()
    halaman.get_by_role("button", name="Simpan", exact=True).click()
    halaman.get_by_role("link", name="Lihat halamannya").click()
    expect(halaman.get_by_role("heading", name="Surat keterangan usaha")).to_be_visible()
    satu = Layanan.objects.get(kode="surat-keterangan-usaha")
    assert (satu.aktif, VersiFormulir.objects.get(layanan=satu).keadaan) == (True, "TERBIT")
