"""Celery shells of the ground."""

from celery import shared_task
from django.core.management import call_command

from inti import tautan


@shared_task
def hitung_jatuh_tempo() -> None:
    """Let a day off that was added or switched off today count from tomorrow morning."""
    call_command("hitung_jatuh_tempo", verbosity=0)


@shared_task
def bersihkan_berkas() -> None:
    """Remove files whose rows were rolled back."""
    call_command("bersihkan_berkas", verbosity=0)


@shared_task
def sapu_tautan() -> None:
    """Forget links that ended long ago."""
    tautan.sapu()
