"""Classes as a calendar file (RFC 5545). Written by hand: three kinds of line, folded and escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from django.utils import timezone

from pelatihan.models import Angkatan

LIPAT = 75
"""Octets of a line before it is folded (RFC 5545, 3.1)."""


def tulis(angkatan: Iterable[Angkatan], dasar: str) -> bytes:
    """Return the sessions of the classes as a calendar; `dasar` is the address of the portal."""
    rumah = urlsplit(dasar).hostname or "portal"
    baris = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{rumah}//pelatihan//ID", "METHOD:PUBLISH"]
    for satu in angkatan:
        for sesi in satu.sesi.all():
            baris += [
                "BEGIN:VEVENT",
                f"UID:sesi-{sesi.pk}@{rumah}",
                f"DTSTAMP:{_saat(timezone.now())}",
                f"DTSTART:{_saat(sesi.mulai)}",
                f"DTEND:{_saat(sesi.selesai)}",
                f"SUMMARY:{_aman(str(satu.kurikulum))}",
                f"LOCATION:{_aman(sesi.tempat or satu.tempat)}",
                f"URL:{urljoin(dasar, satu.get_absolute_url())}",
                "END:VEVENT",
            ]
    baris.append("END:VCALENDAR")
    return b"".join(_lipat(b) + b"\r\n" for b in baris)


def _saat(saat: datetime) -> str:
    return f"{saat.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _aman(teks: str) -> str:
    for huruf, ganti in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        teks = teks.replace(huruf, ganti)
    return teks


def _lipat(baris: str) -> bytes:
    """Fold a line without cutting a letter in two."""
    potong, isi = [b""], baris
    for huruf in isi:
        mentah = huruf.encode()
        if len(potong[-1]) + len(mentah) > LIPAT - (len(potong) > 1):
            potong.append(b"")
        potong[-1] += mentah
    return b"\r\n ".join(potong)
