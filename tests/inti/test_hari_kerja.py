from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from inti.hari_kerja import buka, hitung, tambah

KAMIS, JUMAT, SABTU, MINGGU = (date(2026, 11, hari) for hari in (19, 20, 21, 22))
SENIN, SELASA, RABU = (date(2026, 11, hari) for hari in (23, 24, 25))
NATAL_DAN_TAHUN_BARU = frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1), date(2026, 12, 27)})

tanggal = st.dates(date(2020, 1, 1), date(2030, 12, 31))
libur = st.frozensets(st.dates(date(2019, 12, 1), date(2031, 3, 1)), max_size=60)


@pytest.mark.parametrize(
    ("mulai", "n", "jatuh"),
    [
        (SENIN, 0, SENIN),
        (SABTU, 0, SABTU),
        (SENIN, 1, SELASA),
        (KAMIS, 1, JUMAT),
        (JUMAT, 1, SENIN),
        (SABTU, 1, SENIN),
        (MINGGU, 1, SENIN),
        (JUMAT, 3, RABU),
        (SENIN, 5, date(2026, 11, 30)),
    ],
)
def test_tambah_skips_weekends_and_does_not_count_the_day_of_receipt(mulai, n, jatuh):
    assert tambah(mulai, n) == jatuh
    assert hitung(mulai, jatuh) == n


def test_holidays_do_not_count_and_one_on_a_sunday_changes_nothing():
    mulai = date(2026, 12, 23)
    assert tambah(mulai, 1, NATAL_DAN_TAHUN_BARU) == date(2026, 12, 28)
    assert tambah(mulai, 5, NATAL_DAN_TAHUN_BARU) == date(2027, 1, 4)
    assert hitung(mulai, date(2027, 1, 4), NATAL_DAN_TAHUN_BARU) == 5
    assert hitung(mulai, date(2026, 12, 27), NATAL_DAN_TAHUN_BARU) == 0


def test_a_list_of_holidays_that_names_a_day_twice_counts_it_once():
    assert hitung(JUMAT, SELASA, [SENIN, SENIN]) == 1


@given(tanggal, st.integers(0, 300), libur)
def test_hitung_is_the_inverse_of_tambah(mulai, n, libur):
    jatuh = tambah(mulai, n, libur)
    assert hitung(mulai, jatuh, libur) == n
    if n:
        assert buka(jatuh, libur)


@given(tanggal, tanggal, libur)
def test_hitung_equals_counting_day_by_day(mulai, akhir, libur):
    awal, ujung = sorted((mulai, akhir))
    satu_satu = sum(
        hari.weekday() < 5 and hari not in libur
        for hari in (awal + timedelta(days=i) for i in range(1, (ujung - awal).days + 1))
    )
    assert hitung(mulai, akhir, libur) == (satu_satu if mulai <= akhir else -satu_satu)


@given(tanggal, tanggal, tanggal, libur)
def test_counts_add_up_in_any_order(a, b, c, libur):
    assert hitung(a, b, libur) + hitung(b, c, libur) == hitung(a, c, libur)


def test_hitung_backwards_is_negative():
    assert hitung(RABU, JUMAT) == -3


@pytest.mark.parametrize("n", [-1, 1.0, True, "1", None])
def test_tambah_refuses_what_is_no_count(n):
    with pytest.raises(ValidationError, match="Isi jumlah hari kerja dengan bilangan bulat, nol atau lebih"):
        tambah(SENIN, n)


def test_tambah_refuses_to_leave_the_calendar():
    with pytest.raises(ValidationError, match="Jumlah hari kerja terlalu besar"):
        tambah(date(9999, 12, 30), 3)


@pytest.mark.parametrize("bukan", [datetime(2026, 11, 23, 9, 0), "2026-11-23", None, 5])
def test_a_time_or_text_is_no_date(bukan):
    for panggil in (lambda: tambah(bukan, 1), lambda: hitung(bukan, SENIN), lambda: hitung(SENIN, bukan)):
        with pytest.raises(ValidationError, match="Isi dengan tanggal, tanpa jam"):
            panggil()
