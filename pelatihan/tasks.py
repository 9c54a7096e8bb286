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
    """Tell of materials after the last session of a class, and erase what trainers noted a year after it."""
    materi.kabarkan()
    catatan.bersihkan()


@shared_task
def tanya_kesan() -> None:
    """Ask who came to a class that has had its last session how it was."""
    dampak.tanyakan(TahapTanya.KESAN)


@shared_task
def tanya_dampak() -> None:
    """Ask, three months after a class, whether it is used and how the business sells."""
    dampak.tanyakan(TahapTanya.DAMPAK)


@shared_task
def kocok_kesan() -> None:
    """Put the answers in another order, so that nothing tells when one came."""
    dampak.kocok()
