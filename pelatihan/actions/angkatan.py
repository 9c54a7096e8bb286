"""The verbs of a class: plan, announce, close, begin, end, cancel, and its timetable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from inti.workflow import mulai as lahir
from inti.workflow import pindah
from pelatihan import kursi, notifications
from pelatihan.enums import AKTIF, StatusAngkatan
from pelatihan.models import Angkatan, Kuota, Sesi, TandaHadir, Topik

A = StatusAngkatan


@transaction.atomic
def rencanakan(angkatan: Angkatan, *, kuota: Sequence[Kuota], oleh: Any) -> Angkatan:
    """Plan a class with its pools of seats. Raises ValidationError without a common pool, or for a pool twice."""
    if not any(k.kecamatan_id is None and k.jenis == "UMUM" for k in kuota):
        raise ValidationError("Isi dulu banyaknya kursi umum; boleh nol.")
    angkatan.full_clean(exclude=["status"])
    lahir(angkatan, "rencanakan", oleh=oleh)
    for satu in kuota:
        satu.angkatan = angkatan
        satu.full_clean()
        satu.save()
    return angkatan


@transaction.atomic
def jadwalkan(
    angkatan: Angkatan,
    *,
    mulai: datetime,
    selesai: datetime,
    jp: int,
    topik: Topik | None = None,
    tempat: str = "",
    sesi: Sesi | None = None,
) -> Sesi:
    """Add a session, or move `sesi`; who has a seat is told of a move.

    Raises ValidationError when it overlaps another session of the class, or has marks already and would leave its day.
    """
    if angkatan.status in (A.SELESAI, A.DIBATALKAN):
        raise ValidationError("Angkatan ini sudah berakhir, jadwalnya tidak berubah lagi.")
    pindah_hari = sesi is not None and timezone.localdate(sesi.mulai) != timezone.localdate(mulai)
    if sesi is not None and pindah_hari and TandaHadir.objects.filter(sesi=sesi).exists():
        raise ValidationError("Sesi ini sudah berdaftar hadir, jadi harinya tetap. Buat sesi baru untuk hari lain.")
    satu = sesi or Sesi(angkatan=angkatan)
    berubah = sesi is not None and (sesi.mulai, sesi.tempat) != (mulai, tempat)
    if berubah or (sesi is not None and sesi.selesai != selesai):
        satu.geser += 1
    satu.mulai, satu.selesai, satu.jp, satu.topik, satu.tempat = mulai, selesai, jp, topik, tempat
    satu.full_clean()
    tabrakan = angkatan.sesi.exclude(pk=satu.pk).filter(mulai__lt=selesai, selesai__gt=mulai).first()
    if tabrakan is not None:
        raise ValidationError(f"Waktunya bertabrakan dengan sesi {timezone.localtime(tabrakan.mulai):%d-%m-%Y %H.%M}.")
    satu.save()
    batas = angkatan.sesi.aggregate(mulai=Min("mulai"), selesai=Max("selesai"))
    Angkatan.objects.filter(pk=angkatan.pk).update(**batas)
    angkatan.mulai, angkatan.selesai = batas["mulai"], batas["selesai"]
    if berubah and angkatan.status != A.RENCANA:
        notifications.jadwal_berubah(angkatan, satu)
    return satu


@transaction.atomic
def buka(angkatan: Angkatan, *, oleh: Any) -> Angkatan:
    """Announce a class. Raises ValidationError without a timetable or without seats."""
    if angkatan.mulai is None:
        raise ValidationError("Buat jadwal sesinya dulu, baru umumkan.")
    if not any(k.jumlah for k in angkatan.kuota.all()):
        raise ValidationError("Isi dulu banyaknya kursi.")
    return pindah(angkatan, "buka", oleh=oleh)


@transaction.atomic
def tutup(angkatan: Angkatan, *, oleh: Any) -> Angkatan:
    """End enrolling; the waiting list goes on."""
    return pindah(angkatan, "tutup", oleh=oleh)


@transaction.atomic
def mulai_kelas(angkatan: Angkatan, *, oleh: Any) -> Angkatan:
    """Begin teaching; no seat is offered any more."""
    return pindah(angkatan, "mulai", oleh=oleh)


@transaction.atomic
def batalkan(angkatan: Angkatan, *, oleh: Any, alasan: str) -> Angkatan:
    """Call a class off and tell everybody who sits or waits; their places keep what they were.

    No message carries the reason: it stands on the page of the class.
    """
    kursi.kunci(angkatan)  # nobody takes a seat while everybody is told
    pindah(angkatan, "batalkan", oleh=oleh, catatan=alasan)
    for peserta in angkatan.peserta.filter(status__in=AKTIF).select_related("pelaku__akun"):
        notifications.angkatan_batal(peserta)
    return angkatan
