"""The path to a goal, in an order that never goes against what each service asks to be held first.

Pure: takes the steps that officials wrote down and what each service depends on, reads no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from layanan.models import LangkahTujuan, Layanan


class Langkah(NamedTuple):
    """One step: a service, whether the goal cannot do without it, and why."""

    layanan: Layanan
    wajib: bool
    sebab: str


class Butuh(NamedTuple):
    """A service that has to be had before another; `wajib`: without it the other cannot be asked for."""

    kode: str
    wajib: bool


def susun(
    langkah: Iterable[LangkahTujuan], butuh: Mapping[str, Sequence[Butuh]], ada: Mapping[str, Layanan]
) -> list[Langkah]:
    """Return the steps, each behind what it depends on, otherwise in the order of the officials.

    What an obligatory step needs and the officials left out is put in; a service that cannot be asked for (not in
    `ada`) is left out. Services that need each other in a circle stand in the order of the officials.
    """
    ditulis = {n.layanan.kode: Langkah(n.layanan, n.wajib, n.sebab) for n in langkah if n.layanan.kode in ada}
    hasil: dict[str, Langkah] = {}

    def taruh(kode: str, untuk: Langkah | None, lewat: frozenset[str]) -> None:
        if kode in hasil or kode in lewat or kode not in ada:
            return
        satu = ditulis.get(kode)
        if satu is None:
            if untuk is None or not untuk.wajib:
                return
            satu = Langkah(ada[kode], True, f"Diminta untuk {untuk.layanan.nama}.")
        for b in butuh.get(kode, ()):
            if b.wajib or b.kode in ditulis:
                taruh(b.kode, satu if b.wajib else None, lewat | {kode})
        hasil.setdefault(kode, satu)

    for kode in ditulis:
        taruh(kode, None, frozenset())
    return list(hasil.values())
