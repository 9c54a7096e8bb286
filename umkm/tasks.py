"""Work of the night."""

from celery import shared_task

from umkm.actions import simpanan


@shared_task
def hapus_foto_ktp() -> int:
    """Delete photos of identity cards whose time is over."""
    return simpanan.hapus_foto_ktp()


@shared_task
def hapus_titipan() -> int:
    """Delete scans of paper forms whose entry was never finished."""
    return simpanan.hapus_titipan()
