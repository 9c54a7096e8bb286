"""A person's place in a class, from held to passed, and the group with which it was asked for."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from akun.permissions import kecamatan_kerja
from inti.kode import buat
from inti.perkara import Perkara, PerkaraQuerySet, Riwayat
from pelatihan import workflow
from pelatihan.enums import AKTIF, DUDUK, RUPA_PESERTA, SEMENTARA, StatusPeserta
from pelatihan.models.angkatan import Angkatan, Kuota
from umkm.models import PelakuUsaha, Usaha

S = StatusPeserta


class PesertaQuerySet(PerkaraQuerySet):
    def terlihat_oleh(self, user: Any) -> PesertaQuerySet:
        """Narrow to oneself, to the classes one teaches, and for officials to the businesses of their kecamatan."""
        boleh = Q(pelaku__akun=user) | Q(angkatan__in=Angkatan.objects.diajar(user))
        if user.is_staff and user.has_perm("pelatihan.view_peserta"):
            lingkup = kecamatan_kerja(user)
            if lingkup is None:
                return self
            boleh |= Q(usaha__desa__kecamatan__in=lingkup)
        return self.filter(boleh)

    def duduk(self) -> PesertaQuerySet:
        return self.filter(status__in=DUDUK)

    def antre(self) -> PesertaQuerySet:
        """Narrow to the waiting list in its order.

        The reserves of a selection by their rank; where there is none, by arrival, those with two unexcused absences
        behind the others.
        """
        urut = F("peringkat").asc(nulls_last=True)
        return self.filter(status=S.DAFTAR_TUNGGU).order_by(urut, "dikemudiankan", "pk")


class Kelompok(models.Model):
    """People who come together. `semua`: all of them or none; else whoever gets a seat."""

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="kelompok")
    nama = models.CharField("nama kelompok", max_length=100)
    ketua = models.ForeignKey(PelakuUsaha, on_delete=models.PROTECT, related_name="+")
    semua = models.BooleanField("semua atau tidak sama sekali", default=True)

    class Meta:
        verbose_name = "kelompok"
        verbose_name_plural = "kelompok"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.nama


class Peserta(Perkara):
    """The primary key comes from a sequence of the database: it is the order of arrival."""

    ALUR = workflow.PESERTA

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    status = models.CharField(max_length=30, choices=StatusPeserta, editable=False, db_index=True)
    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="peserta")
    pelaku = models.ForeignKey(PelakuUsaha, on_delete=models.PROTECT, related_name="peserta")
    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="peserta")
    kuota = models.ForeignKey(
        Kuota,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="peserta",
        verbose_name="duduk di kuota",
    )
    kelompok = models.ForeignKey(Kelompok, null=True, editable=False, on_delete=models.PROTECT, related_name="peserta")
    menggantikan = models.OneToOneField(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="pengganti"
    )
    sampai = models.DateTimeField(
        null=True, editable=False, help_text="Kursi yang ditahan atau ditawarkan lepas sendiri setelah saat ini."
    )
    dikemudiankan = models.BooleanField(
        default=False, editable=False, help_text="Dua kali tanpa kabar dalam setahun: di belakang daftar tunggu."
    )
    peringkat = models.PositiveIntegerField(
        null=True, editable=False, help_text="Urutan cadangan hasil seleksi; yang lain menurut kedatangan."
    )
    kebutuhan = models.CharField("kebutuhan khusus", max_length=200, blank=True)
    dibuat = models.DateTimeField(auto_now_add=True)

    objects = PesertaQuerySet.as_manager()

    class Meta(Perkara.Meta):
        verbose_name = "peserta"
        verbose_name_plural = "peserta"
        ordering = ("pk",)
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["angkatan", "status", "peringkat", "dikemudiankan", "id"], name="peserta_antrean"),
            models.Index(fields=["sampai"], condition=Q(status__in=SEMENTARA), name="peserta_sampai"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusPeserta.values),
                name="peserta_status_dikenal",
                violation_error_message="Status peserta tidak dikenal.",
            ),
            models.UniqueConstraint(
                fields=["angkatan", "pelaku"],
                condition=Q(status__in=AKTIF),
                name="peserta_sekali_per_angkatan",
                violation_error_message="Orang ini sudah terdaftar atau menunggu di angkatan ini.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DUDUK, kuota__isnull=False) | (~Q(status__in=DUDUK) & Q(kuota=None)),
                name="peserta_duduk_di_kuota",
                violation_error_message="Peserta yang mendapat kursi harus duduk di satu kuota, yang lain tidak.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=SEMENTARA, sampai__isnull=False) | (~Q(status__in=SEMENTARA) & Q(sampai=None)),
                name="peserta_sementara_berbatas",
                violation_error_message="Kursi yang ditahan atau ditawarkan harus punya batas waktu, yang lain tidak.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pelaku} · {self.angkatan}"

    def get_absolute_url(self) -> str:
        return reverse("pelatihan:peserta", args=[self.kode])

    @property
    def rupa_status(self) -> str:
        return RUPA_PESERTA[S(self.status)]


class RiwayatPeserta(Riwayat):
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="riwayat")

    class Meta(Riwayat.Meta):
        verbose_name = "riwayat peserta"
        verbose_name_plural = "riwayat peserta"
        default_permissions = ("view",)
