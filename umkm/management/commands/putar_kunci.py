from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inti.sandi import KunciSalah
from umkm.actions.simpanan import putar_kunci


class Command(BaseCommand):
    help = "Enkripsi ulang semua NIK dengan kunci pertama di NIK_KUNCI; --sidik menghitung ulang sidiknya juga."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sidik", action="store_true", help="hitung ulang sidiknya juga")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            jumlah = putar_kunci(sidik=options["sidik"])
        except KunciSalah as galat:
            raise CommandError("Ada NIK yang tidak terbuka dengan kunci mana pun di NIK_KUNCI.") from galat
        self.stdout.write(f"{jumlah} NIK dienkripsi ulang.")
