"""The registry's pages for owners."""

from __future__ import annotations

from typing import Any

app_name = "umkm"

urlpatterns: list[Any] = []
