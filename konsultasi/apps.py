from django.apps import AppConfig


class Konsultasi(AppConfig):
    name = "konsultasi"
    verbose_name = "Konsultasi"
