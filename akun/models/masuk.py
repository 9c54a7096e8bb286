"""What logging in needs: other names of an account, codes, known devices, event codes and the buckets of the limits."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akun.enums import TujuanKode
from inti import kode as kode_publik


class PengenalMasuk(models.Model):
    """Another name to log in with: a registration number, written down by the registry."""

    nilai = models.CharField("pengenal", max_length=40, unique=True)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pengenal")

    class Meta:
        verbose_name = "pengenal masuk"
        verbose_name_plural = "pengenal masuk"
        constraints = [
            models.CheckConstraint(
                condition=Q(nilai__regex=r"^[0-9A-Z]{4,40}$"),
                name="akun_pengenal_rapi",
                violation_error_message="Pengenal hanya huruf besar dan angka.",
            )
        ]

    def __str__(self) -> str:
        return self.nilai


class KodeSekali(models.Model):
    """A one-time code on its way to a phone. Only its keyed hash is kept; it opens only the session that asked."""

    PERCOBAAN_MAKS = 5

    kode = models.CharField(max_length=32, unique=True, default=kode_publik.buat, editable=False)
    tujuan = models.CharField("untuk", max_length=12, choices=TujuanKode)
    telepon = models.CharField("nomor tujuan", max_length=16)
    sidik = models.CharField("sidik kode", max_length=64)
    sesi = models.CharField("sidik sesi", max_length=64)
    # Empty for a number nobody has proven: the row exists so that known and unknown numbers cost the same.
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    dibuat = models.DateTimeField(default=timezone.now)
    kedaluwarsa = models.DateTimeField()
    dipakai = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "kode sekali pakai"
        verbose_name_plural = "kode sekali pakai"
        indexes = [models.Index(fields=["kedaluwarsa"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(percobaan__lte=5),
                name="akun_kode_percobaan",
                violation_error_message="Kode ini sudah terlalu sering dicoba.",
            ),
            models.CheckConstraint(
                condition=Q(kedaluwarsa__gt=F("dibuat")),
                name="akun_kode_masa_berlaku",
                violation_error_message="Masa berlaku kode tidak benar.",
            ),
        ]

    def __str__(self) -> str:
        return f"kode {self.get_tujuan_display()}"


class PerangkatDikenal(models.Model):
    """A browser in which this account has logged in, found again by a signed cookie."""

    kode = models.CharField(max_length=32, unique=True, default=kode_publik.buat, editable=False)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="perangkat")
    sidik = models.CharField("sidik tanda perangkat", max_length=64)
    nama = models.CharField("perangkat", max_length=80)
    sesi = models.CharField("sesi terakhir", max_length=40, blank=True)
    dikenal = models.DateTimeField("pertama masuk", default=timezone.now)
    terlihat = models.DateTimeField("terakhir masuk", default=timezone.now)

    class Meta:
        verbose_name = "perangkat dikenal"
        verbose_name_plural = "perangkat dikenal"
        ordering = ["-terlihat"]
        constraints = [models.UniqueConstraint(fields=["pengguna", "sidik"], name="akun_perangkat_unik")]

    def __str__(self) -> str:
        return self.nama


class AcaraPendaftaran(models.Model):
    """An event of the office (a bazaar, a village meeting) whose code lifts the limit per address for a short time."""

    MASA_MAKS_HARI = 7

    kode = models.CharField("kode acara", max_length=20, unique=True)
    nama = models.CharField("nama acara", max_length=120)
    mulai = models.DateTimeField("berlaku mulai")
    sampai = models.DateTimeField("berlaku sampai")
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="dibuat oleh", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "acara pendaftaran"
        verbose_name_plural = "acara pendaftaran"
        ordering = ["-mulai"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai__gt=F("mulai")),
                name="akun_acara_urut",
                violation_error_message="Waktu selesai harus setelah waktu mulai.",
            ),
            models.CheckConstraint(
                condition=Q(kode__regex=r"^[0-9A-Z]{4,20}$"),
                name="akun_acara_kode_rapi",
                violation_error_message="Kode acara 4–20 huruf besar atau angka, tanpa spasi. Contoh: BAZAR2026.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class EmberLaju(models.Model):
    """A bucket of tokens; `akun.batas` takes one for each try. The key is a hash: no number or address is kept."""

    kunci = models.CharField(max_length=100, primary_key=True)
    isi = models.FloatField()
    diisi = models.DateTimeField()

    class Meta:
        verbose_name = "ember laju"
        verbose_name_plural = "ember laju"
        indexes = [models.Index(fields=["diisi"])]
        constraints = [models.CheckConstraint(condition=Q(isi__gte=0), name="akun_ember_tak_minus")]

    def __str__(self) -> str:
        return self.kunci
