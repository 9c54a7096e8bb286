"""Eight connections at once against gunicorn, each asking again as soon as it was answered.

    python -m benchmarks.delapan <module with halaman()> <port> <seconds> <rounds> < who.json > figures.json

The client runs on the same cores as what it measures, as everybody's on this machine does: read the ratios.
"""

from __future__ import annotations

import http.client
import importlib
import json
import sys
import threading
import time
from typing import Any

import django

from benchmarks.satu_utas import ringkas

SAMBUNGAN = 8


def beban(h: Any, port: int, detik: float) -> tuple[list[float], float]:
    """Ask for one page from all connections for `detik` seconds; returns the times in ms and the requests a second.

    Raises SystemExit for any answer but the expected one.
    """
    waktu: list[float] = []
    galat: list[str] = []
    urut = iter(range(10**9))
    kunci = threading.Lock()
    akhir = time.perf_counter() + detik

    def satu() -> None:
        sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < akhir and not galat:
            with kunci:
                ke = next(urut)
            cara, isi, kepala = h.permintaan(ke)
            mulai = time.perf_counter()
            sambungan.request(cara, h.jalur, isi, {"Accept-Encoding": "gzip", **kepala})
            jawaban = sambungan.getresponse()
            jawaban.read()
            waktu.append((time.perf_counter() - mulai) * 1000)
            if jawaban.status != h.harap:
                galat.append(f"{h.nama} menjawab {jawaban.status}, bukan {h.harap}")
        sambungan.close()

    utas = [threading.Thread(target=satu) for _ in range(SAMBUNGAN)]
    mulai = time.perf_counter()
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    if galat:
        raise SystemExit(galat[0])
    return waktu, len(waktu) / (time.perf_counter() - mulai)


def ukur(modul: str, port: int, detik: float, putaran: int, peserta: dict[str, Any]) -> list[dict[str, Any]]:
    """Load every page of `modul`, forth and back; returns for each requests per second, p50 and p95 in ms."""
    daftar = importlib.import_module(modul).halaman(peserta)
    semua: dict[str, list[list[float]]] = {h.nama: [] for h in daftar}
    laju: dict[str, list[float]] = {h.nama: [] for h in daftar}
    for h in daftar:
        beban(h, port, 0.5)
    for ke in range(putaran):
        for h in daftar if ke % 2 == 0 else reversed(daftar):
            waktu, rps = beban(h, port, detik)
            semua[h.nama].append(waktu)
            laju[h.nama].append(rps)
    return [{"nama": n, **ringkas(semua[n]), "rps": sorted(laju[n])[len(laju[n]) // 2]} for n in semua]


if __name__ == "__main__":
    django.setup()
    hasil = ukur(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), json.load(sys.stdin))
    json.dump(hasil, sys.stdout)
