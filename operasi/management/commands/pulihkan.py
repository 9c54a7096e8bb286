"""Restore a backup into an empty database and an empty folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from operasi.cadangan import GagalCadangan
from operasi.cadangan.pulih import pulihkan


class Command(BaseCommand):
    help = "Memulihkan cadangan ke basis data kosong dan folder kosong. Tidak pernah menimpa yang sudah berisi."
    # The database may be empty: nothing of it is looked at before its schema is there.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dari", type=Path, required=True, help="berkas cadangan")
        parser.add_argument(
            "--ke-basis",
            default="",
            help="nama basis data kosong di server yang sama, atau alamatnya; tanpa ini: basis data portal ini sendiri",
        )
        parser.add_argument("--ke-media", type=Path, help="folder kosong untuk berkas; tanpa ini: folder media sendiri")

    def handle(self, *args: Any, **options: Any) -> None:
        tujuan = options["ke_basis"]
        if tujuan and not options["ke_media"]:
            raise CommandError("Sebut juga --ke-media: berkas tidak dipulihkan ke folder portal yang sedang dipakai.")
        basis: dict[str, Any] = {"NAME": tujuan or connection.settings_dict["NAME"]}
        if "://" in tujuan:
            basis = environ.Env.db_url_config(tujuan)
        folder = (options["ke_media"] or Path(settings.MEDIA_ROOT)).absolute()
        try:
            ringkasan, kunci_nik_sama = pulihkan(options["dari"], basis_tujuan=basis, media_tujuan=folder)
        except GagalCadangan as galat:
            raise CommandError(str(galat))
        self.stdout.write(f"Dipulihkan ke {basis['NAME']} dan {folder}: {ringkasan}.")
        if not kunci_nik_sama:
            self.stderr.write(
                "PERINGATAN: NIK_KUNCI di sini bukan kunci cadangan ini. NIK baru terbaca dengan kunci lamanya."
            )
