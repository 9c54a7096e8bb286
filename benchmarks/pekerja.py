"""A Celery application that is the portal's own, with one more task: it changes one row.

python -m celery -A benchmarks.pekerja worker -c 2
"""

from __future__ import annotations

from django.db import connection

from batang_portal.celery import app

TABEL = "ukur_kerja"
UBAH = f"UPDATE {TABEL} SET nilai = nilai + 1, pada = clock_timestamp() WHERE id = %s"  # noqa: S608


@app.task(name="benchmarks.satu_baris")
def satu_baris(kunci: int) -> None:
    with connection.cursor() as kursor:
        kursor.execute(UBAH, [kunci])
