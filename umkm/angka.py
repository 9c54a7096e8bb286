"""The figures that the office lives by: what each counts, in a sentence and in one condition.

The page of figures, the list behind each figure and the daily record all ask here, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from inti.kalender import awal_hari
from inti.perkara import hampir_lewat, lewat
from umkm.enums import MENUNGGU_KAMI, JenisLegalitas, StatusUsaha
from umkm.models import Legalitas
from umkm.workflow import JANJI_VERIFIKASI


@dataclass(frozen=True)
class Ukuran:
    """One figure: its name, its definition for the reader, and the condition on businesses that were not merged away.

    `rupa` is how it looks where it is not zero, as in partials/_status.html. `arus`: it counts what happened in a
    stretch of days, so it is compared with the stretch before and not with an earlier record.
    """

    kode: str
    label: str
    definisi: str
    syarat: Callable[[], Q]
    rupa: str = "netral"
    arus: bool = False


def senin(hari: date) -> date:
    """The Monday of the week of `hari`."""
    return hari - timedelta(days=hari.weekday())


def _masuk(mulai: date, akhir: date) -> Q:
    """Registered from the day `mulai` until, but not on, the day `akhir`."""
    return Q(dibuat__gte=awal_hari(mulai), dibuat__lt=awal_hari(akhir))


def _kemarin() -> Q:
    hari_ini = timezone.localdate()
    return _masuk(hari_ini - timedelta(days=1), hari_ini)


def _kemarin_dulu() -> Q:
    hari_ini = timezone.localdate()
    return _masuk(hari_ini - timedelta(days=2), hari_ini - timedelta(days=1))


def _minggu_ini() -> Q:
    return Q(dibuat__gte=awal_hari(senin(timezone.localdate())))


def _minggu_lalu() -> Q:
    """The same stretch of last week: from its Monday until this hour of this weekday."""
    return Q(
        dibuat__gte=awal_hari(senin(timezone.localdate()) - timedelta(days=7)),
        dibuat__lt=timezone.now() - timedelta(days=7),
    )


def ber_nib() -> Q:
    """Whether the number of an NIB is recorded and open, checked or not."""
    nib = Legalitas.objects.terbuka().filter(usaha=OuterRef("pk"), jenis=JenisLegalitas.NIB)
    return Q(Exists(nib))


_MENUNGGU = Q(status__in=MENUNGGU_KAMI)

UKURAN = (
    Ukuran(
        "terdaftar",
        "Terdaftar",
        "Semua usaha yang mempunyai nomor pendaftaran, apa pun statusnya. Data ganda yang sudah digabung tidak "
        "dihitung dua kali.",
        Q,
    ),
    Ukuran(
        "terverifikasi",
        "Terverifikasi",
        "Usaha yang identitas pemilik dan tempatnya sudah diperiksa petugas, dan verifikasinya tidak dicabut.",
        lambda: Q(status=StatusUsaha.TERVERIFIKASI),
        "selesai",
    ),
    Ukuran(
        "menunggu",
        "Menunggu kita",
        "Usaha yang sudah dikirim pemiliknya dan belum diputuskan: menunggu diperiksa atau sedang diperiksa.",
        lambda: _MENUNGGU,
        "jalan",
    ),
    Ukuran(
        "lewat",
        "Lewat janji",
        f"Bagian dari yang menunggu kita, yang janji {JANJI_VERIFIKASI} hari kerjanya habis kemarin atau sebelumnya.",
        lambda: _MENUNGGU & lewat(),
        "tolak",
    ),
    Ukuran(
        "hampir",
        "Hampir lewat",
        "Bagian dari yang menunggu kita, yang janjinya habis hari ini atau pada hari kerja berikutnya.",
        lambda: _MENUNGGU & hampir_lewat(),
        "tunggu",
    ),
    Ukuran(
        "nib",
        "Punya NIB",
        "Usaha yang nomor NIB-nya (Nomor Induk Berusaha) tercatat, sudah diperiksa atau belum.",
        ber_nib,
    ),
    Ukuran("kemarin", "Baru kemarin", "Usaha yang terdaftar kemarin, pukul 00.00 sampai 24.00.", _kemarin, arus=True),
    Ukuran(
        "minggu",
        "Baru minggu ini",
        "Usaha yang terdaftar sejak hari Senin minggu ini.",
        _minggu_ini,
        arus=True,
    ),
)
MENURUT_KODE = {satu.kode: satu for satu in UKURAN}
# What the flows are compared with: the day before yesterday, and the same stretch of last week.
SEBELUMNYA = {"kemarin": _kemarin_dulu, "minggu": _minggu_lalu}
