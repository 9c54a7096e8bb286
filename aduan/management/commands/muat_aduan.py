"""Load the kinds, times, units and columns of complaints that the portal brings along."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from aduan.actions import bawaan


class Command(BaseCommand):
    help = "Muat jenis laporan, aturan waktu, unit, dan kolom SP4N; yang sudah ada tidak disentuh."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{bawaan.muat()} baris ditambah.")
