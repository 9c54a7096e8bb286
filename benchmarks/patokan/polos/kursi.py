"""The ceiling of taking a seat: one statement that counts and inserts, and nothing else."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

AMBIL = (
    "WITH ambil AS (UPDATE ukur_kursi SET terisi = terisi + 1 WHERE id = %s AND terisi < jumlah RETURNING id)"
    " INSERT INTO ukur_peserta (kursi, orang) SELECT id, %s FROM ambil"
)
TABEL = (
    "CREATE TABLE IF NOT EXISTS ukur_kursi (id bigserial PRIMARY KEY, jumlah int NOT NULL, terisi int NOT NULL"
    " DEFAULT 0 CHECK (terisi <= jumlah))",
    "CREATE TABLE IF NOT EXISTS ukur_peserta (id bigserial PRIMARY KEY, kursi bigint NOT NULL REFERENCES ukur_kursi,"
    " orang int NOT NULL, pada timestamptz NOT NULL DEFAULT now(), UNIQUE (kursi, orang))",
)


def siapkan(kursor: Any, kursi: int) -> int:
    """Make a class of so many seats and return its key."""
    for perintah in TABEL:
        kursor.execute(perintah)
    kursor.execute("INSERT INTO ukur_kursi (jumlah) VALUES (%s) RETURNING id", [kursi])
    return int(kursor.fetchone()[0])


def ambil(request: HttpRequest, kunci: int, orang: int) -> HttpResponse:
    with connection.cursor() as kursor:
        kursor.execute(AMBIL, [kunci, orang])
        return HttpResponse(status=201 if kursor.rowcount else 409)
