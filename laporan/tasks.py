"""Celery shells of the reports. What they do stands in `laporan.actions`."""

from celery import shared_task

from laporan import actions

SETENGAH_JAM = 1800


@shared_task(time_limit=SETENGAH_JAM)
def buat(unduhan_id: int) -> None:
    actions.kerjakan(unduhan_id)


@shared_task
def sapu() -> None:
    actions.sapu()


@shared_task
def catat_angka() -> None:
    """Keep the figures of this morning, for later mornings to be compared with."""
    actions.catat_harian()


@shared_task
def bersihkan() -> None:
    """Remove files whose worker was killed before it could tell of them."""
    actions.bersihkan()
