"""Gathers the checks of every app and runs them: is each case, number, paper and message in its place?

By convention an app has `<app>/keutuhan.py` with any of `daftar()`, `PERIHAL` and `NOMOR` (see `inti.keutuhan`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.db import models

from inti import keutuhan, lantai
from inti.cuplikan import cuplikan
from inti.keutuhan import PemakaiNomor, Pemeriksaan

CONTOH = 20
"""Sentences kept of one check; the rest is counted."""


class Hasil(NamedTuple):
    """What one check found: how many faults, and the first of them in words."""

    judul: str
    jumlah: int
    contoh: list[str]


def daftar() -> list[Pemeriksaan]:
    """Every check there is, from the ground up, with those that need to know all apps."""
    perihal: dict[str, type[models.Model]] = {}
    nomor: list[PemakaiNomor] = []
    pemeriksaan: list[Pemeriksaan] = []
    for app, modul in lantai.modul("keutuhan"):
        if app.label == "operasi":  # this one, which gathers
            continue
        pemeriksaan += modul.daftar() if hasattr(modul, "daftar") else []
        perihal |= getattr(modul, "PERIHAL", {})
        nomor += getattr(modul, "NOMOR", [])
    return [
        *pemeriksaan,
        Pemeriksaan("Nomor setiap seri rapat dan dipakai sekali", partial(keutuhan.nomor_tidak_rapat, nomor)),
        Pemeriksaan("Setiap dokumen menunjuk data yang ada", partial(keutuhan.perihal_hilang, perihal)),
    ]


def jalankan(*, lapor: Callable[[Hasil], None] = lambda hasil: None) -> list[Hasil]:
    """Run every check and return what each found; `lapor` hears of each as soon as it is done.

    Checks that compare tables see them as they were at one moment, so that work goes on meanwhile. Those that open
    files run without that moment: for an hour-long look at files a snapshot would keep the database from cleaning up.
    """
    semua = daftar()
    hasil: dict[str, Hasil] = {}

    def satu(pemeriksaan: Pemeriksaan) -> None:
        hasil[pemeriksaan.judul] = _cari(pemeriksaan)
        lapor(hasil[pemeriksaan.judul])

    with cuplikan():
        for pemeriksaan in semua:
            if pemeriksaan.di_cuplikan:
                satu(pemeriksaan)
    for pemeriksaan in semua:
        if not pemeriksaan.di_cuplikan:
            satu(pemeriksaan)
    return [hasil[pemeriksaan.judul] for pemeriksaan in semua]


def _cari(pemeriksaan: Pemeriksaan) -> Hasil:
    jumlah, contoh = 0, []
    for kalimat in pemeriksaan.cari():
        jumlah += 1
        if jumlah <= CONTOH:
            contoh.append(kalimat)
    return Hasil(pemeriksaan.judul, jumlah, contoh)
