"""What hangs on a business: its amounts, papers, photos, and the traces other apps leave."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from inti.berkas import Berkas
from inti.uang import BATAS
from umkm.enums import JenisFoto, JenisLegalitas
from umkm.models.usaha import Usaha


class RincianQuerySet(models.QuerySet[Any]):
    def terbuka(self) -> RincianQuerySet:
        """Leave out what a former owner left behind: it closed when the business was handed over."""
        return self.filter(ditutup_pada=None)


class KeuanganUsaha(models.Model):
    """The amounts of one year, in whole rupiah: specific personal data, apart, behind `umkm.lihat_keuangan`."""

    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="keuangan")
    tahun = models.PositiveSmallIntegerField("tahun")
    modal = models.BigIntegerField(
        "modal usaha", null=True, blank=True, help_text="Tanpa tanah dan bangunan tempat usaha (PP 7/2021 Pasal 35)."
    )
    omzet = models.BigIntegerField("penjualan setahun", null=True, blank=True)
    diubah = models.DateTimeField(auto_now=True)
    ditutup_pada = models.DateTimeField(null=True, editable=False, help_text="Milik pemilik lama; tidak dibuka lagi.")

    objects = RincianQuerySet.as_manager()

    class Meta:
        verbose_name = "keuangan usaha"
        verbose_name_plural = "keuangan usaha"
        ordering = ("-tahun",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["usaha", "tahun"],
                condition=Q(ditutup_pada=None),
                name="satu_keuangan_setahun",
                violation_error_message="Angka untuk tahun ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(modal=None) | Q(modal__gte=0, modal__lt=BATAS),
                name="modal_wajar",
                violation_error_message="Modal harus nol atau lebih, dan di bawah seribu triliun rupiah.",
            ),
            models.CheckConstraint(
                condition=Q(omzet=None) | Q(omzet__gte=0, omzet__lt=BATAS),
                name="omzet_wajar",
                violation_error_message="Penjualan harus nol atau lebih, dan di bawah seribu triliun rupiah.",
            ),
        ]

    def __str__(self) -> str:
        return f"Keuangan {self.tahun}"


class Legalitas(models.Model):
    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="legalitas")
    jenis = models.CharField("jenis", max_length=6, choices=JenisLegalitas)
    nomor = models.CharField("nomor", max_length=50)
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True, db_index=True)
    berkas = models.ForeignKey(Berkas, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    diperiksa = models.BooleanField("sudah diperiksa", default=False, editable=False)
    ditutup_pada = models.DateTimeField(null=True, editable=False, help_text="Milik pemilik lama; tidak dibuka lagi.")

    objects = RincianQuerySet.as_manager()

    class Meta:
        verbose_name = "legalitas"
        verbose_name_plural = "legalitas"
        ordering = ("jenis", "pk")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["usaha", "jenis", "nomor"],
                condition=Q(ditutup_pada=None),
                name="legalitas_tidak_ganda",
                violation_error_message="Nomor ini sudah dicatat.",
            ),
            models.CheckConstraint(
                condition=~Q(jenis=JenisLegalitas.NIB) | Q(nomor__regex=r"^\d{13}$"),
                name="nib_tiga_belas_angka",
                violation_error_message="NIB harus 13 angka, seperti tertulis di surat NIB dari OSS.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.nomor}"


class FotoUsaha(models.Model):
    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="foto")
    jenis = models.CharField("foto apa", max_length=10, choices=JenisFoto, default=JenisFoto.TEMPAT)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "foto usaha"
        verbose_name_plural = "foto usaha"
        ordering = ("jenis", "pk")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.get_jenis_display()


class RekamJejak(models.Model):
    """A fact about a business that another app writes down here, and that eligibility rules may read.

    It points back by text (`jenis`, `kode`, `url`), so that the registry knows none of the apps above it.
    """

    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="rekam_jejak")
    jenis = models.CharField(max_length=40)
    kode = models.CharField(max_length=60)
    judul = models.CharField(max_length=150)
    url = models.CharField(max_length=200, blank=True)
    tanggal = models.DateField()
    nilai = models.JSONField(default=dict, blank=True)
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "rekam jejak"
        verbose_name_plural = "rekam jejak"
        ordering = ("-tanggal", "-pk")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["usaha", "jenis", "kode"],
                name="rekam_jejak_sekali",
                violation_error_message="Rekam jejak ini sudah dicatat.",
            )
        ]

    def __str__(self) -> str:
        return self.judul
