"""Slots out of consultation hours: pure arithmetic, no database.

A slot is never stored: it is what the hours of a desk make of a day, less days off, absences and what is taken.
Only what somebody took is a row, and two of them at one desk never overlap: that is a constraint of the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol

from django.utils import timezone


class Jam(Protocol):
    """What a consultation hour must say; `menit` is the length of a slot, `hari` counts from Monday, 0."""

    hari: int
    dari: time
    sampai: time
    menit: int
    berlaku_mulai: date
    berlaku_sampai: date | None
    tempat: str
    topik: str


class Slot(NamedTuple):
    mulai: datetime
    selesai: datetime
    tempat: str
    topik: str

    @property
    def alamat(self) -> str:
        """The slot as it stands in an address: "20261124-0900", in the time of the office."""
        return f"{timezone.localtime(self.mulai):%Y%m%d-%H%M}"


Rentang = tuple[datetime, datetime]


def berlaku(jam: Jam, hari: date) -> bool:
    """Tell whether these hours hold on that day."""
    return (
        jam.hari == hari.weekday()
        and jam.berlaku_mulai <= hari
        and (jam.berlaku_sampai is None or hari <= jam.berlaku_sampai)
    )


def slot_jam(jam: Jam, hari: date) -> list[Slot]:
    """Cut the hours of one day into slots; what is left over at the end is shorter than a slot and none."""
    hasil, lama = [], timedelta(minutes=jam.menit)
    mulai, tutup = _pada(hari, jam.dari), _pada(hari, jam.sampai)
    while mulai + lama <= tutup:
        hasil.append(Slot(mulai, mulai + lama, jam.tempat, jam.topik))
        mulai += lama
    return hasil


def bentrok(mulai: datetime, selesai: datetime, lain: Iterable[Rentang]) -> bool:
    """Tell whether the span overlaps any of the others; spans that only touch do not."""
    return any(mulai < akhir and awal < selesai for awal, akhir in lain)


def termuat(mulai: datetime, selesai: datetime, jam: Iterable[Jam]) -> bool:
    """Tell whether the span lies whole within the hours of its day."""
    hari = timezone.localdate(mulai)
    return any(berlaku(j, hari) and _pada(hari, j.dari) <= mulai and selesai <= _pada(hari, j.sampai) for j in jam)


def baca_alamat(teks: str) -> datetime | None:
    """Read a slot's start from an address; None for anything else."""
    try:
        return datetime.strptime(teks, "%Y%m%d-%H%M").replace(tzinfo=timezone.get_default_timezone())
    except ValueError:
        return None


def _pada(hari: date, jam: time) -> datetime:
    return timezone.make_aware(datetime.combine(hari, jam))
