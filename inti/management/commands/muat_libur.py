"""Load national holidays and cuti bersama."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from inti import kalender


class Command(BaseCommand):
    help = "Memuat hari libur nasional dan cuti bersama; yang sudah diubah petugas tidak disentuh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "tahun", nargs="*", type=int, help="tahun yang dimuat; bila kosong: tahun lalu sampai dua tahun ke depan"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kini = timezone.localdate().year
        tahun = options["tahun"] or range(kini - 1, kini + 3)
        baru, hilang = kalender.muat(tahun)
        self.stdout.write(f"{baru} hari libur ditambahkan.")
        for hari in hilang:
            self.stdout.write(f"Periksa di admin, tidak ada lagi di daftar: {hari}")
