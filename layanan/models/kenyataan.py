"""How long a service really takes, worked out at night: the page of a service reads one row and counts nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from layanan.models.layanan import Layanan


class KenyataanLayanan(models.Model):
    """The real working days of a service over the 90 days before `dihitung`; `setengah_hari` is the median, doubled."""

    layanan = models.OneToOneField(Layanan, primary_key=True, on_delete=models.CASCADE, related_name="kenyataan")
    jumlah = models.PositiveIntegerField()
    setengah_hari = models.PositiveIntegerField(null=True)
    p90 = models.PositiveIntegerField(null=True)
    tepat = models.PositiveIntegerField()
    dihitung = models.DateTimeField()

    class Meta:
        verbose_name = "kenyataan layanan"
        verbose_name_plural = "kenyataan layanan"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(jumlah=0, setengah_hari=None, p90=None, tepat=0)
                | Q(jumlah__gt=0, setengah_hari__isnull=False, p90__isnull=False, tepat__lte=F("jumlah")),
                name="kenyataan_utuh",
                violation_error_message="Angka kenyataan layanan tidak utuh.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.layanan}: {self.jumlah}"
