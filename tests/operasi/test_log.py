"""What the log says, and above all what it does not."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
from django.conf import settings as setelan
from django.db import IntegrityError, connection
from django.test import Client, RequestFactory
from django.urls import resolve

from akun.models import Pengguna
from inti import kode_gangguan
from operasi import log as log_sistem
from operasi.log import Baris, BarisJson, samarkan
from operasi.middleware import jalur_samar
from tests.factories import PenggunaFactory
from tests.test_arsitektur import TERBUKA


class Telinga(logging.Handler):
    """Hears every record and keeps the line that a handler would print."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(BarisJson())
        self.baris: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.baris.append(json.loads(self.format(record)))


@pytest.fixture
def telinga() -> Any:
    telinga, akar, portal = Telinga(), logging.getLogger(), logging.getLogger("portal")
    lama = portal.level
    akar.addHandler(telinga)
    portal.setLevel(logging.INFO)
    yield telinga
    akar.removeHandler(telinga)
    portal.setLevel(lama)


@pytest.mark.parametrize(
    ("teks", "tersamar"),
    [
        ("NIK 3325114708900002 ganda", "NIK [16 angka] ganda"),
        ("3325 1147 0890 0002", "[16 angka]"),
        ("332511-470890-0002", "[16 angka]"),
        ("nomor 0812-0000-0001 dan +62 812 0000 0001, 6281200000001", "nomor [nomor] dan [nomor], [nomor]"),
        ("kirim ke siti@contoh.invalid gagal", "kirim ke [email] gagal"),
        ("Not Found: /usaha/undangan/abc-DEF_1/", "Not Found: /usaha/undangan/[kunci]/"),
        ("/akun/lupa-sandi/KODE/tanda-rahasia/ 200", "/akun/lupa-sandi/KODE/[kunci]/ 200"),
        ("GET /cek/ABCD-EFGH/ 200", "GET /cek/[kunci]/ 200"),
        ("GET /masuk/?next=/admin/&nama=Siti 200", "GET /masuk/ 200"),
        ("BTG-26-000123-K, 2026-11-21 21:44:17.728934, 33.25.11.1015", None),
    ],
)
def test_the_last_net_takes_out_numbers_of_people_and_keys(teks: str, tersamar: str | None) -> None:
    assert samarkan(teks) == (teks if tersamar is None else tersamar)


@pytest.mark.django_db
def test_a_request_has_one_line_with_its_name_and_no_query(telinga: Telinga, masuk: Any, pemilik: Any) -> None:
    jawaban = masuk(pemilik).get("/saya/?cari=Siti+Contoh", headers={"X-Request-ID": "nginx-1234abcd"})
    assert jawaban["X-Request-ID"] == "nginx-1234abcd"
    [baris] = [b for b in telinga.baris if b["logger"] == "portal.permintaan"]
    assert baris.pop("ms") >= 0
    assert baris.pop("time").endswith("+00:00")
    pesan = baris.pop("message")
    assert pesan.startswith("GET /saya/ 200 ")
    assert baris == {
        "level": "INFO",
        "logger": "portal.permintaan",
        "request_id": "nginx-1234abcd",
        "method": "GET",
        "path": "/saya/",
        "view": "beranda:saya",
        "status": 200,
        "user": pemilik.kode,
    }
    assert "Siti" not in json.dumps(telinga.baris)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "usulan", ["", "pendek", "3325114708900002", "a b c d e f g h", "x" * 65, "abc\ninjeksi", "é" * 9]
)
def test_a_name_that_is_not_sane_is_replaced(usulan: str, tamu: Client) -> None:
    nama = tamu.get("/masuk/", headers={"X-Request-ID": usulan})["X-Request-ID"]
    assert (nama == usulan, len(nama), nama[0]) == (False, 15, "p")
    assert kode_gangguan.kini() == ""


@pytest.mark.django_db
def test_an_answer_of_the_layers_beneath_is_named_and_logged_too(telinga: Telinga, settings: Any, tamu: Client) -> None:
    settings.ALLOWED_HOSTS = ["lain.example"]
    jawaban = tamu.get("/masuk/")
    assert (jawaban.status_code, len(jawaban["X-Request-ID"])) == (400, 15)
    assert [b["status"] for b in telinga.baris if b["logger"] == "portal.permintaan"] == [400]


@pytest.mark.django_db
def test_no_address_that_opens_something_reaches_the_log(telinga: Telinga, tamu: Client) -> None:
    """Every public address with a hole in it, asked with a secret in the hole."""
    rahasia = "Rah451aRah451a"
    for pola in sorted(TERBUKA):
        if "<" in pola and not pola.startswith("api/"):
            # A paper opens by its code. Whose account it is, a published report, an event on a poster open nothing.
            kode = rahasia if pola.startswith("cek/") else "SIAPA"
            jalur = "/" + pola.replace("<str:kode>", kode).replace("<str:tanda>", rahasia)
            tamu.get(re.sub(r"<(slug|str):token>", rahasia, jalur))
    assert len([b for b in telinga.baris if b["logger"] == "portal.permintaan"]) >= 4
    assert [b for b in telinga.baris if rahasia in json.dumps(b)] == []


@pytest.mark.parametrize("jenis", [BarisJson, Baris])
def test_a_job_that_broke_a_rule_of_the_database_tells_no_row_of_it(jenis: type[logging.Formatter]) -> None:
    """Celery repeats the exception in its message, and PostgreSQL tells the failing row in the second line."""
    from celery import current_app

    baris: list[str] = []

    class Kertas(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            baris.append(self.format(record))

    @current_app.task(name="uji.gagal")
    def gagal() -> None:
        raise IntegrityError("melanggar aturan\nDETAIL:  Failing row contains (1, Siti Contoh, Jl. Mawar).")

    kertas, log = Kertas(), logging.getLogger("celery.app.trace")
    kertas.setFormatter(jenis())
    log.addHandler(kertas)
    try:
        gagal.apply()
    finally:
        log.removeHandler(kertas)
        current_app.tasks.pop("uji.gagal")
    [satu] = baris
    assert ("Siti" in satu, "Mawar" in satu, "melanggar aturan" in satu, "uji.gagal" in satu) == (
        False,
        False,
        True,
        True,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("jalur", "tercatat"),
    [
        ("/a%3Fx%22,%22status%22:200", "/a"),
        ("/lupa%3F%22nik", '/lupa?"nik'),
        ("/cek/KODEKODE", "/cek/[kunci]"),
        ("/usaha/undangan/TOKEN", "/usaha/undangan/[kunci]"),
        ("/tidak%0Aada%E2%80%AE", "/tidak\ufffdada\ufffd"),
    ],
)
def test_no_address_breaks_the_line_that_tells_of_it(telinga: Telinga, tamu: Client, jalur: str, tercatat: str) -> None:
    """A quote in the path must not end the value, nor what is masked take the quotes along."""
    status = tamu.get(jalur).status_code
    [baris] = [b for b in telinga.baris if b["logger"] == "portal.permintaan"]
    assert (baris["status"], baris["view"]) == (status, "")
    assert baris["path"].startswith(tercatat)
    assert "KODE" not in str(baris)


def test_the_half_that_opens_is_masked_in_the_path() -> None:
    permintaan = RequestFactory().get("/akun/lupa-sandi/KODE/tanda-rahasia/")
    permintaan.resolver_match = resolve(permintaan.path)
    assert jalur_samar(permintaan) == "/akun/lupa-sandi/KODE/[kunci]/"


def _gagal() -> None:
    nik = "3325114708900002"
    raise ValueError(f"baris pertama {nik}\nbaris kedua: Siti Contoh")


def rekam(jenis: type[logging.Formatter]) -> str:
    try:
        _gagal()
    except ValueError:
        import sys

        return jenis().format(logging.LogRecord("uji", logging.ERROR, "", 0, "gagal", (), sys.exc_info()))
    raise AssertionError


def test_an_exception_is_its_type_first_line_and_places_without_values() -> None:
    teks = rekam(BarisJson)
    galat = json.loads(teks)["error"]
    assert (galat["type"], galat["message"]) == ("builtins.ValueError", "baris pertama [16 angka]")
    assert [di.rpartition(" ")[2] for di in galat["at"]] == ["rekam", "_gagal"]
    assert "Siti" not in teks
    assert "\n" not in teks
    orang = rekam(Baris)
    assert orang.splitlines()[-1] == "builtins.ValueError: baris pertama [16 angka]"
    assert "Siti" not in orang


@pytest.mark.django_db
def test_what_the_database_says_of_a_refused_row_stays_out() -> None:
    ada = PenggunaFactory()
    with pytest.raises(IntegrityError) as tangkapan:
        Pengguna.objects.create(nama="Siti Contoh", telepon=ada.telepon, password="x")
    isi = log_sistem.galat(tangkapan.type, tangkapan.value, tangkapan.tb)
    assert ada.telepon not in json.dumps(isi)
    assert isi["cause"] == "psycopg2.errors.UniqueViolation"


def test_one_form_for_all_loggers() -> None:
    from logging.config import dictConfig

    assert setelan.LOGGING["loggers"]["gunicorn.access"] == {"handlers": ["layar"], "propagate": False}
    dictConfig(setelan.LOGGING)
    assert logging.getLogger("django").handlers == []


@pytest.mark.django_db
def test_the_error_page_names_the_request(tamu: Client, monkeypatch: pytest.MonkeyPatch, telinga: Telinga) -> None:
    import beranda.queries
    import beranda.views

    def rusak(*_: Any, **__: Any) -> None:
        raise RuntimeError("rusak")

    nama_fungsi = next(n for n in vars(beranda.views) if n == "render")
    monkeypatch.setattr(beranda.views, nama_fungsi, rusak)
    tamu.raise_request_exception = False
    jawaban = tamu.get("/", headers={"X-Request-ID": "uji-permintaan-1"})
    assert (jawaban.status_code, "uji-permintaan-1" in jawaban.content.decode()) == (500, True)
    galat = [b for b in telinga.baris if "error" in b]
    assert [(b["request_id"], b["error"]["type"]) for b in galat] == [("uji-permintaan-1", "builtins.RuntimeError")]


def _tutup_sambungan(**_: Any) -> None:
    connection.close()  # the worker's thread has one of its own


@pytest.mark.django_db(transaction=True)
def test_a_job_carries_the_name_of_its_request_and_leaves_one_line(telinga: Telinga) -> None:
    from celery import current_app
    from celery.contrib.testing.worker import start_worker
    from celery.signals import task_postrun

    from operasi import tasks
    from operasi.models import CatatanSistem
    from tests.operasi.tunggu import tunggu

    app = current_app._get_current_object()
    app.control.purge()
    task_postrun.connect(_tutup_sambungan)
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=20):
        logging.getLogger().addHandler(telinga)  # the worker has set up the log anew
        logging.getLogger("portal").setLevel(logging.INFO)
        kode_gangguan.mulai("uji-permintaan-2")
        tasks.uji_pekerja.delay()
        kode_gangguan.selesai()
        tunggu(lambda: [b for b in telinga.baris if b["logger"] == "portal.pekerjaan"])
    task_postrun.disconnect(_tutup_sambungan)
    [baris] = [b for b in telinga.baris if b["logger"] == "portal.pekerjaan"]
    assert (baris["request_id"], baris["task"], baris["state"]) == (
        "uji-permintaan-2",
        "operasi.tasks.uji_pekerja",
        "SUCCESS",
    )
    assert CatatanSistem.objects.get(apa="pekerja").baik
