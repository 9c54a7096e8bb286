"""What time and the registry have changed without anybody's verb: each class is put in order every minute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from inti.workflow import SISTEM
from pelatihan import kursi
from pelatihan.actions.kursi import lepas, rapikan, tawarkan
from pelatihan.enums import AKTIF, DATANG, DIHITUNG_HADIR, MENAWARKAN, JenisKuota, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Peserta

A, S = StatusAngkatan, StatusPeserta
LEBIH_KUAT = (S.TERDAFTAR, S.DITAWARI, S.DITAHAN, S.MENUNGGU_SELEKSI, S.DAFTAR_TUNGGU)
"""Of two places of one person the one further to the front stays."""


def sapu() -> int:
    """Let go what was held or offered too long, open what opens today, offer what is free; return how many classes.

    Each class in a transaction of its own, so that one that is killed leaves the others done. What went wrong in some
    is raised together when all had their turn, as an ExceptionGroup.
    """
    gagal: list[Exception] = []
    _coba(gagal, _lepas_yang_tiada)
    lewat = kursi.lewat_waktu().exclude(angkatan__status=A.DIBATALKAN).values("angkatan")
    kosong = Q(kuota__terisi__lt=F("kuota__jumlah"))
    kembali = kosong & Q(kuota_kembali__lte=timezone.localdate()) & ~Q(kuota__jenis=JenisKuota.UMUM)
    # By the rule nobody waits while a seat that fits him is free; whatever broke it is mended here.
    terlewat = kosong & Q(peserta__status=S.DAFTAR_TUNGGU, mulai__gt=timezone.now())
    semua = Angkatan.objects.filter(Q(pk__in=lewat) | Q(status__in=MENAWARKAN) & (kembali | terlewat))
    jumlah = 0
    for angkatan in semua.distinct().order_by("pk"):
        jumlah += _coba(gagal, rapikan, angkatan)
    if gagal:
        raise ExceptionGroup("Sebagian kelas tidak dapat dirapikan.", gagal)
    return jumlah


def _coba(gagal: list[Exception], kerjakan: Callable[..., Any], *isian: Any) -> bool:
    try:
        kerjakan(*isian)
    except Exception as galat:  # the fault of one class must not keep the seats of the others
        gagal.append(galat)
        return False
    return True


def _lepas_yang_tiada() -> None:
    """Settle the places of who has died, and of who stands in two records that were found to be one person."""
    aktif = Peserta.objects.filter(status__in=AKTIF)
    mati = Q(pelaku__meninggal_pada__isnull=False, angkatan__status__in=MENAWARKAN)
    lebur = Q(pelaku__digabung_ke__isnull=False, angkatan__status__in=DATANG)
    for satu in aktif.filter(mati | lebur).select_related("angkatan").order_by("pk"):
        with transaction.atomic():
            baris = kursi.kunci(satu.angkatan)
            segar = aktif.select_related("pelaku__akun", "angkatan").filter(pk=satu.pk).first()
            if segar is None:
                continue
            if segar.pelaku.digabung_ke_id is not None:
                _satukan(segar, baris)
            else:
                lepas(segar, "undur", SISTEM, baris, "Orangnya tidak dapat ikut lagi.")
            tawarkan(segar.angkatan, baris)


def _satukan(lebur: Peserta, baris: list[kursi.Kuota]) -> None:
    """Give the place of a merged record to the one that stays.

    Of two places the better one is kept; of two seats that on which trainers marked him, or his presence were lost.
    """
    utama = lebur.pelaku.digabung_ke_id
    punya = lebur.angkatan.peserta.filter(pelaku=utama, status__in=AKTIF).select_related("pelaku__akun").first()
    if punya is not None:
        kuat, lemah = sorted((punya, lebur), key=lambda p: (LEBIH_KUAT.index(S(p.status)), -_hadir(p), p.pk))
        lepas(lemah, "undur", SISTEM, baris, "Dua data orang ini digabung; tempatnya yang lain tetap.")
        if kuat is punya:
            return
    Peserta.objects.filter(pk=lebur.pk).update(pelaku=utama)


def _hadir(peserta: Peserta) -> int:
    return peserta.kehadiran.filter(keadaan__in=DIHITUNG_HADIR).values("sesi").distinct().count()
