"""Calendar days, for promises that a rule counts so: every day is open, and days off change nothing.

The same three questions as in `inti.hari_kerja`, so that a clock can be given either. The day of receipt does not
count here either.
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError


def buka(tanggal: date, libur: Collection[date] = frozenset()) -> bool:
    """Whether this day counts: every day does."""
    return True


def tambah(mulai: date, n: int, libur: Collection[date] = frozenset()) -> date:
    """Return the n-th day after `mulai`. Raises ValidationError for a negative n and past the end of the calendar."""
    if isinstance(n, bool) or not isinstance(n, int) or n < 0:
        raise ValidationError("Isi jumlah hari dengan bilangan bulat, nol atau lebih.")
    try:
        return mulai + timedelta(days=n)
    except OverflowError as galat:
        raise ValidationError("Jumlah hari terlalu besar; isi dengan bilangan yang lebih kecil.") from galat


def hitung(mulai: date, akhir: date, libur: Collection[date] = frozenset()) -> int:
    """Return the days after `mulai` up to and including `akhir`; negative when `akhir` lies before."""
    return (akhir - mulai).days
