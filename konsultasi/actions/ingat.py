"""The morning's work: reminding of tomorrow, and forgetting who came long ago without an account."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from inti import hari_kerja
from inti.kalender import awal_hari, libur
from konsultasi import notifications
from konsultasi.models import DaftarTunggu, JanjiTemu

SIMPAN_TAMU = timedelta(days=365)
"""How long name, number and topic are kept of whoever has no account."""
TERHAPUS = "(sudah dihapus)"


def jalankan() -> int:
    """Remind everyone whose hour lies before the end of the next working day; returns how many messages that was.

    On a day off nobody is reminded: it was done on the working day before. A second run the same day does nothing.
    """
    hari_ini, hari_libur = timezone.localdate(), libur()
    if not hari_kerja.buka(hari_ini, hari_libur):
        return 0
    besok = hari_kerja.tambah(hari_ini, 1, hari_libur)
    datang = JanjiTemu.objects.mendatang().filter(
        terganggu_pada=None,
        mulai__gte=awal_hari(hari_ini + timedelta(days=1)),
        mulai__lt=awal_hari(besok + timedelta(days=1)),
    )
    jumlah = 0
    for satu in datang.select_related("meja__kecamatan", "akun"):
        with transaction.atomic():
            jumlah += notifications.ingatkan(satu)
    return jumlah


@transaction.atomic
def lupakan_tamu() -> int:
    """Forget the name, number and topic of those without an account a year after their hour; returns how many."""
    lama = timezone.now() - SIMPAN_TAMU
    kosong = {"nama": TERHAPUS, "telepon": "", "perihal": TERHAPUS, "hasil": ""}
    tamu = JanjiTemu.objects.filter(akun=None, selesai__lt=lama).exclude(nama=TERHAPUS)
    jumlah = tamu.update(**kosong)
    kosong.pop("hasil")
    DaftarTunggu.objects.filter(akun=None, selesai_pada__lt=lama).exclude(nama=TERHAPUS).update(**kosong)
    return jumlah
