"""Which hours can be booked: out of hours, days off, absences and what is taken."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inti.kalender import HariLibur
from konsultasi import ics, jadwal
from konsultasi.models import JamKonsultasi, JanjiTemu
from konsultasi.queries import Jadwal, meja_buka
from tests.konsultasi.pabrik import SENIN, buat_absen, buat_jam, buat_janji_temu, buat_meja, pukul

pytestmark = pytest.mark.django_db


def bebas(meja: Any, **lain: Any) -> dict[str, list[str]]:
    """The free hours of each day as words."""
    return {
        f"{h.tanggal:%d}": [f"{timezone.localtime(s.mulai):%H.%M}" for s in h.bebas]
        for h in Jadwal([meja], **lain).buka(meja)
    }


def test_hours_are_cut_into_whole_slots_and_the_rest_is_none():
    jam = JamKonsultasi(hari=0, dari=time(9), sampai=time(10, 40), menit=30, berlaku_mulai=date(2026, 1, 1))
    slot = jadwal.slot_jam(jam, SENIN.date())
    assert [s.alamat for s in slot] == ["20260302-0900", "20260302-0930", "20260302-1000"]
    assert jadwal.baca_alamat(slot[1].alamat) == slot[1].mulai


@pytest.mark.parametrize("teks", ["", "20260302", "20261302-0900", "9" * 60, "20260302-0900\x00"])
def test_an_address_that_is_no_moment_is_none(teks):
    assert jadwal.baca_alamat(teks) is None


def test_days_off_absences_bookings_and_what_is_too_near_are_left_out(senin):
    meja = buat_meja(hari=(0, 1, 2, 3), hari_ke_depan=4)
    HariLibur.objects.create(tanggal=date(2026, 3, 3), nama="Libur Contoh")
    buat_absen(meja, pukul(4, 9.5), timedelta(minutes=40))
    buat_janji_temu(meja=meja, mulai=pukul(5, 10))
    buat_janji_temu(meja=meja, mulai=pukul(5, 10.5), status="DIBATALKAN")
    assert bebas(meja) == {
        "02": ["09.00", "09.30", "10.00", "10.30"],
        "04": ["09.00", "10.30"],
        "05": ["09.00", "09.30", "10.30"],
    }
    assert "02" not in bebas(meja, jeda=timedelta(hours=5))


def test_hours_hold_from_their_first_to_their_last_day_and_as_far_ahead_as_they_say(senin):
    meja = buat_meja(hari=())
    buat_jam(meja, hari=0, sampai=time(10), hari_ke_depan=14, berlaku_sampai=date(2026, 3, 9))
    buat_jam(meja, hari=1, sampai=time(10), hari_ke_depan=90, berlaku_mulai=date(2026, 5, 26))
    assert list(bebas(meja)) == ["02", "09", "26"]


def test_a_full_day_is_shown_as_full(senin):
    meja = buat_meja(hari=(1,), sampai=time(9, 30), hari_ke_depan=7)
    buat_janji_temu(meja=meja, mulai=pukul(3))
    assert [(h.tanggal.day, h.penuh) for h in Jadwal([meja]).buka(meja)] == [(3, True)]


def test_the_public_list_costs_the_same_queries_for_one_desk_and_for_three(senin):
    def kueri() -> int:
        with CaptureQueriesContext(connection) as tanya:
            assert all(m.terdekat for m in meja_buka())
        return len(tanya)

    buat_meja()
    meja_buka()
    satu = kueri()
    buat_meja(), buat_meja()
    assert (kueri(), satu) == (satu, 4)


def test_hours_of_one_desk_never_overlap_in_form_nor_database(senin):
    meja = buat_meja(hari=(0,), berlaku_sampai=date(2026, 6, 30))
    isi: dict[str, Any] = {"tempat": "x", "topik": "x", "menit": 30, "meja": meja, "hari": 0}
    tumpuk = JamKonsultasi(dari=time(10, 30), sampai=time(12), berlaku_mulai=date(2026, 6, 1), **isi)
    with pytest.raises(ValidationError, match="bertumpuk"):
        tumpuk.full_clean()
    with pytest.raises(IntegrityError, match="jam_konsultasi_tidak_bertumpuk"), transaction.atomic():
        tumpuk.save()
    JamKonsultasi(dari=time(11), sampai=time(12), berlaku_mulai=date(2026, 6, 1), **isi).full_clean()
    JamKonsultasi(dari=time(10), sampai=time(12), berlaku_mulai=date(2026, 7, 1), **isi).full_clean()


SISIP = """
    INSERT INTO konsultasi_janjitemu (kode, nomor, status, meja_id, mulai, selesai, nama, telepon, perihal, tempat,
        topik, di_loket, pindah_ke, sebab_batal, hasil, dibuat)
    VALUES ('KODE', 'NOMOR', %s, %s, %s, %s, 'Tamu', '', 'x', 'x', 'x', false, 0, %s, '', now())"""


@pytest.mark.parametrize("geser", [-20, 0, 20])
def test_the_database_itself_refuses_two_people_in_one_slot(geser):
    satu = buat_janji_temu(mulai=pukul(3))
    mulai = satu.mulai + timedelta(minutes=geser)
    isi = [satu.meja_id, mulai, mulai + timedelta(minutes=30)]
    with connection.cursor() as kursor:
        with pytest.raises(IntegrityError, match="janji_temu_satu_orang_satu_jam"), transaction.atomic():
            kursor.execute(SISIP, ["DIPESAN", *isi, ""])
        kursor.execute(SISIP, ["DIBATALKAN", *isi, "PEMOHON"])
    assert JanjiTemu.objects.count() == 2


def test_the_calendar_file_is_folded_and_names_nobody(pemilik):
    satu = buat_janji_temu(
        akun=pemilik, mulai=pukul(3), tempat="Gedung A, lantai 2; ruang é " + "panjang " * 9, perihal="Rahasia"
    )
    isi = ics.tulis(satu)
    assert max(len(b) for b in isi.split(b"\r\n")) <= 75
    utuh = isi.decode().replace("\r\n ", "")
    assert "DTSTART:20260303T020000Z\r\nDTEND:20260303T023000Z\r\n" in utuh
    assert "LOCATION:Gedung A\\, lantai 2\\; ruang é" in utuh
    assert [k for k in ("Rahasia", pemilik.nama, satu.meja.kode) if k in utuh] == []
