"""Load the papers of accountability that the portal brings along as examples."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from pelatihan.actions import spj


class Command(BaseCommand):
    help = "Muat contoh bentuk SPJ; yang sudah ada, juga yang diubah petugas, tidak disentuh."

    def handle(self, *args: Any, **options: Any) -> None:
        jumlah = spj.muat()
        if options["verbosity"]:
            self.stdout.write(f"{jumlah} bentuk SPJ ditambahkan.")
