"""The sentence that every decision on somebody's data, every look at it, and every list of it owes its reader."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from inti.teks import bersihkan_uraian, sederhanakan

TERPENDEK, TERPANJANG = 10, 2000
DIBACA_PEMILIK = "Tulis alasan yang dapat dimengerti pemilik"
# In a row, or in the groups in which people write it; a date beside hours is none.
_NIK = re.compile(r"(?<!\d)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?!\d)")


def wajib_alasan(alasan: str, *, maks: int = TERPANJANG, kalimat: str = DIBACA_PEMILIK) -> str:
    """Return the reason, tidied; `kalimat` is what its writer is told when it says too little.

    Raises ValidationError of the field "alasan" when its reader could not understand it, when it is too long, and
    for a NIK: reasons are kept in plain text, and more people read them than may see one.
    """
    if len(" ".join(alasan.split())) < TERPENDEK:
        raise ValidationError({"alasan": f"{kalimat}, sedikitnya {TERPENDEK} huruf."})
    if _NIK.search(sederhanakan(alasan)):
        raise ValidationError({"alasan": "Jangan tulis NIK di sini, karena orang lain membacanya."})
    try:
        return bersihkan_uraian(alasan, maks)
    except ValidationError as galat:
        raise ValidationError({"alasan": galat.messages})
