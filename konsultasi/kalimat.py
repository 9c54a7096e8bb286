"""Times and history in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

PERBUATAN = {
    "pesan_jam": "memesan jam ini",
    "tawarkan": "menawarkan jam yang kosong",
    "terima_tawaran": "mengambil jam yang ditawarkan",
    "tolak_tawaran": "tidak mengambil jam yang ditawarkan",
    "lewatkan": "memberikan jam ini kepada penunggu berikutnya",
    "hadir": "mencatat hadir",
    "tidak_hadir": "mencatat tidak hadir",
    "pindah_waktu": "memindahkan waktu",
    "minta_pindah": "meminta memilih waktu lain",
    "berlakukan_lagi": "memberlakukan jam ini lagi",
    "batalkan": "membatalkan janji temu",
    "tiadakan": "membatalkan dari kantor",
}


def waktu(pada: datetime) -> str:
    """Write "Selasa, 24 November 2026 pukul 09.00 WIB"."""
    setempat = timezone.localtime(pada)
    return f"{date_format(setempat, 'l, j F Y')} pukul {setempat:%H.%M} WIB"


def riwayat(baris: Any, *, pembaca: Any) -> list[dict[str, Any]]:
    """Tell history to whoever comes, the newest first: an official has no name there."""
    return [
        {"pada": r.pada, "kalimat": f"{_pelaku(r, pembaca)} {PERBUATAN[r.verba]}", "catatan": r.catatan}
        for r in reversed(list(baris))
    ]


def _pelaku(baris: Any, pembaca: Any) -> str:
    if baris.sebagai == "sistem":
        return "Portal"
    if baris.oleh_id == pembaca.pk:
        return "Anda"
    return "Petugas" if baris.sebagai == "petugas" else baris.pelaku
