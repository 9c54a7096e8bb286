"""Who changed which score: a line for each change, never touched again."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from pelatihan.enums import Tes
from pelatihan.models.peserta import Peserta


class PerubahanNilai(models.Model):
    """One change of one score; None stands for "no score"."""

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="perubahan_nilai")
    tes = models.CharField(max_length=5, choices=Tes)
    dari = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    ke = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "perubahan nilai"
        verbose_name_plural = "perubahan nilai"
        ordering = ("-pk",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_tes_display()}: {self.dari} menjadi {self.ke}"
