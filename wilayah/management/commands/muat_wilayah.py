from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from wilayah import actions


class Command(BaseCommand):
    help = "Muat kecamatan, desa, KBLI, dan sinonimnya dari berkas bawaan. Boleh diulang kapan saja."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            hasil = actions.muat_wilayah(kode=settings.KODE_KABUPATEN)
        except ValidationError as galat:
            raise CommandError(galat.messages[0])
        hasil += [*actions.muat_kbli(), *actions.muat_sinonim()]
        if any(bagian.baru for bagian in hasil):
            actions.perbarui_statistik()
        for bagian in hasil:
            if options["verbosity"]:
                self.stdout.write(str(bagian))
