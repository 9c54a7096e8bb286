"""What the portal does by itself: reminders, the announced end, looking again; and the clock over any history."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inti.berkas import Berkas
from inti.workflow import pindah
from layanan import queries
from layanan.actions import ingat
from layanan.actions import permohonan as aksi
from layanan.enums import SebabBatal
from layanan.models import Permohonan
from notifikasi.models import Pemberitahuan
from tests.factories import buat_berkas
from tests.layanan.pabrik import buat_permohonan, isi_lengkap, minta_berkas

pytestmark = pytest.mark.django_db
JAKARTA = timezone.get_default_timezone()
SENIN = datetime(2026, 3, 2, 9, 0, tzinfo=JAKARTA)


@pytest.fixture
def jalan(monkeypatch) -> Any:
    """Move the clock of the portal to a moment."""

    def ke(pada: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: pada)

    return ke


def pesan(templat: str) -> int:
    return Pemberitahuan.objects.filter(templat=templat, kanal="aplikasi").count()


@pytest.fixture
def menunggu(jalan, pemilik) -> Permohonan:
    """Sent back on Monday 2 March 2026."""
    jalan(SENIN)
    return buat_permohonan(pemilik=pemilik, status="PERBAIKAN")


def lewati(jalan: Any, hari: int) -> None:
    """Let the mornings pass from where the clock stands to the day of that number, each of them twice."""
    for n in range((timezone.now() - SENIN).days, hari + 1):
        jalan(SENIN + timedelta(days=n))
        ingat.jalankan()
        ingat.jalankan()


def test_an_applicant_is_reminded_after_three_and_after_seven_working_days(jalan, menunggu):
    menunggu.riwayat.create(
        verba="minta_lengkap", ke="PERBAIKAN", dari="DIPERIKSA", pemegang="pemohon", pelaku="x", pada=SENIN
    )
    lewati(jalan, 2)
    assert pesan("permohonan_ingat") == 0
    lewati(jalan, 3)
    assert pesan("permohonan_ingat") == 1
    lewati(jalan, 9)
    assert pesan("permohonan_ingat") == 2


@pytest.fixture
def diminta(menunggu):
    menunggu.riwayat.create(
        verba="minta_lengkap", ke="PERBAIKAN", dari="DIPERIKSA", pemegang="pemohon", pelaku="x", pada=SENIN
    )
    return menunggu


def test_it_ends_after_thirty_days_with_a_weeks_notice_apart_from_the_applicants_own(jalan, diminta):
    lewati(jalan, 22)
    assert pesan("permohonan_akan_batal") == 0
    lewati(jalan, 29)
    diminta.refresh_from_db()
    assert (diminta.status, diminta.akan_batal, pesan("permohonan_akan_batal")) == ("PERBAIKAN", date(2026, 4, 1), 1)
    lewati(jalan, 30)
    diminta = Permohonan.objects.get(pk=diminta.pk)
    assert (diminta.status, diminta.sebab_batal, diminta.riwayat.last().sebagai) == (
        "DIBATALKAN",
        SebabBatal.KEDALUWARSA,
        "sistem",
    )
    assert pesan("permohonan_kedaluwarsa") == 1


def test_after_a_long_stop_of_the_portal_the_week_is_still_given(jalan, diminta):
    jalan(SENIN + timedelta(days=60))
    ingat.jalankan()
    diminta.refresh_from_db()
    assert (diminta.status, diminta.akan_batal) == ("PERBAIKAN", date(2026, 5, 8))


def test_what_was_completed_meanwhile_does_not_end(jalan, diminta, pemilik):
    lewati(jalan, 25)
    aksi.ajukan(isi_lengkap(diminta), oleh=pemilik)
    lewati(jalan, 40)
    diminta.refresh_from_db()
    assert (diminta.status, diminta.akan_batal) == ("DIAJUKAN", None)


def test_no_person_may_let_a_request_expire(diminta, kepala):
    with pytest.raises(PermissionDenied):
        pindah(diminta, "kedaluwarsa", oleh=kepala, sebab_batal=SebabBatal.KEDALUWARSA)


def test_officials_hear_once_a_working_day_of_late_cases_and_of_those_to_look_at(jalan, pemilik, petugas, kepala):
    jalan(SENIN)
    satu = buat_permohonan(pemilik=pemilik, status="DIAJUKAN", petugas=petugas)
    Permohonan.objects.filter(pk=satu.pk).update(jatuh_tempo=date(2026, 2, 27))
    buat_permohonan(pemilik=pemilik, usaha=satu.usaha, status="MENUNGGU_INSTANSI")
    for _ in range(2):
        ingat.ingatkan_petugas()
    assert {(p.akun, p.templat) for p in Pemberitahuan.objects.filter(kanal="aplikasi")} == {
        (petugas, "permohonan_lewat"),
        (kepala, "permohonan_lewat"),
        (kepala, "permohonan_lihat"),
    }
    assert Pemberitahuan.objects.filter(kanal="aplikasi").count() == 3


def test_the_queue_is_counted_in_one_query(pemilik, petugas):
    for status in ("DIAJUKAN", "DIPERIKSA", "MENUNGGU_INSTANSI", "SELESAI"):
        buat_permohonan(pemilik=pemilik, status=status)
    petugas.get_all_permissions()
    queries.hitung_antrean(petugas)
    with CaptureQueriesContext(connection) as hitung:
        baris = queries.pekerjaan(petugas)
    assert len(hitung) == 1
    assert [n for _, n, _, _ in baris] == [0, 0, 1, 0, 0, 0, 2]


def test_a_draft_that_lies_is_announced_then_emptied_and_was_nobodys_case(jalan, pemilik, petugas):
    jalan(SENIN)
    draf = buat_permohonan(pemilik=pemilik)
    draf.lampiran.create(syarat=minta_berkas(draf.layanan), berkas=buat_berkas())
    lewati(jalan, 29)
    assert (pesan("permohonan_draf"), draf.riwayat.count()) == (0, 1)
    lewati(jalan, 59)
    draf.refresh_from_db()
    assert (draf.status, draf.akan_batal, pesan("permohonan_draf")) == ("DRAF", date(2026, 5, 1), 1)
    lewati(jalan, 60)
    draf = Permohonan.objects.get(pk=draf.pk)
    assert (draf.status, draf.sebab_batal, draf.jawaban, draf.lampiran.count()) == ("DIBATALKAN", "TAK_DIKIRIM", {}, 0)
    assert (Berkas.objects.count(), Permohonan.objects.perkara().count()) == (0, 0)
    assert Permohonan.objects.terlihat_oleh(petugas).count() == 0


def test_a_draft_that_is_worked_on_again_is_kept(jalan, pemilik):
    jalan(SENIN)
    draf = buat_permohonan(pemilik=pemilik)
    lewati(jalan, 59)
    aksi.isi(draf, oleh=pemilik, jawaban={"jenis": "kain"})
    lewati(jalan, 88)
    draf.refresh_from_db()
    assert (draf.status, draf.akan_batal, draf.jawaban) == ("DRAF", None, {"jenis": "kain"})


def test_a_draft_that_was_sent_once_stays_a_case_when_it_lapses(jalan, pemilik):
    jalan(SENIN)
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    aksi.tarik(aksi.ajukan(satu, oleh=pemilik), oleh=pemilik)
    lewati(jalan, 60)
    satu = Permohonan.objects.get(pk=satu.pk)
    assert (satu.sebab_batal, Permohonan.objects.perkara().count()) == ("KEDALUWARSA", 1)
