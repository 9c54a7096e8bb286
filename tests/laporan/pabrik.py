"""Lists in every state, without a worker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from laporan.enums import Keadaan
from laporan.models import UMUR_BERKAS, Unduhan

ALASAN = "Bahan rapat koordinasi camat se-kabupaten tentang usaha yang belum punya NIB, Senin 23 November 2026"


def buat_unduhan(*, oleh: Any, keadaan: str = Keadaan.ANTRE, **isian: Any) -> Unduhan:
    """Make a row of `oleh` in a state; SELESAI comes with a file, JALAN with a lease that holds."""
    kini = timezone.now()
    unduhan = Unduhan(
        **{
            "laporan": "daftar-usaha",
            "judul": "Daftar usaha",
            "format": "xlsx",
            "oleh": oleh,
            "alasan": ALASAN,
            "saringan": {"kecamatan": ["33.25.11"]},
            "saringan_kata": [["Kecamatan", "Batang"], ["Status", "Terverifikasi"]],
            "lingkup": "Seluruh Kabupaten Batang",
            "izin": ["umkm.view_usaha"],
            "keadaan": keadaan,
            "percobaan": 1,
        }
        | isian
    )
    if keadaan == Keadaan.JALAN and unduhan.format != "csv":
        unduhan.sewa = uuid4()
        unduhan.dikerjakan_sampai = unduhan.dikerjakan_sampai or kini + timedelta(hours=1)
        unduhan.baris_selesai, unduhan.baris_semua = 41_000, 105_000
    if keadaan == Keadaan.SELESAI:
        unduhan.per = unduhan.selesai_pada = kini
        unduhan.sidik = unduhan.sidik or "0c9e15a2dbfbfa77497da990f8d7cffbae802d0f8492efde49695791d58f4665"
        unduhan.baris_selesai = unduhan.baris_semua = 105_015
        if unduhan.format != "csv" and unduhan.berlaku_sampai is None:
            unduhan.berlaku_sampai = kini + UMUR_BERKAS
            unduhan.file.save("contoh", ContentFile(b"PK contoh"), save=False)
            unduhan.ukuran = 9
    unduhan.save()
    return unduhan


def segala_keadaan(oleh: Any) -> list[Unduhan]:
    """One of each state that a person may see."""
    asal = buat_unduhan(oleh=oleh, keadaan=Keadaan.SELESAI)
    lewat = timezone.now() - timedelta(minutes=2)
    return [
        asal,
        buat_unduhan(oleh=oleh, keadaan=Keadaan.SELESAI, ulangan_dari=asal),
        buat_unduhan(oleh=oleh, keadaan=Keadaan.SELESAI, ulangan_dari=asal, sidik="f" * 64),
        buat_unduhan(oleh=oleh, keadaan=Keadaan.SELESAI, berlaku_sampai=lewat),
        buat_unduhan(oleh=oleh, keadaan=Keadaan.SELESAI, format="csv"),
        buat_unduhan(oleh=oleh),
        buat_unduhan(oleh=oleh, keadaan=Keadaan.JALAN),
        buat_unduhan(oleh=oleh, keadaan=Keadaan.JALAN, dikerjakan_sampai=lewat),
        buat_unduhan(oleh=oleh, keadaan=Keadaan.GAGAL, galat="3 kali terhenti di tengah jalan. Coba lagi."),
        buat_unduhan(oleh=oleh, keadaan=Keadaan.DIBATALKAN),
    ]
