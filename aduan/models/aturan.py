"""What the workflow reads as data: kinds of reports, their times with dates and sources, units, columns of SP4N."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from aduan.enums import PER_JENIS, Kelompok, Ruang
from inti import hari_kalender, hari_kerja
from inti.jam import Hitungan


class JenisAduan(models.Model):
    """A kind of report, chosen by the coordinator; reporters need not know which theirs is."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama", max_length=120)
    kelompok = models.CharField("kelompok", max_length=12, choices=Kelompok)
    uraian = models.CharField("kapan dipakai", max_length=300)
    boleh_keberatan = models.BooleanField(
        "boleh keberatan kepada atasan", default=False, help_text="Permintaan informasi publik menurut UU KIP."
    )
    aktif = models.BooleanField("dipakai", default=True)
    urut = models.PositiveSmallIntegerField("urutan", default=100)

    class Meta:
        verbose_name = "jenis laporan"
        verbose_name_plural = "jenis laporan"
        ordering = ("urut", "nama")
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.nama


class AturanWaktuQuerySet(models.QuerySet["AturanWaktu"]):
    def pada(self, hari: date | None = None) -> AturanWaktuQuerySet:
        """Narrow to the rules that hold on `hari`, today when none is given."""
        hari = hari or timezone.localdate()
        return self.filter(Q(berlaku_mulai__lte=hari) & (Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=hari)))


class AturanWaktu(models.Model):
    """How many days something may take, from when until when by which rule. A new rule is a new row."""

    ruang = models.CharField("waktu untuk", max_length=20, choices=Ruang)
    jenis = models.ForeignKey(
        JenisAduan,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="aturan",
        verbose_name="jenis laporan",
        help_text="Diisi untuk waktu jawab dan perpanjangan, kosong untuk yang lain.",
    )
    hari = models.PositiveSmallIntegerField("banyaknya hari")
    kalender = models.BooleanField(
        "hari kalender", default=False, help_text="Tanpa centang dihitung hari kerja, tanpa libur dan cuti bersama."
    )
    berlaku_mulai = models.DateField("berlaku mulai")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    sumber = models.CharField("sumber", max_length=200, help_text="Nomor peraturan dan pasalnya.")
    perlu_konfirmasi = models.BooleanField(
        "perlu konfirmasi", default=True, help_text="Hapus centang setelah dicocokkan dengan peraturannya."
    )

    objects = AturanWaktuQuerySet.as_manager()

    class Meta:
        verbose_name = "aturan waktu"
        verbose_name_plural = "aturan waktu"
        ordering = ("ruang", "jenis__urut", "berlaku_mulai")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(ruang__in=PER_JENIS, jenis__isnull=False) | (~Q(ruang__in=PER_JENIS) & Q(jenis=None)),
                name="aturan_waktu_berjenis",
                violation_error_message="Waktu jawab dan perpanjangan menurut jenis laporan, yang lain tidak.",
            ),
            models.CheckConstraint(
                condition=Q(hari__range=(1, 365)),
                name="aturan_waktu_wajar",
                violation_error_message="Banyaknya hari antara 1 dan 365.",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                name="aturan_waktu_berurutan",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal mulai.",
            ),
            models.UniqueConstraint(
                fields=["ruang", "jenis", "berlaku_mulai"],
                nulls_distinct=False,
                name="aturan_waktu_sekali",
                violation_error_message="Aturan ini sudah ada mulai tanggal itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ruang_display()}: {self.lama}"

    @property
    def lama(self) -> str:
        """Say how long: "5 hari kerja"."""
        return f"{self.hari} {'hari' if self.kalender else 'hari kerja'}"

    @property
    def hitungan(self) -> Hitungan:
        return hari_kalender if self.kalender else hari_kerja


class Unit(models.Model):
    """A part of the office that answers, with its officials and the superior who decides objections."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama", max_length=120)
    petugas: Any = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="unit_aduan", verbose_name="petugas"
    )
    atasan = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="atasan",
        help_text="Memutuskan keberatan atas jawaban permintaan informasi publik.",
    )
    aktif = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "unit"
        verbose_name_plural = "unit"
        ordering = ("nama",)
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.nama


class KolomSp4n(models.Model):
    """One column of the list for SP4N-LAPOR. No format is published: the shipped ones are an example to adapt."""

    class Sumber(models.TextChoices):
        NOMOR = "nomor", "Nomor laporan"
        TANGGAL = "tanggal", "Tanggal masuk"
        JENIS = "jenis", "Jenis laporan"
        KELOMPOK = "kelompok", "Kelompok (pengaduan, aspirasi, permintaan informasi)"
        PERIHAL = "perihal", "Tentang apa atau di mana"
        ISI = "isi", "Isi laporan (tulisan pelapor atau ringkasan rekaman)"
        ISI_PUBLIK = "isi_publik", "Isi yang ditayangkan"
        UNIT = "unit", "Unit"
        STATUS = "status", "Status"
        JATUH_TEMPO = "jatuh_tempo", "Paling lambat dijawab"
        JAWABAN = "jawaban", "Jawaban terakhir"
        IDENTITAS = "identitas", "Anonim, rahasia, atau biasa"

    judul = models.CharField("judul kolom", max_length=60, unique=True)
    sumber = models.CharField("isi kolom", max_length=20, choices=Sumber)
    urut = models.PositiveSmallIntegerField("urutan", default=100)
    aktif = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "kolom SP4N-LAPOR"
        verbose_name_plural = "kolom SP4N-LAPOR"
        ordering = ("urut", "pk")
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.judul
