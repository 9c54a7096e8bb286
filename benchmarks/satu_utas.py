"""One thread: each page through Django's test client, in the process, without a network.

    python -m benchmarks.satu_utas <module with halaman()> <rounds> < who.json > figures.json

The rounds go through the pages forth and back, so that a busy minute of the machine does not hit one page alone.
"""

from __future__ import annotations

import gzip
import importlib
import json
import statistics
import sys
import time
from typing import Any

import django

KALI = 20
"""Requests of a page in one round."""


def ukur(modul: str, putaran: int, peserta: dict[str, Any], hanya: str = "") -> list[dict[str, Any]]:
    """Measure every page of `modul`; returns for each its times in ms, queries and bytes."""
    from django.test import Client

    daftar = [h for h in importlib.import_module(modul).halaman(peserta) if hanya in h.nama]
    klien = Client(headers={"host": "127.0.0.1"})
    hasil = {h.nama: _pertama(klien, h) for h in daftar}
    for ke in range(putaran):
        for h in daftar if ke % 2 == 0 else reversed(daftar):
            hasil[h.nama]["putaran"].append([_sekali(klien, h, ke * KALI + n)[1] for n in range(KALI)])
    return [hasil[h.nama] for h in daftar]


def _pertama(klien: Any, h: Any) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for ke in range(3):
        jawaban, _ = _sekali(klien, h, ke)
    if jawaban.status_code != h.harap:
        raise SystemExit(f"{h.nama} ({h.jalur}) menjawab {jawaban.status_code}, bukan {h.harap}.")
    with CaptureQueriesContext(connection) as kueri:
        jawaban, _ = _sekali(klien, h, 3)
    isi = jawaban.content
    lambat = sorted(kueri.captured_queries, key=lambda q: -float(q["time"]))[:1]
    return {
        "nama": h.nama,
        "daftar": h.daftar,
        "kueri": len(kueri),
        "kueri_terlama": [q["sql"][:300] for q in lambat],
        "byte": len(isi),
        "byte_gzip": len(gzip.compress(isi, 6)),
        "putaran": [],
    }


def _sekali(klien: Any, h: Any, ke: int) -> tuple[Any, float]:
    cara, isi, kepala = h.permintaan(ke)
    jenis = kepala.pop("Content-Type", "text/html")
    meta = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in kepala.items()}
    klien.cookies.clear()
    mulai = time.perf_counter()
    jawaban = klien.generic(cara, h.jalur, isi or b"", content_type=jenis, **meta)
    return jawaban, (time.perf_counter() - mulai) * 1000


def ringkas(putaran: list[list[float]]) -> dict[str, float]:
    """Reduce the rounds to the median of their medians, its range, and the 95th percentile of all."""
    tengah = sorted(statistics.median(p) for p in putaran)
    semua = sorted(x for p in putaran for x in p)
    return {
        "p50": statistics.median(tengah),
        "min": tengah[0],
        "maks": tengah[-1],
        "p95": semua[min(len(semua) - 1, int(len(semua) * 0.95))],
    }


if __name__ == "__main__":
    django.setup()
    angka = ukur(sys.argv[1], int(sys.argv[2]), json.load(sys.stdin), *sys.argv[3:4])
    json.dump([a | ringkas(a.pop("putaran")) for a in angka], sys.stdout)
