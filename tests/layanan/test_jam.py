"""The clock of requests over real years of days off, and what services really take beside what they promise."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inti import hari_kerja, jam, kalender
from inti.kalender import HariLibur, libur
from inti.workflow import SISTEM, TransisiDitolak, hitung_jatuh_tempo, lama_di_tangan, pindah
from layanan import kenyataan
from layanan.actions import kenyataan as aksi_kenyataan
from layanan.actions import periksa
from layanan.actions import permohonan as aksi
from layanan.enums import SebabBatal
from layanan.models import KenyataanLayanan, Permohonan
from layanan.workflow import PERMOHONAN
from tests.layanan.pabrik import buat_alasan, buat_layanan, buat_permohonan, isi_lengkap

JAKARTA = timezone.get_default_timezone()
SENIN = datetime(2026, 3, 2, 9, 0, tzinfo=JAKARTA)
pytestmark = pytest.mark.django_db


@pytest.fixture
def jalan(monkeypatch) -> Any:
    """Move the clock of the portal to a moment."""

    def ke(pada: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: pada)

    return ke


def pukul(*waktu: int) -> datetime:
    return datetime(*waktu, tzinfo=JAKARTA)  # type: ignore[arg-type]


def bagian(satu: Permohonan) -> tuple[int, int, int]:
    lama = lama_di_tangan(Permohonan.objects.get(pk=satu.pk))
    return lama["kami"], lama["anda"], lama["instansi"]


# --- Days off that nobody foresaw, and the long ones -----------------------------------------


def test_a_holiday_declared_afterwards_moves_the_deadline_and_one_called_off_moves_it_back(jalan, pemilik, petugas):
    jalan(SENIN)
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    aksi.ajukan(satu, oleh=pemilik)
    assert satu.jatuh_tempo == date(2026, 3, 9)
    mendadak = HariLibur.objects.create(tanggal=date(2026, 3, 4), nama="Libur mendadak")
    assert hitung_jatuh_tempo(Permohonan) == 1
    satu.refresh_from_db()
    assert satu.jatuh_tempo == date(2026, 3, 10)
    jalan(SENIN + timedelta(days=3))
    assert bagian(satu) == (2, 0, 0)  # Tuesday and Thursday; the Wednesday fell away
    # A case that waits for its applicant has no deadline, so there is none to move; it gets one when it comes back.
    periksa.periksa(satu, oleh=petugas)
    periksa.minta_lengkap(satu, oleh=petugas, hal={"isian:jenis": "Pilih yang benar."})
    mendadak.delete()
    assert hitung_jatuh_tempo(Permohonan) == 0
    aksi.ajukan(satu, oleh=pemilik)
    assert satu.jatuh_tempo == date(2026, 3, 9)


def test_the_clock_stands_still_over_cuti_bersama_and_new_year(jalan, pemilik, petugas):
    """24 December 2026 is cuti bersama, 25 December and 1 January are days off."""
    kalender.muat((2026, 2027))
    assert {date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 5)} <= libur()
    jalan(pukul(2026, 12, 23, 15, 59))
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    aksi.ajukan(satu, oleh=pemilik)
    # Received on Wednesday 23: Mon 28, Tue 29, Wed 30, Thu 31, then the first Monday of the year.
    assert satu.jatuh_tempo == date(2027, 1, 4)
    jalan(pukul(2026, 12, 31, 23, 59))
    assert bagian(satu) == (4, 0, 0)
    jalan(pukul(2027, 1, 3, 12, 0))
    assert bagian(satu) == (4, 0, 0)
    jalan(pukul(2027, 1, 4, 8, 0))
    periksa.periksa(satu, oleh=petugas)
    periksa.selesaikan(satu, oleh=petugas, catatan="Sudah diberikan.")
    jalan(pukul(2027, 2, 1, 8, 0))
    assert bagian(satu) == (5, 0, 0)


def test_what_comes_a_minute_after_closing_or_at_four_in_the_morning_is_received_on_a_working_day(jalan, pemilik):
    kalender.muat((2026, 2027))
    for pada, tempo in (
        # After closing: received on Monday 28; 1 and 5 January (Isra Mikraj) are days off.
        (pukul(2026, 12, 23, 16, 1), date(2027, 1, 6)),
        (pukul(2026, 12, 26, 4, 0), date(2027, 1, 6)),  # Saturday, 4 a.m.
        # The last minute of the year and the first of the next: received on Monday 4.
        (pukul(2026, 12, 31, 23, 59), date(2027, 1, 12)),
        (pukul(2027, 1, 1, 0, 0), date(2027, 1, 12)),
    ):
        jalan(pada)
        satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
        aksi.ajukan(satu, oleh=pemilik)
        assert satu.jatuh_tempo == tempo, pada


def test_a_case_that_is_answered_on_every_day_of_two_years_keeps_its_promise_and_one_a_day_later_does_not(
    jalan, pemilik
):
    """Received at noon of each day of 2025 and 2026: the last day of the promise is the fifth day that counts."""
    kalender.muat((2025, 2026, 2027))
    hari_libur = libur()
    for n in range(365 * 2):
        pada = pukul(2025, 1, 1, 12, 0) + timedelta(days=n)
        baris = [(pada, jam.KAMI)]
        tempo = jam.jatuh_tempo(baris, 5, hari_libur)
        assert tempo is not None
        assert hari_kerja.buka(tempo, hari_libur)
        kini = datetime.combine(tempo, datetime.max.time(), tzinfo=JAKARTA)
        assert jam.bagian(baris, kini=kini, libur=hari_libur) == {jam.KAMI: 5}
        terlambat = datetime.combine(hari_kerja.tambah(tempo, 1, hari_libur), datetime.min.time(), tzinfo=JAKARTA)
        assert jam.bagian(baris, kini=terlambat, libur=hari_libur) == {jam.KAMI: 6}


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
    assert tuple(kenyataan.ringkas(lama)) == hasil


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=60))
def test_at_least_half_and_nine_of_ten_were_as_quick_as_said(lama):
    hasil = kenyataan.ringkas(lama)
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
    assert tuple(kenyataan.hitung(layanan)) == (2, Fraction(2), 3, 1)
    assert kenyataan.kenyataan(layanan) == (kenyataan.Kenyataan(0, None, None, 0), None)
    assert aksi_kenyataan.catat() == 1
    assert kenyataan.kenyataan(layanan) == (kenyataan.Kenyataan(2, Fraction(2), 3, 1), timezone.now())
    jalan(SENIN + timedelta(days=94))
    aksi_kenyataan.catat()
    assert kenyataan.kenyataan(layanan)[0] == kenyataan.Kenyataan(0, None, None, 0)
    assert KenyataanLayanan.objects.count() == 1


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
