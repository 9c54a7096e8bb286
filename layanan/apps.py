from django.apps import AppConfig


class Layanan(AppConfig):
    name = "layanan"
    verbose_name = "Layanan"
