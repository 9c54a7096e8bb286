"""Invented answers for the demonstration: a class of five months ago, asked about twice, and what it cost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from pelatihan import kesan
from pelatihan.actions import angkatan as kelas
from pelatihan.actions import dampak as aksi
from pelatihan.enums import Dipakai, Omzet, StatusAngkatan, TahapTanya
from pelatihan.models import Angkatan, JawabanDampak, JawabanKesan, KataKesan, Peserta, TanyaPeserta

D, U = Dipakai, Omzet
MARKA = ((5, 5, 4), (4, 5, 5), (4, 4, 4), (5, 5, 5), (3, 4, 4), (4, 5, 3))
KATA = (
    "Contohnya dari pesanan sungguhan, jadi mudah ditiru.",
    "Hari kedua terlalu cepat. Beri waktu untuk mencoba di HP sendiri.",
    "Tolong ada kelas lanjutan tentang foto.",
)
NANTI = ((D.YA, U.NAIK), (D.YA, U.NAIK), (D.SEBAGIAN, U.TETAP), (D.YA, U.TETAP), (D.BELUM, U.TIDAK_TAHU))
BIAYA = {"Angkatan 1 Batang": 18_450_000, "Angkatan 3 Kota": 9_200_000}


def dampak(lama: Angkatan, petugas: Any) -> None:
    """Answer for the people of `lama` both times, write down costs, ask those of the class that has just ended."""
    orang = list(lama.peserta.filter(status__in=("LULUS", "TIDAK_LULUS")).order_by("pk"))
    awal, nanti = (_bulan(lama, tahap) for tahap in TahapTanya)
    _ditanya(orang, TahapTanya.KESAN, len(MARKA))
    JawabanKesan.objects.bulk_create(
        JawabanKesan(angkatan=lama, bulan=awal, materi=m, pelatih=p, guna=g) for m, p, g in MARKA[: len(orang)]
    )
    KataKesan.objects.bulk_create(KataKesan(angkatan=lama, bulan=awal, isi=isi) for isi in KATA)
    _ditanya(orang, TahapTanya.DAMPAK, len(NANTI))
    JawabanDampak.objects.bulk_create(
        JawabanDampak(angkatan=lama, bulan=nanti, dipakai=d, omzet=o) for d, o in NANTI[: len(orang)]
    )
    for satu in Angkatan.objects.filter(status=StatusAngkatan.SELESAI, nama__in=BIAYA):
        kelas.catat_biaya(satu, oleh=petugas, biaya_nyata=BIAYA[satu.nama])
    aksi.tanyakan(TahapTanya.KESAN)


def _ditanya(orang: Iterable[Peserta], tahap: str, banyak: int) -> None:
    TanyaPeserta.objects.bulk_create(
        TanyaPeserta(peserta=satu, tahap=tahap, dijawab=urut < banyak) for urut, satu in enumerate(orang)
    )


def _bulan(angkatan: Angkatan, tahap: str) -> date:
    return timezone.localdate(kesan.jendela(angkatan, tahap)[0]).replace(day=1)
