"""What the system does to itself: look whether all is in place, and write down when things were last done."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from operasi import keutuhan
from operasi.cadangan import GagalCadangan
from operasi.cadangan.buat import Ringkasan, buat
from operasi.enums import Apa
from operasi.keutuhan import Hasil
from operasi.models import CatatanSistem


def catat(apa: str, kalimat: str = "", *, baik: bool = True) -> None:
    """Write down that `apa` was done just now; a failure keeps the time of the last success."""
    kini = timezone.now()
    isi = {"pada": kini, "baik": baik, "kalimat": kalimat[:300]} | ({"baik_pada": kini} if baik else {})
    CatatanSistem.objects.update_or_create(apa=apa, defaults=isi)


def periksa_keutuhan(*, lapor: Callable[[Hasil], None] = lambda hasil: None) -> list[Hasil]:
    """Run every check of the house, write down how it went, and return what each found."""
    hasil = keutuhan.jalankan(lapor=lapor)
    temuan = sum(satu.jumlah for satu in hasil)
    bermasalah = sum(1 for satu in hasil if satu.jumlah)
    kalimat = f"{temuan} temuan pada {bermasalah} dari {len(hasil)} pemeriksaan." if temuan else ""
    catat(Apa.KEUTUHAN, kalimat or f"{len(hasil)} pemeriksaan, tanpa temuan.", baik=not temuan)
    return hasil


# --- Backups -------------------------------------------------------------------

NAMA_CADANGAN = re.compile(r"portal-\d{4}-\d\d-\d\d-\d{6}\.cadangan")
HARI = len("portal-2026-11-22")
SISA_LAMA = 24 * 3600  # seconds; a younger one may still be written


def cadangkan(*, ke: Path) -> Ringkasan:
    """Write a backup to the file `ke` and write down how it went. Raises GagalCadangan with a sentence."""
    try:
        ringkasan = buat(ke)
    except GagalCadangan as galat:
        catat(Apa.CADANGAN, str(galat), baik=False)
        raise
    catat(Apa.CADANGAN, f"{ke.name}: {ringkasan}.")
    return ringkasan


def cadangkan_berkala() -> Path | None:
    """Write a backup into CADANGAN_DIR and keep the last of each of the newest CADANGAN_SIMPAN days; None without
    a folder.

    By days, so that whoever presses "Cadangkan sekarang" often does not push out the nights before. What is not named
    as our backups are stays untouched. Raises GagalCadangan with a sentence.
    """
    if not settings.CADANGAN_DIR:
        return None
    folder = Path(settings.CADANGAN_DIR)
    for sisa in folder.glob(".portal-*.cadangan.*"):  # of a backup that was killed, as large as a whole one
        if sisa.stat().st_mtime < time.time() - SISA_LAMA:
            sisa.unlink()
    ke = folder / f"portal-{timezone.localtime():%Y-%m-%d-%H%M%S}.cadangan"
    cadangkan(ke=ke)
    milik = sorted(berkas for berkas in folder.iterdir() if NAMA_CADANGAN.fullmatch(berkas.name))
    terakhir = {berkas.name[:HARI]: berkas for berkas in milik}
    simpan = set([*terakhir.values()][-max(settings.CADANGAN_SIMPAN, 1) :])
    for lama in milik:
        if lama not in simpan:
            lama.unlink()
    return ke
