"""A desk: the official or the counter that serves one person at a time, with its hours and absences."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from inti.kode import buat
from konsultasi.enums import Hari
from wilayah.models import Kecamatan

MENIT_TERPENDEK, MENIT_TERPANJANG = 5, 240
HARI_TERJAUH = 90


class MejaQuerySet(models.QuerySet["Meja"]):
    def terlihat_oleh(self, user: Any) -> MejaQuerySet:
        """Narrow to the desks in the kecamatan of this official, and his own."""
        lingkup = kecamatan_kerja(user)
        if lingkup is None:
            return self
        return self.filter(Q(kecamatan__in=lingkup) | Q(petugas=user)) if user.is_staff else self.none()

    def aktif(self) -> MejaQuerySet:
        return self.filter(aktif=True)


class Meja(models.Model):
    """Where people are received one after the other: an official, or a counter of the office.

    One official has one desk, so that whoever sits at two places by turns is never booked twice at once; the place
    stands on the hours.
    """

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    nama = models.CharField(
        "nama", max_length=80, help_text="Tampil kepada umum, misalnya “Konsultasi halal dan P-IRT” atau “Loket 2”."
    )
    petugas = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meja",
        verbose_name="petugas",
        help_text="Kosongkan untuk loket yang dilayani bergantian.",
        error_messages={"unique": "Petugas ini sudah punya meja. Tambahkan jamnya di meja itu."},
    )
    kecamatan = models.ForeignKey(
        Kecamatan,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="kecamatan",
        help_text="Tempat meja ini. Petugas kecamatan itu melihat janji temunya.",
    )
    aktif = models.BooleanField(
        "aktif", default=True, help_text="Meja yang tidak aktif tidak tampil dan tidak dapat dipesan."
    )
    urut = models.PositiveSmallIntegerField("urutan", default=1)

    objects = MejaQuerySet.as_manager()

    class Meta:
        verbose_name = "meja konsultasi"
        verbose_name_plural = "meja konsultasi"
        ordering = ("urut", "nama", "pk")
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("konsultasi:meja", args=[self.kode])


class MilikMejaQuerySet(models.QuerySet[Any]):
    def terlihat_oleh(self, user: Any) -> MilikMejaQuerySet:
        """Narrow to what belongs to the desks that this official sees."""
        return self.filter(meja__in=Meja.objects.terlihat_oleh(user))


def _saat(nama: str) -> Func:
    """A time of the day as a moment of one fixed day: PostgreSQL knows ranges of moments, and none of times."""
    return Func(F(nama), template="(DATE '2000-01-01' + %(expressions)s)", output_field=models.DateTimeField())


def _meja() -> Func:
    """A desk as a range of one number, for GiST compares ranges without an extension."""
    return Func(F("meja"), F("meja"), Value("[]"), function="int8range")


class JamKonsultasi(models.Model):
    """Hours of a desk on one day of the week, cut into slots of `menit` minutes, with the place and the topic."""

    meja = models.ForeignKey(Meja, on_delete=models.PROTECT, related_name="jam", verbose_name="meja")
    hari = models.PositiveSmallIntegerField("hari", choices=Hari)
    dari = models.TimeField("dari pukul", default=time(9))
    sampai = models.TimeField("sampai pukul", default=time(12))
    menit = models.PositiveSmallIntegerField(
        "lama satu orang (menit)",
        default=30,
        validators=[
            MinValueValidator(MENIT_TERPENDEK, f"Sedikitnya {MENIT_TERPENDEK} menit."),
            MaxValueValidator(MENIT_TERPANJANG, f"Paling lama {MENIT_TERPANJANG} menit."),
        ],
    )
    tempat = models.CharField("tempat", max_length=120, help_text="Misalnya “Kantor dinas, lantai 1, meja 3”.")
    topik = models.CharField("topik", max_length=120, help_text="Misalnya “NIB, P-IRT, dan halal”.")
    catatan = models.CharField(
        "yang perlu dibawa", max_length=200, blank=True, help_text="Misalnya “Bawa KTP dan foto produk”."
    )
    berlaku_mulai = models.DateField("berlaku mulai", default=timezone.localdate)
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    hari_ke_depan = models.PositiveSmallIntegerField(
        "dapat dipesan berapa hari ke depan",
        default=14,
        validators=[
            MinValueValidator(1, "Sedikitnya 1 hari."),
            MaxValueValidator(HARI_TERJAUH, f"Paling jauh {HARI_TERJAUH} hari."),
        ],
    )

    objects = MilikMejaQuerySet.as_manager()

    class Meta:
        verbose_name = "jam konsultasi"
        verbose_name_plural = "jam konsultasi"
        ordering = ("meja", "hari", "dari", "pk")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(hari__in=Hari.values),
                name="jam_konsultasi_hari_dikenal",
                violation_error_message="Pilih hari Senin sampai Minggu.",
            ),
            models.CheckConstraint(
                condition=Q(sampai__gt=F("dari")),
                name="jam_konsultasi_berurutan",
                violation_error_message="Jam selesai harus setelah jam mulai.",
            ),
            models.CheckConstraint(
                condition=Q(menit__gte=MENIT_TERPENDEK, menit__lte=MENIT_TERPANJANG),
                name="jam_konsultasi_menit_wajar",
                violation_error_message=f"Lama satu orang {MENIT_TERPENDEK}–{MENIT_TERPANJANG} menit.",
            ),
            models.CheckConstraint(
                condition=Q(hari_ke_depan__gte=1, hari_ke_depan__lte=HARI_TERJAUH),
                name="jam_konsultasi_ke_depan_wajar",
                violation_error_message=f"Dapat dipesan 1–{HARI_TERJAUH} hari ke depan.",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                name="jam_konsultasi_masa_berurutan",
                violation_error_message="Hari terakhir harus pada atau setelah hari pertama.",
            ),
            ExclusionConstraint(
                name="jam_konsultasi_tidak_bertumpuk",
                expressions=[
                    (_meja(), RangeOperators.OVERLAPS),
                    (Func(F("hari"), F("hari"), Value("[]"), function="int4range"), RangeOperators.OVERLAPS),
                    (
                        Func(F("berlaku_mulai"), F("berlaku_sampai"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func(_saat("dari"), _saat("sampai"), function="tsrange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Meja ini sudah punya jam konsultasi yang bertumpuk dengan jam itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_hari_display()} {self.dari:%H.%M}–{self.sampai:%H.%M}, {self.meja}"


class Absen(models.Model):
    """A time in which nobody sits at a desk. The reason is the office's own and shown to nobody outside."""

    meja = models.ForeignKey(Meja, on_delete=models.PROTECT, related_name="absen", verbose_name="meja")
    dari = models.DateTimeField("dari")
    sampai = models.DateTimeField("sampai")
    alasan = models.CharField("alasan", max_length=150, blank=True, help_text="Hanya dibaca petugas.")

    objects = MilikMejaQuerySet.as_manager()

    class Meta:
        verbose_name = "ketidakhadiran petugas"
        verbose_name_plural = "ketidakhadiran petugas"
        ordering = ("-dari", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai__gt=F("dari")),
                name="absen_berurutan",
                violation_error_message="Waktu selesai harus setelah waktu mulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meja}, {timezone.localtime(self.dari):%d-%m-%Y %H.%M}"
