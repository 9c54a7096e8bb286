"""What trainers noted about a person, for him who asks what is stored about him."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pelatihan.actions import catatan


class Command(BaseCommand):
    help = "Keluarkan catatan pelatih tentang seorang pelaku usaha, untuk diserahkan kepadanya (UU 27/2022 pasal 7)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kode", help="kode pelaku usaha")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(catatan.salinan(options["kode"]), ensure_ascii=False, indent=1))
