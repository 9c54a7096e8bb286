"""What trainers of a class tell each other about a participant."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from pelatihan.models.peserta import Peserta


class CatatanPelatih(models.Model):
    """A note that only the trainers of the class read; its writer may change it or take it back.

    No page of the office or of the participant shows it, and none may: it has no permissions. It is erased when they no
    longer read who took part (`pelatihan.actions.catatan.bersihkan`), and copied to the person who asks what is stored
    about him.
    """

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="catatan_pelatih")
    penulis = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    teks = models.TextField("catatan", max_length=1000)
    dibuat = models.DateTimeField(auto_now_add=True)
    diubah = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "catatan pelatih"
        verbose_name_plural = "catatan pelatih"
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"catatan {self.pk}"
