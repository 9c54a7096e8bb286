"""The card of a participant: a QR for the trainer's camera and a short code for his thumb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from inti.kode import ABJAD, rapikan_awal
from pelatihan.enums import StatusPeserta

if TYPE_CHECKING:
    from pelatihan.models import Angkatan, Peserta

PANJANG = 5
"""Characters of the short code. Among forty people two share it once in 40,000 classes."""


def pendek(peserta: Peserta) -> str:
    """Return the beginning of the code of a place, which finds it within its class."""
    return peserta.kode[:PANJANG]


def cari(angkatan: Angkatan, isian: str) -> Peserta:
    """Return whose card this is. Raises ValidationError when it is nobody's of this class."""
    kode = rapikan_awal(isian)
    if len(kode) < PANJANG or set(kode) - set(ABJAD):
        raise ValidationError(f"Ketik {PANJANG} huruf dan angka di bawah kotak QR pada kartu peserta.")
    duduk = angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR)
    cocok = list(duduk.filter(kode__startswith=kode).select_related("pelaku"))
    if not cocok:
        raise ValidationError("Kartu itu bukan kartu peserta kelas ini. Cocokkan lagi kodenya, atau cari namanya.")
    if len(cocok) > 1:
        raise ValidationError("Dua kartu berawal sama. Pilih orangnya dari daftar di bawah.")
    return cocok[0]
