"""The records inside a sealed stream: notes (JSON) and contents (bytes of any length), compressed on the way.

    note:      "C" · 4 bytes length · JSON
    contents:  any number of ("I" · 4 bytes length · bytes), then "."

A backup is a head note; for each table and file a note, its contents, and a note with count and checksum; a tail note.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

from operasi.cadangan import GagalCadangan
from operasi.cadangan.segel import Pembuka, Penyegel

CATATAN, ISI, AKHIR = b"C", b"I", b"."
TINGKAT = 1  # of zlib: rows shrink to a sixth, photos and papers not at all; more would cost hours
CATATAN_MAKS = 8 * 1024 * 1024
SEKALI_MEKAR = 1 << 20


class Penulis:
    """Writes records into a sealed stream."""

    def __init__(self, segel: Penyegel) -> None:
        self.segel, self.pemampat = segel, zlib.compressobj(TINGKAT)

    def catatan(self, isi: dict[str, Any]) -> None:
        mentah = json.dumps(isi, ensure_ascii=False).encode()
        self._tulis(CATATAN + len(mentah).to_bytes(4, "big") + mentah)

    def isi(self) -> PenulisIsi:
        return PenulisIsi(self)

    def tutup(self) -> None:
        self.segel.write(self.pemampat.flush())
        self.segel.tutup()

    def _tulis(self, mentah: bytes) -> None:
        if mampat := self.pemampat.compress(mentah):
            self.segel.write(mampat)


class PenulisIsi:
    """Where the bytes of one table or file go; looks like a file to COPY."""

    def __init__(self, penulis: Penulis) -> None:
        self.penulis, self.byte, self.sidik = penulis, 0, hashlib.sha256()

    def write(self, mentah: bytes) -> int:
        if mentah:
            self.penulis._tulis(ISI + len(mentah).to_bytes(4, "big") + mentah)
            self.byte += len(mentah)
            self.sidik.update(mentah)
        return len(mentah)

    def tutup(self, **isi: Any) -> None:
        """End these contents with their size, checksum and whatever else is known of them now."""
        self.penulis._tulis(AKHIR)
        self.penulis.catatan({"byte": self.byte, "sha256": self.sidik.hexdigest(), **isi})


class Pembaca:
    """Reads records from a sealed stream. Raises GagalCadangan for whatever is not as it was written."""

    def __init__(self, segel: Pembuka) -> None:
        self.segel, self.pembuka = segel, zlib.decompressobj()
        self.sisa = bytearray()

    def catatan(self) -> dict[str, Any]:
        if self._tepat(1) != CATATAN:
            raise GagalCadangan("Susunan cadangan ini tidak dikenal.")
        return json.loads(self._tepat(self._panjang(CATATAN_MAKS)))

    def isi(self) -> PembacaIsi:
        return PembacaIsi(self)

    def selesai(self) -> None:
        """Raises GagalCadangan unless the stream ends here, whole."""
        if self._isi_ulang():
            raise GagalCadangan("Susunan cadangan ini tidak dikenal: ada isi setelah penutupnya.")

    def _panjang(self, maks: int = 1 << 30) -> int:
        panjang = int.from_bytes(self._tepat(4), "big")
        if panjang > maks:
            raise GagalCadangan("Susunan cadangan ini tidak dikenal.")
        return panjang

    def _tepat(self, jumlah: int) -> bytes:
        while len(self.sisa) < jumlah:
            if not self._isi_ulang():
                raise GagalCadangan("Cadangan ini terpotong: bagian akhirnya tidak ada.")
        isi = bytes(self.sisa[:jumlah])
        del self.sisa[:jumlah]
        return isi

    def _isi_ulang(self) -> bool:
        """Bring in more of the stream; False at its end."""
        while mentah := self.pembuka.unconsumed_tail or self.segel.baca():
            # Capped: a chunk of blanks would unfold to a thousand times its size.
            if isi := self.pembuka.decompress(mentah, SEKALI_MEKAR):
                self.sisa += isi
                return True
        return False


class PembacaIsi:
    """The bytes of one table or file; looks like a file to COPY."""

    def __init__(self, pembaca: Pembaca) -> None:
        self.pembaca, self.sidik, self.byte = pembaca, hashlib.sha256(), 0
        self.sisa, self.habis = bytearray(), False
        self.galat: GagalCadangan | None = None  # COPY swallows what is raised in here

    def read(self, jumlah: int = -1) -> bytes:
        try:
            while not self.habis and (jumlah < 0 or len(self.sisa) < jumlah):
                self._bingkai_berikut()
        except GagalCadangan as galat:
            self.galat = galat
            raise
        jumlah = len(self.sisa) if jumlah < 0 else jumlah
        isi = bytes(self.sisa[:jumlah])
        del self.sisa[:jumlah]
        return isi

    def _bingkai_berikut(self) -> None:
        tanda = self.pembaca._tepat(1)
        if tanda == AKHIR:
            self.habis = True
        elif tanda == ISI:
            mentah = self.pembaca._tepat(self.pembaca._panjang())
            self.sidik.update(mentah)
            self.byte += len(mentah)
            self.sisa += mentah
        else:
            raise GagalCadangan("Susunan cadangan ini tidak dikenal.")

    def tutup(self, nama: str) -> dict[str, Any]:
        """Return the note that ends these contents. Raises GagalCadangan when they are not what was counted."""
        while self.read(1 << 20):
            pass
        catatan = self.pembaca.catatan()
        if (catatan["byte"], catatan["sha256"]) != (self.byte, self.sidik.hexdigest()):
            raise GagalCadangan(f"Isi {nama} di cadangan ini tidak cocok dengan jumlah periksanya.")
        return catatan


def salin(dari: Any, ke: Any) -> None:
    """Copy bytes from one thing that reads to one that writes, a piece at a time."""
    while potongan := dari.read(1 << 18):
        ke.write(potongan)
