"""Stand-ins at the edge of the network, and browsers of people who come in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from notifikasi import kanal
from notifikasi.models import Pemberitahuan
from tests.factories import SANDI


@pytest.fixture
def gerbang(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """A gateway that carries messages to phones; returns a reader of the newest code sent to a number."""
    settings.GERBANG_PESAN = "uji"
    monkeypatch.setitem(kanal.TUJUAN, "email", lambda *, akun, telepon, email: email or telepon)

    def kode(telepon: str) -> str:
        pesan = pesan_ke(telepon)[-1]
        return re.search(r"\b\d{6}\b", pesan.isi)[0]

    return kode


def pesan_ke(tujuan: str) -> list[Pemberitahuan]:
    """Return what was written to a number or address, oldest first."""
    return list(Pemberitahuan.objects.filter(kanal="email", tujuan=tujuan).order_by("pk"))


@pytest.fixture
def peramban() -> Callable[..., Client]:
    """Return a fresh browser, logged in through the real page when an account is given."""

    def buat(pengguna: Any = None, sandi: str = SANDI) -> Client:
        klien = Client()
        if pengguna:
            jawaban = klien.post("/masuk/", {"pengenal": pengguna.telepon or pengguna.email, "sandi": sandi})
            assert jawaban.status_code == 302
        return klien

    return buat


@pytest.fixture
def totp() -> Callable[[Any], Callable[[], str]]:
    """Give an account an authenticator app; returns a function that reads the code on its screen."""

    def pasang(pengguna: Any) -> Callable[[], str]:
        rahasia = generate_totp_secret()
        TOTP.activate(pengguna, rahasia)
        return lambda: baca_totp(rahasia)

    return pasang


def baca_totp(rahasia: str) -> str:
    saat_ini = list(yield_hotp_counters_from_time())
    return f"{hotp_value(rahasia, saat_ini[len(saat_ini) // 2]):06d}"
