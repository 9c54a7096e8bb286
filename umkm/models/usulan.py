"""Proposals: after verification a change of a verified field waits for an official, field by field."""

from __future__ import annotations

from typing import Any

from django.db import models

from inti.kode import buat
from inti.perkara import Perkara, PerkaraQuerySet, Riwayat
from umkm import workflow
from umkm.enums import StatusUsulan
from umkm.models.usaha import Usaha


class UsulanQuerySet(PerkaraQuerySet):
    def terlihat_oleh(self, user: Any) -> UsulanQuerySet:
        """Narrow to the proposals on businesses that `user` may see."""
        return self.filter(usaha__in=Usaha.objects.terlihat_oleh(user))


class Usulan(Perkara):
    """What the owner of a verified business wants changed, sent together."""

    ALUR = workflow.USULAN

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="usulan")
    status = models.CharField(max_length=30, choices=StatusUsulan, editable=False, db_index=True)
    dibuat = models.DateTimeField(auto_now_add=True)

    objects = UsulanQuerySet.as_manager()

    class Meta:
        verbose_name = "usulan perubahan"
        verbose_name_plural = "usulan perubahan"
        ordering = ("-pk",)
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=StatusUsulan.values),
                name="usulan_status_dikenal",
                violation_error_message="Status usulan tidak dikenal.",
            ),
            models.UniqueConstraint(
                fields=["usaha"],
                condition=models.Q(status="DIAJUKAN"),
                name="satu_usulan_menunggu",
                violation_error_message="Masih ada usulan yang menunggu diputuskan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Usulan perubahan {self.usaha}"


class IsianUsulan(models.Model):
    """One field of a proposal: what it was, what it should become, and what the official decided."""

    usulan = models.ForeignKey(Usulan, on_delete=models.CASCADE, related_name="isian")
    nama = models.CharField(max_length=40)
    lama = models.JSONField(null=True)
    baru = models.JSONField(null=True)
    diterima = models.BooleanField(null=True, help_text="Kosong: belum diputuskan.")
    alasan = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "isian usulan"
        verbose_name_plural = "isian usulan"
        ordering = ("pk",)
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["usulan", "nama"],
                name="satu_isian_per_usulan",
                violation_error_message="Isian ini sudah ada dalam usulan.",
            )
        ]

    def __str__(self) -> str:
        return self.nama


class RiwayatUsulan(Riwayat):
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="riwayat")

    class Meta(Riwayat.Meta):
        verbose_name = "riwayat usulan"
        verbose_name_plural = "riwayat usulan"
        default_permissions = ("view",)
