"""An appointment as a calendar file (RFC 5545). It names the office, the place and the number, and no person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from konsultasi.models import JanjiTemu

_LIPAT = 73
"""Octets of a line; the standard allows 75 with the blank that a folded one begins with."""


def tulis(janji_temu: JanjiTemu) -> bytes:
    """Return the file. The same appointment keeps its UID, so that a phone replaces the old time by the new."""
    baris = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_teks(settings.NAMA_PORTAL)}//konsultasi//ID",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{janji_temu.kode}@konsultasi",
        f"DTSTAMP:{_saat(timezone.now())}",
        f"SEQUENCE:{janji_temu.pindah_ke}",
        f"DTSTART:{_saat(janji_temu.mulai)}",
        f"DTEND:{_saat(janji_temu.selesai)}",
        f"SUMMARY:{_teks(f'Konsultasi: {janji_temu.meja.nama}')}",
        f"LOCATION:{_teks(janji_temu.tempat)}",
        f"DESCRIPTION:{_teks(f'Nomor {janji_temu.nomor}. {settings.NAMA_DINAS}.')}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Konsultasi",
        "TRIGGER:-PT2H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_lipat(satu) for satu in baris)


def _saat(pada: datetime) -> str:
    return f"{pada.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _teks(isi: str) -> str:
    return isi.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _lipat(baris: str) -> bytes:
    """Fold a line by octets, never inside a letter."""
    bagian, kini = [], b""
    for huruf in baris:
        satu = huruf.encode()
        if len(kini) + len(satu) > _LIPAT:
            bagian.append(kini)
            kini = b""
        kini += satu
    return b"\r\n ".join([*bagian, kini]) + b"\r\n"
