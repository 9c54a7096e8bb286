"""The yardstick of XLSX: openpyxl in its write-only mode, rows out of a generator, no database.

python -m benchmarks.patokan.openpyxl_baris <rows> <columns> > figures.json
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time


def tulis(baris: int, kolom: int) -> float:
    """Write a sheet of invented text and numbers; returns rows a second."""
    from openpyxl import Workbook

    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Data")
    mulai = time.perf_counter()
    for n in range(baris):
        lembar.append([f"Contoh {n} kolom {k}" if k % 4 else n * k for k in range(kolom)])
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as berkas:
        buku.save(berkas.name)
    return baris / (time.perf_counter() - mulai)


if __name__ == "__main__":
    hasil = {"per_detik": tulis(int(sys.argv[1]), int(sys.argv[2]))}
    hasil["puncak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(hasil, sys.stdout)
