"""Remove files that a rolled back transaction left on the disk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from inti.berkas import Berkas, yatim
from inti.dokumen import Dokumen

UMUR = timedelta(days=1)
"""Younger files may belong to a transaction that is still open."""


class Command(BaseCommand):
    help = "Menghapus unggahan dan dokumen berumur lebih dari sehari yang tidak tercatat di basis data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulasi", action="store_true", help="hanya menampilkan, tidak menghapus")

    def handle(self, *args: Any, **options: Any) -> None:
        batas = timezone.now() - UMUR
        jumlah = 0
        for model, folder in ((Berkas, "berkas"), (Dokumen, "dokumen")):
            penyimpanan = model._meta.get_field("file").storage
            for jalur in list(yatim(model, folder)):
                if penyimpanan.get_modified_time(jalur) > batas:
                    continue
                jumlah += 1
                self.stdout.write(jalur)
                if not options["simulasi"]:
                    penyimpanan.delete(jalur)
        self.stdout.write(f"{jumlah} berkas {'akan dihapus' if options['simulasi'] else 'dihapus'}.")
