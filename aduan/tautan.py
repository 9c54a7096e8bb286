"""The secret link of a report: whoever holds it reads the report and answers, without an account."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from inti import tautan

if TYPE_CHECKING:
    from aduan.models import Aduan

KEPERLUAN = "aduan.lihat"
UMUR_TERBUKA = timedelta(days=3 * 365)
"""How long a link lives while its report is open; from closing on it is `UMUR_TUTUP`."""
UMUR_TUTUP = timedelta(days=365)


def buat(aduan: Aduan) -> str:
    """Make one more link to a report and return its token, which is told here and never again."""
    umur = UMUR_TERBUKA if aduan.ALUR.pemegang[aduan.status] else UMUR_TUTUP
    return tautan.buat(KEPERLUAN, aduan.kode, sampai=timezone.now() + umur)


def buka(token: str) -> str | None:
    """Return the kode of the report that this token opens, None when it is unknown or ended."""
    return tautan.buka(token, KEPERLUAN)


def akhiri(aduan: Aduan) -> None:
    """Let the links of a closed report live a year longer, and no more."""
    tautan.batasi(KEPERLUAN, aduan.kode, sampai=timezone.now() + UMUR_TUTUP)
