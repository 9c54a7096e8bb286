"""Selection: by what applicants are ranked, what each answered, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from pelatihan import penilaian
from pelatihan.enums import DIJAWAB, DINILAI, JenisKriteria
from pelatihan.models.angkatan import Angkatan
from pelatihan.models.kurikulum import Kurikulum
from pelatihan.models.peserta import Peserta


class SetKriteria(models.Model):
    """Criteria to be copied into classes: those of one course, or for whatever course one likes."""

    nama = models.CharField("nama set", max_length=80, unique=True)
    kurikulum = models.OneToOneField(
        Kurikulum,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="kriteria",
        verbose_name="untuk pelatihan",
        help_text="Ditawarkan pertama kali di kelas pelatihan ini. Kosongkan bila untuk pelatihan apa saja.",
    )
    aktif = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "set kriteria seleksi"
        verbose_name_plural = "set kriteria seleksi"
        ordering = ("nama",)
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.nama


class Seleksi(models.Model):
    """How one class selects. Written before the first application, and once more when it is decided."""

    angkatan = models.OneToOneField(Angkatan, on_delete=models.PROTECT, related_name="seleksi")
    nilai_min = models.PositiveSmallIntegerField(
        "nilai paling sedikit",
        default=0,
        validators=[MaxValueValidator(100)],
        help_text="Yang nilainya di bawah ini tidak lolos, juga bila masih ada kursi.",
    )
    cadangan = models.PositiveSmallIntegerField(
        "cadangan paling banyak",
        default=10,
        help_text="Yang belum mendapat kursi menunggu menurut peringkat, sebanyak ini.",
    )
    diputuskan_pada = models.DateTimeField(null=True, editable=False)
    diputuskan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    terendah = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        editable=False,
        help_text="Nilai terendah yang lolos ke kursi umum; kosong bila yang lolos terlalu sedikit untuk disebut.",
    )

    class Meta:
        verbose_name = "seleksi"
        verbose_name_plural = "seleksi"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(nilai_min__lte=100),
                name="seleksi_ambang_sampai_seratus",
                violation_error_message="Nilai paling sedikit berkisar 0 sampai 100.",
            ),
            models.CheckConstraint(
                condition=Q(diputuskan_pada=None, diputuskan_oleh=None)
                | Q(diputuskan_pada__isnull=False, diputuskan_oleh__isnull=False),
                name="seleksi_diputuskan_seseorang",
                violation_error_message="Keputusan seleksi harus bernama dan bertanggal.",
            ),
        ]

    def __str__(self) -> str:
        return f"Seleksi {self.angkatan}"


class Kriteria(models.Model):
    """One criterion, of a set or of a class. `poin` is its rule, as pairs of answer and points."""

    set = models.ForeignKey(SetKriteria, null=True, editable=False, on_delete=models.CASCADE, related_name="kriteria")
    angkatan = models.ForeignKey(Angkatan, null=True, editable=False, on_delete=models.CASCADE, related_name="kriteria")
    urut = models.PositiveSmallIntegerField("urutan", default=1)
    nama = models.CharField("kriteria", max_length=150, help_text="Untuk yang dijawab pelamar: tulis pertanyaannya.")
    bantuan = models.CharField("penjelasan", max_length=200, blank=True)
    jenis = models.CharField("cara menjawab", max_length=12, choices=JenisKriteria)
    bobot = models.PositiveSmallIntegerField(
        "bobot", default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    poin = models.JSONField("poin", default=list, blank=True)

    class Meta:
        verbose_name = "kriteria seleksi"
        verbose_name_plural = "kriteria seleksi"
        ordering = ("urut", "pk")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(set=None, angkatan__isnull=False) | Q(set__isnull=False, angkatan=None),
                name="kriteria_milik_satu",
                violation_error_message="Kriteria milik satu set atau satu kelas.",
            ),
            models.CheckConstraint(
                condition=Q(bobot__range=(1, 100)),
                name="kriteria_bobot_wajar",
                violation_error_message="Bobot berkisar 1 sampai 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def dijawab(self) -> bool:
        return self.jenis in DIJAWAB

    @property
    def dinilai(self) -> bool:
        return self.jenis in DINILAI

    @property
    def aturan(self) -> list[str]:
        """The rule of points in words."""
        return penilaian.kalimat(self.poin, self.jenis)


class JawabanKriteria(models.Model):
    """What one applicant answered, or what the registry said of him then, and the points it gave."""

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="jawaban")
    kriteria = models.ForeignKey(Kriteria, on_delete=models.PROTECT, related_name="jawaban")
    jawaban = models.TextField(blank=True, max_length=600)
    poin = models.PositiveSmallIntegerField(null=True)
    dinilai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dinilai_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "jawaban kriteria"
        verbose_name_plural = "jawaban kriteria"
        ordering = ("kriteria__urut", "kriteria")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["peserta", "kriteria"],
                name="jawaban_sekali",
                violation_error_message="Kriteria ini sudah terjawab.",
            ),
            models.CheckConstraint(
                condition=Q(poin=None) | Q(poin__lte=100),
                name="jawaban_poin_sampai_seratus",
                violation_error_message="Poin berkisar 0 sampai 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kriteria}: {self.poin}"
