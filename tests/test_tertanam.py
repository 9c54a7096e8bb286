"""The embedded servers: one for all, back after a crash, gone after the last user. Real processes, real kills."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from batang_portal import penjaga, tertanam

AKAR = Path(__file__).parent.parent
# A user of the servers as settings.py is one: starts them, says where they are, stays until its stdin is closed.
PEMAKAI = """
import sys
from pathlib import Path
from batang_portal import tertanam
print(tertanam.nyalakan(Path(sys.argv[1])).database_url, flush=True)
sys.stdin.read()
"""


def tunggu(syarat: Callable[[], object], batas: float = 20) -> None:
    akhir = time.monotonic() + batas
    while not syarat():
        assert time.monotonic() < akhir, "kept waiting"
        time.sleep(0.05)


def proses(data_dir: Path, penanda: str = "") -> set[int]:
    """Processes that belong to this data folder: by their command line or their working folder."""
    ketemu = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            baris = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            milik = str(data_dir) in baris or str(os.readlink(folder / "cwd")).startswith(f"{data_dir}/")
        except OSError:
            continue
        if milik and penanda in baris and int(folder.name) != os.getpid():
            ketemu.add(int(folder.name))
    return ketemu


def postmaster(data_dir: Path) -> int:
    return int((data_dir / "pg" / "postmaster.pid").read_text().splitlines()[0])


def jumlah_nyala(data_dir: Path) -> int:
    """How often PostgreSQL has been started, by its own log."""
    return len(re.findall("starting PostgreSQL", (data_dir / "tertanam.log").read_text()))


def sambung(url: str) -> psycopg2.extensions.connection:
    soket, basis = url.split(":5432/")[1].rsplit("/", 1)
    return psycopg2.connect(host=soket, port=5432, user="postgres", dbname=basis)


class Pemakai:
    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.proses = subprocess.Popen(
            [sys.executable, "-c", PEMAKAI, str(data_dir)],
            cwd=AKAR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")},
        )

    def url(self) -> str:
        assert self.proses.stdout
        return self.proses.stdout.readline().strip()

    def bunuh(self) -> None:
        self.proses.kill()
        self.proses.communicate()


@pytest.fixture
def pakai(tmp_path: Path) -> Iterator[Callable[..., Pemakai]]:
    """Start users of a data folder; at the end none of them and none of its servers may be left."""
    semua: list[Pemakai] = []

    def mulai(data_dir: Path = tmp_path / "data") -> Pemakai:
        semua.append(Pemakai(data_dir))
        return semua[-1]

    yield mulai
    for satu in semua:
        satu.bunuh()
    for data_dir in {satu.data_dir for satu in semua}:
        tunggu(lambda folder=data_dir: not proses(folder))


@pytest.mark.drill
def test_six_cold_starters_at_once_share_one_server(pakai, tmp_path):
    pemakai = [pakai() for _ in range(6)]
    urls = {satu.url() for satu in pemakai}
    assert len(urls) == 1
    with sambung(urls.pop()) as db, db.cursor() as kursor:
        kursor.execute("SHOW server_version_num")
        assert kursor.fetchone()[0][:2] == str(tertanam.MAYOR_POSTGRES)
    assert jumlah_nyala(tmp_path / "data") == 1
    assert len(proses(tmp_path / "data", "penjaga.py")) == 1


@pytest.mark.drill
def test_two_data_folders_have_a_server_each(pakai, tmp_path):
    satu, dua = pakai(tmp_path / "satu"), pakai(tmp_path / "dua")
    assert satu.url() != dua.url()
    assert postmaster(tmp_path / "satu") != postmaster(tmp_path / "dua")


@pytest.mark.drill
def test_killed_postgres_comes_back_with_its_data(pakai, tmp_path):
    url = pakai().url()
    db = sambung(url)
    with db, db.cursor() as kursor:
        kursor.execute("CREATE TABLE janji (isi text); INSERT INTO janji VALUES ('ditepati')")
    lama = postmaster(tmp_path / "data")
    os.kill(lama, signal.SIGKILL)
    db.close()

    def kembali() -> bool:
        try:
            sambung(url).close()
        except psycopg2.OperationalError:
            return False
        return postmaster(tmp_path / "data") != lama

    tunggu(kembali)
    db = sambung(url)
    with db, db.cursor() as kursor:
        kursor.execute("SELECT isi FROM janji")
        assert kursor.fetchall() == [("ditepati",)]
    db.close()


@pytest.mark.drill
def test_killed_redis_comes_back_with_its_data(pakai, tmp_path):
    import redis

    soket = pakai().url().split(":5432/")[1].rsplit("/", 1)[0]
    antrean = redis.Redis(unix_socket_path=f"{soket}/redis.sock")
    antrean.set("janji", "ditepati")
    time.sleep(1.5)  # appendfsync everysec
    (pid,) = proses(tmp_path / "data", "unixsocket:")
    os.kill(pid, signal.SIGKILL)

    def kembali() -> bool:
        try:
            return antrean.get("janji") == b"ditepati"
        except redis.ConnectionError:
            return False

    tunggu(lambda: proses(tmp_path / "data", "unixsocket:") not in (set(), {pid}))
    tunggu(kembali)
    antrean.close()


@pytest.mark.drill
def test_killed_guardian_takes_the_servers_along_and_the_next_user_brings_them_back(pakai, tmp_path):
    url = pakai().url()
    (lama,) = proses(tmp_path / "data", "penjaga.py")
    os.kill(lama, signal.SIGKILL)
    assert pakai().url() == url
    sambung(url).close()
    assert proses(tmp_path / "data", "penjaga.py") != {lama}
    assert jumlah_nyala(tmp_path / "data") >= 2


@pytest.mark.drill
def test_nothing_is_left_after_the_last_user_was_killed(pakai, tmp_path):
    satu, dua = pakai(), pakai()
    url = satu.url()
    dua.url()
    satu.bunuh()
    time.sleep(penjaga.DIAM + 1)
    sambung(url).close()  # the second one still uses it
    dua.bunuh()
    tunggu(lambda: not proses(tmp_path / "data"))
    assert not Path(url.split(":5432/")[1].rsplit("/", 1)[0]).exists()


@pytest.mark.drill
def test_deleted_data_folder_stops_its_servers_and_a_new_one_starts_empty(pakai, tmp_path):
    data = tmp_path / "data"
    url = pakai().url()
    lama = postmaster(data)
    data.rename(tmp_path / "dibuang")
    assert pakai(data).url() != url
    assert postmaster(data) != lama
    tunggu(lambda: not Path(f"/proc/{lama}").exists())


@pytest.mark.drill
def test_works_from_a_folder_with_spaces_and_a_path_too_long_for_a_socket(pakai, tmp_path):
    data = tmp_path / "Bidang UMKM" / ("x y" * 50) / "data portal"
    assert len(str(data)) > 107
    sambung(pakai(data).url()).close()


@pytest.mark.drill
def test_only_the_server_account_reaches_the_socket(pakai, tmp_path):
    soket = Path(pakai().url().split(":5432/")[1].rsplit("/", 1)[0])
    assert stat.S_IMODE(soket.stat().st_mode) == 0o700
    assert soket.stat().st_uid == (tmp_path / "data" / "pg").stat().st_uid


@pytest.mark.drill
def test_keys_are_made_once_and_kept_private(pakai, tmp_path):
    data = tmp_path / "data"
    pakai().url()
    kunci = tertanam.kunci(data)
    assert sorted(kunci) == ["NIK_KUNCI", "NIK_KUNCI_SIDIK", "SECRET_KEY"]
    assert tertanam.kunci(data) == kunci
    assert stat.S_IMODE((data / "kunci.env").stat().st_mode) == 0o600


def test_lost_keys_beside_existing_data_are_refused_not_replaced(tmp_path):
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "PG_VERSION").write_text("18\n")
    with pytest.raises(tertanam.TidakBisaNyala, match=r"kunci\.env hilang, padahal datanya masih ada"):
        tertanam.kunci(tmp_path)
    assert not (tmp_path / "kunci.env").exists()


def test_data_of_another_postgres_major_are_refused_with_a_sentence(tmp_path):
    tertanam.kunci(tmp_path)
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "PG_VERSION").write_text("17\n")
    if os.geteuid() == 0:
        os.chown(tmp_path / "pg", tertanam.uid_server(), -1)
    pemakai = Pemakai(tmp_path)
    assert pemakai.url() == ""
    pemakai.proses.communicate()
    assert pemakai.proses.returncode == 1
    with pytest.raises(tertanam.TidakBisaNyala, match=r"dibuat oleh PostgreSQL 17, sedangkan .* PostgreSQL 18"):
        tertanam.periksa_mayor(tmp_path / "pg")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of another user")
def test_data_of_another_user_are_refused_with_a_sentence(tmp_path):
    (tmp_path / "pg").mkdir()
    os.chown(tmp_path / "pg", 12345, -1)
    with pytest.raises(tertanam.TidakBisaNyala, match="dibuat oleh pengguna lain"):
        tertanam.nyalakan(tmp_path)


@pytest.mark.parametrize(
    ("redis", "celery"),
    [
        ("unix:///tmp/a/redis.sock?db=0", "redis+socket:///tmp/a/redis.sock?virtual_host=0"),
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"),
    ],
)
def test_celery_gets_its_own_spelling_of_a_socket_address(redis, celery):
    assert tertanam.url_celery(redis) == celery
