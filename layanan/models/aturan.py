"""What the workflow reads as data: reasons of refusal with their cure, grounds and days of objections, signers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from akun.models import Jabatan
from layanan.enums import JenisTanda, RuangKeberatan
from layanan.models.layanan import Berlaku, Layanan


class Penanda(models.Model):
    """Which office signs the letter of a service, in which order: parafs first, the signature last."""

    layanan = models.ForeignKey(Layanan, on_delete=models.CASCADE, related_name="penanda")
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="+", verbose_name="jabatan")
    urut = models.PositiveSmallIntegerField("urutan")
    jenis = models.CharField("jenis", max_length=12, choices=JenisTanda)

    class Meta:
        verbose_name = "penanda tangan"
        verbose_name_plural = "penanda tangan"
        ordering = ("layanan", "urut")
        default_permissions = ("view", "add", "change", "delete")
        constraints = [
            models.UniqueConstraint(
                fields=["layanan", "urut"],
                name="penanda_urut_sekali",
                violation_error_message="Urutan ini sudah dipakai jabatan lain.",
            ),
            models.UniqueConstraint(
                fields=["layanan"],
                condition=Q(jenis=JenisTanda.TANDA_TANGAN),
                name="satu_tanda_tangan",
                violation_error_message="Satu surat ditandatangani satu jabatan; yang lain memaraf.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.urut}. {self.get_jenis_display()} {self.jabatan}"


class AlasanTolak(models.Model):
    """Why a request is refused, and what cures it: another service, a training, or what the applicant does himself."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("alasan", max_length=150)
    layanan = models.ForeignKey(
        Layanan,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="alasan_tolak",
        help_text="Kosong: dapat dipakai untuk semua layanan.",
    )
    rencana = models.TextField("cara memperbaikinya", max_length=600, help_text="Dibaca pemohon.")
    obat_layanan = models.ForeignKey(
        Layanan,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="layanan yang menyelesaikannya",
    )
    obat_pelatihan = models.CharField("pelatihan yang menyelesaikannya", max_length=120, blank=True)
    aktif = models.BooleanField("dipakai", default=True)
    urut = models.PositiveSmallIntegerField("urutan", default=100)

    class Meta:
        verbose_name = "alasan menolak"
        verbose_name_plural = "alasan menolak"
        ordering = ("urut", "nama")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.CheckConstraint(
                condition=~Q(rencana=""),
                name="alasan_tolak_berjalan_keluar",
                violation_error_message="Tulis apa yang dapat dilakukan pemohon setelah ditolak.",
            )
        ]

    def __str__(self) -> str:
        return self.nama


class DasarKeberatan(models.Model):
    """A ground on which a refusal may be objected to."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("dasar keberatan", max_length=200)
    ruang = models.CharField("aturan", max_length=10, choices=RuangKeberatan, default=RuangKeberatan.KEPUTUSAN)
    aktif = models.BooleanField("dipakai", default=True)
    urut = models.PositiveSmallIntegerField("urutan", default=100)

    class Meta:
        verbose_name = "dasar keberatan"
        verbose_name_plural = "dasar keberatan"
        ordering = ("urut", "nama")
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.nama


class AturanKeberatan(Berlaku):
    """How many working days there are to object and to answer, and what comes after a refusal, by law and time."""

    ruang = models.CharField("aturan", max_length=10, choices=RuangKeberatan)
    hari_ajukan = models.PositiveSmallIntegerField("batas mengajukan (hari kerja)")
    hari_jawab = models.PositiveSmallIntegerField("batas menjawab (hari kerja)")
    jalan_berikut = models.TextField("jalan hukum berikutnya", max_length=600)

    class Meta(Berlaku.Meta):
        verbose_name = "aturan keberatan"
        verbose_name_plural = "aturan keberatan"
        ordering = ("ruang", "berlaku_mulai")
        default_permissions = ("view", "add", "change")
        constraints = [
            *Berlaku.Meta.constraints,
            models.UniqueConstraint(
                fields=["ruang", "berlaku_mulai"],
                name="aturan_keberatan_sekali",
                violation_error_message="Aturan ini sudah ada mulai tanggal itu.",
            ),
            models.CheckConstraint(
                condition=Q(hari_ajukan__gte=1, hari_jawab__gte=1),
                name="hari_keberatan_wajar",
                violation_error_message="Batas hari harus sedikitnya satu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ruang_display()}: {self.hari_ajukan} dan {self.hari_jawab} hari kerja"
