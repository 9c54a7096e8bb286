"""Classes as a calendar file: one event for each session. It names course, place and address, and no person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.conf import settings

from inti import ics
from pelatihan.enums import StatusAngkatan
from pelatihan.models import Angkatan

INGAT = timedelta(hours=2)


def tulis(angkatan: Angkatan) -> bytes:
    """Return the sessions of one class; the phone rings before each."""
    return ics.tulis(_acara(angkatan, INGAT), bagian="pelatihan")


def umpan(angkatan: Iterable[Angkatan]) -> bytes:
    """Return a feed of classes. Nothing rings: who subscribes to all of them goes to few."""
    semua = (acara for satu in angkatan for acara in _acara(satu, None))
    return ics.tulis(semua, bagian="pelatihan", umpan=f"Pelatihan {settings.NAMA_KABUPATEN}")


def _acara(angkatan: Angkatan, ingat: timedelta | None) -> Iterator[ics.Acara]:
    batal = angkatan.status == StatusAngkatan.DIBATALKAN
    for sesi in angkatan.sesi.all():
        yield ics.Acara(
            uid=f"{angkatan.kode}-{sesi.pk}",
            mulai=sesi.mulai,
            selesai=sesi.selesai,
            judul=f"{'Dibatalkan: ' if batal else ''}{angkatan.kurikulum}",
            tempat=sesi.lokasi,
            uraian=". ".join(filter(None, [angkatan.nama, sesi.topik and sesi.topik.nama])),
            url=settings.PORTAL_URL + angkatan.get_absolute_url(),
            urutan=sesi.geser,
            batal=batal,
            ingat=ingat,
        )
