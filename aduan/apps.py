from django.apps import AppConfig


class Aduan(AppConfig):
    name = "aduan"
    verbose_name = "Laporan warga"
