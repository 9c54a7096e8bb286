"""Reads of the counter: what can be asked for a business, and what of it is under way."""

from __future__ import annotations

from typing import Any

from layanan import queries, syarat
from layanan.enums import SELESAI
from layanan.models import Layanan, Permohonan
from umkm.models import Usaha


def layanan_loket(usaha: Usaha) -> list[tuple[Layanan, list[str]]]:
    """Return the services that can be asked for, each with what this business must have first and has not."""
    punya = syarat.dimiliki(usaha)
    return [
        (satu, kurang)
        for satu in queries.katalog().prefetch_related("syarat__butuh")
        for kurang in [[str(s) for s in satu.syarat.all() if s.wajib and not syarat.terpenuhi(s, punya)]]
    ]


def permohonan_berjalan(usaha: Usaha) -> Any:
    """Return the requests of a business that are not decided yet, the newest first."""
    return Permohonan.objects.filter(usaha=usaha).exclude(status__in=SELESAI).select_related("layanan").order_by("-pk")
