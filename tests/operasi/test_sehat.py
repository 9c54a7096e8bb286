"""Alive, ready, figures: what machines ask, and what strangers learn from it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from operasi import actions, metrik, views
from operasi.cadangan.basis import PENANDA
from operasi.enums import Apa
from tests.factories import PenggunaFactory

TOKEN = "uji-token-metrik"


def test_alive_is_said_without_the_database(client: Client) -> None:
    """Without the mark of a database test any query would fail."""
    jawaban = client.get("/livez")
    assert (jawaban.status_code, jawaban.content, jawaban["Cache-Control"].split(",")[0]) == (
        200,
        b"hidup\n",
        "max-age=0",
    )


@pytest.mark.django_db
def test_ready_takes_two_queries_and_says_one_word(tamu: Client, django_assert_num_queries: Any) -> None:
    tamu.get("/readyz")
    with django_assert_num_queries(2):
        jawaban = tamu.get("/readyz")
    assert (jawaban.status_code, jawaban.content) == (200, b"siap\n")


@pytest.mark.django_db
def test_a_migration_that_is_missing_is_not_ready(tamu: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_migrasi_kode", lambda: frozenset({"umkm.9999_belum"}))
    jawaban = tamu.get("/readyz")
    assert (jawaban.status_code, jawaban.content) == (503, b"belum siap\n")


@pytest.mark.django_db
def test_a_database_that_is_being_restored_is_not_ready(tamu: Client) -> None:
    with connection.cursor() as kursor:
        kursor.execute(f"CREATE TABLE {PENANDA} ()")
    assert tamu.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_ready_needs_no_redis(tamu: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert tamu.get("/readyz").status_code == 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One for all: the library keeps the files of a process open."""
    return tmp_path_factory.mktemp("metrik")


@pytest.fixture
def ukur(settings: Any, folder: Any) -> Any:
    """Counting switched on."""
    settings.METRIK_TOKEN, settings.DATA_DIR = TOKEN, folder
    return folder / "metrik"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kepala", [{}, {"Authorization": "Bearer salah"}, {"Authorization": ""}, {"Authorization": "Bearer "}]
)
def test_without_the_token_there_is_no_such_address(kepala: dict[str, str], ukur: Any, tamu: Client) -> None:
    assert tamu.get("/metrics", headers=kepala).status_code == 404


@pytest.mark.django_db
def test_an_empty_token_opens_nothing(settings: Any, tamu: Client) -> None:
    settings.METRIK_TOKEN = ""
    assert tamu.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def baca(tamu: Client) -> dict[str, float]:
    jawaban = tamu.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert (jawaban.status_code, jawaban["Content-Type"]) == (200, metrik.JENIS)
    baris = re.findall(r"^(portal_\S+) (\S+)$", jawaban.content.decode(), re.MULTILINE)
    return {nama: float(nilai) for nama, nilai in baris}


@pytest.mark.django_db
def test_figures_count_requests_by_view_and_the_outbox_by_state(ukur: Any, tamu: Client) -> None:
    from notifikasi.actions import kirim

    actions.catat(Apa.DENYUT)
    kirim(templat="usaha_terdaftar", konteks={"nomor": "X"}, akun=PenggunaFactory(), kunci="uji:1")
    sebelum = baca(tamu)
    for _ in range(3):
        tamu.get("/masuk/")
    tamu.get("/tidak-ada/")
    angka = baca(tamu)
    naik = {nama: nilai - sebelum.get(nama, 0) for nama, nilai in angka.items()}
    assert naik['portal_permintaan_total{status="2xx",tampilan="account_login"}'] == 3
    assert naik['portal_permintaan_total{status="4xx",tampilan="-"}'] == 1
    assert naik['portal_permintaan_detik_count{tampilan="account_login"}'] == 3
    assert angka['portal_pesan{keadaan="SAMPAI"}'] == 1
    assert (angka["portal_basis_data_hidup"], angka["portal_denyut_umur_detik"] >= 0) == (1, True)
    assert "portal_cadangan_umur_detik" not in angka


@pytest.mark.django_db
def test_figures_of_all_processes_are_one_sum(ukur: Any, tamu: Client) -> None:
    """A second process counts into the same folder; its file is dropped once it is gone and the web starts anew."""
    import os
    import subprocess
    import sys

    nama = 'portal_permintaan_total{status="2xx",tampilan="account_login"}'
    tamu.get("/masuk/")
    sendiri = baca(tamu)[nama]
    kode = (
        "import os; os.environ['PROMETHEUS_MULTIPROC_DIR'] = os.environ['FOLDER']\n"
        "from prometheus_client import Counter\n"
        "Counter('portal_permintaan', 'Requests', ['tampilan', 'status']).labels('account_login', '2xx').inc(5)\n"
    )
    subprocess.run([sys.executable, "-c", kode], env=os.environ | {"FOLDER": str(ukur)}, check=True)
    assert baca(tamu)[nama] == sendiri + 5
    metrik.bersihkan()
    assert baca(tamu)[nama] == sendiri


@pytest.mark.django_db
def test_nothing_is_counted_without_a_token(settings: Any, tmp_path: Any, tamu: Client) -> None:
    settings.METRIK_TOKEN, settings.DATA_DIR = "", tmp_path
    tamu.get("/masuk/")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_machines_get_no_redirect_to_https(settings: Any, tamu: Client) -> None:
    """With what settings.py sets under HTTPS."""
    settings.SECURE_SSL_REDIRECT, settings.SECURE_REDIRECT_EXEMPT = True, [r"^(livez|readyz|metrics)$"]
    alamat = [reverse(f"operasi:{nama}") for nama in ("livez", "readyz", "metrik")]
    assert [Client().get(satu).status_code for satu in alamat] == [200, 200, 404]
    assert Client().get("/masuk/").status_code == 301
