"""The list behind a figure: the very condition by which the figure was counted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet

from umkm.angka import MENURUT_KODE, UKURAN


class SaringanAngka(admin.SimpleListFilter):
    """By a figure of "Angka hari ini"; offered only to whoever comes from there."""

    title = "angka"
    parameter_name = "angka"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(u.kode, u.label) for u in UKURAN]

    def has_output(self) -> bool:
        return self.value() is not None

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        ukuran = MENURUT_KODE.get(self.value() or "")
        return queryset.utuh().filter(ukuran.syarat()) if ukuran else queryset  # type: ignore[attr-defined]
