"""A portal of the drills' own: embedded PostgreSQL, a Redis that can be stopped, gunicorn, worker, a mail server."""

from __future__ import annotations

import html
import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg2

from batang_portal import tertanam
from batang_portal.penjaga import mati_bersama_induk
from tests.factories import SANDI
from tests.notifikasi.server_surat import ServerSurat
from tests.operasi.tunggu import tunggu

AKAR = Path(__file__).parent.parent.parent
BATAS_JAWAB = 20  # seconds of a client; what hangs longer fails the drill
CELERY = ["-W", "ignore", "-m", "celery", "--quiet", "-A", "batang_portal"]


def port_bebas() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Proses:
    """A process in a session of its own, that dies with us."""

    def __init__(self, perintah: list[str], lingkungan: dict[str, str], catatan: Path, *, berkas_maks: int = 0) -> None:
        bersama_induk = mati_bersama_induk(signal.SIGTERM)

        def siapkan() -> None:
            bersama_induk()
            if berkas_maks:
                resource.setrlimit(resource.RLIMIT_FSIZE, (berkas_maks, berkas_maks))

        self.catatan = catatan
        with catatan.open("ab") as keluar:
            # Through a pipe of `cat`, whose file grows without the limit that the process itself may have.
            self.penampung = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=keluar)
            self.proses = subprocess.Popen(
                perintah,
                cwd=AKAR,
                env=lingkungan,
                stdin=subprocess.DEVNULL,
                stdout=self.penampung.stdin,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=siapkan,  # noqa: PLW1509 - nothing of ours holds a lock here
            )
        assert self.penampung.stdin
        self.penampung.stdin.close()

    def hentikan(self, sinyal: int = signal.SIGTERM) -> None:
        """End the leader, then whatever is left of its session."""
        if self.proses.poll() is None:
            self.proses.send_signal(sinyal)
            with suppress(subprocess.TimeoutExpired):
                self.proses.wait(15)
        self.bunuh()

    def bunuh(self) -> None:
        """SIGKILL to the whole session at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.proses.pid, signal.SIGKILL)
        self.proses.wait()
        self.penampung.wait(10)


class Peramban:
    """Cookies, a token, forms: what a browser does, with a limit on how long it waits."""

    def __init__(self, port: int) -> None:
        self.port, self.kue = port, {}

    def minta(self, cara: str, jalur: str, isi: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Returns status, text and target of a redirect."""
        koneksi = http.client.HTTPConnection("127.0.0.1", self.port, timeout=BATAS_JAWAB)
        kepala = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.kue.items())}
        badan = None
        if isi is not None:
            badan, kepala["Content-Type"] = urllib.parse.urlencode(isi), "application/x-www-form-urlencoded"
        try:
            koneksi.request(cara, jalur, badan, kepala)
            jawaban = koneksi.getresponse()
            teks = jawaban.read().decode(errors="replace")
            for satu in jawaban.headers.get_all("Set-Cookie") or []:
                nama, _, nilai = satu.split(";")[0].partition("=")
                self.kue[nama] = nilai
            return jawaban.status, teks, jawaban.headers.get("Location", "")
        finally:
            koneksi.close()

    def kirim(self, halaman: str, isi: dict[str, str], ke: str = "") -> tuple[int, str, str]:
        """Open a page, take the token of its form, and send the form."""
        _, teks, _ = self.minta("GET", halaman)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', teks)
        assert token, f"{halaman}: tanpa formulir\n{teks[:500]}"
        lain = {
            html.unescape(n): html.unescape(v)
            for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', teks)
        }
        return self.minta("POST", ke or halaman, lain | {"csrfmiddlewaretoken": token[1], **isi})

    def masuk(self, pengenal: str) -> tuple[int, str]:
        status, _, tujuan = self.kirim("/masuk/", {"pengenal": pengenal, "sandi": SANDI})
        return status, tujuan


class Panggung:
    """Everything on ports, sockets and folders of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.soket_redis = Path(f"/tmp/latihan-{os.getpid()}.sock")  # noqa: S108 - a socket path may have 107 bytes
        self.port, self.port_surat = port_bebas(), port_bebas()
        bersih = {k: os.environ[k] for k in ("PATH", "HOME", "LANG") if k in os.environ}
        self.env = bersih | {
            "DATA_DIR": str(self.data),
            "PORT": str(self.port),
            "REDIS_URL": f"unix://{self.soket_redis}?db=0",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.port_surat}",
            "DJANGO_SETTINGS_MODULE": "tests.latihan.setelan",
            "PYTHONPATH": str(AKAR),
            "LOG_JSON": "1",
            "WEB_CONCURRENCY": "2",
        }
        self.proses: dict[str, Proses] = {}
        self.isi: dict[str, Any] = {}

    def siapkan(self) -> None:
        """Schema, static files, people; then the web and Redis, which stay for all drills."""
        self._perintah("-m", "batang_portal.jalankan", "--siapkan-saja")
        self.nyalakan("redis")
        self.nyalakan("web")  # from now on it keeps the embedded PostgreSQL
        self.isi = json.loads(self._perintah("-m", "tests.latihan.isi", "14").splitlines()[-1])
        tunggu(lambda: self.status("/readyz") == 200, 60, "the portal did not start")

    def _perintah(self, *perintah: str) -> str:
        hasil = subprocess.run(
            [sys.executable, *perintah], cwd=AKAR, env=self.env, capture_output=True, text=True, check=False
        )
        assert hasil.returncode == 0, hasil.stdout[-3000:] + hasil.stderr[-3000:]
        return hasil.stdout

    def nyalakan(self, nama: str) -> Proses:
        celery_beat = ["beat", "-s", str(self.folder / "jadwal"), "--pidfile="]
        redis = ["--port", "0", "--unixsocket", str(self.soket_redis), "--dir", str(self.folder), "--save", ""]
        perintah = {
            "redis": [str(tertanam.redis_server()), *redis, "--daemonize", "no"],
            "web": [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "batang_portal.wsgi"],
            "worker": [sys.executable, *CELERY, "worker", "-c", "2", "--without-gossip", "--without-mingle"],
            "beat": [sys.executable, *CELERY, *celery_beat],
        }[nama]
        env = self.env | ({"DEMO": "1"} if nama == "web" else {})  # lets staff in without a second factor
        self.proses[nama] = Proses(perintah, env, self.folder / f"{nama}.log")
        if nama == "redis":
            tunggu(self.soket_redis.exists)
        return self.proses[nama]

    def hentikan(self, nama: str) -> None:
        if satu := self.proses.pop(nama, None):
            satu.hentikan()

    def tutup(self) -> None:
        for nama in ("beat", "worker", "web", "redis"):
            self.hentikan(nama)
        self.soket_redis.unlink(missing_ok=True)
        tunggu(lambda: not tertanam._terkunci(self.data / "jaga.lock"), 60, "the embedded servers stayed")

    # --- Looking in ------------------------------------------------------------------

    def peramban(self, port: int = 0) -> Peramban:
        return Peramban(port or self.port)

    def status(self, jalur: str) -> int:
        try:
            return self.peramban().minta("GET", jalur)[0]
        except OSError:
            return 0

    def sql(self, perintah: str, *isian: Any) -> list[tuple[Any, ...]]:
        soket = tertanam._folder_soket(self.data.resolve())
        db = psycopg2.connect(host=str(soket), port=5432, user="postgres", dbname=tertanam.BASIS_DATA)
        try:
            with db, db.cursor() as kursor:
                kursor.execute(perintah, isian)
                return kursor.fetchall() if kursor.description else []
        finally:
            db.close()

    def surat(self, email: str) -> list[tuple[Any, ...]]:
        """State and tries of the mails to `email`, oldest first."""
        return self.sql(
            "SELECT keadaan, percobaan FROM notifikasi_pemberitahuan WHERE kanal = 'email' AND tujuan = %s ORDER BY id",
            email,
        )

    def mundurkan(self, jarak: str = "1 hour") -> None:
        """Move the outbox into the past, which is as good as waiting."""
        self.sql(
            "UPDATE notifikasi_pemberitahuan SET coba_lagi_pada = coba_lagi_pada - %s::interval, "
            "dikerjakan_sampai = dikerjakan_sampai - %s::interval WHERE keadaan IN ('ANTRE', 'GAGAL')",
            jarak,
            jarak,
        )

    def titipkan(self, tugas: str) -> None:
        """Ask the worker for a job, as the scheduler does."""
        app, _, nama = tugas.rpartition(".")
        kode = f"import django; django.setup(); from {app} import {nama}; {nama}.delay()"
        self._perintah("-c", kode)

    def periksa_keutuhan(self) -> None:
        """Every case, number, paper, file and message is in its place."""
        assert self._perintah("manage.py", "periksa_keutuhan").splitlines()[-1] == "Semua di tempatnya."

    def ajukan(self, draf: dict[str, str], peramban: Peramban | None = None) -> int:
        """Log in as the owner and send the business to the office."""
        orang = peramban or self.peramban()
        if peramban is None:
            assert orang.masuk(draf["telepon"])[0] == 302
        return orang.kirim(f"/usaha/{draf['kode']}/kirim/", {}, f"/usaha/{draf['kode']}/ajukan/")[0]

    def status_usaha(self, draf: dict[str, Any]) -> str:
        return self.sql("SELECT status FROM umkm_usaha WHERE id = %s", draf["pk"])[0][0]


@contextmanager
def server_surat_di(port: int, **sifat: Any) -> Iterator[ServerSurat]:
    """The mail server of `tests.notifikasi`, on the port that the stage was told."""
    import threading

    class DiPort(ServerSurat):
        def server_bind(self) -> None:
            self.server_address = ("127.0.0.1", port)
            super().server_bind()

    with DiPort(**sifat) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.tutup.set()
            server.shutdown()
