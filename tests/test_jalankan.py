"""The start-up and its supervisor: one command starts everything, and nothing outlives it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

AKAR = Path(__file__).parent.parent
PERINTAH = [sys.executable, "-m", "batang_portal.jalankan", "--demo"]
SAMBUTAN = "Berhenti: Ctrl-C"


def lingkungan(data_dir: Path, port: int) -> dict[str, str]:
    """The environment of somebody who types `make run`: nothing of the test's own settings in it."""
    bersih = {k: os.environ[k] for k in ("PATH", "HOME", "LANG") if k in os.environ}
    return bersih | {"DATA_DIR": str(data_dir), "PORT": str(port), "PYTHONUNBUFFERED": "1"}


def proses(data_dir: Path, penanda: str = "") -> set[int]:
    """Everything that was started, directly or not, with this DATA_DIR."""
    ketemu = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            milik = f"DATA_DIR={data_dir}\0".encode() in (folder / "environ").read_bytes()
            baris = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if milik and penanda in baris:
            ketemu.add(int(folder.name))
    return ketemu


def tunggu(syarat: Callable[[], object], batas: float = 60) -> None:
    akhir = time.monotonic() + batas
    while not syarat():
        assert time.monotonic() < akhir, "kept waiting"
        time.sleep(0.1)


@pytest.fixture
def port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Portal:
    def __init__(self, data_dir: Path, port: int, layar: Path) -> None:
        self.data_dir, self.layar, self.alamat = data_dir, layar, f"http://127.0.0.1:{port}"
        with layar.open("w") as keluaran:
            self.proses = subprocess.Popen(
                PERINTAH, cwd=AKAR, env=lingkungan(data_dir, port), stdout=keluaran, stderr=subprocess.STDOUT
            )
        tunggu(lambda: SAMBUTAN in self.layar.read_text() or self.proses.poll() is not None, 180)
        assert self.proses.poll() is None, self.layar.read_text()

    def status(self, jalan: str) -> int:
        with urllib.request.urlopen(self.alamat + jalan, timeout=20) as jawaban:  # noqa: S310
            return jawaban.status


@pytest.fixture
def nyala(tmp_path: Path, port: int) -> Iterator[Callable[[], Portal]]:
    """Start the portal, as often as wanted, on one data folder; at the end nothing of it may be left."""
    semua: list[Portal] = []

    def mulai() -> Portal:
        semua.append(Portal(tmp_path / "data", port, tmp_path / f"layar-{len(semua)}.txt"))
        return semua[-1]

    yield mulai
    for satu in semua:
        satu.proses.kill()
        satu.proses.wait()
    tunggu(lambda: not proses(tmp_path / "data"))


@pytest.mark.drill
def test_start_says_where_and_who_dead_children_come_back_and_nothing_outlives_it(nyala):
    """One folder all along: from nothing, again after a clean end, and once more after a kill."""
    _mulai_lalu_sigterm(nyala())
    _mulai_lalu_dibunuh(nyala())
    _anak_dibunuh(nyala())


def _mulai_lalu_sigterm(portal: Portal) -> None:
    from beranda.demo import AKUN_DEMO

    tulisan = portal.layar.read_text()
    assert f"berjalan di {portal.alamat}/" in tulisan
    assert [masuk for _, masuk, _ in AKUN_DEMO if masuk not in tulisan] == []
    assert portal.status("/") == 200
    portal.proses.send_signal(signal.SIGTERM)
    assert portal.proses.wait(60) == 0
    assert proses(portal.data_dir) == set()
    assert "Traceback" not in portal.layar.read_text()


def _mulai_lalu_dibunuh(portal: Portal) -> None:
    assert portal.status("/") == 200
    portal.proses.kill()
    portal.proses.wait()
    tunggu(lambda: not proses(portal.data_dir))


def _anak_dibunuh(portal: Portal) -> None:
    for penanda in ("celery --quiet -A batang_portal beat", "celery --quiet -A batang_portal worker", "gunicorn"):
        lama = proses(portal.data_dir, penanda)
        assert lama
        for pid in lama:
            os.kill(pid, signal.SIGKILL)
        tunggu(lambda penanda=penanda, lama=lama: proses(portal.data_dir, penanda) - lama)

    def menjawab() -> bool:
        try:
            return portal.status("/") == 200
        except OSError:
            return False

    tunggu(menjawab)


def gagal(data_dir: Path, port: int | str, **tambahan: str) -> str:
    """Run a start-up that must refuse; return its one sentence."""
    hasil = subprocess.run(
        PERINTAH,
        cwd=AKAR,
        env=lingkungan(data_dir, 0) | {"PORT": str(port)} | tambahan,
        capture_output=True,
        text=True,
        check=False,
    )
    assert hasil.returncode == 1
    assert "Traceback" not in hasil.stderr
    return hasil.stderr.strip()


def test_taken_port_is_refused_with_a_sentence_before_anything_starts(tmp_path):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        port = s.getsockname()[1]
        assert gagal(tmp_path / "data", port) == (
            f"Alamat 127.0.0.1:{port} tidak dapat dipakai (Address already in use)."
            f" Coba port lain: PORT={port + 1} make run"
        )
    assert not (tmp_path / "data").exists()


def test_port_that_is_no_number_is_refused_with_a_sentence(tmp_path):
    assert gagal(tmp_path / "data", "delapan") == "PORT=delapan bukan nomor port. Isi angka, misalnya PORT=8001."


def test_real_database_without_keys_is_refused_with_a_sentence(tmp_path, port):
    kalimat = gagal(tmp_path, port, DATABASE_URL="postgresql://portal@127.0.0.1:1/portal")
    assert kalimat == "Portal belum dapat berjalan: SECRET_KEY belum diisi. Lihat .env.example."


def test_demo_on_a_real_database_is_refused_with_a_sentence(tmp_path, port):
    kunci = {"SECRET_KEY": "x", "NIK_KUNCI": "x", "NIK_KUNCI_SIDIK": "x", "DEMO": "1"}
    kalimat = gagal(tmp_path, port, DATABASE_URL="postgresql://portal@127.0.0.1:1/portal", **kunci)
    assert kalimat == ("Portal belum dapat berjalan: DEMO=1 hanya untuk basis data tertanam, bukan untuk DATABASE_URL.")
