"""Consent, apart from the notice: the registry is public duty, these three uses rest on the person's own will.

UU 27/2022 Pasal 20(2) (legal bases) and Pasal 22 (consent is explicit, recorded, separate and in plain language).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akun.enums import CaraSetuju, TujuanPersetujuan


class PersetujuanQuerySet(models.QuerySet["Persetujuan"]):
    def berlaku(self) -> PersetujuanQuerySet:
        return self.filter(ditarik_pada__isnull=True)


class Persetujuan(models.Model):
    subjek_kode = models.CharField("kode subjek", max_length=40)
    tujuan = models.CharField("tujuan", max_length=12, choices=TujuanPersetujuan)
    mitra = models.CharField("mitra", max_length=120, blank=True)
    versi = models.CharField("versi naskah", max_length=20)
    cara = models.CharField("cara", max_length=10, choices=CaraSetuju)
    diberi_pada = models.DateTimeField("diberi pada", default=timezone.now)
    ditarik_pada = models.DateTimeField("ditarik pada", null=True, blank=True)

    objects = PersetujuanQuerySet.as_manager()

    class Meta:
        verbose_name = "persetujuan"
        verbose_name_plural = "persetujuan"
        ordering = ["tujuan", "mitra", "-diberi_pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["subjek_kode", "tujuan", "mitra"],
                condition=Q(ditarik_pada__isnull=True),
                name="akun_persetujuan_satu_berlaku",
                violation_error_message="Persetujuan ini sudah diberikan.",
            ),
            models.CheckConstraint(
                condition=(Q(tujuan=TujuanPersetujuan.MITRA) & ~Q(mitra=""))
                | (~Q(tujuan=TujuanPersetujuan.MITRA) & Q(mitra="")),
                name="akun_persetujuan_mitra_bernama",
                violation_error_message="Sebut nama mitra yang menerima data.",
            ),
            models.CheckConstraint(
                condition=Q(ditarik_pada__isnull=True) | Q(ditarik_pada__gte=F("diberi_pada")),
                name="akun_persetujuan_urut",
                violation_error_message="Persetujuan tidak dapat ditarik sebelum diberi.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_tujuan_display()


class PengakuanPemberitahuan(models.Model):
    """The person has seen the notice (basis, purpose, rights) in this version. It is not consent."""

    subjek_kode = models.CharField("kode subjek", max_length=40)
    versi = models.CharField("versi naskah", max_length=20)
    cara = models.CharField("cara", max_length=10, choices=CaraSetuju)
    pada = models.DateTimeField("pada", default=timezone.now)

    class Meta:
        verbose_name = "pengakuan pemberitahuan"
        verbose_name_plural = "pengakuan pemberitahuan"
        constraints = [
            models.UniqueConstraint(
                fields=["subjek_kode", "versi"],
                name="akun_pengakuan_unik",
                violation_error_message="Pemberitahuan versi ini sudah dibaca.",
            )
        ]

    def __str__(self) -> str:
        return f"pemberitahuan {self.versi}"
