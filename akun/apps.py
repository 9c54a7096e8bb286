"""Accounts: who may log in, and what the portal promises about personal data."""

from django.apps import AppConfig


class Akun(AppConfig):
    name = "akun"
    verbose_name = "Akun"
