"""What was asked for, why, and what became of it; and the figures of each day."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from inti.kode import buat
from laporan.enums import BELUM_SELESAI, MIME, RUPA, Format, Keadaan
from wilayah.models import Kecamatan

UMUR_BERKAS = timedelta(hours=24)


def jalur_acak(unduhan: Unduhan, nama: str) -> str:
    """Give a file a random path; what it holds does not show in its name on the disk."""
    acak = secrets.token_hex(16)
    return f"laporan/{acak[:2]}/{acak}.{unduhan.format}"


class UnduhanQuerySet(models.QuerySet["Unduhan"]):
    def terlihat_oleh(self, user: Any) -> UnduhanQuerySet:
        """Narrow to one's own, and with `laporan.view_unduhan` to those of nothing but one's own kecamatan."""
        sendiri = Q(oleh=user)
        if not (user.is_staff and user.has_perm("laporan.view_unduhan")):
            return self.filter(sendiri)
        lingkup = kecamatan_kerja(user)
        if lingkup is None:
            return self
        return self.filter(sendiri | Q(wilayah__contained_by=sorted(lingkup), wilayah__isnull=False))

    def terhenti(self) -> UnduhanQuerySet:
        """Narrow to those whose worker has not been heard of for as long as its lease."""
        return self.filter(keadaan=Keadaan.JALAN, dikerjakan_sampai__lt=timezone.now())


class Unduhan(models.Model):
    """One list that somebody asked for: which, with what filters, why, and the file that came of it.

    The row stays for ever as the answer to "who took what along, and why"; the file lives for a day. `wilayah` is
    the scope in which it was asked and made (kecamatan codes, None: the whole regency), `izin` what its columns
    took: both are asked again before the file is handed out.
    """

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    kunci = models.CharField(max_length=64, unique=True, null=True, editable=False)
    laporan = models.SlugField("laporan", max_length=40, editable=False)
    judul = models.CharField("daftar", max_length=100, editable=False)
    format = models.CharField("bentuk", max_length=4, choices=Format, editable=False)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diminta oleh"
    )
    alasan = models.CharField("alasan", max_length=300, editable=False)
    saringan = models.JSONField(default=dict, editable=False)
    saringan_kata = models.JSONField("saringan", default=list, editable=False)
    wilayah = ArrayField(models.CharField(max_length=8), null=True, editable=False)
    lingkup = models.CharField("wilayah", max_length=300, blank=True, editable=False)
    izin = models.JSONField(default=list, editable=False)
    ulangan_dari = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="ulangan"
    )

    keadaan = models.CharField(
        "keadaan", max_length=12, choices=Keadaan, default=Keadaan.ANTRE, editable=False, db_index=True
    )
    percobaan = models.PositiveSmallIntegerField(default=0, editable=False)
    sewa = models.UUIDField(null=True, editable=False)
    dikerjakan_sampai = models.DateTimeField(null=True, editable=False)
    baris_semua = models.PositiveIntegerField(null=True, editable=False)
    baris_selesai = models.PositiveIntegerField("baris", default=0, editable=False)
    galat = models.CharField("sebab", max_length=300, blank=True, editable=False)

    per = models.DateTimeField("keadaan data pada", null=True, editable=False)
    sidik = models.CharField("sidik baris (SHA-256)", max_length=64, blank=True, editable=False)
    file = models.FileField(upload_to=jalur_acak, max_length=120, blank=True, editable=False)
    ukuran = models.PositiveBigIntegerField(default=0, editable=False)
    dibuat = models.DateTimeField("diminta", auto_now_add=True)
    selesai_pada = models.DateTimeField(null=True, editable=False)
    berlaku_sampai = models.DateTimeField("dapat diunduh sampai", null=True, editable=False, db_index=True)

    objects = UnduhanQuerySet.as_manager()

    class Meta:
        verbose_name = "unduhan laporan"
        verbose_name_plural = "unduhan laporan"
        ordering = ("-pk",)
        default_permissions = ("view",)
        permissions = [("unduh_laporan", "Mengunduh laporan"), ("lihat_angka", "Melihat angka hari ini")]
        indexes = [models.Index(fields=["oleh", "-id"], name="unduhan_milik")]
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=Format.values, keadaan__in=Keadaan.values),
                name="unduhan_dikenal",
                violation_error_message="Bentuk atau keadaan unduhan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="unduhan_beralasan",
                violation_error_message="Tulis untuk apa daftar ini dipakai.",
            ),
            models.CheckConstraint(
                condition=~Q(keadaan=Keadaan.SELESAI) | ~Q(sidik=""),
                name="unduhan_selesai_bersidik",
                violation_error_message="Daftar yang selesai harus mempunyai sidik.",
            ),
            models.CheckConstraint(
                condition=Q(file="") | Q(keadaan=Keadaan.SELESAI, berlaku_sampai__isnull=False),
                name="unduhan_berkas_utuh_dan_berbatas",
                violation_error_message="Berkas hanya disimpan bila selesai, dan selalu ada akhirnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judul}, {self.get_format_display()}"

    @property
    def berjalan(self) -> bool:
        return self.keadaan in BELUM_SELESAI

    @property
    def terhenti(self) -> bool:
        """The worker fell silent; the sweep makes the list again."""
        sampai = self.dikerjakan_sampai
        return self.keadaan == Keadaan.JALAN and sampai is not None and sampai < timezone.now()

    @property
    def ada_berkas(self) -> bool:
        """True while the file may still be fetched."""
        return bool(self.file) and self.berlaku_sampai is not None and timezone.now() < self.berlaku_sampai

    @property
    def keadaan_kata(self) -> str:
        if self.terhenti:
            return "Terhenti, akan diulang"
        if self.keadaan == Keadaan.SELESAI and self.format != Format.CSV:
            return "Siap diunduh" if self.ada_berkas else "Sudah berakhir"
        return self.get_keadaan_display()

    @property
    def rupa(self) -> str:
        if self.terhenti:
            return "tunggu"
        if self.keadaan == Keadaan.SELESAI and self.format != Format.CSV and not self.ada_berkas:
            return "netral"
        return RUPA[Keadaan(self.keadaan)]

    # What `inti.berkas.sajikan` asks of a file.

    @property
    def mime(self) -> str:
        return MIME[Format(self.format)]

    @property
    def nama_asli(self) -> str:
        pada = timezone.localtime(self.per or self.dibuat)
        return f"{self.laporan}_{pada:%Y-%m-%d_%H%M}.{self.format}"


class AngkaHarian(models.Model):
    """One figure of one kecamatan as it stood on the morning of a day, so that later mornings have something beside."""

    tanggal = models.DateField()
    kecamatan = models.ForeignKey(Kecamatan, on_delete=models.PROTECT, related_name="+")
    ukuran = models.CharField(max_length=20)
    nilai = models.PositiveIntegerField()
    pada = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "angka harian"
        verbose_name_plural = "angka harian"
        ordering = ("tanggal", "kecamatan", "ukuran")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["tanggal", "ukuran", "kecamatan"],
                name="angka_harian_sekali",
                violation_error_message="Angka hari itu sudah dicatat.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ukuran} {self.kecamatan_id} {self.tanggal:%d-%m-%Y}: {self.nilai}"
