from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from celery import current_app
from kombu import pools

from notifikasi import jam_kirim
from tests.notifikasi import server_whatsapp as wa
from tests.notifikasi.server_surat import server_surat


@pytest.fixture
def siang(monkeypatch: pytest.MonkeyPatch) -> None:
    """Office hours all day, so that a test says the same at any hour."""
    monkeypatch.setattr(jam_kirim, "MULAI", time.min)
    monkeypatch.setattr(jam_kirim, "TUTUP", time.max)


@pytest.fixture
def malam(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours never open: whatever the clock says, it is night."""
    monkeypatch.setattr(jam_kirim, "TUTUP", jam_kirim.MULAI)


@pytest.fixture
def lewat_smtp(settings: Any) -> Callable[[int], None]:
    """Send real mail to a port of the loopback."""

    def pasang(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    return pasang


@pytest.fixture
def server(lewat_smtp: Callable[[int], None]) -> Any:
    """A mail server that takes everything."""
    with server_surat() as server:
        lewat_smtp(server.port)
        yield server


@pytest.fixture
def lewat_whatsapp(settings: Any) -> Callable[[str], None]:
    """Connect the portal to a Cloud API at an address of the loopback."""

    def pasang(url: str) -> None:
        settings.GERBANG_PESAN, settings.WHATSAPP_URL, settings.WHATSAPP_TIMEOUT = "whatsapp", url, 0.5
        settings.WHATSAPP_NOMOR, settings.WHATSAPP_TOKEN = wa.NOMOR, wa.TOKEN
        settings.WHATSAPP_RAHASIA, settings.WHATSAPP_KATA_VERIFIKASI = wa.RAHASIA, wa.KATA

    return pasang


@pytest.fixture
def meta(lewat_whatsapp: Callable[[str], None]) -> Any:
    """A Cloud API that takes everything until a test puts other answers into `jawaban`."""
    with wa.server_whatsapp() as server:
        lewat_whatsapp(server.url)
        yield server


@pytest.fixture
def redis_mati() -> Any:
    """Point Celery at a port where nobody listens."""
    semula = current_app.conf.broker_write_url
    current_app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    _lupakan_sambungan()
    yield
    current_app.conf.broker_write_url = semula
    _lupakan_sambungan()


def _lupakan_sambungan() -> None:
    pools.reset()
    current_app._pool = current_app.amqp._producer_pool = None
