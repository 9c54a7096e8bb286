"""Suspected doubles and merges. A merge keeps what it moved, so that it can be undone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from inti.kode import buat
from umkm.enums import AlasanGanda, KeputusanGanda
from umkm.models.pelaku import PelakuUsaha
from umkm.models.usaha import Usaha


class DugaanQuerySet(models.QuerySet[Any]):
    def terlihat_oleh(self, user: Any) -> DugaanQuerySet:
        """Narrow to the pairs of which `user` may see both sides: one that reaches elsewhere is for who sees all."""
        terlihat = self.model._meta.get_field("a").remote_field.model.objects.terlihat_oleh(user).values("pk")
        return self.filter(a__in=terlihat, b__in=terlihat)

    def belum(self) -> DugaanQuerySet:
        return self.filter(keputusan=KeputusanGanda.BELUM)

    def tentang(self, data: models.Model) -> DugaanQuerySet:
        """Narrow to the pairs in which `data` is one side."""
        return self.filter(Q(a=data) | Q(b=data))


class Dugaan(models.Model):
    """A pair of records that may be one; `a` is always the older."""

    alasan = ArrayField(models.CharField(max_length=10, choices=AlasanGanda))
    keputusan = models.CharField(max_length=10, choices=KeputusanGanda, default=KeputusanGanda.BELUM, db_index=True)
    diputuskan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    catatan = models.CharField(max_length=300, blank=True)
    dibuat = models.DateTimeField(auto_now_add=True)

    objects = DugaanQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("-pk",)
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["a", "b"], name="%(class)s_sekali", violation_error_message="Pasangan ini sudah diduga ganda."
            ),
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="%(class)s_urut",
                violation_error_message="Data yang lebih lama disebut pertama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} dan {self.b}"


class DugaanPelaku(Dugaan):
    a = models.ForeignKey(PelakuUsaha, on_delete=models.PROTECT, related_name="+")
    b = models.ForeignKey(PelakuUsaha, on_delete=models.PROTECT, related_name="+")

    class Meta(Dugaan.Meta):
        verbose_name = "dugaan orang ganda"
        verbose_name_plural = "dugaan orang ganda"


class DugaanUsaha(Dugaan):
    a = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="+")
    b = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="+")

    class Meta(Dugaan.Meta):
        verbose_name = "dugaan usaha ganda"
        verbose_name_plural = "dugaan usaha ganda"


class PenggabunganQuerySet(models.QuerySet["Penggabungan"]):
    def terlihat_oleh(self, user: Any) -> PenggabunganQuerySet:
        """Narrow to the merges whose surviving record `user` may see."""
        pelaku = PelakuUsaha.objects.terlihat_oleh(user).values("kode")
        usaha = Usaha.objects.terlihat_oleh(user).values("kode")
        return self.filter(Q(jenis="PELAKU", utama__in=pelaku) | Q(jenis="USAHA", utama__in=usaha))


class Penggabungan(models.Model):
    """The log of one merge: which record went into which, every row that moved, every field that was filled."""

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    jenis = models.CharField(max_length=10, choices=[("PELAKU", "Orang"), ("USAHA", "Usaha")])
    utama = models.CharField("kode yang tetap", max_length=20, db_index=True)
    lebur = models.CharField("kode yang melebur", max_length=20, db_index=True)
    pindahan = models.JSONField(help_text="Daftar [model, isian, pk, lama, baru].")
    isian = models.JSONField(help_text="Isian kosong yang diambil dari data yang melebur; nilainya tetap di sana.")
    alasan = models.CharField(max_length=300)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)
    dibatalkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    alasan_batal = models.CharField("alasan dibatalkan", max_length=300, blank=True)

    objects = PenggabunganQuerySet.as_manager()

    class Meta:
        verbose_name = "penggabungan"
        verbose_name_plural = "penggabungan"
        ordering = ("-pk",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.lebur} digabung ke {self.utama}"
