"""What every verb of filling in begins and ends with: the request locked for its applicant, and marked as touched."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from inti.workflow import TransisiDitolak
from layanan import permissions
from layanan.enums import MENUNGGU_PEMOHON, StatusPermohonan
from layanan.models import Permohonan


def kunci(permohonan: Permohonan, oleh: Any) -> Permohonan:
    """Lock the request for its applicant. Raises PermissionDenied and TransisiDitolak."""
    segar = (
        Permohonan.objects.select_for_update(of=("self",)).select_related("layanan", "formulir").get(pk=permohonan.pk)
    )
    if not permissions.pengisi(oleh, segar):
        raise PermissionDenied("Permohonan ini bukan milik Anda.")
    if segar.status not in MENUNGGU_PEMOHON:
        raise TransisiDitolak(f"Permohonan ini sudah terkirim. Status sekarang {segar.nama_publik}.")
    return segar


def sentuh(permohonan: Permohonan, **isian: Any) -> None:
    """Write down that somebody worked on it just now: a draft that was about to be deleted is kept."""
    if permohonan.status == StatusPermohonan.DRAF:
        isian["akan_batal"] = None
    Permohonan.objects.filter(pk=permohonan.pk).update(diubah=timezone.now(), **isian)
