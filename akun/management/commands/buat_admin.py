"""Make the first admin of an installation: asks, never takes a password from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from akun.models import Pengguna
from inti.teks import bersihkan_nama


class Command(BaseCommand):
    help = "Membuat akun admin. Menanyakan nama, email dan kata sandi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--nama", default="", help="nama lengkap; ditanyakan bila kosong")
        parser.add_argument("--email", default="", help="email untuk masuk; ditanyakan bila kosong")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            nama = bersihkan_nama(options["nama"] or input("Nama lengkap: "))
            calon = Pengguna(nama=nama, email=options["email"] or input("Email: "), is_staff=True, semua_kecamatan=True)
            sandi = getpass("Kata sandi: ")
            if sandi != getpass("Kata sandi sekali lagi: "):
                raise CommandError("Dua kata sandi itu tidak sama. Ulangi.")
            validate_password(sandi, calon)
            calon.set_password(sandi)
            calon.full_clean()
        except ValidationError as galat:
            raise CommandError(" ".join(galat.messages)) from None
        with transaction.atomic():
            calon.save()
            call_command("sync_peran", verbosity=0)
            calon.groups.add(Group.objects.get(name="admin"))
        self.stdout.write(f"Akun admin {calon.email} dibuat. Saat pertama masuk, pasang masuk dua langkah.")
