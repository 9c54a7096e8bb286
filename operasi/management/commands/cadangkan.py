"""Write database and files into one encrypted file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operasi.actions import cadangkan
from operasi.cadangan import GagalCadangan
from operasi.cadangan.segel import buat_kunci


class Command(BaseCommand):
    help = "Menulis basis data dan berkas ke satu berkas tersandi (KUNCI_CADANGAN). Portal boleh tetap berjalan."

    def add_arguments(self, parser: CommandParser) -> None:
        pilihan = parser.add_mutually_exclusive_group(required=True)
        pilihan.add_argument("--ke", type=Path, help="berkas cadangan yang akan dibuat")
        pilihan.add_argument("--buat-kunci", action="store_true", help="menampilkan kunci baru untuk KUNCI_CADANGAN")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["buat_kunci"]:
            self.stdout.write(buat_kunci())
            return
        try:
            ringkasan = cadangkan(ke=options["ke"])
        except GagalCadangan as galat:
            raise CommandError(str(galat))
        self.stdout.write(f"{options['ke']}: {ringkasan}.")
        if ringkasan.hilang:
            self.stderr.write(f"{ringkasan.hilang} berkas tercatat tetapi tidak ada: manage.py periksa_keutuhan")
