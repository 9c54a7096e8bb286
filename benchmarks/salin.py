"""Rows into a table by COPY."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

from django.db import connection


class Tabel:
    """A table that is filled by COPY: every column has its default, a row names what differs."""

    def __init__(self, model: Any) -> None:
        self.nama = model._meta.db_table
        self.kolom = [f.attname for f in model._meta.concrete_fields]
        db = {f.attname: f.column for f in model._meta.concrete_fields}
        self.kepala = f"COPY {self.nama} ({', '.join(db[k] for k in self.kolom)}) FROM STDIN"
        self.bawaan = {
            f.attname: _tulis(f.get_default() if f.has_default() else ("" if not f.null else None))
            for f in model._meta.concrete_fields
        }
        self.penampung = io.StringIO()
        self.jumlah = 0

    def tambah(self, **isi: Any) -> None:
        nilai = self.bawaan | {k: _tulis(v) for k, v in isi.items()}
        self.penampung.write("\t".join(nilai.values()) + "\n")
        self.jumlah += 1

    def kirim(self) -> None:
        self.penampung.seek(0)
        with connection.cursor() as kursor:
            kursor.copy_expert(self.kepala, self.penampung)
        self.penampung = io.StringIO()


def _tulis(nilai: Any) -> str:
    if nilai is None:
        return "\\N"
    if nilai is True or nilai is False:
        return "t" if nilai else "f"
    if isinstance(nilai, datetime):
        return nilai.isoformat()
    if isinstance(nilai, list | tuple) and all(isinstance(x, str) for x in nilai):
        return "{" + ",".join(nilai) + "}"
    if isinstance(nilai, list | dict):
        return json.dumps(nilai, ensure_ascii=False)
    return str(nilai)
