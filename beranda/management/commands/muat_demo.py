from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from beranda import demo


class Command(BaseCommand):
    help = "Muat orang dan usaha contoh; hanya dengan DEMO=1."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Data contoh hanya untuk DEMO=1 pada basis data tertanam.")
        self.stdout.write(f"{demo.muat()} usaha contoh dimuat.")
