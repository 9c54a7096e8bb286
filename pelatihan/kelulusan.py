"""Whether somebody has passed, by the rule of the course. Pure: JP and scores in, a result with what is missing out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from pelatihan.enums import DIHITUNG_HADIR
from pelatihan.nilai import tulis


class Aturan(NamedTuple):
    """Least attendance in percent of the JP, and least score; 0 means that it is not asked for."""

    hadir_min: int
    nilai_min: int


class Hasil(NamedTuple):
    """`hadir_jp` of `jumlah_jp` hours attended; `kurang` says in sentences what is missing, nothing when passed."""

    hadir_jp: int
    jumlah_jp: int
    nilai: Decimal | None
    kurang: tuple[str, ...]

    @property
    def lulus(self) -> bool:
        return not self.kurang


def hitung(jp: Mapping[int, int], hadir: Mapping[int, str], nilai: Decimal | None, aturan: Aturan) -> Hasil:
    """Judge one participant.

    `jp` gives the hours of every session of the class, `hadir` the mark of the participant in those in which he has
    one (a session without a mark was missed), `nilai` the score of the later test.
    """
    jumlah = sum(jp.values())
    hadir_jp = sum(jp[sesi] for sesi, keadaan in hadir.items() if sesi in jp and keadaan in DIHITUNG_HADIR)
    kurang = []
    if 100 * hadir_jp < aturan.hadir_min * jumlah or not jumlah:
        perlu = -(-aturan.hadir_min * jumlah // 100)
        kurang.append(f"Hadir {hadir_jp} dari {jumlah} JP, paling sedikit {perlu} JP.")
    if aturan.nilai_min and nilai is None:
        kurang.append("Belum ada nilai tes akhir.")
    elif nilai is not None and nilai < aturan.nilai_min:
        kurang.append(f"Nilai tes akhir {tulis(nilai)}, paling sedikit {aturan.nilai_min}.")
    return Hasil(hadir_jp, jumlah, nilai, tuple(kurang))
