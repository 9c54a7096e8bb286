"""Reads of the public home."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from umkm.enums import Keadaan, StatusUsaha
from umkm.models import Usaha
from wilayah.models import Kecamatan

KUNCI_ANGKA = "beranda:angka_publik"
UMUR_ANGKA = 5 * 60  # seconds
BATAS_SAMAR = 5  # fewer than this in one kecamatan could point at a person


def angka_publik() -> dict[str, Any]:
    """Count the verified businesses that still run, whole and per kecamatan, with the moment of counting.

    Kept for five minutes. `kecamatan` lists all of them by name as {"nama", "jumlah", "teks"}; `teks` hides
    small counts ("kurang dari 5"), and `jumlah` is then None.
    """
    return cache.get_or_set(KUNCI_ANGKA, _hitung, UMUR_ANGKA)


def _hitung() -> dict[str, Any]:
    berjalan = (
        Usaha.objects.utuh()
        .filter(status=StatusUsaha.TERVERIFIKASI)
        .exclude(keadaan__in=(Keadaan.TUTUP, Keadaan.PINDAH_DAERAH))
    )
    hitungan = dict(berjalan.order_by().values_list("desa__kecamatan").annotate(n=Count("pk")))
    kecamatan = [
        {"nama": nama, **_samarkan(hitungan.get(kode, 0))}
        for kode, nama in Kecamatan.objects.order_by("nama").values_list("kode", "nama")
    ]
    return {
        "terverifikasi": sum(hitungan.values()),
        "kecamatan_terisi": len(hitungan),
        "kecamatan": kecamatan,
        "per": timezone.now(),
    }


def _samarkan(jumlah: int) -> dict[str, Any]:
    if jumlah == 0:
        return {"jumlah": 0, "teks": "belum ada"}
    if jumlah < BATAS_SAMAR:
        return {"jumlah": None, "teks": f"kurang dari {BATAS_SAMAR}"}
    return {"jumlah": jumlah, "teks": f"{jumlah:,}".replace(",", ".")}
