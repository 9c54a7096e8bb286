"""What is taught: a course with its topics, its hours and the rule by which it is passed."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from akun.models import Jabatan
from pelatihan.enums import Tingkat
from umkm.enums import JenisLegalitas


class Tema(models.Model):
    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("tema", max_length=80)
    urut = models.PositiveSmallIntegerField("urutan", default=100)

    class Meta:
        verbose_name = "tema pelatihan"
        verbose_name_plural = "tema pelatihan"
        ordering = ("urut", "nama")

    def __str__(self) -> str:
        return self.nama


class Kurikulum(models.Model):
    """A course. Who was there for `hadir_min` percent of its JP and scored `nilai_min` has passed it."""

    kode = models.SlugField("kode", max_length=60, unique=True)
    nama = models.CharField("nama pelatihan", max_length=120)
    ringkas = models.CharField("satu kalimat", max_length=200)
    tujuan = models.TextField("tujuan", max_length=2000, help_text="Yang dapat dilakukan peserta setelah lulus.")
    tema = models.ForeignKey(Tema, on_delete=models.PROTECT, related_name="kurikulum", verbose_name="tema")
    tingkat = models.CharField("tingkat", max_length=10, choices=Tingkat, default=Tingkat.DASAR)
    prasyarat = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="pembuka", verbose_name="harus lulus dulu"
    )
    hadir_min = models.PositiveSmallIntegerField(
        "kehadiran paling sedikit (%)", default=80, validators=[MaxValueValidator(100)]
    )
    nilai_min = models.PositiveSmallIntegerField(
        "nilai paling sedikit", default=60, validators=[MaxValueValidator(100)]
    )
    setara = models.CharField(
        "lulus dihitung sebagai",
        max_length=6,
        choices=JenisLegalitas,
        blank=True,
        help_text="Surat yang dianggap dimiliki usaha setelah lulus, misalnya PKP. Layanan membacanya.",
    )
    penanda = models.ForeignKey(
        Jabatan,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="penanda tangan sertifikat",
        help_text="Kosong: Kepala Dinas. Yang tercetak adalah pejabatnya pada hari sertifikat diterbitkan.",
    )
    tampil_nilai = models.BooleanField("cetak nilai di belakang sertifikat", default=False)
    aktif = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "kurikulum"
        verbose_name_plural = "kurikulum"
        ordering = ("nama",)
        constraints = [
            models.CheckConstraint(
                condition=Q(hadir_min__lte=100, nilai_min__lte=100),
                name="kurikulum_ambang_sampai_seratus",
                violation_error_message="Kehadiran dan nilai paling sedikit berkisar 0 sampai 100.",
            )
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def jp(self) -> int:
        """The hours of the whole course, in JP."""
        return sum(t.jp for t in self.topik.all())


class Topik(models.Model):
    kurikulum = models.ForeignKey(Kurikulum, on_delete=models.CASCADE, related_name="topik")
    urut = models.PositiveSmallIntegerField("urutan", default=1)
    nama = models.CharField("topik", max_length=150)
    jp = models.PositiveSmallIntegerField("JP", validators=[MinValueValidator(1)], help_text="Satu JP 45 menit.")

    class Meta:
        verbose_name = "topik"
        verbose_name_plural = "topik"
        ordering = ("kurikulum", "urut", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(jp__gte=1), name="topik_sedikitnya_satu_jp", violation_error_message="Isi sedikitnya 1 JP."
            )
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.jp} JP)"
