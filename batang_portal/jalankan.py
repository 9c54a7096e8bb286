"""Start the whole portal and keep it running: `python -m batang_portal.jalankan`.

Migrates, loads the reference data, collects static files, then watches three children: gunicorn, a Celery worker and
Celery beat. SIGINT or SIGTERM stops them in peace (a running task may finish, 30 s at most) and leaves no process
behind; so does kill -9, for the kernel tells the children, and the embedded servers end with their last user.

`--demo` fills the embedded database with demo people; `--dev` reloads on every change of code.
"""

import argparse
import contextlib
import ctypes
import http.client
import io
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from batang_portal import tertanam
from batang_portal.penjaga import mati_bersama_induk

AKAR = Path(__file__).resolve().parent.parent
BATAS_BERHENTI = 30  # seconds for running requests and tasks
BATAS_MENJAWAB = 60  # seconds until the first answer
JATUH_MAKS = 5  # a child that dies so often within a minute will not get better
MUAT_ULANG = 3  # exit code of runserver when a file has changed


@dataclass
class Anak:
    """One of the three processes; always the leader of a session of its own."""

    nama: str
    perintah: list[str]
    lingkungan: dict[str, str] = field(default_factory=dict)
    proses: subprocess.Popen[bytes] | None = None
    jatuh: list[float] = field(default_factory=list)

    def mulai(self) -> None:
        self.proses = subprocess.Popen(
            [sys.executable, *self.perintah],
            cwd=AKAR,
            env=os.environ | self.lingkungan,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us only; Celery's pool must not be hit while it works
            preexec_fn=mati_bersama_induk(signal.SIGTERM),  # noqa: PLW1509 - the supervisor has one thread
        )

    def sinyal(self, nomor: int) -> None:
        if self.proses and self.proses.poll() is None:
            self.proses.send_signal(nomor)

    def bersihkan(self) -> None:
        """Kill whatever is left of the session, leader included."""
        if self.proses:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.proses.pid, signal.SIGKILL)
            self.proses.wait()

    def terlalu_sering_jatuh(self) -> bool:
        sekarang = time.monotonic()
        self.jatuh = [saat for saat in self.jatuh if sekarang - saat < 60] + [sekarang]
        return len(self.jatuh) > JATUH_MAKS


# --- Before the children ---------------------------------------------------------


def siapkan_lingkungan(*, demo: bool, dev: bool) -> None:
    """Fix what the settings read. DEMO is set only for the embedded database; a value given by the user wins."""
    import environ

    if (AKAR / ".env").exists():
        environ.Env.read_env(AKAR / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "batang_portal.settings")
    os.environ.setdefault("PORT", "8000")
    if demo and not os.environ.get("DATABASE_URL"):
        os.environ.setdefault("DEMO", "1")
    if dev:
        os.environ.setdefault("DEBUG", "1")
    if "MAKELEVEL" in os.environ and sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG: a killed `make run` takes the portal with it


def alamat() -> tuple[str, int]:
    """Host and port to listen on. Raises SystemExit with a sentence when PORT is no port."""
    port = os.environ["PORT"]
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SystemExit(f"PORT={port} bukan nomor port. Isi angka, misalnya PORT=8001.")
    return os.environ.get("HOST") or "127.0.0.1", int(port)


def periksa_port(host: str, port: int) -> None:
    """Raises SystemExit with a sentence when another program listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind((host, port))
        except OSError as galat:
            raise SystemExit(
                f"Alamat {host}:{port} tidak dapat dipakai ({galat.strerror}). Coba port lain: PORT={port + 1} make run"
            )


def siapkan_data() -> None:
    """Bring database, reference data and static files up to date; every step may be repeated."""
    from django.conf import settings
    from django.core.management import call_command

    langkah: list[tuple[str, str, dict[str, object]]] = [
        ("skema basis data", "migrate", {"interactive": False}),
        ("tabel singgahan", "createcachetable", {}),
        ("wilayah dan KBLI", "muat_wilayah", {}),
        ("hari libur", "muat_libur", {}),
        ("katalog layanan", "muat_layanan", {}),
        ("aturan laporan warga", "muat_aduan", {}),
        ("bentuk SPJ", "muat_spj", {}),
        ("potongan balasan", "muat_potongan", {}),
        ("peran", "sync_peran", {}),
    ]
    if settings.DEMO:
        langkah.append(("data contoh", "muat_demo", {}))
    if not settings.DEBUG:
        langkah.append(("berkas statis", "collectstatic", {"interactive": False}))
    for judul, perintah, pilihan in langkah:
        mulai = time.monotonic()
        print(f"  {judul} …", end="", flush=True)
        call_command(perintah, verbosity=0, stdout=io.StringIO(), **pilihan)
        print(f" {time.monotonic() - mulai:.1f} dtk", flush=True)


def siapkan() -> int:
    """Everything before the children start. Raises SystemExit with a sentence instead of a traceback."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db import connections

    print("Menyiapkan portal:", flush=True)
    try:
        django.setup()
        siapkan_data()
    except (ImproperlyConfigured, CommandError) as galat:
        raise SystemExit(f"\nPortal belum dapat berjalan: {galat}")
    finally:
        if django.apps.apps.ready:
            connections.close_all()
    return 0


def daftar_anak(host: str, port: int, *, dev: bool) -> list[Anak]:
    """The three children. In development runserver is told that it is the reloaded one: then it is the server
    itself, not a parent of it, and ends with exit code 3 when a file has changed.
    """
    from django.conf import settings

    jadwal = settings.DATA_DIR / "beat"
    jadwal.mkdir(parents=True, exist_ok=True)
    # Celery warns of root; `make run` as root is meant to work, and nothing but JSON is accepted from the queue.
    celery = ["-W", "ignore::UserWarning:celery.platforms", "-m", "celery", "--quiet", "-A", "batang_portal"]
    tingkat = ["--loglevel", "INFO" if dev else "WARNING"]
    web = Anak("web", ["-m", "gunicorn", "-c", "gunicorn.conf.py", "batang_portal.wsgi"])
    if dev:
        web = Anak("web", ["manage.py", "runserver", f"{host}:{port}"], {"RUN_MAIN": "true"})
    return [
        web,
        # No gossip between workers: there is one, and it starts a second sooner.
        Anak("worker", [*celery, "worker", "-c", "2", "--without-gossip", "--without-mingle", *tingkat]),
        Anak("beat", [*celery, "beat", "-s", str(jadwal / "jadwal"), "--pidfile=", *tingkat]),
    ]


# --- The supervisor ----------------------------------------------------------------


class Pengawas:
    """Keeps the children alive until a signal comes, then stops them."""

    def __init__(self, anak: list[Anak]) -> None:
        self.anak = anak
        self.diminta_berhenti = 0

    def jalankan(self, sambutan: str, host: str, port: int) -> int:
        """Returns the exit code: 0 after a signal, 1 when a child could not be kept alive."""
        for nomor in (signal.SIGINT, signal.SIGTERM):
            signal.signal(nomor, self._minta_berhenti)
        try:
            for anak in self.anak:
                anak.mulai()
            return self._awasi(sambutan, host, port)
        finally:
            self.hentikan()

    def _minta_berhenti(self, *_: object) -> None:
        self.diminta_berhenti += 1

    def _awasi(self, sambutan: str, host: str, port: int) -> int:
        tenggat = time.monotonic() + BATAS_MENJAWAB
        disambut = False
        while not self.diminta_berhenti:
            if not disambut and menjawab(host, port):
                print(sambutan, flush=True)
                disambut = True
            if not disambut and time.monotonic() > tenggat:
                print(f"Portal belum menjawab setelah {BATAS_MENJAWAB} detik. Lihat pesan di atas.", file=sys.stderr)
                return 1
            if not self._bangunkan_yang_mati():
                return 1
            time.sleep(0.2)
        return 0

    def _bangunkan_yang_mati(self) -> bool:
        """Restart what has died; False when one of them keeps dying."""
        for anak in self.anak:
            kode = anak.proses.poll() if anak.proses else None
            if kode is None:
                continue
            if kode == MUAT_ULANG and anak.nama == "web":
                self._muat_ulang()
                continue
            print(f"{anak.nama} berhenti (kode {kode}), dinyalakan lagi.", file=sys.stderr, flush=True)
            if anak.terlalu_sering_jatuh():
                print(f"{anak.nama} terus berhenti. Lihat pesan di atas.", file=sys.stderr, flush=True)
                return False
            time.sleep(1)
            anak.bersihkan()
            anak.mulai()
        return True

    def _muat_ulang(self) -> None:
        """A file has changed: worker and beat run the old code too."""
        self.hentikan()
        for anak in self.anak:
            anak.mulai()

    def hentikan(self) -> None:
        """SIGTERM to the leaders, then wait; a second signal from outside or the limit ends the waiting."""
        for anak in self.anak:
            anak.sinyal(signal.SIGTERM)
        tenggat = time.monotonic() + BATAS_BERHENTI
        while any(anak.proses and anak.proses.poll() is None for anak in self.anak):
            if time.monotonic() > tenggat or self.diminta_berhenti > 1:
                break
            time.sleep(0.05)
        for anak in self.anak:
            anak.bersihkan()


def menjawab(host: str, port: int) -> bool:
    """Whether the home page answers, whatever it says; asked under the portal's own name, which is always allowed."""
    from django.conf import settings

    koneksi = http.client.HTTPConnection({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port, timeout=5)  # noqa: S104
    try:
        koneksi.request("GET", "/", headers={"Host": urlsplit(settings.PORTAL_URL).netloc})
        koneksi.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        koneksi.close()
    return True


def sambutan() -> str:
    """What the start-up ends with: the address and, with DEMO=1, one log-in of each role."""
    from django.conf import settings

    baris = ["", f"{settings.NAMA_PORTAL} berjalan di {settings.PORTAL_URL}/"]
    if settings.DEMO:
        from beranda.demo import AKUN_DEMO

        tabel = [("Akun contoh", "Masuk dengan", "Kata sandi"), *AKUN_DEMO]
        lebar = [max(map(len, kolom)) for kolom in zip(*tabel, strict=True)]
        baris += [""]
        baris += ["  ".join(sel.ljust(n) for sel, n in zip(satu, lebar, strict=True)).rstrip() for satu in tabel]
    return "\n".join([*baris, "", "Berhenti: Ctrl-C", ""])


def jalankan(*, dev: bool) -> int:
    """Prepare, then serve until a signal comes; returns the exit code."""
    host, port = alamat()
    periksa_port(host, port)
    siapkan()
    return Pengawas(daftar_anak(host, port, dev=dev)).jalankan(sambutan(), host, port)


def tutup() -> None:
    """Wait for the embedded servers to end with us, so that nothing is left when the prompt comes back."""
    from django.conf import settings

    if settings.configured and settings.TERTANAM and not tertanam.lepaskan(settings.DATA_DIR):
        print("Basis data tertanam masih dipakai proses lain, jadi tetap menyala.", flush=True)


def main(argumen: list[str] | None = None) -> int:
    pilihan = argparse.ArgumentParser(description="Jalankan portal: web, pekerja antrean, dan penjadwal.")
    pilihan.add_argument("--demo", action="store_true", help="isi basis data tertanam dengan data contoh")
    pilihan.add_argument("--dev", action="store_true", help="muat ulang setiap kali kode berubah")
    pilihan.add_argument(
        "--siapkan-saja", action="store_true", help="migrasi, data rujukan, berkas statis; lalu selesai"
    )
    isi = pilihan.parse_args(argumen)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        siapkan_lingkungan(demo=isi.demo, dev=isi.dev)
        kode = siapkan() if isi.siapkan_saja else jalankan(dev=isi.dev)
    except KeyboardInterrupt:
        kode = 130
    tutup()
    return kode


if __name__ == "__main__":
    sys.exit(main())
