"""What trainers hand out: files and links of a class."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti.berkas import Berkas
from inti.kode import buat
from pelatihan.enums import BERKURSI, KapanMateri
from pelatihan.models.angkatan import Angkatan
from pelatihan.models.kurikulum import Topik
from pelatihan.models.peserta import Peserta
from pelatihan.models.sesi import Sesi

K = KapanMateri


class MateriQuerySet(models.QuerySet["Materi"]):
    def terbuka(self) -> MateriQuerySet:
        """Narrow to what participants may open by now."""
        kini = timezone.now()
        return self.filter(
            Q(kapan=K.LANGSUNG)
            | Q(kapan=K.SESI, sesi__selesai__lte=kini)
            | Q(kapan=K.AKHIR, angkatan__selesai__lte=kini)
        )

    def bagi(self, peserta: Peserta) -> MateriQuerySet:
        """Narrow to what a participant may open by now; nothing without a seat of his own."""
        milik = self.terbuka().filter(angkatan=peserta.angkatan_id).select_related("berkas", "topik")
        return milik if peserta.status in BERKURSI else milik.none()


class Materi(models.Model):
    """A file or a link, of one topic or of the whole class."""

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="materi")
    topik = models.ForeignKey(
        Topik, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="topik"
    )
    judul = models.CharField("judul", max_length=120)
    berkas = models.ForeignKey(Berkas, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tautan = models.URLField("tautan", max_length=400, blank=True)
    kapan = models.CharField("dibuka", max_length=8, choices=KapanMateri, default=K.AKHIR)
    sesi = models.ForeignKey(
        Sesi, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="sesi"
    )
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)

    objects = MateriQuerySet.as_manager()

    class Meta:
        verbose_name = "materi"
        verbose_name_plural = "materi"
        ordering = ("pk",)
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=(Q(berkas__isnull=False) & Q(tautan="")) | (Q(berkas=None) & ~Q(tautan="")),
                name="materi_berkas_atau_tautan",
                violation_error_message="Isi salah satu: berkas atau tautan.",
            ),
            models.CheckConstraint(
                condition=Q(kapan=K.SESI, sesi__isnull=False) | (~Q(kapan=K.SESI) & Q(sesi=None)),
                name="materi_sesi_bila_menunggu",
                violation_error_message="Pilih sesinya bila materi dibuka setelah satu sesi.",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def terbuka(self, kini: Any = None) -> bool:
        """Tell what `MateriQuerySet.terbuka` asks the database, for one whose session and class are at hand."""
        kini = kini or timezone.now()
        batas = {K.SESI: self.sesi and self.sesi.selesai, K.AKHIR: self.angkatan.selesai}
        return self.kapan == K.LANGSUNG or ((saat := batas[K(self.kapan)]) is not None and saat <= kini)
