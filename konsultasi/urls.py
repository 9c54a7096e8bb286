"""Addresses of consultations."""

from typing import Any

app_name = "konsultasi"
urlpatterns: list[Any] = []
