"""Work by the clock. A run that is killed does no harm: each step stands by itself, and the next run goes on."""

from celery import shared_task

from pelatihan.actions import catatan, dampak, ingat, materi, sertifikat
from pelatihan.actions import sapu as kursi
from pelatihan.enums import TahapTanya


@shared_task
def sapu() -> None:
    """Ask for the certificates that a killed worker left, pass on the seats that nobody took in time, remind."""
    sertifikat.sapu()
    kursi.sapu()
    ingat.jalankan()


@shared_task
def cetak_sertifikat(penerbitan_id: int) -> None:
    """Print some certificates of a class, and ask for the next."""
    sertifikat.kerjakan(penerbitan_id)


@shared_task
def urus_kelas() -> None:
    """Tell of materials, ask how the class was and three months later whether it helped, erase old notes.

    The answers are put in another order each time, so that nothing tells when one came.
    """
    materi.kabarkan()
    for tahap in TahapTanya:
        dampak.tanyakan(tahap)
    dampak.kocok()
    catatan.bersihkan()
