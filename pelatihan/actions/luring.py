"""Presence from a phone without a network: the key it carries, and what it may do with it.

The key opens one thing: adding marks to one session, in the name of the trainer to whom it was given. It ends a day
after the session, and at once when he no longer teaches the class.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from akun.models import Pengguna
from inti import tautan
from pelatihan.actions import kehadiran
from pelatihan.actions.kehadiran import Tanda, Terkirim
from pelatihan.models import Sesi

KEPERLUAN = "pelatihan.hadir"
LEBIH = timedelta(hours=24)
"""How long after the session its list stays on a phone, and its key opens."""
KUNCI_MATI = "kunci_mati"


def sampai(sesi: Sesi) -> datetime:
    """Return when the list of this session ends on every phone."""
    return sesi.selesai + LEBIH


def bekali(sesi: Sesi, *, oleh: Any) -> str:
    """Make a key for the phone of a trainer of this session, and return it; it is told nowhere else."""
    return tautan.buat(KEPERLUAN, f"{sesi.kode}:{oleh.kode}", sampai=sampai(sesi))


def pemegang(kunci: str) -> str | None:
    """Return for which session and trainer a key is, as text; None when it opens nothing."""
    return tautan.buka(kunci, KEPERLUAN)


def catat_lewat_kunci(kunci: str, tanda: Sequence[Tanda]) -> Terkirim:
    """Keep the marks of a phone. Raises as `kehadiran.catat` does, and ValidationError (KUNCI_MATI) for a dead key.

    The key of somebody who no longer teaches the class is ended for good.
    """
    perihal = pemegang(kunci)
    if perihal is None:
        raise ValidationError("Izin kirim dari HP ini sudah berakhir. Buka lagi daftarnya.", code=KUNCI_MATI)
    kode_sesi, kode_akun = perihal.split(":")
    sesi = Sesi.objects.filter(kode=kode_sesi).first()
    if sesi is None:
        raise ValidationError("Sesi ini sudah dihapus dari jadwal.", code=kehadiran.DITUTUP)
    try:
        return kehadiran.catat(sesi, tanda=tanda, oleh=Pengguna.objects.get(kode=kode_akun))
    except PermissionDenied:
        tautan.cabut(KEPERLUAN, perihal)
        raise
