"""Tables by COPY: out of one moment of the database, and back in with a proof that they are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import psycopg2
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.models import FileField

from inti.cuplikan import MULAI
from operasi.cadangan import GagalCadangan

# What only this hour needs, and what would open doors: log-ins of now, and the cache. The tables come back empty.
TANPA_ISI = ("django_session",)
PENANDA = "pemulihan_belum_selesai"
"""A table that stands in a database for as long as its restoring has not ended."""

# The same bytes for the same rows, whatever the server and its settings.
_BENTUK = (
    "SET LOCAL client_encoding = 'UTF8'",
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL intervalstyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL synchronize_seqscans = off",
    "SET LOCAL statement_timeout = 0",
)


class Tabel(NamedTuple):
    nama: str
    kolom: tuple[str, ...]

    @property
    def sql(self) -> str:
        return f"{_kutip(self.nama)} ({', '.join(map(_kutip, self.kolom))})"


def _kutip(nama: str) -> str:
    return '"' + nama.replace('"', '""') + '"'


@contextmanager
def cuplikan(sambungan: BaseDatabaseWrapper) -> Iterator[Any]:
    """Give a cursor in a transaction that sees the database as it is at this moment, and writes nothing."""
    sambungan.connect()
    sambungan.set_autocommit(False)
    with sambungan.cursor() as kursor:
        kursor.execute(MULAI)
        _samakan_bentuk(kursor)
        kursor.execute("SELECT 1")  # the moment begins with the first read
        kursor.fetchall()
        yield kursor
    sambungan.rollback()


def _samakan_bentuk(kursor: Any) -> None:
    for perintah in _BENTUK:
        kursor.execute(perintah)


def daftar_tabel(kursor: Any) -> list[Tabel]:
    """Every table of ours with the columns that hold something of their own; generated ones make themselves again."""
    kursor.execute(
        "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' "
        "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition "
        "AND c.relname <> ALL(%s) GROUP BY c.relname ORDER BY c.relname",
        [[*TANPA_ISI, settings.CACHES["default"]["LOCATION"], PENANDA]],
    )
    return [Tabel(nama, tuple(kolom)) for nama, kolom in kursor.fetchall()]


def perkiraan_byte(kursor: Any) -> int:
    """How much the rows weigh on the disk, without indexes: more than they will in a backup."""
    kursor.execute(
        "SELECT coalesce(sum(pg_table_size(oid)), 0) FROM pg_class "
        "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
    )
    return int(kursor.fetchone()[0])


def salin_keluar(kursor: Any, tabel: Tabel, ke: Any) -> int:
    """COPY a table out; returns the number of its rows."""
    kursor.cursor.copy_expert(f"COPY {tabel.sql} TO STDOUT", ke, size=1 << 18)
    return int(kursor.cursor.rowcount)


def urutan(kursor: Any) -> dict[str, int]:
    """Where each sequence stands; those that were never asked stay out."""
    kursor.execute(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() "
        "AND last_value IS NOT NULL ORDER BY 1"
    )
    return dict(kursor.fetchall())


def kolom_berkas(kursor: Any) -> Iterator[tuple[str, str]]:
    """Table and column of everything that names a kept file."""
    from django.apps import apps

    ada = {tabel.nama for tabel in daftar_tabel(kursor)}
    for model in apps.get_models():
        for kolom in model._meta.local_concrete_fields:
            if isinstance(kolom, FileField) and kolom.column and model._meta.db_table in ada:
                yield model._meta.db_table, kolom.column


def migrasi(sambungan: BaseDatabaseWrapper | None = None) -> list[str]:
    """The migrations that `sambungan` has been through, or, without one, those that this code brings."""
    pemuat = MigrationLoader(sambungan)
    daftar = pemuat.applied_migrations if sambungan else pemuat.disk_migrations
    milik = {app for app, _ in pemuat.disk_migrations}
    return sorted(f"{app}.{nama}" for app, nama in daftar if app in milik)


def versi_server(kursor: Any) -> int:
    """The major version of PostgreSQL."""
    kursor.execute("SHOW server_version_num")
    return int(kursor.fetchone()[0]) // 10000


# --- Back in -------------------------------------------------------------------


def salin_masuk(kursor: Any, tabel: Tabel, dari: Any) -> int:
    """COPY a table in; returns the number of its rows. Raises what reading the backup raised."""
    try:
        kursor.cursor.copy_expert(f"COPY {tabel.sql} FROM STDIN", dari, size=1 << 18)
    except psycopg2.Error:
        raise dari.galat or GagalCadangan(f"Basis data menolak isi tabel {tabel.nama}. Tidak ada yang dipulihkan.")
    return int(kursor.cursor.rowcount)


def siapkan(kursor: Any, tabel: list[Tabel]) -> None:
    """Empty the tables of what migrations wrote, and keep their triggers still: what they would add is in the backup.

    Raises GagalCadangan when the tables here are not those of the backup.
    """
    _samakan_bentuk(kursor)
    di_sini = {satu.nama: set(satu.kolom) for satu in daftar_tabel(kursor)}
    di_cadangan = {satu.nama: set(satu.kolom) for satu in tabel}
    if di_sini != di_cadangan:
        beda = sorted({nama for nama in di_sini | di_cadangan if di_sini.get(nama) != di_cadangan.get(nama)})
        raise GagalCadangan(f"Susunan tabel di sini berbeda dengan cadangan: {', '.join(beda[:5])}.")
    semua = ", ".join(_kutip(nama) for nama in di_sini)
    kursor.execute(f"TRUNCATE {semua} RESTART IDENTITY CASCADE")
    for nama in di_sini:
        kursor.execute(f"ALTER TABLE {_kutip(nama)} DISABLE TRIGGER USER")


def akhiri(kursor: Any, tabel: list[Tabel], urutan_terakhir: dict[str, int]) -> None:
    """Let the foreign keys be checked now, wake the triggers, and set the sequences where they stood."""
    kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for satu in tabel:
        kursor.execute(f"ALTER TABLE {_kutip(satu.nama)} ENABLE TRIGGER USER")
    for nama, nilai in urutan_terakhir.items():
        kursor.execute("SELECT setval(%s::regclass, %s)", [_kutip(nama), nilai])


class Penyidik:
    """Takes the checksum of what is written to it, and keeps nothing."""

    def __init__(self) -> None:
        self.sidik = hashlib.sha256()

    def write(self, mentah: bytes) -> int:
        self.sidik.update(mentah)
        return len(mentah)


def sidik_tabel(kursor: Any, tabel: Tabel) -> str:
    """The checksum of a table as COPY writes it here."""
    penyidik = Penyidik()
    salin_keluar(kursor, tabel, penyidik)
    return penyidik.sidik.hexdigest()
