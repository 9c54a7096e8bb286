"""The database of the suite: migrated once into a template, of which every worker of every call takes a copy.

The migrations take half a minute, a copy takes a second. The template is made anew as soon as anything differs that the
migrations could read: a module or data file of any of our apps below its verbs and pages, the version of any installed
package, the server. So a migration that is broken, or no longer fits its models, fails in the first call after the
change, as it would without a template.
"""

from __future__ import annotations

import hashlib
import os
import re
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

# Rooms above the models; a migration that imports one of them is refused here.
ATAS = {"actions", "queries", "notifications", "tasks", "forms", "filters", "reports", "views", "admin", "urls"}
IMPOR_ATAS = re.compile(rf"^\s*(from|import) .*\b({'|'.join(sorted(ATAS))})\b", re.MULTILINE)
TULISAN = {".html", ".txt", ".typ", ".css", ".js", ".pyc"}


def siapkan() -> None:
    """Point the connection at a fresh copy of the template; workers that need the same template wait for each other."""
    nama, acuan = connection.settings_dict["TEST"]["NAME"], _acuan()
    connection.close()
    with connection._nodb_cursor() as kursor:
        kursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [acuan])  # until this connection ends
        sidik = _sidik(kursor)
        if _tertulis(kursor, acuan) != sidik:
            _bangun(acuan)
            kursor.execute(f"COMMENT ON DATABASE {connection.ops.quote_name(acuan)} IS %s", [sidik])
        _salin(kursor, nama)
    _tuju(nama)


def salin(nama: str) -> None:
    """Make another fresh copy of the template under the name of `nama`, for a test that needs a second database."""
    with connection._nodb_cursor() as kursor:
        _salin(kursor, nama)


def _salin(kursor: Any, nama: str) -> None:
    kursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(nama)}")
    kursor.execute(f"CREATE DATABASE {connection.ops.quote_name(nama)} TEMPLATE {connection.ops.quote_name(_acuan())}")


def _acuan() -> str:
    """Return the name of the template, the same for all workers."""
    return connection.settings_dict["TEST"]["NAME"].removesuffix(f"_{os.environ.get('PYTEST_XDIST_WORKER')}") + "_acuan"


def buang(semula: str) -> None:
    """Drop the copy and point the connection back; the template stays for the next call."""
    nama = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as kursor:
        # FORCE: the server may not have noticed yet that a thread of some test has hung up.
        kursor.execute(f"DROP DATABASE {connection.ops.quote_name(nama)} WITH (FORCE)")
    _tuju(semula)


def _bangun(acuan: str) -> None:
    """Migrate an empty database, and write the roles: a fifth of the suite went into making them for each test."""
    uji, semula = connection.settings_dict["TEST"], connection.settings_dict["NAME"]
    nama, uji["NAME"] = uji["NAME"], acuan
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        call_command("sync_peran", verbosity=0)
    finally:
        uji["NAME"] = nama
        connection.close()
        _tuju(semula)


def _sidik(kursor: Any) -> str:
    """Return a hash of all that the migrations could read."""
    kursor.execute("SELECT version()")
    isi = hashlib.sha256(kursor.fetchone()[0].encode())
    for paket in sorted(f"{satu.name} {satu.version}" for satu in distributions()):
        isi.update(paket.encode())
    akar = settings.BASE_DIR
    folder_app = (Path(app.path).relative_to(akar) for app in apps.get_app_configs() if akar in Path(app.path).parents)
    for folder in sorted({akar / "batang_portal", *(akar / f for f in folder_app if f.parts[0] != ".venv")}):
        for berkas in sorted(folder.rglob("*")):
            ruang = {*berkas.relative_to(folder).parent.parts, berkas.stem}
            if not berkas.is_file() or berkas.suffix in TULISAN or ruang & ATAS:
                continue
            mentah = berkas.read_bytes()
            assert "migrations" not in ruang or not IMPOR_ATAS.search(mentah.decode()), f"{berkas}: reads {ATAS}"
            isi.update(str(berkas).encode() + b"\0" + hashlib.sha256(mentah).digest())
    return isi.hexdigest()


def _tertulis(kursor: Any, acuan: str) -> str | None:
    """Return the hash of the template that stands; None when there is none, or none that was finished."""
    kursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [acuan])
    baris = kursor.fetchone()
    return baris[0] if baris else None


def _tuju(nama: str) -> None:
    settings.DATABASES[connection.alias]["NAME"] = nama
    connection.settings_dict["NAME"] = nama
