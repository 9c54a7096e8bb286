"""Derive the deadlines of all open cases anew."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from inti.perkara import Perkara
from inti.workflow import hitung_jatuh_tempo


class Command(BaseCommand):
    help = "Menghitung ulang tenggat perkara yang di tangan kita, setelah hari libur berubah."

    def handle(self, *args: Any, **options: Any) -> None:
        berpindah = sum(hitung_jatuh_tempo(m) for m in apps.get_models() if issubclass(m, Perkara))
        self.stdout.write(f"{berpindah} tenggat berubah.")
