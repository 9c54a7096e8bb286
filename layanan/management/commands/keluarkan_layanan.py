"""Write the catalogue of services as one file, for another kabupaten or as a copy before a change."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from layanan.actions import katalog


class Command(BaseCommand):
    help = "Tulis seluruh katalog layanan sebagai JSON ke layar; arahkan ke berkas dengan >."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(katalog.tulis(katalog.keluarkan()), ending="")
