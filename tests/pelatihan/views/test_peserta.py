"""Enrolling in two taps, answering an offer, giving up: and nobody else's place exists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from inti.workflow import SISTEM
from pelatihan import queries
from pelatihan.actions import kursi
from pelatihan.models import Peserta
from tests.pelatihan.pabrik import buat_angkatan, buat_peserta, orang

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti(pemilik):
    return orang(akun=pemilik)


def daftar(klien, angkatan, usaha, **isian):
    return klien.post(reverse("pelatihan:daftar", args=[angkatan.kode]), {"usaha": usaha.kode, **isian}, follow=True)


def test_two_taps_take_a_seat(siti, pemilik, masuk):
    angkatan, klien = buat_angkatan(), masuk(pemilik)
    halaman = klien.get(reverse("pelatihan:kalender"))
    assert angkatan.get_absolute_url() in halaman.text

    hasil = daftar(klien, angkatan, siti[1])
    assert "Kursi Anda tercatat" in hasil.text
    assert Peserta.objects.get().status == "TERDAFTAR"


def test_who_has_special_needs_keeps_the_seat_while_writing_them(siti, pemilik, masuk):
    angkatan, klien = buat_angkatan(kursi=1), masuk(pemilik)
    halaman = daftar(klien, angkatan, siti[1], isi_dulu="on")
    satu = Peserta.objects.get()
    assert (satu.status, "ditahan untuk Anda" in halaman.text) == ("DITAHAN", True)

    klien.post(reverse("pelatihan:peserta_konfirmasi", args=[satu.kode]), {"kebutuhan": "kursi roda"})
    satu.refresh_from_db()
    assert (satu.status, satu.kebutuhan, satu.sampai) == ("TERDAFTAR", "kursi roda", None)


def test_an_offer_is_accepted_by_one_tap(siti, pemilik, masuk):
    angkatan, klien = buat_angkatan(kursi=1), masuk(pemilik)
    duduk = kursi.daftar(angkatan, pelaku=(lain := orang())[0], usaha=lain[1], oleh=SISTEM)
    assert "nomor 1 di daftar tunggu" in daftar(klien, angkatan, siti[1]).text

    kursi.undur(duduk, oleh=SISTEM)
    satu = Peserta.objects.get(pelaku=siti[0])
    assert "Ada kursi untuk Anda" in klien.get(satu.get_absolute_url()).text
    klien.post(reverse("pelatihan:peserta_terima", args=[satu.kode]))
    satu.refresh_from_db()
    assert satu.status == "TERDAFTAR"


@pytest.mark.parametrize("nama", ["peserta", "peserta_konfirmasi", "peserta_undur"])
def test_another_persons_place_does_not_exist(siti, pemilik_lain, masuk, nama):
    satu = kursi.daftar(buat_angkatan(), pelaku=siti[0], usaha=siti[1], oleh=SISTEM)

    assert masuk(pemilik_lain).get(reverse(f"pelatihan:{nama}", args=[satu.kode])).status_code == 404


def test_what_is_in_the_way_is_named(siti, pemilik, masuk):
    angkatan = buat_angkatan(sasaran="TERVERIFIKASI")
    klien = masuk(pemilik)

    halaman = klien.get(angkatan.get_absolute_url()).text
    assert ("sudah terverifikasi" in halaman, "Lihat kelas lain" in halaman) == (True, True)
    assert reverse("pelatihan:kelompok_ajak", args=[angkatan.kode]) not in halaman
    assert "sudah terverifikasi" in daftar(klien, angkatan, siti[1]).text
    assert not Peserta.objects.exists()


def test_seats_that_are_free_for_others_only_are_not_promised(pemilik, desa, desa_limpung, masuk):
    siti = orang(akun=pemilik, desa=desa)
    kembali = timezone.localdate() + timedelta(days=3)
    angkatan, klien = buat_angkatan(kursi=0, kuota={desa_limpung.kecamatan: 2}, kuota_kembali=kembali), masuk(pemilik)

    def terbaca():
        halaman = klien.get(angkatan.get_absolute_url()).text
        return [
            k in halaman
            for k in (">Daftar, untuk", ">Masuk daftar tunggu, untuk", "Sisa 2 dari 2", "kuota khusus yang tidak cocok")
        ]

    assert terbaca() == [False, True, True, True]
    angkatan.kuota_kembali = timezone.localdate()
    angkatan.save()
    assert terbaca() == [True, False, True, False]
    daftar(klien, angkatan, siti[1])
    assert Peserta.objects.get().status == "TERDAFTAR"


def test_a_planned_class_is_not_seen(client):
    angkatan = buat_angkatan(status="RENCANA")

    assert client.get(angkatan.get_absolute_url()).status_code == 404


def test_what_asks_for_an_answer_stands_first_and_what_is_over_last(siti, pemilik):
    kini = timezone.now()
    lalu = {"status": "SELESAI", "mulai": kini - timedelta(days=9), "selesai": kini - timedelta(days=8)}
    nanti = {"mulai": kini + timedelta(days=90), "selesai": kini + timedelta(days=91)}
    ditawari = buat_peserta("DITAWARI", usaha=siti[1], angkatan=buat_angkatan(**nanti))
    lulus = buat_peserta("LULUS", usaha=siti[1], angkatan=buat_angkatan(**lalu))
    duduk = buat_peserta("TERDAFTAR", usaha=siti[1])
    batal = buat_peserta("TERDAFTAR", usaha=siti[1], angkatan=buat_angkatan(status="DIBATALKAN"))

    assert queries.daftar_milik(pemilik) == {"nanti": [ditawari, duduk], "lalu": [batal, lulus]}


def test_a_seat_in_a_class_that_was_called_off_is_no_seat_any_more(siti, pemilik, masuk):
    satu = buat_peserta("TERDAFTAR", usaha=siti[1], angkatan=buat_angkatan(status="DIBATALKAN"))
    halaman = masuk(pemilik).get(satu.get_absolute_url()).text
    assert ("Kelas dibatalkan" in halaman, "Terdaftar" in halaman) == (True, False)


def test_a_class_that_runs_offers_no_way_out_that_would_be_refused(siti, pemilik, masuk):
    angkatan = buat_angkatan(status="BERJALAN", mulai=timezone.now() - timedelta(hours=1))
    satu = buat_peserta("TERDAFTAR", usaha=siti[1], angkatan=angkatan)

    halaman = masuk(pemilik).get(satu.get_absolute_url()).text
    jalan = [reverse(f"pelatihan:{n}", args=[satu.kode]) for n in ("peserta_undur", "peserta_ganti")]
    assert ([j in halaman for j in jalan], "Kabari pelatih" in halaman) == ([False, False], True)
