"""What the system does to itself: look whether all is in place, and write down when things were last done."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from operasi import keutuhan
from operasi.keutuhan import Hasil
from operasi.models import CatatanSistem

Apa = CatatanSistem.Apa


def catat(apa: str, kalimat: str = "", *, baik: bool = True) -> None:
    """Write down that `apa` was done just now; a failure keeps the time of the last success."""
    kini = timezone.now()
    isi = {"pada": kini, "baik": baik, "kalimat": kalimat[:300]} | ({"baik_pada": kini} if baik else {})
    CatatanSistem.objects.update_or_create(apa=apa, defaults=isi)


def periksa_keutuhan(*, lapor: Callable[[Hasil], None] = lambda hasil: None) -> list[Hasil]:
    """Run every check of the house, write down how it went, and return what each found."""
    hasil = keutuhan.jalankan(lapor=lapor)
    temuan = sum(satu.jumlah for satu in hasil)
    bermasalah = sum(1 for satu in hasil if satu.jumlah)
    kalimat = f"{temuan} temuan pada {bermasalah} dari {len(hasil)} pemeriksaan." if temuan else ""
    catat(Apa.KEUTUHAN, kalimat or f"{len(hasil)} pemeriksaan, tanpa temuan.", baik=not temuan)
    return hasil
