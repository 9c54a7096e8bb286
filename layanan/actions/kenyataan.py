"""What services really take, written down each night for their pages."""

from __future__ import annotations

from django.utils import timezone

from layanan.kenyataan import hitung
from layanan.models import KenyataanLayanan, Layanan


def catat() -> int:
    """Work out the real times of every service anew and return how many there are; those switched off too.

    One statement each: a page that is read meanwhile sees the old row or the new one.
    """
    semua = Layanan.objects.order_by("pk")
    for layanan in semua:
        nyata = hitung(layanan)
        setengah = None if nyata.tengah is None else int(nyata.tengah * 2)
        KenyataanLayanan.objects.update_or_create(
            layanan=layanan,
            defaults={
                "jumlah": nyata.jumlah,
                "setengah_hari": setengah,
                "p90": nyata.p90,
                "tepat": nyata.tepat,
                "dihitung": timezone.now(),
            },
        )
    return len(semua)
