"""What trainers hand out to the people who have a seat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from inti.berkas import BerkasBersih
from inti.berkas import hapus as hapus_berkas
from inti.berkas import simpan as simpan_berkas
from pelatihan import notifications, permissions
from pelatihan.enums import BERKURSI, StatusAngkatan
from pelatihan.models import Angkatan, Materi, Peserta, Sesi, Topik

TERBANYAK = 40
"""Materials that one class may have."""
KABAR_SAMPAI_HARI = 14
"""A class that ended longer ago is not announced any more, however late its materials come."""


@transaction.atomic
def tambah(
    angkatan: Angkatan,
    *,
    oleh: Any,
    judul: str,
    kapan: str,
    sesi: Sesi | None = None,
    topik: Topik | None = None,
    unggahan: BerkasBersih | None = None,
    tautan: str = "",
) -> Materi:
    """Hand out a file or a link. The same file once more, after a broken connection, changes nothing.

    Raises PermissionDenied for who does not teach the class, ValidationError when it is called off, for too many, and
    unless exactly one of file and link is given.
    """
    segar = Angkatan.objects.select_for_update(of=("self",), no_key=True).get(pk=angkatan.pk)
    if not permissions.pengajar(oleh, segar):
        raise PermissionDenied("Anda bukan pelatih angkatan ini.")
    if segar.status == StatusAngkatan.DIBATALKAN:
        raise ValidationError("Kelas ini dibatalkan.")
    if sesi is not None and sesi.angkatan_id != segar.pk:
        raise ValidationError({"sesi": "Sesi itu milik kelas lain."})
    if unggahan is not None and (ada := segar.materi.filter(berkas__sha256=unggahan.sha256).first()):
        return ada
    if segar.materi.count() >= TERBANYAK:
        raise ValidationError(f"Paling banyak {TERBANYAK} materi untuk satu kelas. Hapus salah satu dulu.")
    satu = Materi(angkatan=segar, judul=judul, kapan=kapan, sesi=sesi, topik=topik, tautan=tautan, oleh=oleh)
    if unggahan is not None:
        satu.berkas = simpan_berkas(unggahan, oleh=oleh, jenis="materi")
    satu.full_clean()
    satu.save()
    return satu


@transaction.atomic
def hapus(materi: Materi, *, oleh: Any) -> None:
    """Take a material back. Raises PermissionDenied for who does not teach the class."""
    if not permissions.pengajar(oleh, materi.angkatan):
        raise PermissionDenied("Anda bukan pelatih angkatan ini.")
    berkas = materi.berkas
    materi.delete()
    if berkas is not None:
        hapus_berkas(berkas)


def kabarkan() -> int:
    """Tell everybody who sat in a class that has had its last session that its materials are there; once each.

    May run as often as one likes: the delivery key of the message keeps it single. Returns how many were asked for.
    """
    kini = timezone.now()
    baru = Angkatan.objects.filter(
        selesai__range=(kini - timedelta(days=KABAR_SAMPAI_HARI), kini),
        status__in=(StatusAngkatan.BERJALAN, StatusAngkatan.SELESAI),
        pk__in=Materi.objects.values("angkatan"),
    )
    jumlah = 0
    for peserta in Peserta.objects.filter(angkatan__in=baru, status__in=BERKURSI).select_related(
        "angkatan", "pelaku__akun"
    ):
        notifications.materi(peserta)
        jumlah += 1
    return jumlah
