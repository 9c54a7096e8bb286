"""Draw the workflow pages of docs/alur from the tables, so that the picture cannot lie."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from inti.perkara import Perkara
from inti.workflow import mermaid

_GAMBAR = re.compile(r"```mermaid\n.*?```\n", re.DOTALL)


def halaman(model: type[Perkara]) -> Path:
    """Return the page of a case type: docs/alur/<app>-<model>.md."""
    return settings.BASE_DIR / "docs" / "alur" / f"{model._meta.app_label}-{model._meta.model_name}.md"


def tergambar(model: type[Perkara], teks: str) -> str:
    """Return the text of a page with its diagram drawn anew from the table."""
    nama = {str(kode): str(label) for kode, label in model._meta.get_field("status").flatchoices}
    gambar = f"```mermaid\n{mermaid(model.ALUR, nama)}```\n"
    if not _GAMBAR.search(teks):
        raise CommandError(f"{halaman(model).name} belum punya blok ```mermaid.")
    return _GAMBAR.sub(lambda _: gambar, teks, count=1)


class Command(BaseCommand):
    help = "Gambar ulang diagram di docs/alur dari tabel alur; --periksa hanya memeriksa."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--periksa", action="store_true", help="gagal bila ada diagram yang usang")

    def handle(self, *args: Any, **options: Any) -> None:
        semua = (model for app in settings.LANTAI for model in apps.get_app_config(app).get_models())
        for model in (satu for satu in semua if issubclass(satu, Perkara)):
            jalur = halaman(model)
            if not jalur.exists():
                raise CommandError(f"Halaman {jalur.name} belum ditulis.")
            lama = jalur.read_text(encoding="utf-8")
            baru = tergambar(model, lama)
            if options["periksa"] and baru != lama:
                raise CommandError(f"{jalur.name} usang; jalankan manage.py gambar_alur.")
            jalur.write_text(baru, encoding="utf-8")
