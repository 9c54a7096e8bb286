"""Promise and truth: how many working days the requests of a service really took us in the last 90 days.

Worked out at night from history (`actions.kenyataan.catat`), for a busy service decides thousands in that time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils import timezone

from inti import jam
from inti.kalender import libur
from layanan.enums import StatusPermohonan
from layanan.models import KenyataanLayanan, Layanan, Permohonan, RiwayatPermohonan

JENDELA = timedelta(days=90)
DIPUTUS = (StatusPermohonan.SELESAI, StatusPermohonan.DITOLAK)


class Kenyataan(NamedTuple):
    """How long requests of a service really took us in the last 90 days, in working days.

    `tengah` is the median, `p90` what nine of ten did not exceed (nearest rank), `tepat` how many kept the promise
    that was given to them. None where nothing was decided.
    """

    jumlah: int
    tengah: Fraction | None
    p90: int | None
    tepat: int

    @property
    def persen(self) -> int | None:
        """The share in time as a whole percentage, rounded down: 99.9 is not all."""
        return 100 * self.tepat // self.jumlah if self.jumlah else None

    @property
    def tengah_kata(self) -> str:
        """The median as people write it: "3" or "3,5"."""
        if self.tengah is None:
            return ""
        return str(self.tengah) if self.tengah.denominator == 1 else f"{int(self.tengah)},5"


def kenyataan(layanan: Layanan) -> tuple[Kenyataan, datetime | None]:
    """Return the real times of a service and when they were worked out; before the first night nothing is known."""
    baris = KenyataanLayanan.objects.filter(layanan=layanan).first()
    if baris is None:
        return Kenyataan(0, None, None, 0), None
    tengah = None if baris.setengah_hari is None else Fraction(baris.setengah_hari, 2)
    return Kenyataan(baris.jumlah, tengah, baris.p90, baris.tepat), baris.dihitung


def hitung(layanan: Layanan) -> Kenyataan:
    """Derive the real times of what was finished or refused in the last 90 days from history."""
    kini, hari_libur = timezone.now(), libur()
    baru = RiwayatPermohonan.objects.filter(permohonan=OuterRef("pk"), ke__in=DIPUTUS, pada__gte=kini - JENDELA)
    diputus = Permohonan.objects.filter(Exists(baru), layanan=layanan, status__in=DIPUTUS)
    baris = RiwayatPermohonan.objects.filter(permohonan__in=diputus).order_by("permohonan", "pada", "pk")
    kolom = baris.values_list("permohonan", "permohonan__janji_hari", "pada", "pemegang")
    lama = []
    for (_, janji), milik in groupby(kolom.iterator(chunk_size=5000), key=lambda satu: satu[:2]):
        riwayat = jam.sejak_dibuka([(pada, pemegang or None) for _, _, pada, pemegang in milik])
        lama.append((jam.bagian(riwayat, kini=kini, libur=hari_libur).get(jam.KAMI, 0), janji))
    return ringkas(lama)


def ringkas(lama: Sequence[tuple[int, int]]) -> Kenyataan:
    """Sum up pairs of (days it took us, days promised). Pure."""
    if not lama:
        return Kenyataan(0, None, None, 0)
    hari = sorted(kami for kami, _ in lama)
    n = len(hari)
    tengah = Fraction(hari[(n - 1) // 2] + hari[n // 2], 2)
    return Kenyataan(n, tengah, hari[-(-9 * n // 10) - 1], sum(kami <= janji for kami, janji in lama))
