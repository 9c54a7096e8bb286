"""The business: the case that the office verifies, and its history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from akun.enums import TujuanPersetujuan
from akun.models import Persetujuan
from akun.permissions import kecamatan_kerja
from inti.berkas import Berkas
from inti.dokumen import Dokumen, DokumenQuerySet
from inti.kode import buat
from inti.perkara import Perkara, PerkaraQuerySet, Riwayat
from umkm import workflow
from umkm.enums import (
    MENUNGGU_KAMI,
    RUPA_STATUS,
    BentukUsaha,
    JenisTempat,
    Keadaan,
    SaluranJual,
    StatusUsaha,
    SumberData,
    SumberKeadaan,
)
from umkm.models.pelaku import AksesPembantu, KepemilikanUsaha
from wilayah.models import Desa, Kbli


def _ada(*nama: str, **syarat: Any) -> Q:
    """A condition that fails where one of the columns is empty: to a CHECK, NULL is as good as true."""
    return Q(**{f"{n}__isnull": False for n in nama}, **syarat)


class UsahaQuerySet(PerkaraQuerySet):
    def terlihat_oleh(self, user: Any) -> UsahaQuerySet:
        """Narrow to what `user` may see: owned, helped, and for officials those in their kecamatan."""
        if not (user.is_staff and user.has_perm("umkm.view_usaha")):
            return self.dikelola(user)
        lingkup = kecamatan_kerja(user)
        if lingkup is None:
            return self
        return self.filter(Q(desa__kecamatan__in=lingkup) | self._kelolaan(user))

    def dikelola(self, user: Any) -> UsahaQuerySet:
        """Narrow to what `user` owns or helps with."""
        return self.filter(self._kelolaan(user))

    @staticmethod
    def _kelolaan(user: Any) -> Q:
        """The few of one person, gathered first: asked of each row, two EXISTS would read the whole registry."""
        milik = KepemilikanUsaha.objects.berjalan().filter(pelaku__akun=user, pelaku__meninggal_pada=None)
        bantu = AksesPembantu.objects.berlaku().filter(akun=user)
        return Q(pk__in=milik.order_by().values("usaha").union(bantu.order_by().values("usaha")))

    def utuh(self) -> UsahaQuerySet:
        """Leave out the records that were merged into another."""
        return self.filter(digabung_ke=None)

    def direktori(self) -> UsahaQuerySet:
        """Narrow to what the public may find: verified, open, and the owner consents; the newest first."""
        setuju = Persetujuan.objects.berlaku().filter(tujuan=TujuanPersetujuan.DIREKTORI)
        milik = KepemilikanUsaha.objects.berjalan().filter(
            usaha=models.OuterRef("pk"), pelaku__kode__in=setuju.values("subjek_kode")
        )
        terbuka = self.utuh().filter(models.Exists(milik), status=StatusUsaha.TERVERIFIKASI, keadaan=Keadaan.BUKA)
        return terbuka.select_related("desa__kecamatan").order_by("-pk")

    def menunggu_kami(self) -> UsahaQuerySet:
        return self.utuh().filter(status__in=MENUNGGU_KAMI)


@pghistory.track(
    pghistory.UpdateEvent(level=pghistory.Statement),
    exclude=["uraian", "lintang", "bujur", "alamat", "kunci_kirim"],
)
class Usaha(Perkara):
    """A business of the registry. Its `nomor` is spoken over the phone and stays with it for life."""

    ALUR = workflow.USAHA
    PERIHAL = "usaha"
    """What its papers call it in `Dokumen.perihal_jenis`."""

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    nomor = models.CharField("nomor pendaftaran", max_length=20, unique=True, editable=False)
    # One form sent twice makes one business: the second finds this key taken and leads to the first.
    kunci_kirim = models.UUIDField(unique=True, null=True, editable=False)
    status = models.CharField(max_length=30, choices=StatusUsaha, editable=False, db_index=True)
    petugas = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    nama = models.CharField("nama usaha", max_length=100)
    uraian = models.CharField("jual apa", max_length=200, help_text="Dengan kata sendiri, misalnya “keripik singkong”.")
    bentuk = models.CharField("bentuk usaha", max_length=15, blank=True, choices=BentukUsaha)
    tahun_mulai = models.PositiveSmallIntegerField("tahun mulai", null=True, blank=True)
    bulan_mulai = models.PositiveSmallIntegerField("bulan mulai", null=True, blank=True)
    jenis_tempat = models.CharField("jenis tempat", max_length=10, choices=JenisTempat, default=JenisTempat.TETAP)
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="+", verbose_name="desa atau kelurahan")
    alamat = models.CharField("jalan atau dusun", max_length=200, blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    lintang = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    bujur = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    kbli = models.ForeignKey(
        Kbli, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="jenis kegiatan (KBLI)"
    )
    produk_utama = models.CharField("produk utama", max_length=100, blank=True)

    pekerja_laki = models.PositiveIntegerField("pekerja laki-laki", null=True, blank=True)
    pekerja_perempuan = models.PositiveIntegerField("pekerja perempuan", null=True, blank=True)
    pekerja_dibayar = models.PositiveIntegerField("pekerja dibayar", null=True, blank=True)
    pekerja_tak_dibayar = models.PositiveIntegerField("pekerja tidak dibayar", null=True, blank=True)
    pekerja_disabilitas = models.PositiveIntegerField("pekerja dengan disabilitas", null=True, blank=True)
    saluran = ArrayField(
        models.CharField(max_length=12, choices=SaluranJual), verbose_name="cara menjual", default=list, blank=True
    )
    tautan = models.URLField("alamat toko di internet", max_length=200, blank=True)

    keadaan = models.CharField(max_length=15, choices=Keadaan, default=Keadaan.BUKA, editable=False, db_index=True)
    keadaan_sejak = models.DateField(null=True, editable=False)
    keadaan_sumber = models.CharField(max_length=10, choices=SumberKeadaan, blank=True, editable=False)

    sumber = models.CharField(max_length=10, choices=SumberData, default=SumberData.DARING, editable=False)
    acara = models.CharField("acara pendaftaran", max_length=60, blank=True, editable=False)
    formulir = models.ForeignKey(
        Berkas, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    digabung_ke = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="leburan"
    )
    dibuat = models.DateTimeField(auto_now_add=True)
    diubah = models.DateTimeField(auto_now=True)

    objects = UsahaQuerySet.as_manager()

    class Meta:
        verbose_name = "usaha"
        verbose_name_plural = "usaha"
        ordering = ("-pk",)
        default_permissions = ("view", "change")
        permissions = [
            ("entri_usaha", "Mengentri usaha dari formulir kertas"),
            ("verifikasi_usaha", "Memeriksa dan memutuskan usaha"),
            ("tugaskan_usaha", "Menugaskan usaha kepada petugas lain"),
            ("cabut_usaha", "Mencabut verifikasi usaha"),
            ("alihkan_usaha", "Mengalihkan usaha kepada pemilik lain"),
            ("gabung_usaha", "Menggabung data ganda usaha"),
            ("lihat_keuangan", "Melihat angka keuangan usaha"),
        ]
        indexes = [
            models.Index(fields=["status", "jatuh_tempo"]),
            models.Index(fields=["petugas", "status"]),
            # The order of the officials' list, so that its first page is read and not sorted.
            models.Index(F("jatuh_tempo").asc(), F("id").desc(), name="usaha_urut_janji"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusUsaha.values),
                name="usaha_status_dikenal",
                violation_error_message="Status usaha tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(keadaan__in=Keadaan.values),
                name="usaha_keadaan_dikenal",
                violation_error_message="Keadaan usaha tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(bulan_mulai=None) | Q(bulan_mulai__range=(1, 12), tahun_mulai__isnull=False),
                name="usaha_bulan_mulai_wajar",
                violation_error_message="Bulan mulai harus 1 sampai 12, dan tahunnya diisi.",
            ),
            models.CheckConstraint(
                condition=Q(tahun_mulai=None) | Q(tahun_mulai__range=(1900, 2100)),
                name="usaha_tahun_mulai_wajar",
                violation_error_message="Tahun mulai harus ditulis empat angka, misalnya 2019.",
            ),
            models.CheckConstraint(
                condition=Q(lintang=None, bujur=None)
                | _ada("lintang", "bujur", lintang__range=(-90, 90), bujur__range=(-180, 180)),
                name="usaha_titik_utuh",
                violation_error_message="Titik di peta harus terdiri dari lintang dan bujur.",
            ),
            models.CheckConstraint(
                condition=Q(pekerja_laki=None, pekerja_perempuan=None, pekerja_dibayar=None, pekerja_tak_dibayar=None)
                | _ada(
                    "pekerja_laki",
                    "pekerja_perempuan",
                    "pekerja_dibayar",
                    "pekerja_tak_dibayar",
                    pekerja_dibayar=F("pekerja_laki") + F("pekerja_perempuan") - F("pekerja_tak_dibayar"),
                ),
                name="usaha_jumlah_pekerja_cocok",
                violation_error_message="Jumlah pekerja dibayar dan tidak dibayar harus sama dengan laki-laki "
                "ditambah perempuan.",
            ),
            models.CheckConstraint(
                condition=Q(pekerja_disabilitas=None)
                | _ada(
                    "pekerja_laki",
                    "pekerja_perempuan",
                    pekerja_disabilitas__lte=F("pekerja_laki") + F("pekerja_perempuan"),
                ),
                name="usaha_pekerja_disabilitas_wajar",
                violation_error_message="Pekerja dengan disabilitas tidak boleh lebih banyak dari semua pekerja.",
            ),
            models.CheckConstraint(
                condition=~Q(digabung_ke=F("pk")),
                name="usaha_tidak_digabung_ke_diri",
                violation_error_message="Usaha tidak dapat digabung dengan dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.nomor})"

    def get_absolute_url(self) -> str:
        return reverse("umkm:usaha", args=[self.kode])

    @property
    def rupa_status(self) -> str:
        return RUPA_STATUS[StatusUsaha(self.status)]

    @property
    def berdiri(self) -> date | None:
        """The day of establishment for PP 7/2021, which sets 2 February 2021 as its boundary.

        Day 28 stands for the unknown day: of February 2021 only its first day lies before the boundary.
        For 2021 the form insists on the month; for any other year the month does not matter.
        """
        if self.tahun_mulai is None:
            return None
        return date(self.tahun_mulai, self.bulan_mulai or 12, 28)

    @property
    def dokumen(self) -> DokumenQuerySet:
        """The papers issued about this business, the newest first, those that were revoked too."""
        return Dokumen.objects.perihal(self.PERIHAL, self.kode)

    @property
    def pemilik(self) -> Any:
        """The person in charge: the owner whose ownership runs, or None while a business is between owners."""
        berjalan = [k for k in self.kepemilikan.all() if k.sampai is None]
        return berjalan[0].pelaku if berjalan else None


class RiwayatUsaha(Riwayat):
    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="riwayat")

    class Meta(Riwayat.Meta):
        verbose_name = "riwayat usaha"
        verbose_name_plural = "riwayat usaha"
        default_permissions = ("view",)
