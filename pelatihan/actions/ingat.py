"""Reminding: the day before a class day and an hour before it, to who has a seat."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from inti.kalender import awal_hari
from notifikasi import jam_kirim
from notifikasi.enums import Jenis
from notifikasi.models import Pemberitahuan
from pelatihan import notifications
from pelatihan.enums import DATANG, StatusAngkatan, StatusPeserta
from pelatihan.models import Peserta, Sesi

A = StatusAngkatan
SEHARI, SEJAM = timedelta(hours=24), timedelta(hours=1)
TERLALU_DEKAT = timedelta(hours=3)
"""Nearer than this the day's reminder is left out: that of the hour follows soon."""


def jalankan() -> int:
    """Remind everyone whose class day is near, once of each time it was moved to; return how many people.

    The delivery key of the message is the memory: a run that was killed goes on where it stopped, and who got his
    seat later is reminded too.
    """
    kini = timezone.now()
    dekat = Sesi.objects.filter(mulai__gt=kini, mulai__lte=kini + SEHARI, angkatan__status__in=DATANG)
    jumlah = 0
    for sesi in dekat.select_related("angkatan__desa__kecamatan").order_by("mulai"):
        if templat := _templat(sesi, kini):
            for peserta in _belum(sesi, templat):
                notifications.ingatkan(peserta, sesi, templat)
                jumlah += 1
    return jumlah


def _templat(sesi: Sesi, kini: datetime) -> str:
    """Return which reminder is due: of the first session of a day alone, and none that would leave after its start.

    Who was there yesterday knows of today, so a day that follows a class day is announced an hour before only.
    """
    hari = timezone.localdate(sesi.mulai)
    sebelum = sesi.angkatan.sesi.filter(mulai__lt=sesi.mulai)
    if sebelum.filter(mulai__gte=awal_hari(hari)).exists():
        return ""
    if jam_kirim.berangkat(Jenis.PERKARA, kini) >= sesi.mulai:
        return ""
    if sesi.mulai - kini <= SEJAM:
        return notifications.INGAT_JAM
    kemarin = sebelum.filter(mulai__gte=awal_hari(hari - timedelta(days=1))).exists()
    return "" if kemarin or sesi.mulai - kini < TERLALU_DEKAT else notifications.INGAT_HARI


def _belum(sesi: Sesi, templat: str) -> QuerySet[Peserta]:
    """Return who has a seat and no reminder of this kind for this time yet."""
    akhir = notifications.kunci_ingat("", sesi, templat)
    kunci = Concat(Value(notifications.AWALAN), F("kode"), Value(akhir.removeprefix(notifications.AWALAN)))
    duduk = sesi.angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR, pelaku__meninggal_pada=None)
    diingatkan = Pemberitahuan.objects.filter(kunci=OuterRef("kunci_ingat"))
    belum = duduk.annotate(kunci_ingat=kunci).filter(~Exists(diingatkan))
    return belum.select_related("pelaku__akun", "angkatan").order_by("pk")
