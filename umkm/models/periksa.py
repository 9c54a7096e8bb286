"""How the data of a business were checked, and what its owner was asked to mend."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti.berkas import Berkas
from umkm.enums import CARA_BAGIAN, BagianPeriksa, CaraPeriksa
from umkm.models.usaha import Usaha


class PemeriksaanBagian(models.Model):
    """One section of a business, how and when it was checked, and by whom. The latest of each section counts."""

    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="pemeriksaan")
    bagian = models.CharField(max_length=10, choices=BagianPeriksa)
    cara = models.CharField("cara memeriksa", max_length=12, choices=CaraPeriksa)
    tanggal = models.DateField("tanggal diperiksa", default=timezone.localdate)
    catatan = models.CharField(max_length=300, blank=True)
    berkas = models.ForeignKey(Berkas, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "pemeriksaan"
        verbose_name_plural = "pemeriksaan"
        ordering = ("-pk",)
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    *(Q(bagian=bagian, cara__in=cara) for bagian, cara in CARA_BAGIAN.items()), _connector=Q.OR
                ),
                name="cara_periksa_cocok",
                violation_error_message="Cara ini tidak dapat membuktikan bagian tersebut.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_bagian_display()}: {self.get_cara_display()}"


class PermintaanPerbaikan(models.Model):
    """A field that the owner is asked to mend, with a sentence. Only open ones unlock their field."""

    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="perbaikan")
    isian = models.CharField(max_length=40)
    kalimat = models.CharField(max_length=300)
    terbuka = models.BooleanField(default=True)
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "permintaan perbaikan"
        verbose_name_plural = "permintaan perbaikan"
        ordering = ("pk",)
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["usaha", "isian"],
                condition=Q(terbuka=True),
                name="satu_permintaan_terbuka_per_isian",
                violation_error_message="Isian ini sudah diminta diperbaiki.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.isian}: {self.kalimat}"
