"""Reference data: the areas of the regency and the KBLI in both versions in use. All codes are text."""

from __future__ import annotations

import re

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from wilayah.enums import JenisDesa, SumberSinonim, TingkatKbli, VersiKbli

BAHASA = "indonesian"


class Kecamatan(models.Model):
    """A kecamatan of the regency; `kode` is Kemendagri's ("33.25.11"), BPS uses other codes."""

    kode = models.CharField(
        "kode Kemendagri", max_length=8, primary_key=True, validators=[RegexValidator(r"^\d\d\.\d\d\.\d\d$")]
    )
    nama = models.CharField(max_length=60, unique=True)
    lat = models.FloatField("garis lintang", help_text="Derajat desimal; selatan bertanda minus.")
    lon = models.FloatField("garis bujur", help_text="Derajat desimal.")

    class Meta:
        verbose_name = verbose_name_plural = "kecamatan"
        ordering = ("nama",)

    def __str__(self) -> str:
        return self.nama


class Desa(models.Model):
    """A desa or kelurahan. Names repeat within the regency, so it is shown with its kecamatan and matched by code."""

    kode = models.CharField(
        "kode Kemendagri", max_length=13, primary_key=True, validators=[RegexValidator(r"^\d\d\.\d\d\.\d\d\.\d{4}$")]
    )
    nama = models.CharField(max_length=60)
    jenis = models.CharField(max_length=10, choices=JenisDesa.choices)
    kecamatan = models.ForeignKey(Kecamatan, on_delete=models.PROTECT, related_name="desa")
    kode_pos = models.CharField(max_length=5, validators=[RegexValidator(r"^\d{5}$")])
    lat = models.FloatField("garis lintang", help_text="Derajat desimal; selatan bertanda minus.")
    lon = models.FloatField("garis bujur", help_text="Derajat desimal.")

    class Meta:
        verbose_name = verbose_name_plural = "desa/kelurahan"
        ordering = ("nama", "kecamatan__nama")
        constraints = [
            models.UniqueConstraint(
                fields=("kecamatan", "nama"),
                name="desa_nama_unik_sekecamatan",
                violation_error_message="Sudah ada desa bernama itu di kecamatan ini.",
            ),
            models.CheckConstraint(
                condition=Q(kode__startswith=F("kecamatan")),
                name="desa_kode_dalam_kecamatan",
                violation_error_message="Kode desa harus diawali kode kecamatannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, Kec. {self.kecamatan.nama}"


class KbliQuerySet(models.QuerySet["Kbli"]):
    def kelompok(self, versi: str) -> KbliQuerySet:
        """Return the five-digit codes of one version: the only ones a business may carry."""
        return self.filter(versi=versi, tingkat=TingkatKbli.KELOMPOK)


class Kbli(models.Model):
    """A line of the KBLI. A code says nothing without its version: some were given another meaning in 2025."""

    versi = models.CharField(max_length=4, choices=VersiKbli.choices)
    kode = models.CharField(max_length=5)
    judul = models.CharField(max_length=250)
    tingkat = models.CharField(max_length=15, choices=TingkatKbli.choices)
    induk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak")
    makna_berubah = models.BooleanField(
        default=False, help_text="Kode ini ada di kedua versi dengan judul yang berbeda artinya."
    )
    # The slash goes first: PostgreSQL takes "rumah/warung" for the path of a file and would find neither word.
    vektor = models.GeneratedField(
        expression=SearchVector(Replace("judul", Value("/"), Value(" ")), config=BAHASA),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    objects = KbliQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "KBLI"
        ordering = ("-versi", "kode")
        constraints = [
            models.UniqueConstraint(
                fields=("versi", "kode"),
                name="kbli_kode_unik_seversi",
                violation_error_message="Kode KBLI ini sudah ada di versi itu.",
            ),
            models.CheckConstraint(
                condition=~Q(tingkat=TingkatKbli.KELOMPOK) | Q(kode__regex=r"^\d{5}$"),
                name="kbli_kelompok_lima_angka",
                violation_error_message="Kode kelompok KBLI terdiri atas lima angka.",
            ),
        ]
        indexes = [GinIndex(fields=["vektor"], name="kbli_vektor")]

    def __str__(self) -> str:
        return f"{self.judul} ({self.kode}, KBLI {self.versi})"


class SinonimKbli(models.Model):
    """An everyday word for what people sell or do ("servis motor"). Officials add and correct these."""

    kata = models.CharField(
        max_length=80,
        unique=True,
        error_messages={"unique": "Kata ini sudah ada. Buka kata itu, lalu ubah kode-kodenya."},
        help_text="Huruf kecil, seperti orang menyebutnya. Contoh: servis motor.",
    )
    aktif = models.BooleanField(default=True, help_text="Hapus centang bila kata ini tidak boleh dipakai lagi.")
    sumber = models.CharField(
        max_length=10, choices=SumberSinonim.choices, default=SumberSinonim.PETUGAS, editable=False
    )
    kbli = models.ManyToManyField(Kbli, through="PadananKbli", related_name="sinonim")
    # Through the same stemmer as the titles, which strips much ("keripik" becomes "ripik") but on both sides alike.
    vektor = models.GeneratedField(
        expression=SearchVector("kata", config=BAHASA),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "sinonim KBLI"
        ordering = ("kata",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kata__regex=r"^[a-z0-9]+( [a-z0-9]+)*$"),
                name="sinonim_kata_rapi",
                violation_error_message="Tulis kata dengan huruf kecil dan angka saja, dipisah satu spasi.",
            )
        ]
        indexes = [GinIndex(fields=["vektor"], name="sinonim_vektor")]

    def __str__(self) -> str:
        return self.kata

    def clean(self) -> None:
        """Bring the word into the form in which it is stored: lower case, letters and figures, single spaces."""
        self.kata = " ".join(re.findall(r"[a-z0-9]+", self.kata.lower()))
        if not self.kata:
            raise ValidationError({"kata": "Isi dengan huruf atau angka."})


class PadananKbli(models.Model):
    """One code that an everyday word stands for; `urutan` 1 is offered first."""

    sinonim = models.ForeignKey(SinonimKbli, on_delete=models.CASCADE, related_name="padanan")
    kbli = models.ForeignKey(Kbli, on_delete=models.PROTECT, related_name="padanan", verbose_name="kode KBLI")
    urutan = models.PositiveSmallIntegerField(default=1, help_text="Angka 1 tampil paling atas.")

    class Meta:
        verbose_name = verbose_name_plural = "padanan KBLI"
        ordering = ("kbli__versi", "urutan", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("sinonim", "kbli"),
                name="padanan_kbli_unik",
                violation_error_message="Kode itu sudah tercatat untuk kata ini.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sinonim}: {self.kbli}"

    def clean(self) -> None:
        if self.kbli_id and self.kbli.tingkat != TingkatKbli.KELOMPOK:
            raise ValidationError({"kbli": "Pilih kode lima angka."})
