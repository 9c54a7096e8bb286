"""Celery shells of the accounts. What they do stands in `akun.actions`."""

from celery import shared_task

from akun import actions


@shared_task
def sapu() -> None:
    actions.sapu()
