"""A real Chromium at the width of a phone. Where none is found the folder is skipped, unless WAJIB_PERAMBAN=1."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

# Playwright's synchronous driver keeps a loop of its own in this thread; the ORM must not mistake it for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BENDERA = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
HP = {"width": 360, "height": 740}
LAYAR = {"width": 1440, "height": 900}


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
    return {**browser_context_args, "viewport": HP, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}
