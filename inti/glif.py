"""Which characters a TrueType font can draw, read from the font's own table."""

from __future__ import annotations

import struct
from pathlib import Path


def tercakup(fon: Path) -> frozenset[int]:
    """Return the code points for which the font at `fon` has a glyph.

    Reads the Unicode subtable of `cmap` in format 12 or 4 (OpenType specification, "cmap"), whichever is larger.
    Raises ValueError when the font has neither.
    """
    data = fon.read_bytes()
    cmap = _awal_tabel(data, b"cmap")
    jumlah = struct.unpack_from(">H", data, cmap + 2)[0]
    terbaik: frozenset[int] = frozenset()
    for i in range(jumlah):
        platform, _, jarak = struct.unpack_from(">HHI", data, cmap + 4 + 8 * i)
        if platform not in (0, 3):
            continue
        awal = cmap + jarak
        format_ = struct.unpack_from(">H", data, awal)[0]
        baca = {4: _format_4, 12: _format_12}.get(format_)
        if baca is not None:
            terbaik = max(terbaik, frozenset(baca(data, awal)), key=len)
    if not terbaik:
        raise ValueError(f"{fon.name} tidak memiliki tabel cmap yang dikenal.")
    return terbaik


def _awal_tabel(data: bytes, nama: bytes) -> int:
    for i in range(struct.unpack_from(">H", data, 4)[0]):
        tanda, _, awal, _ = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        if tanda == nama:
            return int(awal)
    raise ValueError(f"Tabel {nama!r} tidak ada di fon.")


def _format_12(data: bytes, awal: int) -> set[int]:
    kelompok = struct.unpack_from(">I", data, awal + 12)[0]
    hasil: set[int] = set()
    for i in range(kelompok):
        dari, sampai, _ = struct.unpack_from(">III", data, awal + 16 + 12 * i)
        hasil.update(range(dari, sampai + 1))
    return hasil


def _format_4(data: bytes, awal: int) -> set[int]:
    ruas = struct.unpack_from(">H", data, awal + 6)[0] // 2
    tabel = struct.unpack_from(f">{ruas}H2x{ruas}H{ruas}H{ruas}H", data, awal + 14)
    akhir, mulai, geser, jarak = (tabel[i * ruas : (i + 1) * ruas] for i in range(4))
    posisi_jarak = awal + 16 + 6 * ruas
    hasil: set[int] = set()
    for i in range(ruas):
        for titik in range(mulai[i], akhir[i] + 1):
            if jarak[i] == 0:
                glif = (titik + geser[i]) & 0xFFFF
            else:
                glif = struct.unpack_from(">H", data, posisi_jarak + 2 * i + jarak[i] + 2 * (titik - mulai[i]))[0]
            if glif and titik != 0xFFFF:
                hasil.add(titik)
    return hasil
