"""The clock of a case: how many working days it lay with whom, and when ours are used up.

The convention, in full:

- A day ends at closing time. What arrives after it, or on a day off, counts as received on the next
  working day (`hari_terima`).
- The clock starts when the ball first reaches the office; a draft before that is nobody's time. The
  day of that receipt does not count, as in `hari_kerja`.
- After that a working day belongs to whoever holds the ball at its end. Today counts too, for whoever
  holds the ball now.
- Closing a case (holder None) stops the clock; the day of closing, however late, still belongs to
  whoever held the ball. A case opened again starts like a new one: that day of receipt does not count,
  and the days in between belong to nobody.

So the parts add up to the working days that have passed while the case was open, and the deadline is
the promise plus every day that was not ours. Pure: rows in, numbers out; no clock of its own.

A promise in calendar days follows the same convention with every day open: `hitungan` is then
`inti.hari_kalender`.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from inti import hari_kerja

KAMI, PEMOHON = "kami", "pemohon"
INSTANSI = "instansi"  # a body outside; which one, the case says: its rows carry "instansi:BPJPH"
TUTUP = time(16, 0, tzinfo=ZoneInfo("Asia/Jakarta"))

Riwayat = Iterable[tuple[datetime, str | None]]  # when (aware), and who holds the ball from then on


def instansi(nama: str) -> str:
    """Return the holder that stands for the body `nama`. Raises ValueError without one."""
    if not nama:
        raise ValueError("A case that waits for another body must name it.")
    return f"{INSTANSI}:{nama}"


def nama_instansi(pemegang: str) -> str:
    """Return the body's name from its holder: "BPJPH" of "instansi:BPJPH"."""
    return pemegang.removeprefix(f"{INSTANSI}:")


class Hitungan(Protocol):
    """How days are counted: `inti.hari_kerja`, or `inti.hari_kalender` where a rule counts every day."""

    def buka(self, tanggal: date, libur: Collection[date] = ..., /) -> bool: ...
    def tambah(self, mulai: date, n: int, libur: Collection[date] = ..., /) -> date: ...
    def hitung(self, mulai: date, akhir: date, libur: Collection[date] = ..., /) -> int: ...


class _Babak(NamedTuple):
    pemegang: str | None
    sampai_kemarin: date  # the last day that still belongs to what was before


def hari_terima(
    pada: datetime,
    libur: Collection[date] = frozenset(),
    jam_tutup: time = TUTUP,
    hitungan: Hitungan = hari_kerja,
) -> date:
    """Return the working day on which something that arrives at `pada` counts as received.

    Exactly at closing time is still that day. `jam_tutup` carries the time zone of the office. Raises
    ValueError when `pada` or `jam_tutup` has no zone.
    """
    setempat = _setempat(pada, jam_tutup)
    hari = setempat.date()
    if setempat.time() <= jam_tutup.replace(tzinfo=None) and hitungan.buka(hari, libur):
        return hari
    return hitungan.tambah(hari, 1, libur)


def sejak_dibuka(riwayat: list[tuple[datetime, str | None]]) -> list[tuple[datetime, str | None]]:
    """Return the rows, oldest first, since the case was last opened; of a closed case those that led to its closing.

    A case that was closed and opened again is promised anew, so promise and parts are told of this stretch.
    """
    akhir = len(riwayat)
    while akhir > 1 and riwayat[akhir - 1][1] is None and riwayat[akhir - 2][1] is None:
        akhir -= 1
    tutup = max((i for i in range(akhir - 1) if riwayat[i][1] is None), default=-1)
    return riwayat[tutup + 1 : akhir]


def bagian(
    riwayat: Riwayat,
    *,
    kini: datetime,
    libur: Collection[date] = frozenset(),
    jam_tutup: time = TUTUP,
    hitungan: Hitungan = hari_kerja,
) -> dict[str, int]:
    """Return the working days that each holder had the ball, in the order in which they first held it.

    Rows after `kini` are left out, so that the state at an earlier moment can be asked for. A holder
    who has had the ball for less than a day stands there with 0; a case that never reached the office
    gives an empty dict. Raises ValueError for a time without a zone.
    """
    hari_ini = _setempat(kini, jam_tutup).date()
    babak = _babak(((pada, siapa) for pada, siapa in riwayat if pada <= kini), libur, jam_tutup, hitungan)
    jumlah: dict[str, int] = {}
    for ini, berikut in pairwise([*babak, _Babak(None, hari_ini)]):
        if ini.pemegang is not None:
            dari, sampai = min(ini.sampai_kemarin, hari_ini), min(berikut.sampai_kemarin, hari_ini)
            jumlah[ini.pemegang] = jumlah.get(ini.pemegang, 0) + hitungan.hitung(dari, sampai, libur)
    return jumlah


def jatuh_tempo(
    riwayat: Riwayat,
    janji: int,
    libur: Collection[date] = frozenset(),
    *,
    jam_tutup: time = TUTUP,
    hitungan: Hitungan = hari_kerja,
) -> date | None:
    """Return the last day on which a promise of `janji` working days is still kept.

    None while the ball is not ours. The day of receipt plus `janji` working days, moved on by each
    working day that others held the ball or the case was closed; so on any later day the office is late
    by exactly bagian()["kami"] - janji working days. Raises ValueError for a time without a zone.
    """
    babak = _babak(riwayat, libur, jam_tutup, hitungan)
    if not babak or babak[-1].pemegang != KAMI:
        return None
    bukan_kami = sum(
        hitungan.hitung(ini.sampai_kemarin, berikut.sampai_kemarin, libur)
        for ini, berikut in pairwise(babak)
        if ini.pemegang != KAMI
    )
    return hitungan.tambah(babak[0].sampai_kemarin, janji + bukan_kami, libur)


def _babak(riwayat: Riwayat, libur: Collection[date], jam_tutup: time, hitungan: Hitungan) -> list[_Babak]:
    """Return who held the ball from which day, starting with the first receipt by the office."""
    babak: list[_Babak] = []
    for pada, pemegang in sorted(riwayat, key=lambda baris: baris[0]):
        if not babak:
            if pemegang == KAMI:
                babak.append(_Babak(KAMI, hari_terima(pada, libur, jam_tutup, hitungan)))
            continue
        sebelum = babak[-1]
        if pemegang == sebelum.pemegang:
            continue
        if pemegang is None:
            batas = _setempat(pada, jam_tutup).date()
        elif sebelum.pemegang is None:
            batas = hari_terima(pada, libur, jam_tutup, hitungan)
        else:
            batas = hari_terima(pada, libur, jam_tutup, hitungan) - timedelta(days=1)
        # A day once given away is not given twice: handed on within one day, the first receipt decides.
        babak.append(_Babak(pemegang, max(batas, sebelum.sampai_kemarin)))
    return babak


def _setempat(pada: datetime, jam_tutup: time) -> datetime:
    if pada.tzinfo is None or jam_tutup.tzinfo is None:
        raise ValueError("A case clock needs aware times: pada, kini and jam_tutup must carry a time zone.")
    return pada.astimezone(jam_tutup.tzinfo)
