"""What the registry says by itself because time has passed: promises, papers, stale data, looks at protected data.

Each verb may run as often as it likes: a message carries the key of its cause, so nothing is said twice.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from akun.models import LogBaca
from inti import janji
from inti.kalender import awal_hari
from umkm import notifications, queries
from umkm.models import Legalitas, PelakuUsaha

AMBANG_SURAT = (60, 30, 7)
"""Days before a paper ends on which its owner is reminded."""
SUSULAN = 7
"""Days for which a reminder that could not be sent on its day is made up for."""


def ingatkan_janji() -> int:
    """Tell every official how many promises are past or nearly so, once each working day; returns how many messages.

    Each hears of the cases in his own hand, who shares out the work of all.
    """
    return janji.ingatkan(queries.pemeriksa(), hitung=queries.hitung_janji, beri_tahu=notifications.janji)


def ingatkan_surat() -> int:
    """Tell owners of the papers that end within 60, 30 and 7 days, once for each; returns how many were due."""
    hari_ini = timezone.localdate()
    jumlah = 0
    for ambang in AMBANG_SURAT:
        akhir = hari_ini + timedelta(days=ambang)
        surat = Legalitas.objects.terbuka().filter(
            berlaku_sampai__gt=akhir - timedelta(days=SUSULAN), berlaku_sampai__lte=akhir, usaha__digabung_ke=None
        )
        for satu in surat.select_related("usaha").order_by("pk").iterator():
            notifications.surat_hampir_habis(satu, ambang)
            jumlah += 1
    return jumlah


def ingatkan_data_lama() -> int:
    """Ask owners of verified businesses whether data that turned a year old still hold; returns how many were due."""
    jumlah = 0
    for usaha in queries.data_lama(dalam=SUSULAN).iterator():
        notifications.data_lama(usaha, sejak=timezone.localdate(usaha.segar))
        jumlah += 1
    return jumlah


def kabari_dibaca(bulan: date) -> int:
    """Tell everyone whose protected data were opened in the month of `bulan` that they were; returns how many.

    Who opened what, and why, stands in the portal and not in the message.
    """
    awal = bulan.replace(day=1)
    akhir = (awal + timedelta(days=31)).replace(day=1)
    baca = LogBaca.objects.filter(subjek_jenis="pelaku", pada__gte=awal_hari(awal), pada__lt=awal_hari(akhir))
    jumlah = 0
    for orang in PelakuUsaha.objects.filter(kode__in=baca.values("subjek_kode")).order_by("pk").iterator():
        if orang.boleh_dikirimi:
            notifications.data_dilihat(orang, awal)
            jumlah += 1
    return jumlah


def ingatkan_semua() -> None:
    """Do what is due today, each kind by itself; on the first days of a month also the digest of the last one."""
    hari_ini = timezone.localdate()
    for satu in (ingatkan_janji, ingatkan_surat, ingatkan_data_lama):
        with transaction.atomic():
            satu()
    if hari_ini.day <= SUSULAN:
        with transaction.atomic():
            kabari_dibaca(hari_ini.replace(day=1) - timedelta(days=1))
