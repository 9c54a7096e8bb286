"""What a business is found by, kept true by triggers of the database (migration 0003)."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from umkm.models.usaha import Usaha


class CarianUsaha(models.Model):
    """The words of a business: of name and product as they are, of its owners marked `~`, number `#`, village `@`.

    A table of its own: names of owners stand elsewhere, and a row as narrow as this is read quickly by the
    thousand. Nobody writes it but the triggers; `umkm.pencarian` reads it.
    """

    usaha = models.OneToOneField(Usaha, primary_key=True, on_delete=models.CASCADE, related_name="+")
    isi = SearchVectorField()

    class Meta:
        verbose_name = "carian usaha"
        verbose_name_plural = "carian usaha"
        default_permissions = ()
        indexes = [GinIndex(fields=["isi"], name="usaha_carian", fastupdate=False)]

    def __str__(self) -> str:
        return f"Carian {self.pk}"
