"""What must hold of the consultations beyond their constraints: nobody waits for an hour that will not be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from inti.keutuhan import SEKALI_BACA, PemakaiNomor, Pemeriksaan
from konsultasi.enums import StatusJanjiTemu
from konsultasi.models import JanjiTemu, Meja
from konsultasi.nomor import SERI
from konsultasi.queries import Jadwal

TENGGANG = timedelta(hours=1)
"""The sweep comes every five minutes; after this it has plainly not come."""


def daftar() -> list[Pemeriksaan]:
    """The checks of the consultations."""
    return [
        Pemeriksaan("Setiap janji temu jatuh pada jam yang dilayani, atau orangnya diminta pindah", tidak_dilayani),
        Pemeriksaan("Setiap tawaran jam kosong dijawab atau dilepas pada waktunya", tawaran_tertahan),
    ]


def tidak_dilayani() -> Iterator[str]:
    """Whoever has an hour in which nobody sits there has been asked to choose another."""
    mendatang = JanjiTemu.objects.mendatang().filter(terganggu_pada=None, mulai__gt=timezone.now())
    jadwal = Jadwal(list(Meja.objects.filter(janji_temu__in=mendatang).distinct()))
    for satu in mendatang.select_related("meja").order_by("pk").iterator(SEKALI_BACA):
        if jadwal.terganggu(satu):
            yield f"Janji temu {satu.nomor} jatuh pada waktu yang tidak dilayani, dan orangnya belum diberi tahu."


def tawaran_tertahan() -> Iterator[str]:
    """No offer stands past its time."""
    tertahan = JanjiTemu.objects.filter(status=StatusJanjiTemu.DITAWARKAN, tawaran_sampai__lt=timezone.now() - TENGGANG)
    for nomor in tertahan.order_by("pk").values_list("nomor", flat=True).iterator(SEKALI_BACA):
        yield f"Tawaran jam kosong {nomor} sudah lewat waktunya dan belum dilepas."


def _nomor() -> Iterator[tuple[int, int | None]]:
    for nomor in JanjiTemu.objects.order_by("pk").values_list("nomor", flat=True).iterator(SEKALI_BACA):
        _, tahun, urut, _ = nomor.split("-")
        yield 2000 + int(tahun), int(urut)


NOMOR = [PemakaiNomor(SERI, _nomor)]
