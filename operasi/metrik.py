"""Figures for Prometheus. Off, and not even imported, unless METRIK_TOKEN is set.

Counters live in small files that all processes of the portal write side by side (`DATA_DIR/metrik`), because each web
worker and each worker of the queue sees only its own share. What stands in the database is read when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

BATAS_DETIK = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
JENIS = "text/plain; version=0.0.4; charset=utf-8"


def folder() -> Path:
    """Where the processes keep their counters."""
    return Path(settings.DATA_DIR) / "metrik"


@cache
def _alat() -> Any:
    """The counters, made once in each process, after the folder is known to the library."""
    folder().mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder())
    from prometheus_client import CollectorRegistry, Counter, Histogram

    class Alat:
        daftar = CollectorRegistry()
        permintaan = Counter("portal_permintaan", "Requests", ["tampilan", "status"], registry=daftar)
        lama_permintaan = Histogram(
            "portal_permintaan_detik", "Seconds to answer", ["tampilan"], registry=daftar, buckets=BATAS_DETIK
        )
        pekerjaan = Counter("portal_pekerjaan", "Jobs of the queue", ["nama", "keadaan"], registry=daftar)
        lama_pekerjaan = Histogram(
            "portal_pekerjaan_detik", "Seconds of a job", ["nama"], registry=daftar, buckets=BATAS_DETIK
        )

    return Alat


def permintaan(tampilan: str, status: int, detik: float) -> None:
    """Count one request by the name of its view; what has no view counts together."""
    if settings.METRIK_TOKEN:
        _alat().permintaan.labels(tampilan or "-", f"{status // 100}xx").inc()
        _alat().lama_permintaan.labels(tampilan or "-").observe(detik)


def pekerjaan(nama: str, keadaan: str, detik: float) -> None:
    """Count one job of the queue."""
    if settings.METRIK_TOKEN:
        _alat().pekerjaan.labels(nama, keadaan).inc()
        _alat().lama_pekerjaan.labels(nama).observe(detik)


def bersihkan() -> None:
    """Drop the files of processes that are gone; called when the web or the worker starts."""
    for berkas in folder().glob("*.db"):
        pid = berkas.stem.rpartition("_")[2]
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists():
            berkas.unlink(missing_ok=True)


def tulis() -> bytes:
    """Write all figures in the text form of Prometheus."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    _alat()
    daftar = CollectorRegistry()
    MultiProcessCollector(daftar, path=str(folder()))
    daftar.register(_DariBasis())
    return generate_latest(daftar)


class _DariBasis:
    """What the database knows now."""

    def describe(self) -> list[Any]:
        return []

    def collect(self) -> Iterable[Any]:
        from prometheus_client.core import GaugeMetricFamily

        from operasi import queries

        def satu(nama: str, apa: str, nilai: float | None) -> Any:
            ukuran = GaugeMetricFamily(nama, apa)
            if nilai is not None:
                ukuran.add_metric([], nilai)
            return ukuran

        try:
            angka = queries.angka()
        except DatabaseError:
            yield satu("portal_basis_data_hidup", "1 when the database answers", 0)
            return
        yield satu("portal_basis_data_hidup", "1 when the database answers", 1)
        pesan = GaugeMetricFamily("portal_pesan", "Messages of the outbox", labels=["keadaan"])
        for keadaan, jumlah in angka.pesan.items():
            pesan.add_metric([keadaan], jumlah)
        yield pesan
        yield satu("portal_antrean_umur_detik", "Age of the oldest message that is due", angka.antrean_detik)
        yield satu("portal_denyut_umur_detik", "Since the scheduler's last beat", angka.denyut_detik)
        yield satu("portal_cadangan_umur_detik", "Since the last good backup", angka.cadangan_detik)
        yield satu("portal_keutuhan_umur_detik", "Since the last look without faults", angka.keutuhan_detik)
