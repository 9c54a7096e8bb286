"""Work by the clock."""

from celery import shared_task

from konsultasi.actions import ingat, terganggu, tunggu


@shared_task
def sapu() -> None:
    """Pass offers on that nobody answered, and tell those whose hour has fallen away."""
    tunggu.sapu()
    terganggu.periksa()


@shared_task
def ingatkan() -> None:
    """Remind of the next working day; messages leave when the day's hours begin."""
    ingat.jalankan()
    ingat.lupakan_tamu()
