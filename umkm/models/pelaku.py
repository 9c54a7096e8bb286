"""Persons, what they own, and who helps them."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from inti import nik as aturan_nik
from inti import sandi
from inti.berkas import Berkas
from inti.kode import buat
from umkm.enums import DasarAlih, Disabilitas, HubunganPembantu, JenisKelamin, Pendidikan, PeranKepemilikan
from wilayah.models import Desa


class PelakuQuerySet(models.QuerySet["PelakuUsaha"]):
    def terlihat_oleh(self, user: Any) -> PelakuQuerySet:
        """Narrow to the persons that `user` may see: oneself, and for officials the owners in their kecamatan.

        A person who owns nothing yet belongs to no kecamatan, so only an official of all of them sees it.
        """
        diri = Q(akun=user)
        if not (user.is_staff and user.has_perm("umkm.view_pelakuusaha")):
            return self.filter(diri)
        lingkup = kecamatan_kerja(user)
        if lingkup is None:
            return self
        milik = KepemilikanUsaha.objects.filter(
            pelaku=models.OuterRef("pk"), sampai=None, usaha__desa__kecamatan__in=lingkup
        )
        return self.filter(diri | models.Exists(milik))

    def utuh(self) -> PelakuQuerySet:
        """Leave out the records that were merged into another."""
        return self.filter(digabung_ke=None)


@pghistory.track(
    pghistory.UpdateEvent(level=pghistory.Statement),
    exclude=["nik_sandi", "nik_sidik", "tanggal_lahir", "disabilitas", "alamat", "foto_ktp"],
)
class PelakuUsaha(models.Model):
    """A person who does business. `akun` may be empty: many have no phone."""

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    akun = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="pelaku"
    )
    nama = models.CharField("nama lengkap", max_length=100)
    # Ciphertext and keyed hash; plain digits exist nowhere. Never filter by anything but the hash.
    nik_sandi = models.TextField(blank=True, editable=False)
    nik_sidik = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    telepon = models.CharField("nomor WhatsApp", max_length=16, blank=True, db_index=True)
    jenis_kelamin = models.CharField("jenis kelamin", max_length=1, blank=True, choices=JenisKelamin)
    tanggal_lahir = models.DateField("tanggal lahir", null=True, blank=True)
    pendidikan = models.CharField("pendidikan terakhir", max_length=10, blank=True, choices=Pendidikan)
    disabilitas = models.CharField("disabilitas", max_length=12, blank=True, choices=Disabilitas)
    desa = models.ForeignKey(Desa, null=True, blank=True, on_delete=models.PROTECT, verbose_name="desa tempat tinggal")
    alamat = models.CharField("alamat tempat tinggal", max_length=200, blank=True)
    domisili_luar = models.CharField(
        "kabupaten atau kota lain", max_length=100, blank=True, help_text="Diisi bila tinggal di luar kabupaten ini."
    )
    foto_ktp = models.ForeignKey(Berkas, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    identitas_terbukti = models.BooleanField("identitas sudah diperiksa", default=False, editable=False)
    meninggal_pada = models.DateField("meninggal pada", null=True, blank=True, editable=False)
    digabung_ke = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="leburan"
    )
    dibuat = models.DateTimeField(auto_now_add=True)
    diubah = models.DateTimeField(auto_now=True)

    objects = PelakuQuerySet.as_manager()

    class Meta:
        verbose_name = "pelaku usaha"
        verbose_name_plural = "pelaku usaha"
        ordering = ("-pk",)
        default_permissions = ("view", "change")
        permissions = [
            ("buka_nik", "Membuka NIK dengan alasan"),
            ("gabung_pelaku", "Menggabung data ganda orang"),
            ("hubungkan_akun", "Menghubungkan orang dengan akunnya"),
            ("catat_kematian", "Mencatat orang meninggal"),
            ("betulkan_nik", "Membetulkan NIK yang sudah diperiksa"),
        ]
        indexes = [
            # The words of the name, as `umkm.pencarian` asks for them; the function is made in migration 0003.
            GinIndex(models.Func("nama", function="umkm_lexem", output_field=SearchVectorField()), name="pelaku_carian")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["nik_sidik"],
                condition=Q(identitas_terbukti=True, digabung_ke=None) & ~Q(nik_sidik=""),
                name="satu_nik_satu_orang_terbukti",
                violation_error_message="NIK ini sudah dipakai orang lain yang identitasnya sudah diperiksa.",
            ),
            models.CheckConstraint(
                condition=Q(identitas_terbukti=False) | ~Q(nik_sidik=""),
                name="identitas_terbukti_ber_nik",
                violation_error_message="Identitas baru dapat dinyatakan benar setelah NIK diisi.",
            ),
            models.CheckConstraint(
                condition=(Q(nik_sandi="") & Q(nik_sidik="")) | (~Q(nik_sandi="") & ~Q(nik_sidik="")),
                name="nik_sandi_dan_sidik_bersama",
                violation_error_message="NIK tersimpan tidak utuh.",
            ),
            models.CheckConstraint(
                condition=~Q(digabung_ke=F("pk")),
                name="pelaku_tidak_digabung_ke_diri",
                violation_error_message="Orang tidak dapat digabung dengan dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def nik_samar(self) -> str:
        """Return the NIK as a mask, or "" when there is none; the plain digits come only from `actions.buka_nik`."""
        return aturan_nik.samarkan(sandi.dekripsi(self.nik_sandi)) if self.nik_sandi else ""

    @property
    def boleh_dikirimi(self) -> bool:
        """Tell whether messages may go to this person: the dead are left in peace."""
        return self.meninggal_pada is None


class KepemilikanQuerySet(models.QuerySet["KepemilikanUsaha"]):
    def berjalan(self) -> KepemilikanQuerySet:
        return self.filter(sampai=None)


class KepemilikanUsaha(models.Model):
    """Who owns or runs a business, from when until when, and on what paper that rests."""

    pelaku = models.ForeignKey(PelakuUsaha, on_delete=models.PROTECT, related_name="kepemilikan")
    usaha = models.ForeignKey("umkm.Usaha", on_delete=models.PROTECT, related_name="kepemilikan")
    peran = models.CharField(max_length=10, choices=PeranKepemilikan, default=PeranKepemilikan.PEMILIK)
    sejak = models.DateField(default=timezone.localdate)
    sampai = models.DateField(null=True, blank=True)
    dasar = models.CharField(max_length=15, choices=DasarAlih, default=DasarAlih.AWAL)
    surat = models.ForeignKey(Berkas, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = KepemilikanQuerySet.as_manager()

    class Meta:
        verbose_name = "kepemilikan"
        verbose_name_plural = "kepemilikan"
        ordering = ("sejak", "pk")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["pelaku", "usaha"],
                condition=Q(sampai=None),
                name="satu_kepemilikan_berjalan",
                violation_error_message="Orang ini sudah tercatat pada usaha tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("sejak")),
                name="kepemilikan_tidak_mundur",
                violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pelaku}, {self.get_peran_display().lower()}"


class AksesQuerySet(models.QuerySet["AksesPembantu"]):
    def berlaku(self) -> AksesQuerySet:
        """Narrow to the helpers who accepted, were not sent away, and whose last day has not passed."""
        return self.filter(diterima_pada__isnull=False, dicabut_pada=None, sampai__gte=timezone.localdate())


class AksesPembantu(models.Model):
    """A helper whom the owner invited to fill in and follow, until a date; never to own."""

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    usaha = models.ForeignKey("umkm.Usaha", on_delete=models.PROTECT, related_name="pembantu")
    nama = models.CharField("nama pembantu", max_length=100)
    telepon = models.CharField("nomor WhatsApp pembantu", max_length=16)
    hubungan = models.CharField(max_length=10, choices=HubunganPembantu)
    sampai = models.DateField("boleh membantu sampai")
    diundang_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token_sidik = models.CharField(max_length=64, unique=True, editable=False)
    akun = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="bantuan"
    )
    dibuat = models.DateTimeField(auto_now_add=True)
    diterima_pada = models.DateTimeField(null=True, editable=False)
    dicabut_pada = models.DateTimeField(null=True, editable=False)

    objects = AksesQuerySet.as_manager()

    class Meta:
        verbose_name = "pembantu"
        verbose_name_plural = "pembantu"
        ordering = ("-pk",)
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(diterima_pada=None) | Q(akun__isnull=False),
                name="pembantu_diterima_berakun",
                violation_error_message="Undangan hanya dapat diterima oleh akun yang masuk.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.get_hubungan_display().lower()})"
