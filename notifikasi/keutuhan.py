"""What must hold of every row of the outbox beyond its constraints: none is held for ever, none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from inti.keutuhan import SEKALI_BACA, Pemeriksaan
from notifikasi.actions.antar import JEDA_TERPANJANG, SEWA
from notifikasi.enums import BERANGKAT, MENUNGGU, Jenis, Keadaan
from notifikasi.models import MAKS_PERCOBAAN, Pemberitahuan

TERLAMA_JEDA = JEDA_TERPANJANG + timedelta(days=2)
"""The longest wait after a failed try: the pause itself, and the night and weekend after it."""


def daftar() -> list[Pemeriksaan]:
    """The checks of the outbox."""
    return [
        Pemeriksaan("Setiap pesan keluar dalam keadaan yang mungkin", mustahil),
        Pemeriksaan("Tidak ada pesan yang dipegang atau menunggu selamanya", tertahan),
    ]


def mustahil() -> Iterator[str]:
    """What the constraints of the table forbid, seen even where somebody switched them off."""
    baris = Pemberitahuan.objects
    yield from _sebut(baris.exclude(keadaan__in=Keadaan.values), "keadaannya tidak dikenal")
    yield from _sebut(baris.filter(keadaan__in=BERANGKAT, terkirim_pada=None), "sudah berangkat tanpa waktu kirim")
    yield from _sebut(
        baris.exclude(keadaan__in=BERANGKAT).exclude(terkirim_pada=None), "belum berangkat, tetapi punya waktu kirim"
    )
    dulu = F("dibuat") - timedelta(minutes=1)  # an inbox row is written and arrives in one breath
    yield from _sebut(baris.filter(keadaan__in=BERANGKAT, terkirim_pada__lt=dulu), "terkirim sebelum ditulis")
    yield from _sebut(baris.filter(keadaan=Keadaan.DIBACA, dibaca_pada=None), "dibaca tanpa waktu baca")
    yield from _sebut(
        baris.exclude(keadaan__in=MENUNGGU).exclude(dikerjakan_sampai=None), "sudah selesai, tetapi masih dipegang"
    )


def tertahan() -> Iterator[str]:
    """A waiting row that no worker and no sweep will ever take again."""
    kini = timezone.now()
    menunggu = Pemberitahuan.objects.filter(keadaan__in=MENUNGGU)
    yield from _sebut(menunggu.filter(dikerjakan_sampai__gt=kini + SEWA * 2), "dipegang terlalu lama ke depan")
    habis = menunggu.filter(percobaan__gte=MAKS_PERCOBAAN, dikerjakan_sampai=None)
    yield from _sebut(habis, "percobaannya habis, tetapi masih menunggu")
    yield from _sebut(menunggu.filter(isi="").exclude(jenis=Jenis.KODE), "menunggu tanpa isi")
    jauh = Q(percobaan__gt=0, coba_lagi_pada__gt=kini + TERLAMA_JEDA)
    yield from _sebut(menunggu.filter(jauh), "dicoba lagi terlalu jauh di depan")


def _sebut(baris: QuerySet[Pemberitahuan], apa: str) -> Iterator[str]:
    for kode in baris.order_by("pk").values_list("kode", flat=True).iterator(SEKALI_BACA):
        yield f"Pesan {kode} {apa}."
