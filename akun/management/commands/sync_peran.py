"""Make the groups of `akun.peran` and give each exactly its permissions."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from akun.peran import PERAN


class Command(BaseCommand):
    help = "Membuat grup peran dan izinnya dari akun/peran.py. Boleh dijalankan berulang kali."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for app in apps.get_app_configs():
            create_permissions(app, verbosity=0)  # those of the models as they stand, before any migration names them
        ada = {
            f"{izin.content_type.app_label}.{izin.codename}": izin
            for izin in Permission.objects.select_related("content_type")
        }
        for nama, peran in PERAN.items():
            diminta = set(peran.izin)
            if asing := sorted(diminta - ada.keys()):
                raise CommandError(f"Peran {nama} memakai izin yang tidak ada: {', '.join(asing)}")
            grup, _ = Group.objects.get_or_create(name=nama)
            grup.permissions.set([ada[izin] for izin in diminta])
            if options["verbosity"]:
                self.stdout.write(f"{nama}: {len(diminta)} izin")
