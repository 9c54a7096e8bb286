"""The catalogue: services with the 14 components of their standard, what they ask for, who signs, what they cost."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from akun.models import Jabatan
from inti.nomor import SeriNomor
from layanan.enums import Instansi, JenisProduk, JenisTarif
from umkm.enums import JenisLegalitas

# The components of Permenpan RB 15/2014, in the order of its annex: field and heading.
KOMPONEN = (
    ("persyaratan", "Persyaratan"),
    ("prosedur", "Cara dan urutannya"),
    ("jangka_waktu", "Lama pelayanan"),
    ("biaya", "Biaya"),
    ("produk", "Yang Anda terima"),
    ("pengaduan", "Pengaduan, saran, dan masukan"),
    ("dasar_hukum", "Dasar hukum"),
    ("sarana", "Sarana dan fasilitas"),
    ("kompetensi", "Kompetensi pelaksana"),
    ("pengawasan", "Pengawasan internal"),
    ("jumlah_pelaksana", "Jumlah pelaksana"),
    ("jaminan", "Jaminan pelayanan"),
    ("keamanan", "Jaminan keamanan dan keselamatan"),
    ("evaluasi", "Evaluasi kinerja"),
)


class Bidang(models.Model):
    """A field of the office that handles services, and who works in it."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama", max_length=120)
    petugas = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="bidang", verbose_name="petugas"
    )

    class Meta:
        verbose_name = "bidang"
        verbose_name_plural = "bidang"
        ordering = ("nama",)
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.nama


# Words that stand where the code of a service stands in an address.
HALAMAN = ("kunci", "lacak", "loket", "permohonan", "tujuan")


class LayananQuerySet(models.QuerySet["Layanan"]):
    def tampil(self) -> LayananQuerySet:
        """Narrow to the services that can be asked for: switched on, and with a form in use."""
        return self.filter(aktif=True, versi__keadaan="TERBIT")


class Layanan(models.Model):
    """A public service of the office. Officials edit it; a switched off one keeps its cases."""

    kode = models.SlugField("kode di alamat halaman", max_length=50, unique=True)
    nama = models.CharField("nama", max_length=120)
    ringkas = models.CharField("untuk apa", max_length=200)
    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, related_name="layanan", verbose_name="bidang")
    jenis_produk = models.CharField("jenis hasil", max_length=10, choices=JenisProduk)
    instansi = models.CharField(
        "instansi yang memutuskan", max_length=30, choices=Instansi, blank=True, help_text="Kosong: dinas ini sendiri."
    )
    hari_janji = models.PositiveSmallIntegerField("janji (hari kerja)")
    boleh_belum_verifikasi = models.BooleanField("boleh sebelum usaha terverifikasi", default=False)
    templat_surat = models.SlugField("templat surat", max_length=40, blank=True)
    perihal_surat = models.CharField("nama surat", max_length=120, blank=True)
    seri = models.ForeignKey(
        SeriNomor, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="seri nomor surat"
    )
    klasifikasi = models.CharField(
        "kode klasifikasi surat",
        max_length=20,
        blank=True,
        help_text="Menurut daftar klasifikasi arsip; mengisi {klasifikasi} pada pola nomor.",
    )
    atasan = models.ForeignKey(
        Jabatan, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="pemutus keberatan"
    )
    aktif = models.BooleanField("dapat diajukan", default=True)
    urut = models.PositiveSmallIntegerField("urutan", default=100)
    persyaratan = models.TextField("persyaratan")
    prosedur = models.TextField("sistem, mekanisme, dan prosedur")
    jangka_waktu = models.TextField("jangka waktu")
    biaya = models.TextField("biaya atau tarif")
    produk = models.TextField("produk layanan")
    pengaduan = models.TextField("penanganan pengaduan, saran, dan masukan")
    dasar_hukum = models.TextField("dasar hukum")
    sarana = models.TextField("sarana, prasarana, dan fasilitas")
    kompetensi = models.TextField("kompetensi pelaksana")
    pengawasan = models.TextField("pengawasan internal")
    jumlah_pelaksana = models.TextField("jumlah pelaksana")
    jaminan = models.TextField("jaminan pelayanan")
    keamanan = models.TextField("jaminan keamanan dan keselamatan")
    evaluasi = models.TextField("evaluasi kinerja pelaksana")
    sumber = models.TextField("sumber", blank=True)
    perlu_konfirmasi = models.TextField(
        "perlu konfirmasi", blank=True, help_text="Yang belum pasti menurut aturan; tampil di halaman layanan."
    )

    objects = LayananQuerySet.as_manager()

    class Meta:
        verbose_name = "layanan"
        verbose_name_plural = "layanan"
        ordering = ("urut", "nama")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(hari_janji__range=(1, 250)),
                name="layanan_janji_wajar",
                violation_error_message="Janji harus 1 sampai 250 hari kerja.",
            ),
            models.CheckConstraint(
                condition=~Q(kode__in=HALAMAN),
                name="layanan_kode_bukan_halaman",
                violation_error_message="Kode ini dipakai halaman lain. Pilih kode lain.",
            ),
            models.CheckConstraint(
                condition=~Q(jenis_produk=JenisProduk.SURAT) | (~Q(templat_surat="") & ~Q(perihal_surat="")),
                name="layanan_surat_bertemplat",
                violation_error_message="Layanan berhasil surat harus punya templat dan nama surat.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("layanan:layanan", args=[self.kode])

    @property
    def bertanda_tangan(self) -> bool:
        """Whether it ends in a letter that somebody signs."""
        return self.jenis_produk == JenisProduk.SURAT

    @property
    def komponen(self) -> list[tuple[str, str, str]]:
        """The 14 components as (field, heading, text), in the order of the rule."""
        return [(nama, judul, getattr(self, nama)) for nama, judul in KOMPONEN]


class SyaratLayanan(models.Model):
    """What must be held first: a paper of the registry, another service of ours that was finished, or a passed course.

    A course is named by its kode and in words, for this app does not know the courses: it reads what was written
    down on the business.
    """

    layanan = models.ForeignKey(Layanan, on_delete=models.CASCADE, related_name="syarat")
    legalitas = models.CharField("surat", max_length=6, choices=JenisLegalitas, blank=True)
    butuh = models.ForeignKey(
        Layanan, null=True, blank=True, on_delete=models.PROTECT, related_name="dibutuhkan", verbose_name="layanan"
    )
    pelatihan = models.SlugField(
        "lulus pelatihan", max_length=60, blank=True, help_text="Kode kurikulum, misalnya pembukuan-dasar."
    )
    nama_pelatihan = models.CharField("nama pelatihan", max_length=120, blank=True)
    wajib = models.BooleanField("wajib", default=True)

    class Meta:
        verbose_name = "syarat layanan"
        verbose_name_plural = "syarat layanan"
        ordering = ("pk",)
        default_permissions = ("view", "add", "change", "delete")
        constraints = [
            models.CheckConstraint(
                condition=Q(pelatihan="", legalitas="", butuh__isnull=False)
                | (~Q(legalitas="") & Q(pelatihan="", butuh=None))
                | (~Q(pelatihan="") & Q(legalitas="", butuh=None)),
                name="syarat_satu_hal",
                violation_error_message="Pilih satu: surat, layanan lain, atau pelatihan.",
            ),
            models.CheckConstraint(
                condition=(Q(pelatihan="") & Q(nama_pelatihan="")) | (~Q(pelatihan="") & ~Q(nama_pelatihan="")),
                name="syarat_pelatihan_bernama",
                violation_error_message="Isi kode dan nama pelatihan, atau kosongkan keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(butuh=None) | ~Q(butuh=F("layanan")),
                name="syarat_bukan_diri",
                violation_error_message="Layanan tidak dapat mensyaratkan dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        if self.pelatihan:
            return f"Lulus pelatihan {self.nama_pelatihan}"
        return self.get_legalitas_display() if self.legalitas else str(self.butuh)


class SyaratBerkas(models.Model):
    """A document that is asked for. One that is no longer asked for is switched off: waiting cases keep theirs."""

    layanan = models.ForeignKey(Layanan, on_delete=models.CASCADE, related_name="berkas")
    kode = models.SlugField("kode", max_length=40)
    nama = models.CharField("nama", max_length=120)
    bantuan = models.CharField("petunjuk", max_length=200, blank=True)
    wajib = models.BooleanField("wajib", default=True)
    kondisi = models.JSONField("hanya bila", blank=True, default=dict)
    aktif = models.BooleanField("diminta", default=True)
    urut = models.PositiveSmallIntegerField("urutan", default=100)

    class Meta:
        verbose_name = "berkas yang diminta"
        verbose_name_plural = "berkas yang diminta"
        ordering = ("urut", "pk")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["layanan", "kode"],
                name="syarat_berkas_sekali",
                violation_error_message="Berkas dengan kode ini sudah ada pada layanan itu.",
            )
        ]

    def __str__(self) -> str:
        return self.nama


class BerlakuQuerySet(models.QuerySet[Any]):
    def pada(self, hari: date | None = None) -> BerlakuQuerySet:
        """Narrow to what is in force on a day, today when none is named."""
        hari = hari or timezone.localdate()
        return self.filter(Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=hari), berlaku_mulai__lte=hari)


class Berlaku(models.Model):
    """Something that rules set for a time, with its source; what nobody has confirmed says so."""

    berlaku_mulai = models.DateField("berlaku mulai")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    sumber = models.CharField("sumber", max_length=200)
    perlu_konfirmasi = models.BooleanField("perlu konfirmasi", default=False)

    objects = BerlakuQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                name="%(app_label)s_%(class)s_tidak_mundur",
                violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
            )
        ]


class TarifLayanan(Berlaku):
    """A fee, a limit or a term of a service, as a number with its unit, in force for a time."""

    layanan = models.ForeignKey(Layanan, on_delete=models.CASCADE, related_name="tarif")
    kode = models.SlugField("kode", max_length=40)
    jenis = models.CharField("jenis", max_length=6, choices=JenisTarif)
    nama = models.CharField("nama", max_length=150)
    nilai = models.BigIntegerField("nilai")
    satuan = models.CharField("satuan", max_length=30, help_text="Misalnya rupiah, tahun, bulan, nilai.")

    class Meta(Berlaku.Meta):
        verbose_name = "tarif atau batas"
        verbose_name_plural = "tarif dan batas"
        ordering = ("layanan", "jenis", "kode", "berlaku_mulai")
        default_permissions = ("view", "add", "change")
        constraints = [
            *Berlaku.Meta.constraints,
            models.UniqueConstraint(
                fields=["layanan", "kode", "berlaku_mulai"],
                name="tarif_sekali",
                violation_error_message="Tarif ini sudah ada mulai tanggal itu.",
            ),
            models.CheckConstraint(
                condition=Q(nilai__gte=0),
                name="tarif_tidak_negatif",
                violation_error_message="Nilai tarif harus nol atau lebih.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, sejak {date_format(self.berlaku_mulai, 'j F Y')}"


class Tujuan(models.Model):
    """What an owner wants to reach ("masuk toko oleh-oleh"), and the path of services that leads there."""

    kode = models.SlugField("kode di alamat halaman", max_length=50, unique=True)
    nama = models.CharField("tujuan", max_length=120)
    uraian = models.CharField("penjelasan", max_length=300)
    aktif = models.BooleanField("ditampilkan", default=True)
    urut = models.PositiveSmallIntegerField("urutan", default=100)

    class Meta:
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"
        ordering = ("urut", "nama")
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.nama


class LangkahTujuan(models.Model):
    tujuan = models.ForeignKey(Tujuan, on_delete=models.CASCADE, related_name="langkah")
    layanan = models.ForeignKey(Layanan, on_delete=models.PROTECT, related_name="+")
    urut = models.PositiveSmallIntegerField("urutan")
    wajib = models.BooleanField("wajib", default=True)
    sebab = models.CharField("mengapa", max_length=200, blank=True)

    class Meta:
        verbose_name = "langkah tujuan"
        verbose_name_plural = "langkah tujuan"
        ordering = ("tujuan", "urut")
        default_permissions = ("view", "add", "change", "delete")
        constraints = [
            models.UniqueConstraint(
                fields=["tujuan", "layanan"],
                name="langkah_tujuan_sekali",
                violation_error_message="Layanan ini sudah ada pada tujuan itu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.urut}. {self.layanan}"
