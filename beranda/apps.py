"""Beranda, and Django's admin with our site in its place."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from inti import kalimat


class Beranda(AppConfig):
    name = "beranda"
    verbose_name = "Beranda"
    default = True


class AdminPortal(admin_apps.AdminConfig):
    default = False
    default_site = "beranda.situs.SitusAdmin"

    def ready(self) -> None:
        """The first app to be ready; the next line imports every admin module, and with them the forms."""
        kalimat.pasang()
        super().ready()
