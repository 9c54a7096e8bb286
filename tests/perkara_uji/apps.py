from django.apps import AppConfig


class PerkaraUjiConfig(AppConfig):
    name = "tests.perkara_uji"
    label = "perkara_uji"
    default_auto_field = "django.db.models.BigAutoField"
