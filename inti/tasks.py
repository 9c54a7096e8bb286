"""Celery shells of the ground."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def bersihkan_berkas() -> None:
    """Remove files whose rows were rolled back."""
    call_command("bersihkan_berkas", verbosity=0)
