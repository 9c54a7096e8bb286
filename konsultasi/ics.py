"""An appointment as a calendar file. It names the office, the place and the number, and no person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from inti import ics
from konsultasi.enums import StatusJanjiTemu

if TYPE_CHECKING:
    from konsultasi.models import JanjiTemu

INGAT = timedelta(hours=2)


def tulis(janji_temu: JanjiTemu) -> bytes:
    """Return the file; each move raises its number, so that a phone replaces the old time by the new."""
    acara = ics.Acara(
        uid=janji_temu.kode,
        mulai=janji_temu.mulai,
        selesai=janji_temu.selesai,
        judul=f"Konsultasi: {janji_temu.meja.nama}",
        tempat=janji_temu.tempat,
        uraian=f"Nomor {janji_temu.nomor}. {settings.NAMA_DINAS}.",
        urutan=janji_temu.pindah_ke,
        batal=janji_temu.status == StatusJanjiTemu.DIBATALKAN,
        ingat=INGAT,
    )
    return ics.tulis([acara], bagian="konsultasi")
