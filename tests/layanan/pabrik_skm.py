"""Answers, periods and events of the satisfaction survey for the suite."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from inti import tautan
from layanan.actions.skm import MASA_UNDANGAN, terbitkan
from layanan.kuesioner import MEDAN
from layanan.models import AcaraSkm, JawabanSkm, PeriodeSkm, RencanaSkm, SaranSkm
from layanan.survei import KEPERLUAN
from tests.layanan.pabrik import buat_layanan

_urut = count(1)
LALU = date(2025, 3, 1)
"""A month that is over."""


def buat_masa(**lain: Any) -> PeriodeSkm:
    isi = {"nama": "Maret 2025", "mulai": LALU, "sampai": LALU, "populasi": 10}
    return PeriodeSkm.objects.create(**isi | lain)


def jawab(banyak: int = 1, nilai: Any = 3, *, bulan: date = LALU, **lain: Any) -> None:
    """Write `banyak` sheets, of one mark throughout or of nine named ones."""
    semua = (nilai,) * len(MEDAN) if isinstance(nilai, int) else nilai
    isi = {"saluran": "KERTAS", "bulan": bulan} | dict(zip(MEDAN, semua, strict=True)) | lain
    JawabanSkm.objects.bulk_create(JawabanSkm(**isi) for _ in range(banyak))


def buat_acara(**lain: Any) -> AcaraSkm:
    isi = {"nama": f"Bazar Contoh {next(_urut)}", "sampai": timezone.localdate(), "maks": 3}
    return AcaraSkm.objects.create(**isi | lain)


def undangan(permohonan: Any) -> str:
    """Return the token of a fresh invitation."""
    return tautan.buat(KEPERLUAN, permohonan.kode, sampai=timezone.now() + MASA_UNDANGAN)


def lembar(nilai: int = 4, **lain: Any) -> dict[str, Any]:
    """Return a filled sheet as a browser sends it."""
    kunci = f"{next(_urut):032x}"
    return {"kunci": kunci, **dict.fromkeys(MEDAN, str(nilai)), "jenis_kelamin": "P", "umur": "30-39"} | lain


def segala_survei(kepala: Any, penanda: str) -> tuple[list[PeriodeSkm], AcaraSkm]:
    """Make a published period, one to publish, one that is too small, and an event, for a walk through all pages."""
    layanan, kecil = buat_layanan(nama=penanda), buat_layanan(nama="Layanan Sepi")
    jawab(8, 2, layanan=layanan, umur="20-29")
    jawab(6, 4, umur="-20")
    jawab(1, 4, layanan=kecil, umur="60-")
    jawab(6, 4, bulan=date(2025, 4, 1))
    semua = [buat_masa(nama=penanda, simpulan=penanda * 10)]
    semua += [buat_masa(nama=f"Bulan {b}", mulai=date(2025, b, 1), sampai=date(2025, b, 1)) for b in (4, 5)]
    for unsur, selesai in ((1, None), (2, LALU)):
        isi = {"unsur": unsur, "tindakan": penanda, "penanggung": penanda, "tenggat": LALU, "selesai": selesai}
        RencanaSkm.objects.create(masa=semua[0], **isi)
    semua[0] = terbitkan(semua[0], oleh=kepala)
    SaranSkm.objects.create(isi=penanda, bulan=date(2025, 4, 1))
    return semua, buat_acara(nama=penanda, layanan=layanan)
