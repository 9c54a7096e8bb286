"""Work of the morning."""

from celery import shared_task

from layanan.actions import ingat


@shared_task
def ingatkan() -> None:
    """Remind applicants and officials, and end what nobody completed; messages leave when the day's hours begin."""
    ingat.jalankan()
