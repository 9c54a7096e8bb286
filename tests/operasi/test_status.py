"""The page of the system: who sees it, what it says, and that nothing that hangs can hang it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from beranda.situs import pintasan
from notifikasi.models import Pemberitahuan
from operasi import actions, kesehatan
from operasi.bagian import semua
from operasi.enums import Apa
from operasi.kesehatan import UJI, dengan_batas
from operasi.models import CatatanSistem
from tests.notifikasi.server_surat import server_surat

pytestmark = pytest.mark.django_db


@contextmanager
def bisu() -> Iterator[int]:
    """A server that accepts every connection and never says a word."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen(50)
        yield s.getsockname()[1]


@pytest.fixture(autouse=True)
def _sebentar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kesehatan, "BATAS", 2.0)


def bagian(nama: str) -> Any:
    return next(satu for satu in semua() if satu.nama == nama)


@pytest.mark.parametrize(("siapa", "status"), [("petugas", 403), ("pelatih", 404), ("kepala", 200), ("admin", 200)])
def test_who_sees_the_page(siapa: str, status: int, request: pytest.FixtureRequest, masuk: Any) -> None:
    orang = request.getfixturevalue(siapa)
    assert masuk(orang).get("/admin/sistem/").status_code == status
    ada = [satu.label for satu in pintasan(orang) if satu.label == "Status sistem"]
    assert ada == (["Status sistem"] if status == 200 else [])


def test_only_who_may_try_sees_buttons_and_may_press_them(masuk: Any, kepala: Any, admin: Any) -> None:
    assert masuk(kepala).get("/admin/sistem/").content.decode().count("/admin/sistem/uji/") == 0
    assert masuk(kepala).post("/admin/sistem/uji/basis/").status_code == 403
    assert masuk(admin).get("/admin/sistem/").content.decode().count("/admin/sistem/uji/") == len(UJI)
    assert masuk(admin).get("/admin/sistem/uji/basis/").status_code == 405
    assert masuk(admin).post("/admin/sistem/uji/lain/").status_code == 404


def test_a_try_says_what_came_of_it(masuk: Any, admin: Any) -> None:
    klien = masuk(admin)
    isi = klien.post(reverse("operasi:uji", args=["basis"]), follow=True).content.decode()
    assert "Basis data dapat ditulisi, " in isi


def test_the_page_asks_the_database_little(masuk: Any, admin: Any, django_assert_max_num_queries: Any) -> None:
    klien = masuk(admin)
    klien.get("/admin/sistem/")
    with django_assert_max_num_queries(14):
        klien.get("/admin/sistem/")


def test_redis_that_never_answers_does_not_hang_the_page(settings: Any) -> None:
    with bisu() as port:
        settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
        assert (bagian("Redis (antrean)").kata, kesehatan.uji_redis(None).baik) == ("Rusak", False)


def test_redis_that_is_away_is_said_in_words(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert kesehatan.uji_redis(None).kalimat == (
        "Redis tidak menjawab (ConnectionError). Pesan menunggu, halaman tetap jalan."
    )


def test_what_takes_too_long_is_left_behind() -> None:
    assert dengan_batas(lambda: time.sleep(0.5) or "", 0.05) == (False, "Tidak menjawab dalam 0 detik.")


def test_a_fault_of_ours_is_no_answer() -> None:
    assert dengan_batas(lambda: str(1 // 0)) == (False, "Gagal: ZeroDivisionError.")


def test_without_worker_the_job_is_said_to_wait() -> None:
    assert kesehatan.uji_pekerja(None) == (
        False,
        "Titipan diterima antrean, tetapi belum dikerjakan. Pekerja sibuk atau mati.",
    )


# --- Mail ------------------------------------------------------------------------


def lewat(settings: Any, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def test_a_mail_to_oneself_is_true_when_the_server_took_it(settings: Any, admin: Any) -> None:
    admin.email = "admin@contoh.invalid"
    with server_surat() as server:
        lewat(settings, server.port)
        assert kesehatan.uji_email(admin) == (True, "Server email menerima. Periksa kotak masuk Anda.")
        assert [surat["To"] for surat in server.surat] == ["admin@contoh.invalid"]


def test_a_mail_server_that_refuses_or_hangs_is_said(settings: Any, admin: Any) -> None:
    admin.email = "admin@contoh.invalid"
    with server_surat(jawaban_rcpt="550 tidak") as server:
        lewat(settings, server.port)
        assert kesehatan.uji_email(admin).kalimat.startswith("Server email menolak atau tidak menjawab")
    with server_surat(diam=True) as server:
        lewat(settings, server.port)
        assert kesehatan.uji_email(admin) == (False, "Tidak menjawab dalam 2 detik.")


def test_no_mail_is_promised_without_server_or_address(settings: Any, admin: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert kesehatan.uji_email(admin).kalimat.startswith("Belum ada server email")
    lewat(settings, 1)
    admin.email = None
    assert kesehatan.uji_email(admin).kalimat == "Akun Anda belum punya email. Isi dulu di halaman akun."
    assert mail.outbox == []


def test_the_gateway_is_asked_and_its_refusal_told(settings: Any) -> None:
    settings.GERBANG_PESAN = ""
    assert kesehatan.uji_whatsapp(None).kalimat.startswith("Belum ada gerbang WhatsApp")
    settings.GERBANG_PESAN, settings.WHATSAPP_NOMOR, settings.WHATSAPP_TOKEN = "whatsapp", "1", "x"
    with bisu() as port:
        settings.WHATSAPP_URL = f"http://127.0.0.1:{port}"
        assert kesehatan.uji_whatsapp(None) == (False, "Tidak menjawab dalam 2 detik.")


def test_a_gateway_that_knows_our_token_says_so(settings: Any) -> None:
    diminta: list[tuple[str, str]] = []

    class Sesi(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            diminta.append((self.path, self.headers["Authorization"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"id": "1"}')

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    settings.GERBANG_PESAN, settings.WHATSAPP_NOMOR, settings.WHATSAPP_TOKEN = "whatsapp", "1", "rahasia"
    with ThreadingHTTPServer(("127.0.0.1", 0), Sesi) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.WHATSAPP_URL = f"http://127.0.0.1:{server.server_address[1]}"
        jawaban = kesehatan.uji_whatsapp(None)
        server.shutdown()
    assert (jawaban, diminta) == ((True, "Gerbang WhatsApp menerima kunci kita."), [("/1", "Bearer rahasia")])


def test_the_token_does_not_follow_a_gateway_that_sends_it_elsewhere(settings: Any) -> None:
    """A redirect names any server it likes; the button that asks the gateway must not carry the token there."""
    dicuri: list[str] = []

    class Sesi(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            lain = self.path == "/lain"
            if lain:
                dicuri.append(self.headers.get("Authorization", ""))
            self.send_response(200 if lain else 302)
            self.send_header("Location", "/lain")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    settings.GERBANG_PESAN, settings.WHATSAPP_NOMOR, settings.WHATSAPP_TOKEN = "whatsapp", "1", "rahasia"
    with ThreadingHTTPServer(("127.0.0.1", 0), Sesi) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.WHATSAPP_URL = f"http://127.0.0.1:{server.server_address[1]}"
        jawaban = kesehatan.uji_whatsapp(None)
        server.shutdown()
    assert (jawaban.baik, dicuri) == (False, [])


# --- What the rows say -----------------------------------------------------------


def catat(apa: str, *, lalu: timedelta, baik: bool = True) -> None:
    actions.catat(apa, "Kalimat.", baik=baik)
    kini = timezone.now() - lalu
    CatatanSistem.objects.filter(apa=apa).update(pada=kini, **({"baik_pada": kini} if baik else {}))


def test_a_heart_that_stopped_is_seen_but_not_blamed_while_no_worker_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    catat(Apa.DENYUT, lalu=timedelta(seconds=50))
    assert bagian("Penjadwal").kata == "Baik"
    catat(Apa.DENYUT, lalu=timedelta(hours=1))
    assert bagian("Penjadwal").kata == "Perlu dilihat"
    monkeypatch.setattr(kesehatan, "pekerja_menjawab", lambda: "Pekerja menjawab.")
    assert (bagian("Penjadwal").kata, bagian("Penjadwal").kalimat) == (
        "Rusak",
        "Denyut terakhir 1\xa0jam yang lalu. Sapuan dan cadangan malam tidak jalan.",
    )


def test_the_beat_of_this_minute_came_or_did_not() -> None:
    assert kesehatan.uji_penjadwal(None).baik is False
    catat(Apa.DENYUT, lalu=timedelta(seconds=40))
    assert kesehatan.uji_penjadwal(None) == (True, "Penjadwal berdenyut 40 detik lalu, semenit sekali.")
    catat(Apa.DENYUT, lalu=timedelta(minutes=5))
    assert kesehatan.uji_penjadwal(None).kalimat.startswith(
        "Denyut semenit sekali tidak datang (terakhir 5 menit lalu)"
    )


def test_a_queue_that_stands_still_is_seen(settings: Any) -> None:
    assert bagian("Pesan keluar").kata == "Baik"
    isi = {"jenis": "kode", "kanal": "email", "tujuan": "a@contoh.invalid", "templat": "kode_masuk", "versi": 1}
    Pemberitahuan.objects.create(
        **isi, judul="x", isi="x", kunci="uji", coba_lagi_pada=timezone.now() - timedelta(minutes=10)
    )
    assert (bagian("Pesan keluar").kata, bagian("Pesan keluar").kalimat) == (
        "Rusak",
        "Yang tertua menunggu 10\xa0menit.",
    )


@pytest.mark.parametrize(
    ("lalu", "baik", "kata"),
    [(timedelta(hours=5), True, "Baik"), (timedelta(hours=30), True, "Rusak"), (timedelta(), False, "Rusak")],
)
def test_a_backup_grows_old(lalu: timedelta, baik: bool, kata: str, settings: Any) -> None:
    settings.CADANGAN_DIR = "ada"
    assert bagian("Cadangan").kata == "Rusak"
    catat(Apa.CADANGAN, lalu=timedelta(hours=1))
    catat(Apa.CADANGAN, lalu=lalu, baik=baik)
    assert bagian("Cadangan").kata == kata


def test_faults_found_at_night_stand_here_in_the_morning() -> None:
    catat(Apa.KEUTUHAN, lalu=timedelta(hours=4), baik=False)
    assert bagian("Keutuhan data").kata == "Rusak"
    catat(Apa.KEUTUHAN, lalu=timedelta(hours=4))
    assert bagian("Keutuhan data").kata == "Baik"
