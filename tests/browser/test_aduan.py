"""Complain without a name on a phone, hear the answer by the secret link, and say by one tap that it is not done."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from aduan.actions import petugas as aksi
from aduan.models import Aduan
from tests.aduan.pabrik import jenis, siapkan
from tests.browser.conftest import Ruang, lebih_lebar
from tests.inti.test_suara import wav

pytestmark = pytest.mark.django_db(transaction=True)


def isi_dan_kirim(page: Page) -> Aduan:
    page.goto("/pengaduan/")
    page.get_by_role("link", name="Lapor, usul, atau tanya").click()
    page.get_by_label("Tentang apa, atau di mana?").fill("Loket dinas")
    page.get_by_label("Ceritakan").fill("Loket tutup sebelum waktunya, saya menunggu satu jam.")
    page.get_by_label("Rekaman suara").set_input_files(
        {"name": "Rekaman Siti Contoh.wav", "mimeType": "audio/wav", "buffer": wav(2)}
    )
    page.get_by_label("Nomor WhatsApp atau email").fill("0812 0000 0009")
    page.get_by_label("Tidak seorang pun").check()
    assert lebih_lebar(page) == 0
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert lebih_lebar(page) == 0
    return Aduan.objects.get()


def test_complain_anonymously_on_a_phone(ruang: Ruang, kepala: Any, pemilik: Any) -> None:
    unit = siapkan(kepala)
    page = ruang(pemilik)
    satu = isi_dan_kirim(page)
    assert (satu.identitas, satu.akun, satu.telepon, satu.suara.nama_asli) == ("ANONIM", None, "", "suara_aduan.wav")
    tautan = page.locator("#tautan-saya").get_attribute("href")

    aksi.ringkas(satu, oleh=kepala, ringkasan="Loket tutup pukul satu siang.")
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    aksi.jawab(satu, oleh=kepala, catatan="Jam istirahat sekarang tertulis di pintu loket.")

    lain = ruang()
    lain.goto(str(tautan))
    expect(lain.get_by_role("heading", name="Jawaban untuk Anda")).to_be_visible()
    expect(lain.get_by_text("Yang tahu siapa Anda")).to_be_visible()
    lain.get_by_role("button", name="Belum, buka lagi").click()
    expect(lain.get_by_text("Laporan dibuka lagi.")).to_be_visible()
    lain.get_by_text("Tambah keterangan").first.click()
    lain.get_by_label("Keterangan Anda").fill("Hari ini loket tutup lagi.")
    lain.get_by_role("button", name="Tambah keterangan").click()
    expect(lain.get_by_text("Hari ini loket tutup lagi.")).to_be_visible()
    assert lebih_lebar(lain) == 0


def test_the_form_works_without_a_script_and_shows_what_is_alike(ruang: Ruang, kepala: Any) -> None:
    unit = siapkan(kepala)
    page = ruang(java_script_enabled=False)
    satu = isi_dan_kirim(page)
    aksi.ringkas(satu, oleh=kepala, ringkasan="Loket tutup pukul satu siang.")
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    page.goto("/pengaduan/lapor/")
    page.get_by_label("Ceritakan").fill("Mengapa loket tutup?")
    page.get_by_role("button", name="Lihat laporan yang mirip").click()
    expect(page.get_by_text("Belum ada laporan yang mirip.")).to_be_visible()
    expect(page.get_by_label("Ceritakan")).to_have_value("Mengapa loket tutup?")
