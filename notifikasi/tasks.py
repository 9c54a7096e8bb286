"""Celery shells of the outbox. What they do stands in `notifikasi.actions`."""

from celery import shared_task

from notifikasi import actions


@shared_task
def antar(pemberitahuan_id: int) -> None:
    actions.antar(pemberitahuan_id)


@shared_task
def sapu() -> None:
    actions.sapu()
