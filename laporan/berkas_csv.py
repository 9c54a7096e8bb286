"""CSV as Excel on an Indonesian computer opens it by a double click.

UTF-8 with a byte order mark, for without it Excel reads the letters of another alphabet; semicolons, because with
Indonesian settings the comma belongs to numbers; CRLF; dates as 2026-11-23, the one way that no setting misreads.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from inti.laporan import Kolom

BOM = "\ufeff"
PEMISAH = ";"
SEKALI_KIRIM = 500
"""Rows in one piece on the wire."""

# A cell that begins like this is a formula to a spreadsheet (OWASP, "CSV Injection"); also in full width.
_RUMUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# The same behind a comma: a spreadsheet with other settings parts the row there, whatever the quotes.
_RUMUS_SETELAH_KOMA = re.compile(r"""(,[\s"']*)([=+@＝＋＠]|[-－](?=\S))""")


class _Gema:
    """Hands back what csv writes."""

    def write(self, teks: str) -> str:
        return teks


def tulis(kolom: Sequence[Kolom], baris: Iterable[list[Any]]) -> Iterator[bytes]:
    """Yield the file in pieces; nothing is held but the piece."""
    penulis: Any = csv.writer(_Gema(), delimiter=PEMISAH, lineterminator="\r\n")
    potongan = [BOM, penulis.writerow([sel(k.judul) for k in kolom])]
    for n, satu in enumerate(baris, 1):
        potongan.append(penulis.writerow([sel(isi) for isi in satu]))
        if n % SEKALI_KIRIM == 0:
            yield "".join(potongan).encode()
            potongan = []
    yield "".join(potongan).encode()


def sel(isi: Any) -> Any:
    """Return a value as it stands in a cell: text that a spreadsheet would run gets an apostrophe in front."""
    if isinstance(isi, str):
        isi = _RUMUS_SETELAH_KOMA.sub(r"\1'\2", isi) if "," in isi else isi
        return "'" + isi if isi.lstrip().startswith(_RUMUS) else isi
    if isinstance(isi, datetime):
        return f"{isi:%Y-%m-%d %H:%M}"
    return isi
