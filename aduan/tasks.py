"""Work of the morning."""

from celery import shared_task

from aduan.actions import ingat


@shared_task
def ingatkan() -> None:
    """Ask whether it is done, close what stayed silent, free what nobody has, remind officials."""
    ingat.jalankan()
