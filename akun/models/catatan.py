"""Two books that are only ever written at the end: what was done to an account, and who read whose data."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.enums import VerbaAkun


class CatatanAkun(models.Model):
    """One line of "Riwayat akun". At the counter `dasar` names the paper that was seen. A trigger refuses changes."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="catatan")
    verba = models.CharField("kejadian", max_length=24, choices=VerbaAkun)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="oleh", null=True, on_delete=models.PROTECT, related_name="+"
    )
    di_loket = models.BooleanField("di loket", default=False)
    dasar = models.CharField("dasar", max_length=300, blank=True)
    pada = models.DateTimeField("pada", default=timezone.now)

    class Meta:
        verbose_name = "catatan akun"
        verbose_name_plural = "catatan akun"
        ordering = ["-pada", "-pk"]
        indexes = [models.Index(fields=["pengguna", "-pada"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(di_loket=False) | (~Q(dasar="") & Q(oleh__isnull=False)),
                name="akun_catatan_loket_berdasar",
                violation_error_message="Tulis surat yang dilihat, misalnya KTP asli.",
            )
        ]

    def __str__(self) -> str:
        return self.get_verba_display()


class LogBaca(models.Model):
    """Who opened which protected fact of whom, and why. Its subject may read it. A trigger refuses changes."""

    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subjek_jenis = models.CharField("jenis subjek", max_length=30)
    subjek_kode = models.CharField("kode subjek", max_length=40)
    apa = models.CharField("yang dibaca", max_length=120)
    alasan = models.CharField("alasan", max_length=300)
    pada = models.DateTimeField("pada", default=timezone.now)

    class Meta:
        verbose_name = "log baca"
        verbose_name_plural = "log baca"
        ordering = ["-pada", "-pk"]
        indexes = [models.Index(fields=["subjek_jenis", "subjek_kode", "-pada"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="akun_log_baca_beralasan",
                violation_error_message="Tulis alasan membuka data ini.",
            )
        ]

    def __str__(self) -> str:
        return self.apa
