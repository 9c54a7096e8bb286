"""What the portal does by itself: reminders, the announced end, looking again; and the clock over any history."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inti import hari_kerja, jam, kalender
from inti.berkas import Berkas
from inti.kalender import HariLibur, libur
from inti.workflow import SISTEM, TransisiDitolak, hitung_jatuh_tempo, lama_di_tangan, pindah
from layanan import queries
from layanan.actions import ingat, periksa
from layanan.actions import permohonan as aksi
from layanan.enums import SebabBatal
from layanan.models import Permohonan
from layanan.workflow import PERMOHONAN
from notifikasi.models import Pemberitahuan
from tests.factories import buat_berkas
from tests.layanan.pabrik import buat_alasan, buat_layanan, buat_permohonan, isi_lengkap, minta_berkas

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
    for n in range(hari + 1):
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


def test_a_holiday_declared_afterwards_moves_the_deadline(jalan, pemilik):
    jalan(SENIN)
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    aksi.ajukan(satu, oleh=pemilik)
    assert satu.jatuh_tempo == date(2026, 3, 9)
    HariLibur.objects.create(tanggal=date(2026, 3, 4), nama="Libur mendadak")
    assert hitung_jatuh_tempo(Permohonan) == 1
    satu.refresh_from_db()
    assert satu.jatuh_tempo == date(2026, 3, 10)


# --- The truth beside the promise ------------------------------------------------------------


@pytest.mark.parametrize(
    ("lama", "hasil"),
    [
        ([], (0, None, None, 0)),
        ([(3, 5)], (1, Fraction(3), 3, 1)),
        ([(1, 5), (4, 5)], (2, Fraction(5, 2), 4, 2)),
        ([(n, 5) for n in range(1, 11)], (10, Fraction(11, 2), 9, 5)),
        ([(n, 5) for n in range(1, 12)], (11, Fraction(6), 10, 5)),
        ([(9, 10), (9, 8)], (2, Fraction(9), 9, 1)),
    ],
)
def test_median_ninetieth_percentile_and_share_in_time(lama, hasil):
    assert tuple(queries.ringkas(lama)) == hasil


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=60))
def test_at_least_half_and_nine_of_ten_were_as_quick_as_said(lama):
    hasil = queries.ringkas(lama)
    hari = [kami for kami, _ in lama]
    assert 2 * sum(n <= hasil.tengah for n in hari) >= len(hari)
    assert 10 * sum(n <= hasil.p90 for n in hari) >= 9 * len(hari)
    assert min(hari) <= hasil.tengah <= max(hari)
    assert 0 <= hasil.persen <= 100


def test_the_real_times_come_from_history_of_the_last_ninety_days(jalan, pemilik, petugas):
    layanan = buat_layanan(hari_janji=2)
    for hari in (1, 3):
        jalan(SENIN)
        satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan))
        aksi.ajukan(satu, oleh=pemilik)
        jalan(SENIN + timedelta(days=hari))
        periksa.periksa(satu, oleh=petugas)
        periksa.selesaikan(satu, oleh=petugas, catatan="Sudah diberikan.")
    assert tuple(queries.hitung_kenyataan(layanan)) == (2, Fraction(2), 3, 1)
    jalan(SENIN + timedelta(days=94))
    assert queries.hitung_kenyataan(layanan).jumlah == 0


def test_the_queue_is_counted_in_one_query(pemilik, petugas):
    for status in ("DIAJUKAN", "DIPERIKSA", "MENUNGGU_INSTANSI", "SELESAI"):
        buat_permohonan(pemilik=pemilik, status=status)
    petugas.get_all_permissions()
    queries.hitung_antrean(petugas)
    with CaptureQueriesContext(connection) as hitung:
        baris = queries.pekerjaan(petugas)
    assert len(hitung) == 1
    assert [n for _, n, _, _ in baris] == [0, 0, 1, 0, 0, 2]


# --- The clock over any history ------------------------------------------------------------------

langkah = st.lists(
    st.tuples(st.integers(0, 60 * 24 * 40), st.sampled_from(sorted(PERMOHONAN.transisi))), min_size=1, max_size=14
)
ISIAN: dict[str, Any] = {
    "batalkan": {"sebab_batal": SebabBatal.PEMOHON},
    "kedaluwarsa": {"sebab_batal": SebabBatal.KEDALUWARSA},
    "hapus_draf": {"sebab_batal": SebabBatal.TAK_DIKIRIM},
    "selesaikan": {"hasil_catatan": "Sudah."},
    "terbitkan": {"hasil_catatan": "Sudah."},
}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(langkah=langkah, instansi=st.sampled_from(["BPJPH", "DJKI"]))
def test_the_parts_add_up_and_the_deadline_follows_for_any_history(langkah, instansi, monkeypatch, db):
    """Two real years of days off; through every status, other bodies among them, in any order the table allows."""
    if not HariLibur.objects.exists():
        kalender.muat((2025, 2026))
    pada = datetime(2025, 1, 2, 8, 0, tzinfo=JAKARTA)
    monkeypatch.setattr(timezone, "now", lambda: pada)
    satu = buat_permohonan()
    sebab = buat_alasan()
    for menit, verba in langkah:
        pada = min(pada + timedelta(minutes=menit), datetime(2026, 12, 20, tzinfo=JAKARTA))
        isian = dict(ISIAN.get(verba, {}))
        if verba == "tolak":
            isian["alasan_tolak"] = sebab
        if verba == "teruskan":
            hari = timezone.localdate()
            isian |= {"instansi": instansi, "dikirim_pada": hari, "lihat_lagi": hari + timedelta(days=5)}
        try:
            pindah(satu, verba, oleh=SISTEM, **isian)
        except TransisiDitolak:
            continue
    satu = Permohonan.objects.get(pk=satu.pk)
    baris = [(r.pada, r.pemegang or None) for r in satu.riwayat.all()]
    buka = jam.sejak_dibuka(baris)
    lama = lama_di_tangan(satu, kini=pada)
    assert (
        lama["kami"] + lama["anda"] + lama["instansi"]
        == lama["jumlah"]
        == sum(jam.bagian(buka, kini=pada, libur=libur()).values())
    )
    mulai = next((p for p, siapa in buka if siapa == jam.KAMI), None)
    if mulai is None:
        assert lama["jumlah"] == 0
    else:
        tutup = next((p for p, siapa in buka if siapa is None and p >= mulai), pada)
        akhir = timezone.localdate(tutup)
        awal = min(jam.hari_terima(mulai, libur()), akhir)
        assert lama["jumlah"] == hari_kerja.hitung(awal, akhir, libur())
    di_kami = PERMOHONAN.pemegang[satu.status] == jam.KAMI
    assert satu.jatuh_tempo == (jam.jatuh_tempo(buka, satu.janji, libur()) if di_kami else None)


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
