"""Servers of the measurement's own: a cluster and a Redis apart from everyone's, and gunicorn as in production."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from batang_portal import tertanam
from batang_portal.penjaga import mati_bersama_induk

AKAR = Path(__file__).resolve().parent.parent
AWALAN = "ukur_"
"""Every database that is filled here begins so; `benchmarks.isi` refuses any other."""

# What docs/pemasangan.md advises a server of this size to have; the defaults of PostgreSQL fit a machine of 2005.
SETELAN_PG = {"shared_buffers": "1GB", "work_mem": "16MB", "random_page_cost": "1.1", "effective_cache_size": "4GB"}


def siapkan(data_dir: Path, ukuran: int) -> dict[str, str]:
    """Start PostgreSQL and Redis under `data_dir`, make the database of this size if need be, and return the
    environment in which the portal runs on it as a real installation would, DEBUG off.

    The servers end with this process.
    """
    os.environ.pop("REDIS_URL", None)
    layanan = tertanam.nyalakan(data_dir)
    if _setel(layanan.database_url):
        tertanam.lepaskan(data_dir)
        layanan = tertanam.nyalakan(data_dir)
    nama = f"{AWALAN}{ukuran}"
    _buat_basis_data(layanan.database_url, nama)
    bersih = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "TMPDIR")}
    return (
        bersih
        | tertanam.kunci(data_dir)
        | {
            "DATABASE_URL": layanan.database_url.rsplit("/", 1)[0] + f"/{nama}",
            "REDIS_URL": layanan.redis_url,
            "DATA_DIR": str(data_dir),
            "DJANGO_SETTINGS_MODULE": "batang_portal.settings",
            "DEBUG": "0",
            "DEMO": "0",
            "HTTPS": "0",
            "PROXY": "1",  # every sign-up comes from an address of its own, as behind nginx
            "PORTAL_URL": "http://127.0.0.1",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "EMAIL_URL": "dummymail://",
            "LOG_LEVEL": "ERROR",
            "PYTHONUNBUFFERED": "1",
        }
    )


def _sambung(url: str) -> Any:
    import environ
    import psycopg2

    bagian = environ.Env.db_url_config(url)
    return psycopg2.connect(
        host=bagian["HOST"], port=bagian["PORT"], user=bagian["USER"], password="", dbname=bagian["NAME"]
    )


def _setel(url: str) -> bool:
    """Give the cluster the settings of a real server; True when it must be started again for them."""
    with contextlib.closing(_sambung(url)) as koneksi:
        koneksi.autocommit = True
        kursor = koneksi.cursor()
        ulang = False
        for nama, nilai in SETELAN_PG.items():
            kursor.execute("SELECT current_setting(%s)", [nama])
            if kursor.fetchone()[0] != nilai:
                kursor.execute(f"ALTER SYSTEM SET {nama} = '{nilai}'")
                ulang = True
        return ulang


def _buat_basis_data(url: str, nama: str) -> None:
    with contextlib.closing(_sambung(url)) as koneksi:
        koneksi.autocommit = True
        kursor = koneksi.cursor()
        kursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [nama])
        if kursor.fetchone() is None:
            kursor.execute(f'CREATE DATABASE "{nama}"')


def jalankan(modul: str, *argumen: str, env: dict[str, str]) -> None:
    """Run a module of ours to its end in a process that dies with us. Raises SystemExit when it fails."""
    hasil = subprocess.run(
        [sys.executable, "-m", modul, *argumen],
        cwd=AKAR,
        env=env,
        check=False,
        preexec_fn=mati_bersama_induk(signal.SIGKILL),
    )
    if hasil.returncode:
        raise SystemExit(f"{modul} {' '.join(argumen)} berhenti dengan kode {hasil.returncode}.")


@contextlib.contextmanager
def proses(*perintah: str, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Keep a server running inside the block; nothing of it is left behind but what it wrote to server.log."""
    with open(f"{env['DATA_DIR']}/server.log", "wb") as catatan:
        anak = subprocess.Popen(
            [sys.executable, *perintah],
            cwd=AKAR,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=catatan,
            stderr=catatan,
            start_new_session=True,
            preexec_fn=mati_bersama_induk(signal.SIGTERM),  # noqa: PLW1509
        )
    try:
        yield anak
    finally:
        anak.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            anak.wait(30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(anak.pid, signal.SIGKILL)
        anak.wait()


@contextlib.contextmanager
def gunicorn(
    wsgi: str, env: dict[str, str], konfigurasi: str = "gunicorn.conf.py"
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve `wsgi` with two workers on a free port; yields the port and the master once it answers."""
    port = port_bebas()
    lingkungan = env | {"PORT": str(port), "WEB_CONCURRENCY": "2"}
    with proses("-m", "gunicorn", "-c", konfigurasi, wsgi, env=lingkungan) as anak:
        akhir = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                break
            except OSError as galat:
                if time.monotonic() > akhir or anak.poll() is not None:
                    raise SystemExit(f"gunicorn tidak menjawab: {galat}") from galat
                time.sleep(0.2)
        yield port, anak


def port_bebas() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def anak_dari(pid: int) -> list[int]:
    daftar = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(satu) for satu in daftar]


def pss(pid: int) -> float:
    """Return the proportional memory of a process in MB: what it has alone, and its share of what it shares."""
    for baris in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if baris.startswith("Pss:"):
            return int(baris.split()[1]) / 1024
    return 0.0
