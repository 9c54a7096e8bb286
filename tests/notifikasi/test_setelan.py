"""A portal that is told to send through WhatsApp refuses to start with half of what it needs."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

LENGKAP = {
    "DATABASE_URL": "postgresql://portal@127.0.0.1:1/portal",
    "SECRET_KEY": "uji",
    "NIK_KUNCI": "uji",
    "NIK_KUNCI_SIDIK": "uji",
    "GERBANG_PESAN": "whatsapp",
    "WHATSAPP_NOMOR": "100200300",
    "WHATSAPP_TOKEN": "token",
    "WHATSAPP_RAHASIA": "rahasia",
    "WHATSAPP_KATA_VERIFIKASI": "kata",
}


def mulai(**lain: str) -> str:
    """Read the settings as a start would; return the last line it says."""
    bersih = {k: v for k, v in os.environ.items() if not k.startswith(("WHATSAPP", "GERBANG", "DJANGO"))}
    perintah = "import batang_portal.settings as s; print(s.GERBANG_PESAN, s.WHATSAPP_URL)"
    hasil = subprocess.run(
        [sys.executable, "-c", perintah],
        cwd=settings.BASE_DIR,
        env=bersih | LENGKAP | lain,
        capture_output=True,
        text=True,
        check=False,
    )
    return (hasil.stdout + hasil.stderr).strip().splitlines()[-1].rpartition("ImproperlyConfigured: ")[2]


def test_with_all_four_values_it_starts() -> None:
    assert mulai() == "whatsapp https://graph.facebook.com/v25.0"


def test_without_a_gateway_none_of_them_is_asked_for() -> None:
    assert mulai(GERBANG_PESAN="", WHATSAPP_TOKEN="", WHATSAPP_NOMOR="") == "https://graph.facebook.com/v25.0"


@pytest.mark.parametrize("nama", ["WHATSAPP_NOMOR", "WHATSAPP_TOKEN", "WHATSAPP_RAHASIA", "WHATSAPP_KATA_VERIFIKASI"])
def test_each_missing_value_is_named(nama: str) -> None:
    assert mulai(**{nama: ""}) == f"{nama} belum diisi. Lihat .env.example."


def test_an_unknown_gateway_is_refused() -> None:
    assert mulai(GERBANG_PESAN="sms") == "GERBANG_PESAN hanya boleh kosong atau whatsapp. Lihat .env.example."


@pytest.mark.parametrize(
    "url",
    ["http://graph.example", "ftp://graph.example", "http://127.0.0.1.example:80", "http://127.0.0.1:80@a.example"],
)
def test_the_token_never_travels_in_the_clear(url: str) -> None:
    assert mulai(WHATSAPP_URL=url) == "WHATSAPP_URL harus diawali https://, karena membawa kunci."
