"""Accounts: who may log in, who holds which office, and what the portal promises about personal data."""

from django.apps import AppConfig


class Akun(AppConfig):
    name = "akun"
    verbose_name = "Akun dan pejabat"
