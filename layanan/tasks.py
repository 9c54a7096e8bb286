"""Work of the morning."""

from celery import shared_task

from layanan.actions import ingat, kenyataan, skm


@shared_task
def ingatkan() -> None:
    """Remind applicants and officials, and end what nobody completed; messages leave when the day's hours begin."""
    ingat.jalankan()


@shared_task
def kocok_skm() -> None:
    """Put the answers of the satisfaction survey in another order, before the night's backup is written."""
    skm.kocok()


@shared_task
def catat_kenyataan() -> None:
    """Work out at night what each service really takes, so that its page need not."""
    kenyataan.catat()
