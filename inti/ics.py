"""Calendar files (RFC 5545) for phones: appointments, sessions of classes, and feeds to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

LIPAT = 75
"""Octets of a line before it is folded (RFC 5545, 3.1); the blank that a folded line begins with counts too."""
SEGARKAN = "PT6H"
"""How often a phone looks for news of a feed (RFC 7986, 5.7)."""


class Acara(NamedTuple):
    """One event. `uid` stays the same for ever: by it a phone replaces the old time by the new.

    `urutan` says how often it was changed; an event that is `batal` counts as one change more. `ingat` is how long
    before the start the phone rings, not at all when None.
    """

    uid: str
    mulai: datetime
    selesai: datetime
    judul: str
    tempat: str = ""
    uraian: str = ""
    url: str = ""
    urutan: int = 0
    batal: bool = False
    ingat: timedelta | None = None


def tulis(acara: Iterable[Acara], *, bagian: str, umpan: str = "") -> bytes:
    """Return the events as a calendar of the `bagian` (app) that writes it; `umpan` names one to subscribe to."""
    baris = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_teks(settings.NAMA_PORTAL)}//{bagian}//ID"]
    baris += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if umpan:
        baris += [f"NAME:{_teks(umpan)}", f"X-WR-CALNAME:{_teks(umpan)}"]
        baris += [f"REFRESH-INTERVAL;VALUE=DURATION:{SEGARKAN}", f"X-PUBLISHED-TTL:{SEGARKAN}"]
    kini = timezone.now()
    for satu in acara:
        baris += _acara(satu, bagian, kini)
    baris.append("END:VCALENDAR")
    return b"".join(_lipat(satu) for satu in baris)


def _acara(satu: Acara, bagian: str, kini: datetime) -> list[str]:
    baris = [
        "BEGIN:VEVENT",
        f"UID:{satu.uid}@{bagian}",
        f"DTSTAMP:{_saat(kini)}",
        f"SEQUENCE:{satu.urutan + satu.batal}",
        f"STATUS:{'CANCELLED' if satu.batal else 'CONFIRMED'}",
        f"DTSTART:{_saat(satu.mulai)}",
        f"DTEND:{_saat(satu.selesai)}",
        f"SUMMARY:{_teks(satu.judul)}",
    ]
    baris += [f"{nama}:{_teks(isi)}" for nama, isi in (("LOCATION", satu.tempat), ("DESCRIPTION", satu.uraian)) if isi]
    if satu.url:
        baris.append(f"URL:{satu.url}")
    if satu.ingat is not None and not satu.batal:
        menit = int(satu.ingat.total_seconds() // 60)
        baris += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_teks(satu.judul)}", f"TRIGGER:-PT{menit}M"]
        baris.append("END:VALARM")
    return [*baris, "END:VEVENT"]


def _saat(pada: datetime) -> str:
    return f"{pada.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _teks(isi: str) -> str:
    """Escape a text (RFC 5545, 3.3.11). A break of any kind becomes one line, so that nobody can add a line."""
    for huruf, ganti in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        isi = isi.replace(huruf, ganti)
    return "\\n".join(isi.splitlines())


def _lipat(baris: str) -> bytes:
    """Fold a line by octets, never inside a letter."""
    bagian: list[bytes] = []
    kini = b""
    for huruf in baris:
        satu = huruf.encode()
        if len(kini) + len(satu) > LIPAT - bool(bagian):
            bagian.append(kini)
            kini = b""
        kini += satu
    return b"\r\n ".join([*bagian, kini]) + b"\r\n"
