"""The sentence that every decision on somebody's data owes its reader."""

from __future__ import annotations

from django.core.exceptions import ValidationError

TERPENDEK, TERPANJANG = 10, 2000


def wajib_alasan(alasan: str, *, maks: int = TERPANJANG) -> str:
    """Return the reason, trimmed. Raises ValidationError when its reader could not understand it, or it is too long."""
    alasan = alasan.strip()
    if len(alasan) < TERPENDEK:
        raise ValidationError({"alasan": f"Tulis alasan yang dapat dimengerti pemilik, sedikitnya {TERPENDEK} huruf."})
    if len(alasan) > maks:
        raise ValidationError({"alasan": f"Alasan terlalu panjang: paling banyak {maks} huruf."})
    return alasan
