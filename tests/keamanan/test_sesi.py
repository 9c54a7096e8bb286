"""Sessions, tokens, headers: what a browser is told, and what a stolen or forged request can do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import resolve
from django.utils import timezone

from tests.factories import SANDI, PenggunaFactory, buat_usaha
from tests.keamanan.conftest import NIK, Dunia
from tests.keamanan.rute import isi, semua

JAHAT = [
    "//evil.example",
    "https://evil.example",
    "https:evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "///evil.example",
    "/\t/evil.example",
    " //evil.example",
    "http://127.0.0.1@evil.example",
]


@pytest.fixture
def ketat() -> Client:
    return Client(enforce_csrf_checks=True)


LAIN_TANPA_MASUK = {"layanan:lacak", "layanan:lacak_kode", "skm:acara", "notifikasi:whatsapp_resi"}


def tanpa_penjaga(jalur: str) -> bool:
    """Whether a page carries no guard against forgery: what works without log-in knows nobody who could be used."""
    return getattr(resolve(jalur).func, "csrf_exempt", False)


def test_only_pages_that_know_nobody_carry_no_guard_against_forgery(dunia: Dunia) -> None:
    """`inti.tautan.tanpa_masuk` takes the account away, the API and the webhook know no session."""
    bebas = {nama for nama, jalur in isi(dunia) if tanpa_penjaga(jalur) and not nama.startswith("api:")}
    assert bebas == {nama for nama, pola in semua() if "kunci/<str:token>/" in pola} | LAIN_TANPA_MASUK


def test_every_post_needs_a_token(dunia: Dunia, pemilik: Any, petugas: Any) -> None:
    """Owner and official, on every address: without a token nothing answers but a refusal; the API knows no session."""
    lolos = []
    for siapa in (pemilik, petugas):
        klien = Client(enforce_csrf_checks=True, raise_request_exception=False)
        klien.force_login(siapa)
        if siapa.is_staff:
            sesi = klien.session
            sesi["account_authentication_methods"] = [{"method": "mfa", "type": "totp"}]
            sesi["account_authentication_methods_user"] = str(siapa.pk)
            sesi.save()
        for nama, jalur in isi(dunia):
            if tanpa_penjaga(jalur) and not nama.startswith("api:"):
                continue
            status = klien.post(jalur, {"x": "1"}).status_code
            if status not in ((401, 403, 404, 405) if nama.startswith("api:") else (302, 403, 404, 405)):
                lolos.append(f"{siapa} {jalur} {nama}: {status}")
    assert lolos == []


def test_writing_addresses_refuse_a_missing_token(ketat: Client, pemilik: Any) -> None:
    usaha = buat_usaha(pemilik=pemilik)
    ketat.force_login(pemilik)
    for jalur in (
        f"/usaha/{usaha.kode}/isi/usaha/",
        f"/usaha/{usaha.kode}/ajukan/",
        "/usaha/baru/",
        "/akun/sandi/",
        "/akun/email/",
        "/akun/nomor/",
        "/akun/perangkat/keluar-semua/",
        "/keluar/",
        "/masuk/",
        "/daftar/",
        "/cek/0000000000000/nama/",
        "/pesan/dibaca/",
        "/akun/persetujuan/beri/",
    ):
        assert ketat.post(jalur, {"nama": "x"}).status_code == 403, jalur


def test_a_login_changes_the_key_of_the_session(pemilik: Any) -> None:
    klien = Client()
    sesi = klien.session
    sesi["pendaftaran"] = {}
    sesi.save()
    lama = sesi.session_key
    klien.cookies[settings.SESSION_COOKIE_NAME] = lama
    jawaban = klien.post("/masuk/", {"pengenal": pemilik.telepon, "sandi": SANDI})
    assert jawaban.status_code == 302
    assert klien.cookies[settings.SESSION_COOKIE_NAME].value != lama
    penyerang = Client()
    penyerang.cookies[settings.SESSION_COOKIE_NAME] = lama
    assert penyerang.get("/saya/").status_code == 302


def test_a_logged_out_session_is_dead_and_the_rest_ends_with_the_password(pemilik: Any) -> None:
    satu, dua = Client(), Client()
    for klien in (satu, dua):
        klien.post("/masuk/", {"pengenal": pemilik.telepon, "sandi": SANDI})
    kue = satu.cookies[settings.SESSION_COOKIE_NAME].value
    satu.post("/keluar/")
    pencuri = Client()
    pencuri.cookies[settings.SESSION_COOKIE_NAME] = kue
    assert pencuri.get("/saya/").status_code == 302
    tiga = Client()
    tiga.post("/masuk/", {"pengenal": pemilik.telepon, "sandi": SANDI})
    tiga.post("/akun/sandi/", {"sandi": SANDI, "sandi_baru": "tahu-tempe-petai-9"})
    assert (tiga.get("/saya/").status_code, dua.get("/saya/").status_code) == (200, 302)


@pytest.mark.parametrize("ke", JAHAT)
def test_no_way_in_leads_elsewhere(ke: str, pemilik: Any) -> None:
    klien = Client()
    halaman = klien.get("/masuk/", {"next": ke}).content.decode()
    assert "evil.example" not in re.sub(r"<title>.*?</title>", "", halaman)
    jawaban = klien.post(f"/masuk/?next={ke}", {"pengenal": pemilik.telepon, "sandi": SANDI, "next": ke})
    assert jawaban["Location"] in ("/saya/", "/admin/"), jawaban["Location"]
    assert klien.get("/masuk/", {"next": ke})["Location"] == "/saya/"
    assert "evil.example" not in klien.post(f"/keluar/?next={ke}", {"next": ke})["Location"]


@pytest.mark.parametrize("ke", JAHAT)
def test_the_door_of_the_officials_room_leads_nowhere_else(ke: str, petugas: Any, masuk: Any) -> None:
    tamu = Client().get("/admin/login/", {"next": ke})
    assert tamu["Location"].startswith("/masuk/")
    assert "evil.example" not in masuk(petugas).get("/admin/login/", {"next": ke})["Location"]


@pytest.mark.parametrize(
    "jalur",
    [
        "/",
        "/masuk/",
        "/tidak/ada/",
        "/saya/",
        "/cek/0000000000000/",
        "/direktori/",
        "/admin/",
        "/robots.txt",
        "/static/gaya/portal.css",
        "/favicon.ico",
        "/manifest.webmanifest",
        "/wilayah/desa/?q=a",
        "/usaha/x/",
    ],
)
def test_every_answer_carries_the_policy(jalur: str, tamu: Client) -> None:
    jawaban = tamu.get(jalur)
    if jawaban.streaming:
        b"".join(jawaban.streaming_content)
    aturan = jawaban["Content-Security-Policy"]
    assert [a for a in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'") if a not in aturan] == []
    assert "unsafe" not in aturan
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_errors_carry_the_policy_too(tamu: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def pecah() -> None:
        raise RuntimeError(f"rahasia {NIK}")

    tamu.raise_request_exception = False
    monkeypatch.setattr("beranda.queries.angka_publik", pecah)
    for jawaban in (
        tamu.get("/"),
        tamu.get("/", headers={"host": "evil.example"}),
        Client(enforce_csrf_checks=True).post("/masuk/", {}),
        tamu.post("/masuk/", {f"x{n}": "1" for n in range(1500)}),
    ):
        assert jawaban.status_code in (400, 403, 500), jawaban.status_code
        assert "default-src 'none'" in jawaban["Content-Security-Policy"], jawaban.status_code
        assert [r for r in ("Traceback", NIK) if r in jawaban.content.decode()] == []


def test_the_page_for_a_stale_token_repeats_nothing_to_strangers(ketat: Client, pemilik: Any) -> None:
    """A form that another site sent with good words in it is not offered under a fresh token."""
    ketat.force_login(pemilik)
    for kepala in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/x"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {},
    ):
        isi_halaman = ketat.post("/akun/nomor/", {"telepon": "KATA-PENYERANG"}, headers=kepala).content.decode()
        assert "KATA-PENYERANG" not in isi_halaman, kepala


def test_the_page_for_a_stale_token_keeps_secrets_and_stays_here(ketat: Client, pemilik: Any) -> None:
    ketat.force_login(pemilik)
    kiriman = {
        "nik": NIK,
        "sandi": "RAHASIA1",
        "sandi_baru": "RAHASIA2",
        "password": "RAHASIA3",
        "kode": "123456",
        "pemilik-nik": NIK,
        "nama": "Siti",
    }
    for perujuk in ("http://testserver//evil.example/", "http://testserver/\\evil.example"):
        kepala = {"origin": "http://testserver", "referer": perujuk}
        jawaban = ketat.post("/akun/nomor/", kiriman, headers=kepala)
        badan = jawaban.content.decode()
        assert [r for r in (NIK, "RAHASIA", "123456") if r in badan] == []
        assert "Siti" in badan
        assert [a for a in re.findall(r'(?:href|action)="([^"]*)"', badan) if a.startswith(("//", "/\\", "http"))] == []
        assert jawaban["X-Frame-Options"] == "DENY"
        assert "no-store" in jawaban["Cache-Control"]


def test_a_closed_account_is_out_at_once(pemilik: Any, masuk: Any) -> None:
    klien = masuk(pemilik)
    type(pemilik).objects.filter(pk=pemilik.pk).update(is_active=False)
    assert klien.get("/saya/").status_code == 302


def test_staff_are_out_after_a_working_day(petugas: Any) -> None:
    klien = Client()
    klien.post("/masuk/", {"pengenal": petugas.telepon, "sandi": SANDI})
    assert klien.session.get_expiry_age() <= 12 * 3600


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=0)
def test_a_forged_address_does_not_lift_the_limit(pemilik: Any) -> None:
    status = []
    for n in range(8):
        klien = Client(headers={"x-forwarded-for": f"10.0.0.{n}", "x-real-ip": f"10.0.0.{n}"})
        badan = klien.post("/masuk/", {"pengenal": pemilik.telepon, "sandi": "salah-sekali"}).content.decode()
        status.append("Terlalu banyak percobaan" in badan)
    assert status[-1] is True


def test_a_printed_password_opens_nothing_but_its_change(pemilik: Any, masuk: Any, dunia: Dunia) -> None:
    pemilik.nama, pemilik.sandi_sekali_pakai_sampai = "Wagirah Hanyadisini", timezone.now()
    pemilik.save()
    klien = masuk(pemilik)
    terbuka = []
    for nama, jalur in isi(dunia):
        status = klien.get(jalur)
        if status.status_code == 200 and b"Hanyadisini" in status.content if not status.streaming else False:
            terbuka.append(nama)
    assert set(terbuka) <= {"account_change_password"}


def test_the_invitation_is_not_accepted_before_the_printed_password_is_changed(dunia: Dunia, masuk: Any) -> None:
    lain = PenggunaFactory(sandi_sekali_pakai_sampai=timezone.now())
    masuk(lain).post(f"/usaha/undangan/{dunia.token}/")
    dunia.undangan.refresh_from_db()
    assert dunia.undangan.akun is None


def test_a_real_installation_is_shut_tight() -> None:
    """`HTTPS=1` with a database of one's own: secure cookies, HSTS, and no warning of `check --deploy`."""
    lingkungan = os.environ | {
        "HTTPS": "1",
        "DATABASE_URL": "postgresql://x@127.0.0.1:1/x",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "k" * 30 + "jauh-lebih-panjang-dari-lima-puluh-huruf-acak-9Zq",
        "DJANGO_SETTINGS_MODULE": "batang_portal.settings",
    }
    tanya = (
        "from django.conf import settings as s; import django; django.setup();"
        "from django.core.checks import run_checks; print([w.id for w in run_checks(include_deployment_checks=True)"
        " if not w.is_silenced()]);"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE,"
        " s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_SSL_REDIRECT, s.DEBUG)"
    )
    keluar = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", tanya],
        env=lingkungan,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert keluar.stdout.split("\n")[:2] == ["[]", "True True True Lax True True False"], keluar.stderr[-400:]
