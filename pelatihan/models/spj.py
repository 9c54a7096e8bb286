"""The papers of accountability (SPJ): how they look is data, and what came back signed."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from akun.models import Jabatan
from inti.berkas import Berkas
from inti.kode import buat
from pelatihan.enums import BUKTI_SESI, JenisBukti, JenisSpj, KolomSpj
from pelatihan.kalimat_spj import kata_asing
from pelatihan.models.angkatan import Angkatan
from pelatihan.models.sesi import Sesi


class BentukSpj(models.Model):
    """How a paper looks. No published form of DAK PK2UMK is known: each is an example that the office adapts."""

    kode = models.SlugField("kode", max_length=40, unique=True, editable=False)
    jenis = models.CharField("kertas", max_length=12, choices=JenisSpj)
    nama = models.CharField("nama di daftar", max_length=80)
    judul = models.CharField("judul di kertas", max_length=120)
    kop_atas = models.CharField("kop, baris pertama", max_length=100, blank=True)
    kop_nama = models.CharField("kop, nama dinas", max_length=120, blank=True)
    kop_alamat = models.CharField("kop, alamat", max_length=200, blank=True)
    mendatar = models.BooleanField("kertas mendatar", default=False)
    pembuka = models.TextField("kalimat pembuka", max_length=2000, blank=True)
    penutup = models.TextField("kalimat penutup", max_length=2000, blank=True)
    aktif = models.BooleanField("dipakai", default=True)
    urut = models.PositiveSmallIntegerField("urutan", default=100)

    class Meta:
        verbose_name = "bentuk SPJ"
        verbose_name_plural = "bentuk SPJ"
        ordering = ("urut", "pk")
        default_permissions = ("view", "add", "change")
        permissions = [
            ("siapkan_spj", "Menyiapkan kertas SPJ"),
            ("cetak_nik_spj", "Memilih dan mencetak kolom NIK di kertas SPJ"),
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        """Refuse words in braces that nothing stands for."""
        for nama in ("pembuka", "penutup"):
            if asing := kata_asing(getattr(self, nama)):
                raise ValidationError({nama: f"Tidak dikenal: {', '.join(asing)}. Pilih dari daftar di bawah kotak."})


class KolomBentuk(models.Model):
    """One column of a paper, in its place."""

    bentuk = models.ForeignKey(BentukSpj, on_delete=models.CASCADE, related_name="kolom")
    urut = models.PositiveSmallIntegerField("urutan", default=1)
    kolom = models.CharField("isi kolom", max_length=12, choices=KolomSpj)
    judul = models.CharField("judul kolom, bila lain", max_length=60, blank=True)

    class Meta:
        verbose_name = "kolom"
        verbose_name_plural = "kolom"
        ordering = ("bentuk", "urut", "pk")
        default_permissions = ("view", "add", "change", "delete")
        constraints = [
            models.UniqueConstraint(
                fields=["bentuk", "kolom"],
                name="kolom_sekali_per_bentuk",
                violation_error_message="Kolom ini sudah ada di kertas ini.",
            )
        ]

    def __str__(self) -> str:
        return self.tertulis

    @property
    def tertulis(self) -> str:
        return self.judul or self.get_kolom_display()


class PenandaSpj(models.Model):
    """Who signs a paper: an office, or, where none is named, the trainer of the class."""

    bentuk = models.ForeignKey(BentukSpj, on_delete=models.CASCADE, related_name="penanda")
    urut = models.PositiveSmallIntegerField("urutan", default=1)
    sebagai = models.CharField("sebagai", max_length=60, blank=True, help_text="Misalnya: Mengetahui.")
    jabatan = models.ForeignKey(
        Jabatan,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="jabatan",
        help_text="Kosongkan bila yang menandatangani pelatih kelasnya.",
    )

    class Meta:
        verbose_name = "penanda tangan"
        verbose_name_plural = "penanda tangan"
        ordering = ("bentuk", "urut", "pk")
        default_permissions = ("view", "add", "change", "delete")

    def __str__(self) -> str:
        return str(self.jabatan or "Pelatih")


class DataSpj(models.Model):
    """What the papers of one class say beside its people; `transport` in rupiah a person and day, None not yet set."""

    angkatan = models.OneToOneField(Angkatan, on_delete=models.PROTECT, related_name="data_spj")
    transport = models.PositiveIntegerField("uang transport per orang per hari", null=True, blank=True)
    kegiatan = models.CharField("kegiatan dan sub kegiatan", max_length=200, blank=True)
    rekening = models.CharField("kode rekening", max_length=60, blank=True)
    nomor_undangan = models.CharField("nomor undangan", max_length=60, blank=True)
    tanggal_undangan = models.DateField("tanggal undangan", null=True, blank=True)
    nomor_sk = models.CharField("nomor SK peserta", max_length=60, blank=True)
    tanggal_sk = models.DateField("tanggal SK peserta", null=True, blank=True)
    nomor_berita_acara = models.CharField("nomor berita acara", max_length=60, blank=True)
    tanggal_berita_acara = models.DateField("tanggal berita acara", null=True, blank=True)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    diubah_pada = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "data SPJ"
        verbose_name_plural = "data SPJ"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"SPJ {self.angkatan}"


class BuktiSpj(models.Model):
    """A signed scan or a photo, kept with the session of its day or with the class."""

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="bukti")
    sesi = models.ForeignKey(Sesi, null=True, blank=True, on_delete=models.PROTECT, related_name="bukti")
    jenis = models.CharField("apa ini", max_length=12, choices=JenisBukti)
    keterangan = models.CharField("keterangan", max_length=150, blank=True)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bukti SPJ"
        verbose_name_plural = "bukti SPJ"
        ordering = ("jenis", "pk")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=BUKTI_SESI, sesi__isnull=False) | (~Q(jenis__in=BUKTI_SESI) & Q(sesi=None)),
                name="bukti_bersesi",
                violation_error_message="Daftar hadir, tanda terima, dan foto disimpan bersama sesinya.",
            )
        ]

    def __str__(self) -> str:
        return self.get_jenis_display()
