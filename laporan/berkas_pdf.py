"""PDF for the wall and the meeting: A4 across, the columns that fit. Imported by workers alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format

from inti.laporan import Kolom
from inti.pdf import cetak


def tulis(
    jalur: str, kolom: Sequence[Kolom], baris: Iterator[list[Any]], *, judul: str, per: Any, keterangan: Any
) -> None:
    """Print the rows to `jalur`. All rows are read before the first is printed; `keterangan` is asked after that."""
    letak = [i for i, k in enumerate(kolom) if k.kertas]
    isi = [[sel(satu[i]) for i in letak] for satu in baris]
    data = {
        "judul": judul,
        "kolom": [kolom[i].judul for i in letak],
        "lebar": [kolom[i].kertas for i in letak],
        "angka": [kolom[i].jenis == "bilangan" for i in letak],
        "baris": isi,
        "keterangan": [pasangan for pasangan in keterangan() if pasangan[1] != judul],
    }
    pdf = cetak("laporan/daftar", data, judul=judul, tanggal=per.date())
    with open(jalur, "wb") as berkas:
        berkas.write(pdf)


def sel(isi: Any) -> str:
    """Return a value as it is printed."""
    if isi is None:
        return ""
    if isinstance(isi, int):
        return number_format(isi, use_l10n=True, force_grouping=True)
    if isinstance(isi, date):
        return date_format(isi, "d-m-Y")
    return str(isi)
