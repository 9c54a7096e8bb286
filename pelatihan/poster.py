"""The poster of a class, to hang up or to pass on: PDF for a printer, PNG for a chat. It names nobody."""

from __future__ import annotations

from hashlib import sha256
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from inti import pdf
from inti.templatetags.portal import jam, rupiah, tanggal
from pelatihan.enums import CaraMasuk, Sasaran, StatusAngkatan
from pelatihan.models import Angkatan

TEMPLAT = "pelatihan/poster"
HARI_TERBANYAK = 3
UMUR = 24 * 3600
"""Seconds that a drawn poster is kept; one that says something else is another."""


def boleh(angkatan: Angkatan) -> bool:
    """Tell whether there is something to invite to: announced, not called off, not over."""
    terbuka = (StatusAngkatan.DIBUKA, StatusAngkatan.DITUTUP)
    return angkatan.status in terbuka and angkatan.selesai is not None and angkatan.selesai > timezone.now()


def cetak(angkatan: Angkatan) -> bytes:
    """Return the poster as PDF, A4."""
    return _simpan(angkatan, "pdf", pdf.cetak)


def gambar(angkatan: Angkatan) -> bytes:
    """Return the poster as PNG."""
    return _simpan(angkatan, "png", lambda *apa, **isian: pdf.gambar(*apa, **isian)[0])


def _simpan(angkatan: Angkatan, bentuk: str, buat: Any) -> bytes:
    data, alamat = isi(angkatan), settings.PORTAL_URL + angkatan.get_absolute_url()
    sidik = sha256(repr((data, alamat)).encode()).hexdigest()[:16]

    def susun() -> bytes:
        # The day of the paper is that of the window, so that the same poster has the same bytes.
        hari = timezone.localdate(angkatan.dibuka_pada)
        return buat(TEMPLAT, data, judul=f"Pelatihan {angkatan.kurikulum}", tanggal=hari, alamat=alamat)

    return cache.get_or_set(f"pelatihan:poster:{bentuk}:{angkatan.kode}:{sidik}", susun, UMUR) or b""


def isi(angkatan: Angkatan) -> dict[str, Any]:
    """Return what the template reads. Seats left are not among it: paper does not follow them."""
    hari = [(tanggal(h), list(sesi)) for h, sesi in groupby(angkatan.sesi.all(), lambda s: timezone.localdate(s.mulai))]
    return {
        "pelatihan": str(angkatan.kurikulum),
        "ringkas": angkatan.kurikulum.ringkas,
        "jadwal": [
            [h, f"{jam(sesi[0].mulai).removesuffix(' WIB')}–{jam(max(s.selesai for s in sesi))}"]
            for h, sesi in hari[:HARI_TERBANYAK]
        ],
        "lagi": max(len(hari) - HARI_TERBANYAK, 0),
        "tempat": angkatan.lokasi,
        "jp": angkatan.kurikulum.jp,
        "biaya": rupiah(angkatan.biaya) if angkatan.biaya else "Gratis",
        "untuk": Sasaran(angkatan.sasaran).label,
        "cara": CaraMasuk(angkatan.cara).label,
        "kursi": sum(k.jumlah for k in angkatan.kuota.all()),
        "sampai": f"{tanggal(angkatan.ditutup_pada)}, {jam(angkatan.ditutup_pada)}",
    }
