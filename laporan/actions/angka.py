"""The figures of each morning, kept."""

from __future__ import annotations

from django.utils import timezone

from laporan.models import AngkaHarian
from laporan.queries import hitung
from umkm.angka import UKURAN
from umkm.models import Usaha


def catat_harian() -> int:
    """Write down what every figure is now in every kecamatan, once a day; returns how many rows are new.

    Flows are left out: what happened in a stretch of days is still known later.
    """
    kini = timezone.now()
    tetap = [u.kode for u in UKURAN if not u.arus]
    baris = [
        AngkaHarian(tanggal=timezone.localdate(kini), kecamatan_id=kode, ukuran=ukuran, nilai=angka[ukuran], pada=kini)
        for kode, angka in hitung(Usaha.objects.all()).items()
        for ukuran in tetap
    ]
    sebelum = AngkaHarian.objects.filter(tanggal=timezone.localdate(kini)).count()
    AngkaHarian.objects.bulk_create(baris, ignore_conflicts=True)
    return AngkaHarian.objects.filter(tanggal=timezone.localdate(kini)).count() - sebelum
