"""Working days: Monday to Friday, without the holidays given.

The day of receipt does not count: one working day from a Monday is Tuesday. Which days are holidays
(national ones and cuti bersama) is data, handed in by the caller; this file knows weekends only.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError

_SEHARI = timedelta(days=1)
_SABTU = 5


def buka(tanggal: date, libur: Collection[date] = frozenset()) -> bool:
    """Whether the office works on this day."""
    return tanggal.weekday() < _SABTU and tanggal not in libur


def tambah(mulai: date, n: int, libur: Collection[date] = frozenset()) -> date:
    """Return the n-th working day after `mulai`, which itself does not count.

    n = 1 is the next working day; n = 0 is `mulai` itself, working day or not. Raises ValidationError
    for a negative n, for anything but dates and whole numbers, and past the end of the calendar.
    """
    _harus_tanggal(mulai)
    if isinstance(n, bool) or not isinstance(n, int) or n < 0:
        raise ValidationError("Isi jumlah hari kerja dengan bilangan bulat, nol atau lebih.")
    hari = mulai
    try:
        while n:
            hari += _SEHARI
            n -= buka(hari, libur)
    except OverflowError:
        raise ValidationError("Jumlah hari kerja terlalu besar; isi dengan bilangan yang lebih kecil.")
    return hari


def hitung(mulai: date, akhir: date, libur: Collection[date] = frozenset()) -> int:
    """Return the working days after `mulai` up to and including `akhir`.

    The inverse of `tambah`: hitung(d, tambah(d, n)) == n. When `akhir` lies before `mulai` the count is
    negative, so that counts add up whatever the order: hitung(a, b) + hitung(b, c) == hitung(a, c).
    Raises ValidationError for anything but dates.
    """
    _harus_tanggal(mulai)
    _harus_tanggal(akhir)
    if akhir < mulai:
        return -hitung(akhir, mulai, libur)
    jatuh_di_hari_kerja = sum(mulai < hari <= akhir and hari.weekday() < _SABTU for hari in set(libur))
    return _hari_biasa(akhir) - _hari_biasa(mulai) - jatuh_di_hari_kerja


def _hari_biasa(tanggal: date) -> int:
    """Return the count of Mondays to Fridays from 1 January of year 1, a Monday, through this day."""
    minggu, sisa = divmod(tanggal.toordinal(), 7)
    return minggu * 5 + min(sisa, 5)


def _harus_tanggal(tanggal: date) -> None:
    # A datetime is a date to Python but equals none of the holidays, and its day depends on the zone.
    if not isinstance(tanggal, date) or isinstance(tanggal, datetime):
        raise ValidationError("Isi dengan tanggal, tanpa jam.")
