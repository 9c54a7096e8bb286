"""What a crash, a lost broker or the passing of a day leaves behind."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from inti.berkas import yatim
from laporan.actions.buat import MAKS_PERCOBAAN
from laporan.actions.unduhan import minta_dibuat
from laporan.enums import Format, Keadaan
from laporan.models import Unduhan

TENGGANG = timedelta(seconds=30)
"""The sweep leaves fresh rows to the hint."""
CSV_TERLAMA = timedelta(hours=1)
UMUR_YATIM = timedelta(hours=2)
"""Younger files may belong to a worker that has not told of them yet."""


def sapu() -> int:
    """Take up again what lost its worker, give up after three tries, remove files whose day is over.

    Returns how many lists were handed to a worker.
    """
    kini = timezone.now()
    _menyerah()
    hapus_berkas()
    terlantar = Unduhan.objects.filter(keadaan=Keadaan.ANTRE, dibuat__lt=kini - TENGGANG) | Unduhan.objects.terhenti()
    kunci = list(terlantar.exclude(format=Format.CSV).order_by("pk").values_list("pk", flat=True)[:20])
    for satu in kunci:
        minta_dibuat(satu)
    return len(kunci)


def hapus_berkas() -> int:
    """Delete the files that nobody may fetch any more; the rows stay. Returns how many."""
    jumlah = 0
    for unduhan in Unduhan.objects.filter(berlaku_sampai__lt=timezone.now()).exclude(file=""):
        penyimpanan, jalur = unduhan.file.storage, unduhan.file.name or ""
        Unduhan.objects.filter(pk=unduhan.pk).update(file="")
        penyimpanan.delete(jalur)
        jumlah += 1
    return jumlah


def bersihkan() -> int:
    """Delete files without a row: their worker was killed before it could tell of them. Returns how many."""
    penyimpanan, batas, jumlah = Unduhan._meta.get_field("file").storage, timezone.now() - UMUR_YATIM, 0
    for jalur in list(yatim(Unduhan, "laporan")):
        if penyimpanan.get_modified_time(jalur) < batas:
            penyimpanan.delete(jalur)
            jumlah += 1
    return jumlah


def _menyerah() -> None:
    kini = timezone.now()
    Unduhan.objects.terhenti().filter(percobaan__gte=MAKS_PERCOBAAN).update(
        keadaan=Keadaan.GAGAL,
        sewa=None,
        dikerjakan_sampai=None,
        selesai_pada=kini,
        galat=f"{MAKS_PERCOBAAN} kali terhenti di tengah jalan. Coba lagi, atau persempit saringannya.",
    )
    Unduhan.objects.filter(format=Format.CSV, keadaan=Keadaan.JALAN, dibuat__lt=kini - CSV_TERLAMA).update(
        keadaan=Keadaan.DIBATALKAN, selesai_pada=F("dibuat"), galat="Unduhan terputus di tengah jalan."
    )
