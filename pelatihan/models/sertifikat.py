"""The issuing of the certificates of a class: one row when it ends, taken by workers for a while at a time."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pelatihan.models.angkatan import Angkatan

MAKS_GAGAL = 3


class PenerbitanQuerySet(models.QuerySet["Penerbitan"]):
    def menunggu(self) -> PenerbitanQuerySet:
        """Narrow to those with certificates still to print that no worker holds now."""
        bebas = Q(dikerjakan_sampai=None) | Q(dikerjakan_sampai__lt=timezone.now())
        return self.filter(bebas, selesai_pada=None, gagal__lt=MAKS_GAGAL)

    def terhenti(self) -> PenerbitanQuerySet:
        """Narrow to those that stopped and wait for an official to try again."""
        return self.filter(selesai_pada=None, gagal__gte=MAKS_GAGAL)


class Penerbitan(models.Model):
    """`cetakan` is what every certificate of the class says, as it was when the class ended; `gagal` counts tries in a
    row that brought none, `galat` says why in words for officials.
    """

    SEWA = timedelta(minutes=1)

    angkatan = models.OneToOneField(Angkatan, on_delete=models.PROTECT, related_name="penerbitan")
    cetakan = models.JSONField(editable=False)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    sewa = models.UUIDField(null=True, editable=False)
    dikerjakan_sampai = models.DateTimeField(null=True, editable=False)
    gagal = models.PositiveSmallIntegerField(default=0, editable=False)
    galat = models.CharField(max_length=300, blank=True, editable=False)
    dibuat = models.DateTimeField(auto_now_add=True)
    selesai_pada = models.DateTimeField(null=True, editable=False)

    objects = PenerbitanQuerySet.as_manager()

    class Meta:
        verbose_name = "penerbitan sertifikat"
        verbose_name_plural = "penerbitan sertifikat"
        ordering = ("-pk",)
        default_permissions = ("view",)
        permissions = [
            ("terbitkan_sertifikat", "Menerbitkan ulang sertifikat pelatihan"),
            ("koreksi_hasil", "Mengoreksi hasil dan mencabut sertifikat setelah kelas berakhir"),
        ]

    def __str__(self) -> str:
        return f"Sertifikat {self.angkatan}"

    @property
    def berjalan(self) -> bool:
        return self.selesai_pada is None and self.gagal < MAKS_GAGAL

    @property
    def terhenti(self) -> bool:
        return self.selesai_pada is None and self.gagal >= MAKS_GAGAL
