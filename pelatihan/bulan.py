"""A month as a table: its weeks, Monday first. Pure: dates in, dates out."""

from __future__ import annotations

import calendar
import re
from datetime import date

JAUH = 24
"""Months that one may turn back or forward from now; nobody plans further, and robots come to an end."""


def baca(teks: str, hari_ini: date) -> date:
    """Return the first day of the month written "2026-11", kept within `JAUH` of now; of this one for anything else."""
    kini = hari_ini.replace(day=1)
    cocok = re.fullmatch(r"(\d{4})-(\d{2})", teks, re.ASCII)
    if cocok is None or not 1 <= int(cocok[2]) <= 12 or not 1900 < int(cocok[1]) < 9000:
        return kini
    satu = date(int(cocok[1]), int(cocok[2]), 1)
    return min(max(satu, geser(kini, -JAUH)), geser(kini, JAUH))


def geser(bulan: date, banyak: int) -> date:
    """Return the first day of the month that many months away."""
    urut = bulan.year * 12 + bulan.month - 1 + banyak
    return date(urut // 12, urut % 12 + 1, 1)


def tulis(bulan: date) -> str:
    """Write "2026-11"."""
    return f"{bulan:%Y-%m}"


def pekan(bulan: date) -> list[list[date | None]]:
    """Return the weeks of the month; None stands for the days of its neighbours."""
    semua = calendar.Calendar().monthdatescalendar(bulan.year, bulan.month)
    return [[hari if hari.month == bulan.month else None for hari in satu] for satu in semua]
