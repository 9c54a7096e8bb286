"""What an official writes down at the desk: who came, and what came of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from inti import nik
from inti.teks import bersihkan_uraian
from inti.workflow import pindah
from konsultasi.models import JanjiTemu

HASIL_MAKS = 300


@transaction.atomic
def hadir(janji_temu: JanjiTemu, *, oleh: Any, hasil: str = "") -> JanjiTemu:
    """Write down that the person came, with a short result that he reads; corrects a "tidak hadir" too.

    Raises ValidationError for a NIK in the result.
    """
    if nik.memuat(hasil):
        raise ValidationError({"hasil": "Jangan tulis NIK di sini, karena orang lain membacanya."})
    return pindah(janji_temu, "hadir", oleh=oleh, hasil=bersihkan_uraian(hasil, HASIL_MAKS), terganggu_pada=None)


@transaction.atomic
def tidak_hadir(janji_temu: JanjiTemu, *, oleh: Any) -> JanjiTemu:
    """Write down that nobody came; corrects a "hadir" too, and takes its result away."""
    return pindah(janji_temu, "tidak_hadir", oleh=oleh, hasil="", terganggu_pada=None)
