"""What hangs on a complaint: the talk between office and reporter, and the one objection."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from aduan.enums import HasilKeberatan, JenisTanggapan
from aduan.models.aduan import Aduan

DARI_PELAPOR = (JenisTanggapan.KETERANGAN, JenisTanggapan.BELUM)


class Tanggapan(models.Model):
    """One turn: what the office asked or answered, what the reporter added. `oleh` is the official, or nobody."""

    aduan = models.ForeignKey(Aduan, on_delete=models.PROTECT, related_name="tanggapan")
    jenis = models.CharField(max_length=12, choices=JenisTanggapan)
    teks = models.TextField(max_length=5000)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tanggapan"
        verbose_name_plural = "tanggapan"
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=DARI_PELAPOR, oleh=None) | (~Q(jenis__in=DARI_PELAPOR) & Q(oleh__isnull=False)),
                name="tanggapan_pelapor_tanpa_akun",
                violation_error_message="Tanggapan pelapor tidak menyimpan akunnya, tanggapan petugas menyebutnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.teks[:60]}"

    @property
    def dari_pelapor(self) -> bool:
        return self.jenis in DARI_PELAPOR


class Keberatan(models.Model):
    """The objection to how a request for public information was answered (UU 14/2008 art. 35): one for each request."""

    aduan = models.OneToOneField(Aduan, on_delete=models.PROTECT, related_name="satu_keberatan")
    uraian = models.TextField("alasan keberatan", max_length=2000)
    dibuat = models.DateTimeField(auto_now_add=True)
    hasil = models.CharField(max_length=16, choices=HasilKeberatan, blank=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "keberatan"
        verbose_name_plural = "keberatan"
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(hasil="", diputus_oleh=None, diputus_pada=None)
                | (Q(hasil__in=HasilKeberatan.values, diputus_oleh__isnull=False, diputus_pada__isnull=False)),
                name="keberatan_aduan_putusan_utuh",
                violation_error_message="Putusan keberatan harus menyebut siapa dan kapan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Keberatan {self.aduan}"
