"""Work of the night."""

from celery import shared_task

from umkm.actions import ingat, simpanan


@shared_task
def hapus_foto_ktp() -> int:
    """Delete photos of identity cards whose time is over."""
    return simpanan.hapus_foto_ktp()


@shared_task
def hapus_titipan() -> int:
    """Delete scans of paper forms whose entry was never finished."""
    return simpanan.hapus_titipan()


@shared_task
def ingatkan() -> None:
    """Write the messages that the calendar causes; they leave when the day's hours begin."""
    ingat.ingatkan_semua()
