"""Rows on their way from the database into a file: one moment of the data, a few thousand rows in memory at most.

Every value passes here once and comes out the same for each kind of file, so that one hash stands for them all.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from inti import telepon
from inti.laporan import TEKS, TELEPON, WAKTU, Kolom

SEKALI_BACA = 2000
"""Rows fetched at a time from the server-side cursor."""

TEKS_TERPANJANG = 32_767
"""What Excel holds in one cell."""

Baris = list[Any]


def baris(qs: QuerySet[Any], kolom: Sequence[Kolom]) -> Iterator[Baris]:
    """Yield the rows of `qs` as the values of `kolom`: text, whole numbers, dates, or None."""
    sumber = list(dict.fromkeys(s for k in kolom for s in k.sumber_semua))
    letak = {nama: i for i, nama in enumerate(sumber)}
    olah = [_pengolah(k, [letak[s] for s in k.sumber_semua]) for k in kolom]
    for mentah in qs.values_list(*sumber).iterator(chunk_size=SEKALI_BACA):
        yield [satu(mentah) for satu in olah]


def _pengolah(kolom: Kolom, letak: list[int]) -> Callable[[Sequence[Any]], Any]:
    """Compile one column to a function of a raw row; it runs for every cell, so it asks nothing twice."""
    olah, bentuk, i = kolom.olah, _BENTUK.get(kolom.jenis), letak[0]
    if len(letak) > 1:
        if olah is None:
            raise ValueError(f"Kolom {kolom.judul}: beberapa sumber perlu olah.")
        ambil = itemgetter(*letak)
        return lambda mentah: bentuk(olah(*ambil(mentah))) if bentuk else olah(*ambil(mentah))
    if olah is None:
        return (lambda mentah: bentuk(mentah[i])) if bentuk else itemgetter(i)
    return (lambda mentah: bentuk(olah(mentah[i]))) if bentuk else (lambda mentah: olah(mentah[i]))


def _teks(isi: Any) -> str | None:
    if isi is None or isi == "":
        return None
    return rapikan(str(isi)[:TEKS_TERPANJANG])


def _telepon(isi: str | None) -> str | None:
    return telepon.tampil(isi) if isi else None


def _waktu(pada: datetime | None) -> datetime | None:
    return timezone.localtime(pada).replace(tzinfo=None, microsecond=0) if pada else None


def rapikan(teks: str) -> str | None:
    """Return text for one cell: on one line, without signs that no cell can hold or that turn it round.

    Emoji stay, with the joiners inside them.
    """
    if teks.isprintable():
        return teks
    bersih = "".join(h if h.isspace() else _tampak(h) for h in teks)
    return " ".join(bersih.split()) or None


def _tampak(huruf: str) -> str:
    kategori = unicodedata.category(huruf)
    return huruf if kategori not in ("Cc", "Cs", "Cf", "Cn") or huruf in "\u200c\u200d" else ""


_BENTUK: dict[str, Callable[[Any], Any]] = {TEKS: _teks, TELEPON: _telepon, WAKTU: _waktu}


class Sidik:
    """The SHA-256 of a list: its headings, then its rows in their order, each value as text.

    The same list gives the same hash whether it was written as CSV, XLSX or PDF; a blank equals an empty text.
    """

    def __init__(self, kolom: Sequence[Kolom]) -> None:
        self._hash = hashlib.sha256(_larik([k.judul for k in kolom]))
        self.jumlah = 0

    def lewatkan(self, sumber: Iterator[Baris]) -> Iterator[Baris]:
        """Hand the rows on and take note of each."""
        perbarui = self._hash.update
        for satu in sumber:
            perbarui(_larik(satu))
            self.jumlah += 1
            yield satu

    @property
    def hex(self) -> str:
        return self._hash.hexdigest()


def _larik(isi: Sequence[Any]) -> bytes:
    # Neither separator can stand in a value: `rapikan` takes control characters out.
    return ("\x1f".join(["" if n is None else str(n) for n in isi]) + "\x1e").encode()
