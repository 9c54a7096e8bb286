"""Load the catalogue of services from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from layanan.actions import katalog


class Command(BaseCommand):
    help = "Muat katalog layanan dari berkas; yang sudah ada, juga yang diubah petugas, tidak disentuh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", nargs="?", type=Path, default=katalog.BAWAAN, help="bawaan: katalog portal ini")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            jumlah = katalog.muat(katalog.baca(options["berkas"]))
        except ValidationError as galat:
            raise CommandError(" ".join(galat.messages))
        if options["verbosity"]:
            self.stdout.write(f"{jumlah} layanan ditambahkan.")
