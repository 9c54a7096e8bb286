"""The verbs of a class: plan, announce, close, begin, end, cancel, and its timetable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min, ProtectedError
from django.utils import timezone

from inti import uang
from inti.workflow import mulai as lahir
from inti.workflow import pindah
from pelatihan import cara, kursi, notifications
from pelatihan.enums import AKTIF, BERAKHIR, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Kuota, Sesi, TandaHadir, Topik

A = StatusAngkatan


@transaction.atomic
def rencanakan(angkatan: Angkatan, *, kuota: Sequence[Kuota], oleh: Any) -> Angkatan:
    """Plan a class with its pools of seats. Raises ValidationError without a common pool, or for a pool twice."""
    if not any(k.kecamatan_id is None and k.jenis == "UMUM" for k in kuota):
        raise ValidationError("Isi dulu banyaknya kursi umum; nol pun boleh.")
    angkatan.full_clean(exclude=["status"])
    lahir(angkatan, "rencanakan", oleh=oleh)
    for satu in kuota:
        satu.angkatan = angkatan
        satu.full_clean()
        satu.save()
    return angkatan


class BarisSesi(NamedTuple):
    """A session as it shall be; `sesi` is the one that it changes, None for a new one."""

    mulai: datetime
    selesai: datetime
    jp: int
    topik: Topik | None = None
    tempat: str = ""
    sesi: Sesi | None = None


def jadwalkan(angkatan: Angkatan, *, mulai: datetime, selesai: datetime, jp: int, **lain: Any) -> Sesi:
    """Add a session, or move `sesi`; also takes `topik` and `tempat`. Raises as `susun_jadwal`."""
    return susun_jadwal(angkatan, [BarisSesi(mulai, selesai, jp, **lain)])[0]


@transaction.atomic
def susun_jadwal(angkatan: Angkatan, baris: Sequence[BarisSesi], *, hapus: Sequence[Sesi] = ()) -> list[Sesi]:
    """Write several sessions at once and take others off; whoever has a seat or teaches is told once of what moved.

    Raises ValidationError when two sessions of the class overlap, when one has marks already and would leave its day
    or be taken off, when a topic is of another course, and when the class has ended.
    """
    terkunci = Angkatan.objects.select_for_update(of=("self",), no_key=True)
    angkatan.refresh_from_db(fields=["status"], from_queryset=terkunci)
    if angkatan.status in BERAKHIR:
        raise ValidationError("Angkatan ini sudah berakhir, jadwalnya tidak berubah lagi.")
    for satu in hapus:
        _hapus_sesi(satu)
    ditulis = [_isi_sesi(angkatan, satu) for satu in baris]
    hasil = [sesi for sesi, _ in ditulis]
    _wajib_tidak_bertabrakan(angkatan, hasil)
    for sesi in hasil:
        sesi.save()
    _catat_batas(angkatan)
    bergeser = [sesi for sesi, bergeser in ditulis if bergeser]
    if (bergeser or hapus) and angkatan.status != A.RENCANA:
        notifications.jadwal_berubah(angkatan, [*bergeser, *hapus])
    return hasil


def _isi_sesi(angkatan: Angkatan, baris: BarisSesi) -> tuple[Sesi, bool]:
    """Return the session with its new values, not yet saved, and whether whoever comes must know of the change."""
    satu = baris.sesi or Sesi(angkatan=angkatan)
    bergeser = berubah = False
    if baris.sesi is not None:
        bergeser = (satu.mulai, satu.tempat) != (baris.mulai, baris.tempat)
        berubah = bergeser or satu.selesai != baris.selesai
        pindah_hari = timezone.localdate(satu.mulai) != timezone.localdate(baris.mulai)
        if pindah_hari and TandaHadir.objects.filter(sesi=satu).exists():
            raise ValidationError("Sesi ini sudah berdaftar hadir, jadi harinya tetap. Buat sesi baru untuk hari lain.")
    if baris.topik is not None and baris.topik.kurikulum_id != angkatan.kurikulum_id:
        raise ValidationError("Topik itu dari pelatihan lain.")
    satu.geser += berubah
    satu.mulai, satu.selesai, satu.jp = baris.mulai, baris.selesai, baris.jp
    satu.topik, satu.tempat = baris.topik, baris.tempat
    satu.full_clean()
    return satu, bergeser


def _hapus_sesi(sesi: Sesi) -> None:
    if TandaHadir.objects.filter(sesi=sesi).exists():
        raise ValidationError("Sesi yang sudah berdaftar hadir tidak dapat dihapus.")
    try:
        sesi.delete()
    except ProtectedError:
        raise ValidationError("Sesi itu sudah punya materi atau berkas, jadi tidak dapat dihapus.") from None


def _wajib_tidak_bertabrakan(angkatan: Angkatan, baru: Sequence[Sesi]) -> None:
    tetap = angkatan.sesi.exclude(pk__in=[s.pk for s in baru if s.pk])
    urut = sorted([*tetap, *baru], key=lambda s: s.mulai)
    for dulu, kemudian in pairwise(urut):
        if kemudian.mulai < dulu.selesai:
            raise ValidationError(f"Waktunya bertabrakan: {_saat(dulu)} sampai {_pukul(dulu)}, dan {_saat(kemudian)}.")


def _saat(sesi: Sesi) -> str:
    return f"{timezone.localtime(sesi.mulai):%d-%m-%Y %H.%M}"


def _pukul(sesi: Sesi) -> str:
    return f"{timezone.localtime(sesi.selesai):%H.%M}"


def _catat_batas(angkatan: Angkatan) -> None:
    """Write down when the class begins and ends; one that was announced keeps at least one session."""
    batas = angkatan.sesi.aggregate(mulai=Min("mulai"), selesai=Max("selesai"))
    if batas["mulai"] is None and angkatan.status != A.RENCANA:
        raise ValidationError("Angkatan yang sudah diumumkan harus punya sedikitnya satu sesi.")
    Angkatan.objects.filter(pk=angkatan.pk).update(**batas)
    angkatan.mulai, angkatan.selesai = batas["mulai"], batas["selesai"]


@transaction.atomic
def buka(angkatan: Angkatan, *, oleh: Any) -> Angkatan:
    """Announce a class. Raises ValidationError without a timetable, seats, or what its way of giving seats needs."""
    if angkatan.mulai is None:
        raise ValidationError("Buat jadwal sesinya dulu, baru umumkan.")
    if not any(k.jumlah for k in angkatan.kuota.all()):
        raise ValidationError("Isi dulu banyaknya kursi.")
    if kalimat := cara.kurang(angkatan):
        raise ValidationError(kalimat)
    return pindah(angkatan, "buka", oleh=oleh)


@transaction.atomic
def tutup(angkatan: Angkatan, *, oleh: Any) -> Angkatan:
    """End enrolling; the waiting list goes on."""
    return pindah(angkatan, "tutup", oleh=oleh)


@transaction.atomic
def mulai_kelas(angkatan: Angkatan, *, oleh: Any) -> Angkatan:
    """Begin teaching; no seat is offered any more, and who still waits is told so.

    Raises ValidationError while a selection is not decided: its applicants would wait for ever.
    """
    kursi.kunci(angkatan)
    if angkatan.peserta.filter(status=StatusPeserta.MENUNGGU_SELEKSI).exists():
        raise ValidationError("Putuskan seleksinya dulu, baru mulai.")
    pindah(angkatan, "mulai", oleh=oleh)
    for peserta in angkatan.peserta.filter(status=StatusPeserta.DAFTAR_TUNGGU).select_related("pelaku__akun", "usaha"):
        notifications.tidak_kebagian(peserta)
    return angkatan


@transaction.atomic
def catat_biaya(angkatan: Angkatan, *, oleh: Any, biaya_nyata: int) -> Angkatan:
    """Write down what a class cost in all, in rupiah; a later figure takes its place, and history keeps both."""
    return pindah(angkatan, "catat_biaya", oleh=oleh, catatan=uang.tulis(biaya_nyata), biaya_nyata=biaya_nyata)


@transaction.atomic
def batalkan(angkatan: Angkatan, *, oleh: Any, alasan: str) -> Angkatan:
    """Call a class off and tell everybody who sits, waits or teaches; their places keep what they were.

    No message carries the reason: it stands on the page of the class.
    """
    kursi.kunci(angkatan)  # nobody takes a seat while everybody is told
    pindah(angkatan, "batalkan", oleh=oleh, catatan=alasan)
    for peserta in angkatan.peserta.filter(status__in=AKTIF).select_related("pelaku__akun"):
        notifications.angkatan_batal(peserta)
    notifications.mengajar_berubah(angkatan, "batal")
    return angkatan
