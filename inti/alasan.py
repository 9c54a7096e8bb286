"""The sentence that every decision on somebody's data, every look at it, and every list of it owes its reader."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from inti.teks import bersihkan_uraian

TERPENDEK, TERPANJANG = 10, 2000
DIBACA_PEMILIK = "Tulis alasan yang dapat dimengerti pemilik"


def wajib_alasan(alasan: str, *, maks: int = TERPANJANG, kalimat: str = DIBACA_PEMILIK) -> str:
    """Return the reason, tidied; `kalimat` is what its writer is told when it says too little.

    Raises ValidationError of the field "alasan" when its reader could not understand it, or it is too long.
    """
    if len(" ".join(alasan.split())) < TERPENDEK:
        raise ValidationError({"alasan": f"{kalimat}, sedikitnya {TERPENDEK} huruf."})
    try:
        return bersihkan_uraian(alasan, maks)
    except ValidationError as galat:
        raise ValidationError({"alasan": galat.messages})
