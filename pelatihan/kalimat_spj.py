"""The sentences of an SPJ paper: text of the office with words in braces that stand for facts of the class."""

from __future__ import annotations

import re
from collections.abc import Mapping

KATA = {
    "pelatihan": "nama pelatihan",
    "angkatan": "nama angkatan",
    "jp": "lama dalam jam pelajaran",
    "hari": "hari dan tanggal, atau rentangnya",
    "jam": "jam mulai dan selesai",
    "tempat": "tempat dan alamat",
    "kegiatan": "kegiatan dan sub kegiatan",
    "rekening": "kode rekening",
    "dana": "sumber dana",
    "kursi": "banyaknya peserta",
    "hadir": "banyaknya yang hadir pada hari itu",
    "lulus": "banyaknya yang lulus",
    "nomor": "nomor surat",
    "tanggal": "tanggal surat",
    "pelatih": "nama pelatih",
}
"""The words that may stand in braces, and what they become."""
_KATA = re.compile(r"\{([^{}\n]*)\}")


def kata_asing(teks: str) -> list[str]:
    """Return what stands in braces and is no known word, as it is written."""
    return [f"{{{k}}}" for k in _KATA.findall(teks) if k not in KATA]


def isi(teks: str, nilai: Mapping[str, str]) -> str:
    """Put the facts in place of the words; one that is not known yet becomes a line to write on."""
    return _KATA.sub(lambda cocok: nilai.get(cocok[1], "") or "……………", teks)
