"""Work of the night."""

from celery import shared_task

from umkm.actions import simpanan


@shared_task
def hapus_foto_ktp() -> int:
    """Delete photos of identity cards whose time is over."""
    return simpanan.hapus_foto_ktp()
