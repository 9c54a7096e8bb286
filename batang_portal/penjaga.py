"""The guardian of the embedded servers: their parent, from the first user of the portal to the last.

Run as a script by `tertanam.py`; imports nothing of ours, so that it stays small while it waits for days.
`tertanam.py` tells how the locks hold everything together.
"""

import ctypes
import fcntl
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DIAM = 2.0  # seconds without a user before the servers stop
LANGKAH = 0.1
BATAS_BERHENTI = 30  # seconds a server may take to close its files
UKURAN_LOG_MAKS = 5 * 1024 * 1024
# SIGINT is PostgreSQL's "fast" shutdown: it does not wait for idle connections.
SINYAL = {"postgres": signal.SIGINT, "redis": signal.SIGTERM}


def akun_server() -> pwd.struct_passwd | None:
    """The account the servers run as when we are root: PostgreSQL refuses root and needs a real passwd entry."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def sebagai_server() -> dict[str, Any]:
    """Popen arguments that drop root; the umask keeps every file of the servers private."""
    akun = akun_server()
    turun = {"user": akun.pw_uid, "group": akun.pw_gid, "extra_groups": []} if akun else {}
    # PGPORT, PGDATA and the like from the caller's shell would bend the servers.
    lingkungan = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    return {**turun, "cwd": "/", "env": lingkungan, "umask": 0o077}


def coba_kunci(fd: int, cara: int) -> bool:
    """Take the lock if it is free at this moment."""
    try:
        fcntl.flock(fd, cara | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def berkas_sama(fd: int, berkas: Path) -> bool:
    """Whether the open file is still the one at that path: a lock on a vanished file guards nothing."""
    try:
        return os.path.samestat(os.fstat(fd), berkas.stat())
    except OSError:
        return False


def mati_bersama_induk(sinyal: int) -> Callable[[], None]:
    """A preexec_fn: the kernel sends `sinyal` to the child when its parent dies, even by kill -9 (Linux only)."""
    if sys.platform != "linux":
        return lambda: None
    prctl, induk = ctypes.CDLL(None).prctl, os.getpid()

    def pasang() -> None:
        prctl(1, sinyal)  # PR_SET_PDEATHSIG
        if os.getppid() != induk:  # it died before we asked
            os._exit(1)

    return pasang


class Penjaga:
    """Starts the servers, starts them again when they die, stops them when nobody needs them."""

    def __init__(self, data_dir: Path, soket: Path, perintah: dict[str, list[str]], kunci_jaga: int) -> None:
        self.berkas_pakai = data_dir / "pakai.lock"
        self.pakai = os.open(self.berkas_pakai, os.O_RDWR)
        self.soket, self.perintah, self.kunci_jaga = soket, perintah, kunci_jaga
        self.anak: dict[str, subprocess.Popen[bytes]] = {}
        self.berhenti = False

    def jalankan(self) -> None:
        """Watch until nobody uses the servers, the data folder is gone, or SIGTERM comes; then stop both."""
        for sinyal in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sinyal, lambda *_: setattr(self, "berhenti", True))
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        terpakai = time.monotonic()
        while not self.berhenti and berkas_sama(self.pakai, self.berkas_pakai):
            self._hidupkan()
            if not coba_kunci(self.pakai, fcntl.LOCK_EX):
                terpakai = time.monotonic()
            elif time.monotonic() - terpakai >= DIAM:
                break  # keep the lock: a starter waits for it until we are gone
            else:
                fcntl.flock(self.pakai, fcntl.LOCK_UN)
            time.sleep(LANGKAH)
        self._matikan()

    def _hidupkan(self) -> None:
        for nama, perintah in self.perintah.items():
            anak = self.anak.get(nama)
            if anak and anak.poll() is None:
                continue
            if anak:
                print(f"{nama} berhenti ({anak.returncode}), dinyalakan lagi", flush=True)
                time.sleep(LANGKAH)  # a server that cannot start must not spin
            self.anak[nama] = subprocess.Popen(
                perintah,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=[self.kunci_jaga],  # held until the last server is gone, even if we are killed
                preexec_fn=mati_bersama_induk(SINYAL[nama]),  # noqa: PLW1509 - this process has one thread
                **sebagai_server(),
            )

    def _matikan(self) -> None:
        for nama, anak in self.anak.items():
            anak.send_signal(SINYAL[nama])
        for anak in self.anak.values():
            try:
                anak.wait(BATAS_BERHENTI)
            except subprocess.TimeoutExpired:
                anak.kill()
                anak.wait()
        shutil.rmtree(self.soket, ignore_errors=True)


def jaga(data_dir: Path, soket: Path, perintah: dict[str, list[str]]) -> None:
    """Become the guardian: take jaga.lock, leave the starter's session, keep a log, watch."""
    fd = os.open(data_dir / "jaga.lock", os.O_RDWR | os.O_CREAT, 0o600)
    if not coba_kunci(fd, fcntl.LOCK_EX):
        return  # another one was quicker
    if os.fork():
        os._exit(0)
    os.setsid()
    catatan = data_dir / "tertanam.log"
    if catatan.exists() and catatan.stat().st_size > UKURAN_LOG_MAKS:
        catatan.replace(catatan.with_suffix(".log.1"))
    keluaran = os.open(catatan, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    kosong = os.open(os.devnull, os.O_RDONLY)
    for asal, tujuan in ((kosong, 0), (keluaran, 1), (keluaran, 2)):
        os.dup2(asal, tujuan)
    Penjaga(data_dir, soket, perintah, fd).jalankan()


if __name__ == "__main__":
    jaga(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
