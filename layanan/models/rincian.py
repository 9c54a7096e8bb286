"""What hangs on a request: files, what was asked for, steps of signing, numbers of letters, objections, notes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from akun.models import Jabatan
from inti.berkas import Berkas
from inti.kode import buat
from inti.nomor import SeriNomor
from layanan.enums import HasilKeberatan, JenisTanda
from layanan.models.aturan import DasarKeberatan
from layanan.models.layanan import SyaratBerkas
from layanan.models.permohonan import Permohonan

AWALAN_ISIAN, AWALAN_BERKAS = "isian:", "berkas:"


class BerkasPermohonan(models.Model):
    """A photo or PDF handed in for a required document.

    Several are pages of one, in the order of `urut`; sending makes one PDF of them.
    """

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="lampiran")
    syarat = models.ForeignKey(SyaratBerkas, on_delete=models.PROTECT, related_name="+")
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+")
    urut = models.PositiveSmallIntegerField("urutan halaman", default=0)
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "berkas permohonan"
        verbose_name_plural = "berkas permohonan"
        ordering = ("syarat__urut", "urut", "pk")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.syarat)


class PermintaanLengkap(models.Model):
    """One field or document that the applicant is asked to complete, with a sentence. Only open ones unlock theirs.

    `perihal` is "isian:<kode>" of the form, or "berkas:<kode>" of a required document.
    """

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="permintaan")
    perihal = models.CharField(max_length=60)
    label = models.CharField(max_length=150)
    kalimat = models.CharField(max_length=300)
    terbuka = models.BooleanField(default=True)
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "permintaan lengkap"
        verbose_name_plural = "permintaan lengkap"
        ordering = ("pk",)
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["permohonan", "perihal"],
                condition=Q(terbuka=True),
                name="satu_permintaan_terbuka_per_hal",
                violation_error_message="Hal ini sudah diminta dilengkapi.",
            ),
            models.CheckConstraint(
                condition=Q(perihal__startswith=AWALAN_ISIAN) | Q(perihal__startswith=AWALAN_BERKAS),
                name="permintaan_perihal_dikenal",
                violation_error_message="Pilih isian atau berkas yang diminta.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.kalimat}"


class TahapTanda(models.Model):
    """One step on the way of a letter: which office marks or signs it, and once done who did so when, in what office.

    Each sending for signature is a round (`putaran`) of its own; what was sent back stays to be read.
    """

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="tahap")
    putaran = models.PositiveSmallIntegerField()
    urut = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=12, choices=JenisTanda)
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="+")
    pejabat = models.CharField(max_length=150, blank=True)
    sebutan = models.CharField(max_length=160, blank=True)
    nip = models.CharField(max_length=21, blank=True)
    pangkat = models.CharField(max_length=80, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "tahap tanda tangan"
        verbose_name_plural = "tahap tanda tangan"
        ordering = ("permohonan", "putaran", "urut")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["permohonan", "putaran", "urut"],
                name="tahap_tanda_sekali",
                violation_error_message="Tahap ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(pada=None, oleh=None, pejabat="")
                | (Q(pada__isnull=False) & Q(oleh__isnull=False) & ~Q(pejabat="")),
                name="tahap_tanda_utuh",
                violation_error_message="Tahap yang selesai harus menyebut siapa dan kapan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.urut}. {self.get_jenis_display()} {self.jabatan}"


class NomorSuratQuerySet(models.QuerySet["NomorSurat"]):
    def terlihat_oleh(self, user: Any) -> NomorSuratQuerySet:
        """Narrow to the numbers of the letters whose requests `user` may see."""
        return self.filter(permohonan__in=Permohonan.objects.terlihat_oleh(user).values("pk"))


class NomorSurat(models.Model):
    """The register of numbers. A voided one stays with its reason; a typed one comes from the agenda or SRIKANDI.

    `kode` is printed as QR code on the letter, and becomes that of the paper once the signed scan is handed in.
    `elektronik`: BSrE has signed this very letter, and `id_bsre` is what it calls it.
    """

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="nomor_surat")
    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    seri = models.ForeignKey(
        SeriNomor, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="seri"
    )
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField(null=True, blank=True, help_text="Kosong: nomor diketik dari agenda.")
    nomor = models.CharField(max_length=80)
    tanggal = models.DateField()
    naskah = models.ForeignKey(Berkas, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    elektronik = models.BooleanField("ditandatangani elektronik", default=False)
    id_bsre = models.CharField("nomor dokumen di BSrE", max_length=100, blank=True)
    dibuat = models.DateTimeField(auto_now_add=True)
    dibatalkan_pada = models.DateTimeField("dibatalkan", null=True, blank=True)
    alasan_batal = models.CharField("alasan batal", max_length=300, blank=True)

    objects = NomorSuratQuerySet.as_manager()

    class Meta:
        verbose_name = "nomor surat"
        verbose_name_plural = "register nomor surat"
        ordering = ("-tahun", "-pk")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["seri", "tahun", "urut"],
                name="nomor_surat_urut_sekali",
                violation_error_message="Nomor urut ini sudah dipakai.",
            ),
            models.UniqueConstraint(
                fields=["tahun", "nomor"],
                name="nomor_surat_sekali_setahun",
                violation_error_message="Nomor ini sudah dipakai surat lain tahun ini. Periksa agenda.",
            ),
            models.UniqueConstraint(
                fields=["permohonan"],
                condition=Q(dibatalkan_pada=None),
                name="satu_nomor_berlaku",
                violation_error_message="Permohonan ini sudah punya nomor surat.",
            ),
            models.CheckConstraint(
                condition=Q(seri=None, urut=None) | Q(seri__isnull=False, urut__isnull=False),
                name="nomor_surat_seri_utuh",
                violation_error_message="Nomor dari seri harus punya urutannya.",
            ),
            models.CheckConstraint(
                condition=Q(dibatalkan_pada=None, alasan_batal="")
                | (Q(dibatalkan_pada__isnull=False) & ~Q(alasan_batal="")),
                name="nomor_surat_hangus_beralasan",
                violation_error_message="Nomor yang dibatalkan harus menyebut alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor


class Keberatan(models.Model):
    """An objection to a refusal: on what ground, until when it is owed an answer, and how it was decided."""

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="keberatan")
    dasar = models.ForeignKey(DasarKeberatan, on_delete=models.PROTECT, related_name="+", verbose_name="dasar")
    uraian = models.TextField("penjelasan", max_length=2000)
    hari_jawab = models.PositiveSmallIntegerField()
    diajukan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)
    hasil = models.CharField(max_length=16, choices=HasilKeberatan, blank=True)
    putusan = models.TextField(blank=True)
    jalan_berikut = models.TextField(blank=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "keberatan"
        verbose_name_plural = "keberatan"
        ordering = ("pk",)
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["permohonan"],
                condition=Q(hasil=""),
                name="satu_keberatan_berjalan",
                violation_error_message="Keberatan atas permohonan ini sedang diputuskan.",
            ),
            models.CheckConstraint(
                condition=Q(hasil="", diputus_oleh=None, diputus_pada=None)
                | (Q(hasil__in=HasilKeberatan.values, diputus_oleh__isnull=False, diputus_pada__isnull=False)),
                name="keberatan_putusan_utuh",
                violation_error_message="Putusan keberatan harus menyebut siapa dan kapan.",
            ),
            models.CheckConstraint(
                condition=Q(diputus_oleh=None) | ~Q(diputus_oleh=F("diajukan_oleh")),
                name="keberatan_bukan_diputus_sendiri",
                violation_error_message="Keberatan tidak dapat diputuskan oleh yang mengajukannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dasar}"


class CatatanKerja(models.Model):
    """A note between officials about a case; whoever is mentioned is told. The applicant never reads it."""

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="catatan_kerja")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    teks = models.TextField(max_length=1000)
    sebut: Any = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "catatan kerja"
        verbose_name_plural = "catatan kerja"
        ordering = ("-pk",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.teks[:60]
