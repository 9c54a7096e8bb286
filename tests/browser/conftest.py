"""A real Chromium at the width of a phone. Where none is found the folder is skipped, unless WAJIB_PERAMBAN=1.

Every context of every test is listened to: an error in the console or a breach of the policy of content fails the test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.factories import DesaFactory, KbliFactory

# Playwright's synchronous driver keeps a loop of its own in this thread; the ORM must not mistake it for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BENDERA = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
HP = {"width": 360, "height": 740}
LAYAR = {"width": 1440, "height": 900}
PERANGKAT = {"viewport": HP, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}
BATAS_TUNGGU = 15_000  # milliseconds until what is waited for counts as missing

Ruang = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tanpa = CHROMIUM is None and os.environ.get("WAJIB_PERAMBAN") != "1"
    for uji in items:
        if "tests/browser" in uji.path.as_posix():
            uji.add_marker(pytest.mark.browser)
            if tanpa:
                uji.add_marker(pytest.mark.skip(reason="Chromium tidak ditemukan: uji peramban dilewati."))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(BENDERA)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, **PERANGKAT}


@pytest.fixture(autouse=True)
def data_rujukan(transactional_db: None) -> None:
    """Villages and a KBLI code to choose from."""
    DesaFactory()
    DesaFactory(limpung=True)
    KbliFactory()


class Keluhan:
    """What the browsers of one test complained about, page by page."""

    def __init__(self) -> None:
        self.pesan: list[tuple[str, str]] = []
        self.dokumen: set[str] = set()

    def dengarkan(self, konteks: BrowserContext) -> BrowserContext:
        konteks.set_default_timeout(BATAS_TUNGGU)
        konteks.on("console", lambda p: self._catat(p.location["url"], p.text) if p.type == "error" else None)
        konteks.on("weberror", lambda galat: self._catat(galat.page.url if galat.page else "", str(galat.error)))
        konteks.on("response", lambda r: self.dokumen.add(r.url) if r.request.is_navigation_request() else None)
        return konteks

    def _catat(self, alamat: str, teks: str) -> None:
        self.pesan.append((alamat, teks))

    def daftar(self) -> list[tuple[str, str]]:
        """Return the complaints, without those about a page of ours that answers 404 or 422 as it should."""
        return [(di, apa) for di, apa in self.pesan if not (apa.startswith("Failed to load") and di in self.dokumen)]


@pytest.fixture
def keluhan() -> Iterator[Keluhan]:
    daftar = Keluhan()
    yield daftar
    assert daftar.daftar() == []


@pytest.fixture
def context(context: BrowserContext, keluhan: Keluhan) -> BrowserContext:
    """The context of pytest-playwright's own `page`, listened to."""
    return keluhan.dengarkan(context)


@pytest.fixture
def ruang(browser: Browser, keluhan: Keluhan, live_server: Any, masuk: Any) -> Iterator[Ruang]:
    """Open pages in browsers of their own, with the log-in of an account or of a test client when one is given."""
    terbuka: list[BrowserContext] = []

    def buka(oleh: Any = None, **isian: Any) -> Page:
        konteks = browser.new_context(**({**PERANGKAT, "base_url": live_server.url} | isian))
        terbuka.append(keluhan.dengarkan(konteks))
        if oleh is not None:
            titipkan_sesi(konteks, oleh if isinstance(oleh, Client) else masuk(oleh), live_server.url)
        return konteks.new_page()

    yield buka
    for konteks in terbuka:
        konteks.close()


def titipkan_sesi(konteks: BrowserContext, klien: Any, alamat: str) -> None:
    """Give a browser the log-in of a test client."""
    nama = settings.SESSION_COOKIE_NAME
    if nama in klien.cookies:
        konteks.add_cookies([{"name": nama, "value": klien.cookies[nama].value, "url": alamat}])


def lebih_lebar(page: Page) -> int:
    """Return by how many pixels a page is wider than its screen."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
