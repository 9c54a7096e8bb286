"""From "first day, so many days, from nine to three" to a row for each session. Pure: no table is asked."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

MENIT_JP = 45
"""Minutes of one JP (jam pelajaran); 30 JP are 22.5 hours (usual shape of PK2UMK classes)."""
SABTU = 5


class Pola(NamedTuple):
    """When a class meets. `istirahat` is minutes of a day that are not taught."""

    pertama: date
    banyak: int
    dari: time
    sampai: time
    istirahat: int = 0
    akhir_pekan: bool = False


class Baris(NamedTuple):
    """One session; `topik` is the place in the course's list of the topic it begins with."""

    tanggal: date
    dari: time
    sampai: time
    jp: int
    topik: int | None


def hari(pola: Pola, libur: Container[date]) -> Iterator[date]:
    """Yield the days of a class, without holidays and, unless asked for, without Saturdays and Sundays.

    The first day is taken as it stands: whoever chose it knows why.
    """
    satu, sisa = pola.pertama, pola.banyak
    while sisa > 0:
        bekerja = satu not in libur and (pola.akhir_pekan or satu.weekday() < SABTU)
        if satu == pola.pertama or bekerja:
            yield satu
            sisa -= 1
        satu += timedelta(days=1)


def susun(pola: Pola, jp_topik: Sequence[int], libur: Container[date]) -> list[Baris]:
    """Return a session for each day, with its JP and the topic at which the course has arrived.

    The JP of the course are spread evenly, as far as the hours of a day allow; without topics every day is full.
    """
    muat = max(jp_sehari(pola), 1)
    semua = list(hari(pola, libur))
    sisa, mulai = sum(jp_topik), 0
    hasil = []
    for urut, tanggal in enumerate(semua):
        rata = -(-sisa // (len(semua) - urut))
        jp = min(muat, max(rata, 1)) if jp_topik else muat
        hasil.append(Baris(tanggal, pola.dari, pola.sampai, jp, _topik_pada(mulai, jp_topik)))
        mulai, sisa = mulai + jp, max(sisa - jp, 0)
    return hasil


def jp_sehari(pola: Pola) -> int:
    """Return how many whole JP of 45 minutes fit into one day, the break taken off."""
    menit = (pola.sampai.hour - pola.dari.hour) * 60 + pola.sampai.minute - pola.dari.minute
    return max(menit - pola.istirahat, 0) // MENIT_JP


def _topik_pada(mulai: int, jp_topik: Sequence[int]) -> int | None:
    lewat = 0
    for urut, jp in enumerate(jp_topik):
        lewat += jp
        if mulai < lewat:
            return urut
    return None


def geser(mulai: Sequence[datetime], pertama: date) -> timedelta:
    """Return by how many days sessions move when the first of them shall be on `pertama`."""
    return timedelta(days=(pertama - min(mulai).date()).days) if mulai else timedelta(0)


def pekan_depan(awal: date, sedikitnya: date) -> date:
    """Return the next day on the same weekday as `awal` that is not before `sedikitnya`."""
    pekan = max(-(-(sedikitnya - awal).days // 7), 0)
    return awal + timedelta(weeks=pekan)
