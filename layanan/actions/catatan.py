"""Notes between officials about a case, and whom they mention."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from inti.teks import bersihkan_uraian
from layanan import notifications, permissions
from layanan.models import CatatanKerja, Permohonan

TERPANJANG = 1000


@transaction.atomic
def catat(permohonan: Permohonan, *, oleh: Any, teks: str, sebut: Iterable[Any] = ()) -> CatatanKerja:
    """Leave a note for colleagues; whoever is mentioned is told that there is one, not what it says.

    Raises PermissionDenied for whom the case is not, ValidationError for an empty note or a colleague who may not
    see the case.
    """
    if not permissions.pembaca_catatan(oleh, permohonan):
        raise PermissionDenied("Anda tidak dapat mencatat pada permohonan ini.")
    teks = bersihkan_uraian(teks, TERPANJANG)
    if not teks:
        raise ValidationError({"teks": "Tulis catatannya."})
    rekan = list(sebut)
    if asing := [satu.nama for satu in rekan if not permissions.pembaca_catatan(satu, permohonan)]:
        raise ValidationError({"sebut": f"Tidak dapat melihat permohonan ini: {', '.join(asing)}."})
    satu_catatan = CatatanKerja.objects.create(permohonan=permohonan, oleh=oleh, teks=teks)
    satu_catatan.sebut.set(rekan)
    for satu in rekan:
        if satu != oleh:
            notifications.disebut(satu_catatan, satu)
    return satu_catatan
