"""The floor: what the database alone needs, through psycopg2 without Django.

    python -m benchmarks.patokan.sql <repeats> < who.json > figures.json

A list of 20 rows as the bare page reads it; and the searches that officials make, as the portal writes them.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

DAFTAR = "SELECT id, kode, nama, nomor, uraian, status, dibuat, diubah FROM umkm_usaha ORDER BY id DESC LIMIT 21"


def ukur(kursor: Any, tanya: Callable[[], tuple[str, Any]], kali: int) -> dict[str, float]:
    """Run what `tanya` writes, each time anew; returns p50 and p95 in ms and the median of rows."""
    waktu, baris = [], []
    for _ in range(kali):
        sql, isian = tanya()
        mulai = time.perf_counter()
        kursor.execute(sql, isian)
        baris.append(len(kursor.fetchall()))
        waktu.append((time.perf_counter() - mulai) * 1000)
    waktu.sort()
    return {"p50": statistics.median(waktu), "p95": waktu[int(kali * 0.95)], "baris": statistics.median(baris)}


def pencarian(p: dict[str, Any]) -> dict[str, Callable[[], str]]:
    """What is typed into the search, drawn anew each time: rare and common words, two words, number, phone, village."""
    from benchmarks.bahan import BARANG, DEPAN, SUKU_KATA

    acak = random.Random(1)  # noqa: S311
    nama = lambda n: "".join(acak.choices(SUKU_KATA, k=n))  # noqa: E731
    return {
        "cari nama langka": lambda: nama(4),
        "cari depan dan nama": lambda: f"{acak.choice(DEPAN)} {nama(2)}",
        "cari barang (umum)": lambda: acak.choice(BARANG)[0].split()[0],
        "cari kata di semua baris": lambda: "contoh",
        "cari barang dan desa": lambda: f"{acak.choice(BARANG)[0]} {acak.choice(['kauman', 'limpung', 'subah'])}",
        "cari awalan nomor": lambda: f"BTG-25-{acak.randint(0, 99):04d}",
        "cari telepon": lambda: f"0899{acak.randint(1, 99999):08d}",
    }


def semua(p: dict[str, Any], kali: int) -> list[dict[str, Any]]:
    from django.db import connection

    from umkm.models import Usaha
    from umkm.pencarian import saring_usaha

    def cari(teks: Callable[[], str]) -> Callable[[], tuple[str, Any]]:
        def tanya() -> tuple[str, Any]:
            qs = saring_usaha(Usaha.objects.all(), teks()).order_by("jatuh_tempo", "-pk")[:50]
            return qs.query.sql_with_params()

        return tanya

    connection.ensure_connection()
    with connection.connection.cursor() as kursor:
        hasil = [{"nama": "SQL saja: 20 baris terbaru", **ukur(kursor, lambda: (DAFTAR, None), kali)}]
        for nama, teks in pencarian(p).items():
            hasil.append({"nama": nama, **ukur(kursor, cari(teks), kali)})
    return hasil


if __name__ == "__main__":
    django.setup()
    json.dump(semua(json.load(sys.stdin), int(sys.argv[1])), sys.stdout)
