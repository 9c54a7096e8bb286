"""Waiting for what happens in another process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def tunggu(syarat: Callable[[], Any], batas: float = 20, apa: str = "kept waiting") -> Any:
    """Ask again and again until `syarat` gives something; returns it."""
    akhir = time.monotonic() + batas
    while not (hasil := syarat()):
        assert time.monotonic() < akhir, apa
        time.sleep(0.05)
    return hasil
