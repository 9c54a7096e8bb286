"""Proposals: who was named for a class, by which kecamatan and on the word of which desa."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from pelatihan.models.peserta import Peserta
from wilayah.models import Desa, Kecamatan


class UsulanPeserta(models.Model):
    """Desa have no accounts: an official of the kecamatan enters the name and says which desa brought it.

    How many a kecamatan may name is the size of its pool (`Kuota`), which the database counts.
    """

    peserta = models.OneToOneField(Peserta, on_delete=models.PROTECT, related_name="usulan")
    kecamatan = models.ForeignKey(Kecamatan, on_delete=models.PROTECT, related_name="+")
    desa = models.ForeignKey(
        Desa, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="desa pengusul"
    )
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "usulan peserta"
        verbose_name_plural = "usulan peserta"
        ordering = ("pk",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.peserta} ({self.pengusul})"

    @property
    def pengusul(self) -> str:
        """Who brought the name, as the applicant reads it."""
        return f"{self.desa.get_jenis_display()} {self.desa.nama}" if self.desa else f"Kecamatan {self.kecamatan.nama}"
