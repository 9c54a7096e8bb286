"""Load the reply snippets that the apps bring along."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from inti import potongan


class Command(BaseCommand):
    help = "Memuat potongan balasan bawaan; yang sudah diubah petugas tidak disentuh."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{potongan.muat(potongan.baca_bawaan())} potongan balasan ditambahkan.")
