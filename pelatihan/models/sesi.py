"""The meetings of a class, who was there, and what was scored."""

from __future__ import annotations

import secrets
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from inti import peta
from inti.kode import buat
from pelatihan.enums import AsalTanda, Kehadiran
from pelatihan.models.angkatan import Angkatan
from pelatihan.models.kurikulum import Topik
from pelatihan.models.peserta import Peserta


class Sesi(models.Model):
    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="sesi")
    mulai = models.DateTimeField("mulai")
    selesai = models.DateTimeField("selesai")
    topik = models.ForeignKey(Topik, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    jp = models.PositiveSmallIntegerField("JP", default=1)
    tempat = models.CharField("tempat, bila lain", max_length=150, blank=True)
    geser = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Berapa kali waktu atau tempatnya berubah; kalender HP memakainya."
    )
    ditutup_pada = models.DateTimeField(null=True, editable=False)
    rahasia = models.CharField(max_length=43, default=secrets.token_urlsafe, editable=False)

    class Meta:
        verbose_name = "sesi"
        verbose_name_plural = "sesi"
        ordering = ("angkatan", "mulai")
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__gt=F("mulai")),
                name="sesi_waktu_wajar",
                violation_error_message="Sesi harus selesai setelah mulai.",
            ),
            models.CheckConstraint(
                condition=Q(jp__gte=1), name="sesi_sedikitnya_satu_jp", violation_error_message="Isi sedikitnya 1 JP."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.angkatan} {self.mulai:%d-%m-%Y %H.%M}"

    @property
    def lokasi(self) -> str:
        """Return where it is in one line, the place of the class unless it has one of its own."""
        return self.tempat or self.angkatan.lokasi

    @property
    def peta(self) -> str:
        """Return the address of a map that finds the place, nothing where there is no place to go to."""
        return peta.alamat(self.tempat, settings.NAMA_KABUPATEN) if self.tempat else self.angkatan.peta


class TandaHadir(models.Model):
    """One mark for one participant in one session. `tanda` is made on the phone: sent twice, it is kept once.

    `atas` names the marks that whoever made this one had before his eyes; see `pelatihan.hadir`.
    """

    sesi = models.ForeignKey(Sesi, on_delete=models.PROTECT, related_name="kehadiran")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="kehadiran")
    keadaan = models.CharField(max_length=10, choices=Kehadiran, blank=True)
    asal = models.CharField(max_length=8, choices=AsalTanda, default=AsalTanda.PELATIH)
    tanda = models.UUIDField(unique=True, default=uuid4)
    atas = ArrayField(models.UUIDField(), default=list, blank=True)
    dicatat_pada = models.DateTimeField(help_text="Menurut HP pencatat.")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    diterima_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tanda hadir"
        verbose_name_plural = "tanda hadir"
        ordering = ("sesi", "pk")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["sesi", "peserta"])]

    def __str__(self) -> str:
        return f"{self.peserta_id}: {self.get_keadaan_display()}"


class RiwayatDaftar(models.Model):
    """Who closed the list of a session, and who opened it again."""

    sesi = models.ForeignKey(Sesi, on_delete=models.PROTECT, related_name="riwayat_daftar")
    tutup = models.BooleanField("ditutup")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "riwayat daftar hadir"
        verbose_name_plural = "riwayat daftar hadir"
        ordering = ("sesi", "pk")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.sesi_id}: {'ditutup' if self.tutup else 'dibuka lagi'}"


class Nilai(models.Model):
    """The scores of a participant, 0 to 100; the later test is the one that passes."""

    peserta = models.OneToOneField(Peserta, on_delete=models.PROTECT, related_name="nilai")
    awal = models.DecimalField("tes awal", max_digits=5, decimal_places=2, null=True, blank=True)
    akhir = models.DecimalField("tes akhir", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "nilai"
        verbose_name_plural = "nilai"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=(Q(awal=None) | Q(awal__range=(0, 100))) & (Q(akhir=None) | Q(akhir__range=(0, 100))),
                name="nilai_sampai_seratus",
                violation_error_message="Nilai berkisar 0 sampai 100.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.awal}/{self.akhir}"
