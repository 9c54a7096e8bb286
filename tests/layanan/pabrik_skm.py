"""Answers, periods and events of the satisfaction survey for the suite."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from inti import tautan
from layanan.actions.skm import MASA_UNDANGAN
from layanan.kuesioner import MEDAN
from layanan.models import AcaraSkm, JawabanSkm, PeriodeSkm
from layanan.survei import KEPERLUAN

_urut = count(1)
LALU = date(2025, 3, 1)
"""A month that is over."""


def buat_masa(**lain: Any) -> PeriodeSkm:
    isi = {"nama": "Maret 2025", "mulai": LALU, "sampai": LALU, "populasi": 10}
    return PeriodeSkm.objects.create(**isi | lain)


def jawab(banyak: int = 1, nilai: Any = 3, *, bulan: date = LALU, **lain: Any) -> None:
    """Write `banyak` sheets, of one mark throughout or of nine named ones."""
    semua = (nilai,) * len(MEDAN) if isinstance(nilai, int) else nilai
    isi = {"saluran": "KERTAS", "bulan": bulan} | dict(zip(MEDAN, semua, strict=True)) | lain
    JawabanSkm.objects.bulk_create(JawabanSkm(**isi) for _ in range(banyak))


def buat_acara(**lain: Any) -> AcaraSkm:
    isi = {"nama": f"Bazar Contoh {next(_urut)}", "sampai": timezone.localdate(), "maks": 3}
    return AcaraSkm.objects.create(**isi | lain)


def undangan(permohonan: Any) -> str:
    """Return the token of a fresh invitation."""
    return tautan.buat(KEPERLUAN, permohonan.kode, sampai=timezone.now() + MASA_UNDANGAN)


def lembar(nilai: int = 4, **lain: Any) -> dict[str, Any]:
    """Return a filled sheet as a browser sends it."""
    kunci = f"{next(_urut):032x}"
    return {"kunci": kunci, **dict.fromkeys(MEDAN, str(nilai)), "jenis_kelamin": "P", "umur": "30-39"} | lain
