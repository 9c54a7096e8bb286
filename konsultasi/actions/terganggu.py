"""When nobody will be there after all: whoever has booked is told, with a link to choose another time."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.workflow import SISTEM, pindah
from konsultasi import notifications
from konsultasi.actions import tunggu
from konsultasi.actions.jaga import kunci_meja
from konsultasi.models import Absen, JamKonsultasi, JanjiTemu, Meja
from konsultasi.queries import Jadwal


@transaction.atomic
def simpan_absen(absen: Absen, *, oleh: Any) -> int:
    """Keep an absence, new or changed, and tell whom it touches; returns how many were told."""
    absen.save()
    return _periksa_meja(absen.meja)


@transaction.atomic
def hapus_absen(absen: Absen, *, oleh: Any) -> int:
    """Take an absence away: those who were told and have not moved are told that their hour stands."""
    absen.delete()
    return _periksa_meja(absen.meja)


@transaction.atomic
def simpan_jam(jam: JamKonsultasi, *, oleh: Any) -> int:
    """Keep consultation hours, new or changed, and tell whose appointment lies outside them now."""
    jam.save()
    return _periksa_meja(jam.meja)


@transaction.atomic
def simpan_meja(meja: Meja, *, oleh: Any) -> int:
    """Keep a desk, and tell who has booked at one that is out of use now."""
    meja.save()
    return _periksa_meja(meja)


def periksa() -> int:
    """Look at every appointment ahead, for a day off may have been declared meanwhile; returns how many were told."""
    meja = Meja.objects.filter(janji_temu__in=JanjiTemu.objects.mendatang()).distinct()
    return _periksa(list(meja))


def _periksa_meja(meja: Meja) -> int:
    jumlah = _periksa([meja])
    tunggu.tawarkan(meja)
    return jumlah


def _periksa(meja: list[Meja]) -> int:
    jadwal, jumlah = Jadwal(meja), 0
    mendatang = JanjiTemu.objects.mendatang().filter(meja__in=meja, mulai__gt=timezone.now())
    for satu in mendatang.select_related("meja__kecamatan", "akun", "usaha").order_by("mulai", "pk"):
        if jadwal.terganggu(satu) != satu.terganggu:
            jumlah += _ubah(satu)
    return jumlah


@transaction.atomic
def _ubah(satu: JanjiTemu) -> int:
    """Decide once more under the lock of the desk, so that two who look at once tell once; returns 1 if it was told."""
    meja = kunci_meja(satu.meja)
    segar = JanjiTemu.objects.mendatang().filter(pk=satu.pk).select_related("meja__kecamatan", "akun", "usaha").first()
    if segar is None:
        return 0
    sekarang = Jadwal([meja]).terganggu(segar)
    if sekarang == segar.terganggu:
        return 0
    if sekarang:
        sebab = "Tidak ada petugas pada jam itu."
        pindah(segar, "minta_pindah", oleh=SISTEM, catatan=sebab, terganggu_pada=timezone.now())
        notifications.terganggu(segar)
        return 1
    pindah(segar, "berlakukan_lagi", oleh=SISTEM, terganggu_pada=None)
    notifications.cabut_tautan(segar)
    notifications.berlaku_lagi(segar)
    return 0
