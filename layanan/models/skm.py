"""The satisfaction survey: periods, answers that belong to nobody, events with a link, plans to improve.

An answer carries the month and not the time, and points to no request, account, link or event. Its key is random, and
every night the rows are put in another order (`actions.skm.kocok`), so that neither keys nor their place on the disk
tell who came when. See docs/keputusan for the reasons.
"""

from __future__ import annotations

import calendar
import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from akun.models import Jabatan
from inti.berkas import Berkas
from inti.kode import buat
from layanan.kuesioner import CIRI, MEDAN, SOAL, Saluran
from layanan.models.layanan import Layanan

UNSUR_PILIHAN = [(n, f"{soal.kode} {soal.unsur}") for n, soal in enumerate(SOAL, 1)]
ACARA_MAKS = 1000
"""Answers that one event may bring: more are not people in a hall."""


def bulan_ini() -> date:
    return timezone.localdate().replace(day=1)


class PeriodeSkm(models.Model):
    """A survey over whole months, `mulai` and `sampai` being the first day of the first and of the last.

    Until it is over nobody sees a result, and once published (`diterbitkan`) nothing is added: two results that differ
    by one answer would tell that answer. What was published is kept beside it and compared every night.
    """

    kode = models.SlugField("kode", max_length=20, unique=True, editable=False)
    nama = models.CharField("nama", max_length=80, help_text="Misalnya Semester 1 tahun 2026.")
    mulai = models.DateField("bulan pertama", help_text="Tanggal mana pun di bulan itu.")
    sampai = models.DateField("bulan terakhir", help_text="Tanggal mana pun di bulan itu.")
    populasi = models.PositiveIntegerField(
        "jumlah yang dilayani",
        null=True,
        blank=True,
        help_text="Kosongkan agar dihitung dari permohonan yang selesai atau ditolak pada masa itu.",
    )
    penanda = models.ForeignKey(
        Jabatan,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="penanda tangan laporan",
        help_text="Nama pejabatnya dibaca dari daftar pejabat.",
    )
    simpulan = models.TextField("kata dinas tentang hasilnya", max_length=1500, blank=True)
    diterbitkan = models.DateTimeField("diterbitkan", null=True, editable=False)
    terbit_responden = models.PositiveIntegerField("responden saat terbit", null=True, editable=False)
    terbit_ikm = models.DecimalField("IKM saat terbit", max_digits=5, decimal_places=2, null=True, editable=False)
    laporan = models.ForeignKey(Berkas, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "masa SKM"
        verbose_name_plural = "masa SKM"
        ordering = ("-mulai",)
        default_permissions = ("view", "add", "change")
        permissions = [("terbitkan_skm", "Menerbitkan hasil survei kepuasan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(mulai__day=1, sampai__day=1, sampai__gte=F("mulai")),
                name="masa_skm_bulan_utuh",
                violation_error_message="Bulan terakhir tidak boleh sebelum bulan pertama.",
            ),
            models.CheckConstraint(
                condition=Q(diterbitkan=None, laporan=None, terbit_responden=None, terbit_ikm=None)
                | Q(
                    diterbitkan__isnull=False,
                    laporan__isnull=False,
                    terbit_responden__isnull=False,
                    terbit_ikm__isnull=False,
                ),
                name="masa_skm_terbit_lengkap",
                violation_error_message="Hasil yang terbit harus punya laporan dan angkanya.",
            ),
            ExclusionConstraint(
                name="masa_skm_tidak_tumpang",
                expressions=[
                    (
                        Func(F("mulai"), F("sampai"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message="Sebagian bulan ini sudah masuk masa SKM lain.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kode = f"{self.mulai:%Y%m}-{self.sampai:%Y%m}"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("skm:masa", args=[self.kode])

    def clean(self) -> None:
        """Let any day stand for its month, and refuse months that run backwards, of which PostgreSQL makes no range."""
        self.mulai, self.sampai = (hari and hari.replace(day=1) for hari in (self.mulai, self.sampai))
        if self.mulai and self.sampai and self.sampai < self.mulai:
            raise ValidationError({"sampai": "Bulan terakhir tidak boleh sebelum bulan pertama."})

    @property
    def hari_terakhir(self) -> date:
        return self.sampai.replace(day=calendar.monthrange(self.sampai.year, self.sampai.month)[1])

    @property
    def berakhir(self) -> bool:
        """Whether its last month is over."""
        return timezone.localdate() > self.hari_terakhir

    @property
    def rentang(self) -> str:
        """The months in words: "Januari–Juni 2026"."""
        awal, akhir = date_format(self.mulai, "F Y"), date_format(self.sampai, "F Y")
        if awal == akhir:
            return akhir
        return f"{awal.removesuffix(f' {self.sampai.year}')}–{akhir}"


class JawabanSkm(models.Model):
    """Nine marks of somebody, and what he cared to say of himself. See the head of this module."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bulan = models.DateField("bulan", default=bulan_ini, db_index=True)
    layanan = models.ForeignKey(
        Layanan, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="layanan"
    )
    saluran = models.CharField("saluran", max_length=10, choices=Saluran)
    u1 = models.PositiveSmallIntegerField("U1")
    u2 = models.PositiveSmallIntegerField("U2")
    u3 = models.PositiveSmallIntegerField("U3")
    u4 = models.PositiveSmallIntegerField("U4")
    u5 = models.PositiveSmallIntegerField("U5")
    u6 = models.PositiveSmallIntegerField("U6")
    u7 = models.PositiveSmallIntegerField("U7")
    u8 = models.PositiveSmallIntegerField("U8")
    u9 = models.PositiveSmallIntegerField("U9")
    jenis_kelamin = models.CharField("jenis kelamin", max_length=10, blank=True, choices=CIRI[0][2])
    umur = models.CharField("umur", max_length=10, blank=True, choices=CIRI[1][2])
    pendidikan = models.CharField("pendidikan", max_length=10, blank=True, choices=CIRI[2][2])
    pekerjaan = models.CharField("pekerjaan", max_length=10, blank=True, choices=CIRI[3][2])

    class Meta:
        verbose_name = "jawaban SKM"
        verbose_name_plural = "jawaban SKM"
        default_permissions = ()
        permissions = [("isi_lembar_skm", "Mengentri lembar kertas survei kepuasan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{medan}__range": (1, 4) for medan in MEDAN}),
                name="jawaban_skm_satu_sampai_empat",
                violation_error_message="Setiap jawaban harus 1 sampai 4.",
            ),
            models.CheckConstraint(
                condition=Q(bulan__day=1),
                name="jawaban_skm_tanpa_hari",
                violation_error_message="Jawaban hanya mencatat bulannya.",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{nama}__in": ["", *pilihan.values] for nama, _, pilihan in CIRI}),
                name="jawaban_skm_ciri_dikenal",
                violation_error_message="Pilih salah satu dari daftar, atau kosongkan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Jawaban {self.bulan:%m-%Y}"


class SaranSkm(models.Model):
    """Free words from a sheet, kept apart from its marks: who betrays himself in them does not betray these."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bulan = models.DateField("bulan", default=bulan_ini, db_index=True)
    isi = models.CharField("saran", max_length=500)

    class Meta:
        verbose_name = "saran SKM"
        verbose_name_plural = "saran SKM"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(bulan__day=1),
                name="saran_skm_tanpa_hari",
                violation_error_message="Saran hanya mencatat bulannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"Saran {self.bulan:%m-%Y}"


class AcaraSkm(models.Model):
    """An event whose visitors answer by one link on a poster, until a day and up to a number of answers."""

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    nama = models.CharField("nama acara", max_length=120)
    layanan = models.ForeignKey(
        Layanan,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="layanan yang dinilai",
        help_text="Kosongkan bila yang dinilai pelayanan dinas secara umum.",
    )
    sampai = models.DateField("dapat diisi sampai")
    maks = models.PositiveSmallIntegerField(
        "paling banyak jawaban",
        validators=[MinValueValidator(1), MaxValueValidator(ACARA_MAKS)],
        help_text="Sebanyak orang yang Anda perkirakan datang.",
    )
    masuk = models.PositiveSmallIntegerField("jawaban masuk", default=0, editable=False)

    class Meta:
        verbose_name = "tautan acara SKM"
        verbose_name_plural = "tautan acara SKM"
        ordering = ("-sampai", "nama")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(maks__range=(1, ACARA_MAKS)),
                name="acara_skm_wajar",
                violation_error_message=f"Isi 1 sampai {ACARA_MAKS} jawaban.",
            ),
            models.CheckConstraint(
                condition=Q(masuk__lte=F("maks")),
                name="acara_skm_tidak_lebih",
                violation_error_message="Jawaban yang masuk sudah lebih banyak dari ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("skm:acara", args=[self.kode])

    @property
    def terbuka(self) -> bool:
        return timezone.localdate() <= self.sampai and self.masuk < self.maks


class RencanaSkm(models.Model):
    """One thing to be done about an element that was marked low: what, by whom, until when."""

    masa = models.ForeignKey(PeriodeSkm, on_delete=models.PROTECT, related_name="rencana", verbose_name="masa SKM")
    unsur = models.PositiveSmallIntegerField("unsur", choices=UNSUR_PILIHAN)
    tindakan = models.CharField("yang akan dilakukan", max_length=300)
    penanggung = models.CharField(
        "penanggung jawab", max_length=120, help_text="Sebut jabatan atau bidangnya, bukan nama orang."
    )
    tenggat = models.DateField("paling lambat")
    selesai = models.DateField("selesai pada", null=True, blank=True)

    class Meta:
        verbose_name = "rencana perbaikan SKM"
        verbose_name_plural = "rencana perbaikan SKM"
        ordering = ("tenggat", "pk")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(unsur__range=(1, len(SOAL))),
                name="rencana_skm_unsur_dikenal",
                violation_error_message="Pilih salah satu unsur.",
            ),
        ]

    def __str__(self) -> str:
        return self.tindakan

    @property
    def lewat(self) -> bool:
        """Not done, and its day is over."""
        return self.selesai is None and self.tenggat < timezone.localdate()
