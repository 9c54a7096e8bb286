"""Log lines: one record, one line, and no personal data. Imports nothing of Django: gunicorn reads it before.

What is not said in the first place cannot leak: no query string, no form, no local values, no text of the database
beyond its first line. Masking comes last, as a net under all that.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType

from inti import kode_gangguan

TAMBAHAN = ("method", "path", "view", "status", "ms", "user", "task", "state")
BINGKAI = 25  # frames of a traceback, the innermost
PANJANG = 2000

_SAMAR = (
    # NIK: sixteen digits in a row, or in the groups in which people write them.
    (
        re.compile(r"(?<!\d)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?!\d)"),
        "[16 angka]",
    ),
    (re.compile(r"(?<![\d.])(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)"), "[nomor]"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    # Addresses that open something by themselves, and whatever stands behind a question mark.
    (re.compile(r"(/kunci/|/usaha/undangan/|/akun/lupa-sandi/[^/\s]+/|/cek/)[^/\s?]+"), r"\1[kunci]"),
    (re.compile(r"(/[^\s?\"']*)\?[^\s\"']+"), r"\1"),
)


def samarkan(teks: str) -> str:
    """Take out of a text what no log may hold."""
    for pola, ganti in _SAMAR:
        teks = pola.sub(ganti, teks)
    return teks


def pesan(record: logging.LogRecord) -> str:
    """Return the message of a record. Celery writes the whole exception into its own, the row of the database too."""
    teks, isi = record.getMessage(), record.exc_info[1] if record.exc_info else None
    for salinan in (repr(isi), str(isi)) if isi is not None else ():
        teks = teks.replace(salinan, type(isi).__name__) if salinan else teks
    return teks[:PANJANG]


def _tersamar(isi: object) -> object:
    """Mask every text in a record. In the line as a whole a pattern could eat the quotes between two values."""
    if isinstance(isi, dict):
        return {nama: _tersamar(nilai) for nama, nilai in isi.items()}
    if isinstance(isi, list):
        return [_tersamar(nilai) for nilai in isi]
    return isi if isi is None or isinstance(isi, bool | int | float) else samarkan(str(isi))


def galat(
    jenis: type[BaseException] | None, isi: BaseException | None, jejak: TracebackType | None
) -> dict[str, object]:
    """Describe an exception by type, first line and places: no source, no local values, no rows of the database."""
    pertama = next(iter(str(isi).splitlines()), "")
    hasil: dict[str, object] = {
        "type": f"{jenis.__module__}.{jenis.__qualname__}" if jenis else "",
        "message": pertama[:200],
        "at": [f"{b.filename}:{b.lineno} {b.name}" for b in traceback.extract_tb(jejak)][-BINGKAI:],
    }
    sebab = isi.__cause__ or (None if isi.__suppress_context__ else isi.__context__) if isi else None
    if sebab is not None:
        hasil["cause"] = f"{type(sebab).__module__}.{type(sebab).__qualname__}"
    return hasil


class BarisJson(logging.Formatter):
    """One JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        baris: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": pesan(record),
        }
        if nama := kode_gangguan.kini():
            baris["request_id"] = nama
        baris |= {nama: getattr(record, nama) for nama in TAMBAHAN if hasattr(record, nama)}
        if record.exc_info and record.exc_info[0]:
            baris["error"] = galat(*record.exc_info)
        return json.dumps(_tersamar(baris), ensure_ascii=False)


class Baris(logging.Formatter):
    """The same for people: date, level, where, what, and the name of the request."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        baris = f"{self.formatTime(record)} {record.levelname} {record.name} {pesan(record)}"
        if nama := kode_gangguan.kini():
            baris += f" [{nama}]"
        if record.exc_info and record.exc_info[0]:
            isi = galat(*record.exc_info)
            baris += "".join(f"\n  {di}" for di in isi["at"]) + f"\n{isi['type']}: {isi['message']}"  # type: ignore[attr-defined]
        return samarkan(baris)
