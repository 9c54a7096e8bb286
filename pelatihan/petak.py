"""Which answers may be added up, so that no sum nor difference of sums tells of fewer than five. Pure: counts in, out.

Classes are put into blocks of five answers or more, and every figure that anybody is shown is the sum of whole blocks:
of a class, of a course, of a trainer. Whatever is subtracted from whatever, what is left is whole blocks again. A class
with five answers is a block; smaller ones of the same course and the same trainers wait for each other in the order in
which they were closed to answers. So a block, once there, never changes; what waits is shown nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

TERSEDIKIT = 5
"""A figure of fewer answers is not shown."""


@dataclass(frozen=True)
class Kelas:
    """A class that takes no more answers: its course, who teaches it, when it ended, how many have answered.

    `terbaca` is since when its answers may be read, where that was not the end of the class.
    """

    pk: int
    kursus: int
    pelatih: frozenset[int]
    selesai: datetime
    banyak: int
    terbaca: datetime | None = None


def susun(kelas: Iterable[Kelas]) -> list[tuple[Kelas, ...]]:
    """Return the blocks, in the order in which they were complete."""
    hasil: list[tuple[Kelas, ...]] = []
    tunggu: dict[tuple[int, frozenset[int]], list[Kelas]] = defaultdict(list)
    for satu in sorted(kelas, key=lambda k: (k.terbaca or k.selesai, k.pk)):
        if satu.banyak >= TERSEDIKIT:
            hasil.append((satu,))
        elif satu.banyak:
            kumpulan = tunggu[satu.kursus, satu.pelatih]
            kumpulan.append(satu)
            if sum(k.banyak for k in kumpulan) >= TERSEDIKIT:
                hasil.append(tuple(kumpulan))
                kumpulan.clear()
    return hasil
