"""XLSX, row by row: the writer is a compiled library that keeps no sheet in memory. Imported by workers alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rustpy_xlsxwriter import FastExcel, Format

from inti.laporan import BILANGAN, TANGGAL, WAKTU, Kolom

_RUPA_ANGKA = {BILANGAN: "#,##0", TANGGAL: "dd-mm-yyyy", WAKTU: "dd-mm-yyyy hh:mm"}


def tulis(
    jalur: str, kolom: Sequence[Kolom], baris: Iterator[list[Any]], keterangan: Callable[[], list[tuple[str, str]]]
) -> None:
    """Write the rows to `jalur`, and on a second sheet what they are.

    `keterangan` is asked after the last row, for only then the hash is known. Text is written as text: a value that
    begins with "=" stays what it is.
    """
    judul = [k.judul for k in kolom]
    tebal = Format().set_bold().set_text_wrap().set_background_color("#E9EEF2")
    (
        FastExcel(jalur)
        .freeze(row=1, col=1, sheet="Data")
        .sheet(
            "Data",
            _catatan(judul, baris),
            column_widths=[float(k.lebar) for k in kolom],
            column_formats={k.judul: Format().set_num_format(r) for k in kolom if (r := _RUPA_ANGKA.get(k.jenis))},
            header_format=tebal,
            autofilter=True,
        )
        .sheet("Keterangan", _lembar_keterangan(keterangan), column_widths=[28.0, 90.0], header_format=tebal)
        .save()
    )


def _catatan(judul: list[str], baris: Iterator[list[Any]]) -> Iterator[dict[str, Any]]:
    ada = False
    for satu in baris:
        ada = True
        yield dict(zip(judul, satu, strict=True))
    if not ada:  # so that an empty list still shows its headings
        yield dict.fromkeys(judul)


def _lembar_keterangan(keterangan: Callable[[], list[tuple[str, str]]]) -> Iterator[dict[str, str]]:
    for label, isi in keterangan():
        yield {"Keterangan": label, "Isi": isi}
