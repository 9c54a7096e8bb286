from django.apps import AppConfig


class Pelatihan(AppConfig):
    name = "pelatihan"
    verbose_name = "Pelatihan"
