"""What officials hear of the promises that were given for the cases in their hands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from inti import hari_kerja
from inti.kalender import libur


@transaction.atomic
def ingatkan(
    penerima: QuerySet[Any], *, hitung: Callable[[Any], Mapping[str, int]], beri_tahu: Callable[..., None]
) -> int:
    """Tell each official what waits too long, on working days only; returns how many messages were due.

    `hitung` counts for one official by subject; `beri_tahu(petugas, perihal, jumlah=, tanggal=)` writes the message,
    whose key holds the day, so that a second run says nothing twice.
    """
    hari_ini = timezone.localdate()
    if not hari_kerja.buka(hari_ini, libur()):
        return 0
    ditulis = 0
    for petugas in penerima.order_by("pk"):
        for perihal, jumlah in hitung(petugas).items():
            if jumlah:
                beri_tahu(petugas, perihal, jumlah=jumlah, tanggal=hari_ini)
                ditulis += 1
    return ditulis
