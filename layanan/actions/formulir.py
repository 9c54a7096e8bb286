"""Forms of services: a draft is copied from the last version, edited, published; publishing retires the one before."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from inti.workflow import SISTEM
from layanan.enums import KeadaanVersi
from layanan.formulir import periksa_versi
from layanan.models import IsianFormulir, Layanan, VersiFormulir

TERSALIN = (
    "kode",
    "langkah",
    "judul_langkah",
    "urut",
    "label",
    "bantuan",
    "jenis",
    "wajib",
    "pilihan",
    "kondisi",
    "asal",
)
"""What makes a field; copied from version to version, and from file to file."""


@transaction.atomic
def susun(layanan: Layanan, *, oleh: Any, catatan: str = "") -> VersiFormulir:
    """Begin a new version with the fields of the latest one; the draft that is already there comes back instead."""
    _wajib_boleh(oleh)
    layanan = Layanan.objects.select_for_update(of=("self",)).get(pk=layanan.pk)
    lama = layanan.versi.order_by("-nomor").first()
    if lama is not None and lama.keadaan == KeadaanVersi.DRAF:
        return lama
    baru = VersiFormulir.objects.create(layanan=layanan, nomor=lama.nomor + 1 if lama else 1, catatan=catatan)
    if lama is not None:
        IsianFormulir.objects.bulk_create(
            IsianFormulir(versi=baru, **{nama: getattr(satu, nama) for nama in TERSALIN}) for satu in lama.isian.all()
        )
    return baru


@transaction.atomic
def terbitkan(versi: VersiFormulir, *, oleh: Any) -> VersiFormulir:
    """Put a draft into use; the version before it retires, and cases made with it finish on it.

    Raises ValidationError when no sensible form can be made of its fields, or when it is no draft any more.
    """
    _wajib_boleh(oleh)
    Layanan.objects.select_for_update(of=("self",)).get(pk=versi.layanan_id)
    versi.refresh_from_db()
    if versi.keadaan != KeadaanVersi.DRAF:
        raise ValidationError("Versi ini sudah terbit. Susun versi baru untuk mengubahnya.")
    isian = list(versi.isian.all())
    for satu in isian:
        satu.full_clean()
    periksa_versi(isian)
    VersiFormulir.objects.filter(layanan=versi.layanan_id, keadaan=KeadaanVersi.TERBIT).update(
        keadaan=KeadaanVersi.PENSIUN
    )
    versi.keadaan, versi.diterbitkan_pada = KeadaanVersi.TERBIT, timezone.now()
    versi.save(update_fields=["keadaan", "diterbitkan_pada"])
    return versi


@transaction.atomic
def hentikan(versi: VersiFormulir, *, oleh: Any) -> VersiFormulir:
    """Retire the version in use without a successor: the service cannot be asked for until there is one."""
    _wajib_boleh(oleh)
    versi = VersiFormulir.objects.select_for_update(of=("self",)).get(pk=versi.pk)
    if versi.keadaan != KeadaanVersi.TERBIT:
        raise ValidationError("Hanya versi yang dipakai yang dapat dihentikan.")
    versi.keadaan = KeadaanVersi.PENSIUN
    versi.save(update_fields=["keadaan"])
    return versi


def _wajib_boleh(oleh: Any) -> None:
    if oleh is None:
        raise TypeError("Pelaku belum disebut; pakai SISTEM bila tidak ada orangnya.")
    if oleh is not SISTEM and not (oleh.is_staff and oleh.has_perm("layanan.change_versiformulir")):
        raise PermissionDenied("Anda tidak berwenang mengubah formulir.")
