"""Booking, moving, giving up: one person in one slot, limits, links, what the office is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from inti import tautan
from inti.workflow import SISTEM, TransisiDitolak
from konsultasi import notifications
from konsultasi.actions import layani, pesan
from konsultasi.models import JanjiTemu
from notifikasi.models import Pemberitahuan
from tests.factories import PenggunaFactory, buat_usaha
from tests.konsultasi.pabrik import buat_janji_temu, buat_meja, pukul

pytestmark = pytest.mark.django_db


def pesan_untuk(akun: Any, templat: str) -> list[Pemberitahuan]:
    return list(Pemberitahuan.objects.filter(akun=akun, templat=templat, kanal="aplikasi").order_by("pk"))


def token(url: str) -> str:
    return url.split("/kunci/")[1].split("/")[0]


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_want_one_slot_at_once_one_has_it():
    meja = buat_meja(hari=range(7))
    pada = (timezone.localtime() + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    orang = [PenggunaFactory() for _ in range(20)]

    def coba(akun: Any) -> str:
        try:
            return pesan.pesan_jam(meja, oleh=akun, pada=pada, perihal="Tanya izin").status
        except ValidationError as galat:
            return str(galat.code)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as kolam:
        hasil = list(kolam.map(coba, orang))
    assert sorted(hasil) == ["DIPESAN", *["terambil"] * 19]
    assert JanjiTemu.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_at_two_desks_at_once_does_not_pass_the_limit(pemilik):
    meja = [buat_meja(hari=range(7)) for _ in range(4)]
    pada = (timezone.localtime() + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)

    def coba(satu: Any) -> bool:
        try:
            return bool(pesan.pesan_jam(satu, oleh=pemilik, pada=pada, perihal="Tanya izin"))
        except ValidationError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as kolam:
        assert sorted(kolam.map(coba, meja)) == [False, False, True, True]


def test_a_booking_keeps_what_was_promised_and_confirms_with_a_link(senin, pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    satu = pesan.pesan_jam(buat_meja(), oleh=pemilik, pada=pukul(3), perihal="  Tanya \n izin ", usaha=usaha)
    assert (satu.status, satu.tempat, satu.perihal, satu.usaha) == ("DIPESAN", "Kantor Contoh", "Tanya izin", usaha)
    assert (satu.selesai - satu.mulai, satu.nomor[:7]) == (timedelta(minutes=30), "KNS-26-")
    (kabar,) = pesan_untuk(pemilik, "janji_temu_dipesan")
    assert tautan.buka(token(kabar.url), notifications.BATAL) == satu.kode
    assert "Selasa, 3 Maret 2026 pukul 09.00 WIB" in kabar.isi
    assert [k for k in (pemilik.nama, "Tanya") if k in kabar.isi + kabar.judul] == []
    assert pesan.pesan_jam(satu.meja, oleh=pemilik, pada=pukul(3), perihal="lagi") == satu


@pytest.mark.parametrize(
    ("pada", "perihal"),
    [
        (pukul(3, 9.25), "Tanya izin"),
        (pukul(3, 11), "Tanya izin"),
        (pukul(2, 8), "Tanya izin"),
        (pukul(31), "Tanya izin"),
        (pukul(3), "   "),
        (pukul(3), "NIK saya 3325114708900002"),
        (pukul(3), "x" * 201),
    ],
)
def test_what_cannot_be_booked(senin, pemilik, pada, perihal):
    with pytest.raises(ValidationError):
        pesan.pesan_jam(buat_meja(), oleh=pemilik, pada=pada, perihal=perihal)
    assert JanjiTemu.objects.count() == 0


def test_nobody_books_for_a_business_of_somebody_else_nor_beyond_two(senin, pemilik, pemilik_lain):
    meja = buat_meja()
    with pytest.raises(PermissionDenied):
        pesan.pesan_jam(meja, oleh=pemilik_lain, pada=pukul(3), perihal="x", usaha=buat_usaha(pemilik=pemilik))
    for jam in (9, 9.5):
        pesan.pesan_jam(meja, oleh=pemilik, pada=pukul(3, jam), perihal="Tanya izin")
    with pytest.raises(ValidationError, match="Sudah ada 2"):
        pesan.pesan_jam(meja, oleh=pemilik, pada=pukul(3, 10), perihal="Tanya izin")


def test_the_counter_books_by_number_or_by_name_in_its_own_reach(senin, pemilik, petugas, petugas_limpung):
    meja, usaha = buat_meja(), buat_usaha(pemilik=pemilik)
    tamu: dict[str, Any] = {"nama": "Tamu Contoh", "telepon": "+6281200000999", "perihal": "Tanya izin"}
    with pytest.raises(PermissionDenied):
        pesan.pesan_di_loket(meja, oleh=petugas_limpung, pada=pukul(2, 9), **tamu)
    satu = pesan.pesan_di_loket(meja, oleh=petugas, pada=pukul(2, 9), **tamu)
    assert (satu.akun, satu.nama_orang, satu.di_loket) == (None, "Tamu Contoh", True)
    assert Pemberitahuan.objects.filter(templat="janji_temu_dipesan").count() == 0
    dua = pesan.pesan_di_loket(meja, oleh=petugas, pada=pukul(2, 9.5), perihal="Tanya izin", usaha=usaha)
    assert (dua.akun, len(pesan_untuk(pemilik, "janji_temu_dipesan"))) == (pemilik, 1)
    with pytest.raises(ValidationError, match="nama dan nomor"):
        pesan.pesan_di_loket(meja, oleh=petugas, pada=pukul(2, 10), perihal="Tanya izin", nama="Tamu")


def test_a_number_said_at_the_counter_counts_for_the_account_that_has_it(senin, pemilik, petugas):
    meja = buat_meja()
    for jam in (9, 9.5):
        pesan.pesan_di_loket(
            meja, oleh=petugas, pada=pukul(3, jam), perihal="Tanya", nama="Siti", telepon=pemilik.telepon
        )
    with pytest.raises(ValidationError, match="Sudah ada 2"):
        pesan.pesan_jam(meja, oleh=pemilik, pada=pukul(3, 10), perihal="Tanya izin")


def test_moving_keeps_the_number_frees_the_old_slot_and_renews_the_link(senin, pemilik, pemilik_lain):
    meja = buat_meja()
    satu = pesan.pesan_jam(meja, oleh=pemilik, pada=pukul(3), perihal="Tanya izin")
    lama = token(pesan_untuk(pemilik, "janji_temu_dipesan")[0].url)
    nomor = satu.nomor
    pesan.pindah_waktu(satu, oleh=pemilik, pada=pukul(4, 10))
    satu.refresh_from_db()
    assert (satu.nomor, satu.mulai, satu.status, satu.pindah_ke) == (nomor, pukul(4, 10), "DIPESAN", 1)
    assert satu.riwayat.latest("pk").catatan.startswith("Dari Selasa, 3 Maret 2026 pukul 09.00 WIB ke Rabu")
    baru = token(pesan_untuk(pemilik, "janji_temu_dipesan")[1].url)
    assert [tautan.buka(t, notifications.BATAL) for t in (lama, baru)] == [None, satu.kode]
    pesan.pesan_jam(meja, oleh=pemilik_lain, pada=pukul(3), perihal="Tanya izin")
    with pytest.raises(ValidationError, match="baru saja diambil"):
        pesan.pindah_waktu(satu, oleh=pemilik, pada=pukul(3))
    with pytest.raises(PermissionDenied):
        pesan.pindah_waktu(satu, oleh=pemilik_lain, pada=pukul(5))


def test_the_office_cancels_with_a_reason_that_no_message_carries(senin, pemilik, petugas, petugas_limpung):
    satu = pesan.pesan_jam(buat_meja(), oleh=pemilik, pada=pukul(3), perihal="Tanya izin")
    with pytest.raises(PermissionDenied):
        pesan.tiadakan(satu, oleh=petugas_limpung, alasan="Ruangan dipakai rapat.")
    with pytest.raises(ValidationError):
        pesan.tiadakan(satu, oleh=petugas, alasan="x")
    pesan.tiadakan(satu, oleh=petugas, alasan="Ruangan dipakai rapat.")
    (kabar,) = pesan_untuk(pemilik, "janji_temu_ditiadakan")
    assert (satu.status, satu.sebab_batal, "rapat" in kabar.isi) == ("DIBATALKAN", "KANTOR", False)
    with pytest.raises(TransisiDitolak):
        pesan.batalkan(satu, oleh=pemilik)


def test_who_came_is_written_down_from_the_day_on_and_may_be_corrected(jalan, pemilik, petugas):
    jalan(pukul(2, 8))
    satu = buat_janji_temu(akun=pemilik, meja=buat_meja(), mulai=pukul(3))
    with pytest.raises(PermissionDenied):
        layani.hadir(satu, oleh=petugas)
    jalan(pukul(3, 8))
    with pytest.raises(PermissionDenied):
        layani.tidak_hadir(satu, oleh=petugas)
    jalan(pukul(3, 10))
    layani.tidak_hadir(satu, oleh=petugas)
    with pytest.raises(ValidationError, match="NIK"):
        layani.hadir(satu, oleh=petugas, hasil="NIK 3325114708900002")
    layani.hadir(satu, oleh=petugas, hasil="Datang terlambat. Urus NIB dulu.")
    assert [r.ke for r in satu.riwayat.all()] == ["DIPESAN", "TIDAK_HADIR", "HADIR"]
    with pytest.raises(TransisiDitolak):
        pesan.batalkan(satu, oleh=pemilik)


def test_an_official_decides_nothing_about_an_appointment_of_his_own(senin, petugas):
    satu = buat_janji_temu(akun=petugas, meja=buat_meja(), mulai=pukul(2))
    with pytest.raises(PermissionDenied):
        layani.hadir(satu, oleh=petugas)
    assert pesan.batalkan(satu, oleh=petugas).sebab_batal == "PEMOHON"


def test_a_link_cancels_once_and_ends_with_the_hour(senin, jalan, pemilik):
    satu = pesan.pesan_jam(buat_meja(), oleh=pemilik, pada=pukul(3), perihal="Tanya izin")
    kunci = token(pesan_untuk(pemilik, "janji_temu_dipesan")[0].url)
    pesan.batalkan_lewat_tautan(kunci)
    satu.refresh_from_db()
    baris = satu.riwayat.latest("pk")
    assert (satu.status, baris.sebagai, baris.catatan) == ("DIBATALKAN", "sistem", "Lewat tautan di pesan.")
    with pytest.raises(ValidationError):
        pesan.batalkan_lewat_tautan(kunci)
    lain = buat_janji_temu(akun=pemilik, meja=satu.meja, mulai=pukul(4))
    kunci = token(notifications.alamat_batal(lain))
    jalan(pukul(4))
    with pytest.raises(ValidationError):
        pesan.batalkan_lewat_tautan(kunci)
    assert pesan.batalkan(lain, oleh=SISTEM).status == "DIBATALKAN"
