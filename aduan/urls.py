"""Addresses of complaints."""

from typing import Any

app_name = "aduan"
urlpatterns: list[Any] = []
