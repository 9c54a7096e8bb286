"""Days on which the office is closed: national holidays and cuti bersama, as data that officials may correct."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

SINGGAH = 60.0
"""Seconds for which a process trusts the days it read last; an edit elsewhere is noticed after that."""

_singgahan: dict[str, tuple[float, frozenset[date]]] = {}


class HariLibur(models.Model):
    """One day off. A day that turns out to be worked is switched off, not deleted, so that no later load revives it."""

    class Jenis(models.TextChoices):
        NASIONAL = "nasional", "Libur nasional"
        CUTI_BERSAMA = "cuti_bersama", "Cuti bersama"

    tanggal = models.DateField(
        "tanggal", unique=True, error_messages={"unique": "Tanggal ini sudah ada di daftar hari libur."}
    )
    nama = models.CharField("nama", max_length=150)
    jenis = models.CharField("jenis", max_length=20, choices=Jenis.choices, default=Jenis.NASIONAL)
    berlaku = models.BooleanField("libur", default=True, help_text="Hapus centang bila hari ini ternyata hari kerja.")
    sumber = models.CharField(
        "sumber", max_length=150, blank=True, help_text="Dasar hari libur ini, misalnya nomor SKB tiga menteri."
    )
    tanggal_semula = models.DateField(
        null=True,
        unique=True,
        editable=False,
        help_text="Tanggal ketika dimuat dari daftar; menjaga agar hari yang digeser petugas tidak dimuat lagi.",
    )

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ("tanggal",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(jenis__in=("nasional", "cuti_bersama")),
                name="hari_libur_jenis_dikenal",
                violation_error_message="Pilih libur nasional atau cuti bersama.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.nama}, {self.tanggal:%d-%m-%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        _lupakan_sekarang_dan_nanti()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        hasil = super().delete(*args, **kwargs)
        _lupakan_sekarang_dan_nanti()
        return hasil


def libur() -> frozenset[date]:
    """Every day off that is known, for `inti.hari_kerja`; Saturdays and Sundays may be among them and do no harm.

    Read once a minute in each process. An edit made by this process is seen at once.
    """
    kini = time.monotonic()
    sampai, hari = _singgahan.get("libur", (kini, frozenset()))
    if kini >= sampai:
        hari = frozenset(HariLibur.objects.filter(berlaku=True).values_list("tanggal", flat=True))
        _singgahan["libur"] = (kini + SINGGAH, hari)
    return hari


def awal_hari(hari: date) -> datetime:
    """The first moment of a day in the time zone of the office."""
    return timezone.make_aware(datetime.combine(hari, datetime.min.time()))


def lupakan() -> None:
    """Let the next `libur()` read the table again."""
    _singgahan.clear()


def _lupakan_sekarang_dan_nanti() -> None:
    # Twice: a neighbour thread may read the old rows between this write and its commit.
    lupakan()
    transaction.on_commit(lupakan)


@transaction.atomic
def muat(tahun: Iterable[int]) -> tuple[int, list[HariLibur]]:
    """Add the days off of these years that are not there yet; what officials changed or moved stays as it is.

    Source: the `holidays` package (SKB tiga menteri; far years are astronomical estimates). Returns how many
    days were added, and the days loaded earlier that the package no longer lists: an official should look at them.
    """
    tahun = tuple(tahun)
    daftar = _daftar_paket(tahun)
    ada = HariLibur.objects.all()
    terpakai = set(ada.values_list("tanggal", flat=True)) | set(
        ada.exclude(tanggal_semula=None).values_list("tanggal_semula", flat=True)
    )
    baru = [hari for tanggal, hari in sorted(daftar.items()) if tanggal not in terpakai]
    HariLibur.objects.bulk_create(baru)
    _lupakan_sekarang_dan_nanti()
    hilang = ada.filter(tanggal_semula__year__in=tahun, berlaku=True).exclude(tanggal_semula__in=daftar)
    return len(baru), list(hilang)


def _daftar_paket(tahun: tuple[int, ...]) -> dict[date, HariLibur]:
    # Imported here: the package is large and only this rare command needs it.
    import holidays

    daftar: dict[date, HariLibur] = {}
    for kategori, jenis in (("government", HariLibur.Jenis.CUTI_BERSAMA), ("public", HariLibur.Jenis.NASIONAL)):
        paket = holidays.country_holidays("ID", years=tahun, categories=(kategori,), language="id")
        for tanggal, nama in paket.items():
            daftar[tanggal] = HariLibur(
                tanggal=tanggal,
                tanggal_semula=tanggal,
                nama=nama[:150],
                jenis=jenis,
                sumber=f"paket holidays {holidays.__version__}",
            )
    return daftar
