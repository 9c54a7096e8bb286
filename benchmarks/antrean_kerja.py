"""How many jobs a second two workers do, each an UPDATE of one row; and the same UPDATE without a queue.

python -m benchmarks.antrean_kerja isi <jobs>     put the jobs into the queue
python -m benchmarks.antrean_kerja hasil <jobs>   wait for them and tell the figures
python -m benchmarks.antrean_kerja langsung <n>   the yardstick
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django

from benchmarks.pekerja import TABEL, UBAH, satu_baris

BATAS = 120  # seconds


def isi(jumlah: int) -> dict[str, Any]:
    from django.db import connection

    with connection.cursor() as kursor:
        kursor.execute(f"DROP TABLE IF EXISTS {TABEL}")
        kursor.execute(f"CREATE TABLE {TABEL} (id int PRIMARY KEY, nilai int NOT NULL DEFAULT 0, pada timestamptz)")
        kursor.execute(f"INSERT INTO {TABEL} (id) SELECT generate_series(1, %s)", [jumlah])
    mulai = time.perf_counter()
    for kunci in range(1, jumlah + 1):
        satu_baris.delay(kunci)
    return {"kirim_per_detik": jumlah / (time.perf_counter() - mulai)}


def hasil(jumlah: int) -> dict[str, Any]:
    """Rows a second between the first and the last change, the start of the workers left out."""
    from django.db import connection

    akhir = time.monotonic() + BATAS
    selesai = -1
    with connection.cursor() as kursor:
        while selesai < jumlah and time.monotonic() < akhir:
            time.sleep(0.2)
            tanya = f"SELECT count(*), sum(nilai), extract(epoch FROM max(pada) - min(pada)) FROM {TABEL}"  # noqa: S608
            kursor.execute(f"{tanya} WHERE pada IS NOT NULL")
            selesai, kali, lama = kursor.fetchone()
    if selesai < jumlah:
        raise SystemExit(f"Baru {selesai} dari {jumlah} pekerjaan selesai setelah {BATAS} detik.")
    return {"pekerjaan": jumlah, "kali": int(kali), "per_detik": (jumlah - 1) / float(lama)}


def langsung(jumlah: int) -> dict[str, Any]:
    from django.db import connection

    with connection.cursor() as kursor:
        mulai = time.perf_counter()
        for kunci in range(1, jumlah + 1):
            kursor.execute(UBAH, [kunci])
        return {"per_detik": jumlah / (time.perf_counter() - mulai)}


if __name__ == "__main__":
    django.setup()
    json.dump({"isi": isi, "hasil": hasil, "langsung": langsung}[sys.argv[1]](int(sys.argv[2])), sys.stdout)
