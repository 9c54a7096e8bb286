"""A class: when and where a course is held, how its seats are given, and the pools in which they are counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from inti import peta
from inti.kode import buat
from inti.perkara import Perkara, PerkaraQuerySet, Riwayat
from pelatihan import workflow
from pelatihan.enums import (
    BERAKHIR,
    RUPA_ANGKATAN,
    CaraMasuk,
    JenisKuota,
    Medium,
    PeranPelatih,
    Sasaran,
    StatusAngkatan,
)
from pelatihan.models.kurikulum import Kurikulum
from wilayah.models import Desa, Kecamatan

A = StatusAngkatan
MASA_NAMA = timedelta(days=90)
"""How long after the last session trainers of a class that has ended read who took part in it."""


def tanpa_nama() -> Q:
    """Return the condition of classes whose people their trainers read no longer."""
    return Q(status__in=BERAKHIR, selesai__lt=timezone.now() - MASA_NAMA)


class AngkatanQuerySet(PerkaraQuerySet):
    def tampil(self) -> AngkatanQuerySet:
        """Narrow to what the public may see: everything that was ever announced."""
        tanpa_diumumkan = RiwayatAngkatan.objects.filter(angkatan=OuterRef("pk"), dari=A.RENCANA, ke=A.DIBATALKAN)
        return self.exclude(status=A.RENCANA).exclude(Q(status=A.DIBATALKAN) & Exists(tanpa_diumumkan))

    def diajar(self, user: Any) -> AngkatanQuerySet:
        """Narrow to the classes that `user` teaches and whose people he may still read."""
        return self.filter(pelatih__akun=user).exclude(tanpa_nama())

    def terlihat_oleh(self, user: Any) -> AngkatanQuerySet:
        """Narrow to what `user` may see at work: officials all, a trainer his own."""
        if user.is_staff and user.has_perm("pelatihan.view_angkatan"):
            return self
        return self.filter(pelatih__akun=user).distinct()


class Angkatan(Perkara):
    """One class of a course. `mulai` and `selesai` are those of its first and last session, kept for lists."""

    ALUR = workflow.ANGKATAN

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    status = models.CharField(max_length=30, choices=StatusAngkatan, editable=False, db_index=True)
    kurikulum = models.ForeignKey(Kurikulum, on_delete=models.PROTECT, related_name="angkatan")
    nama = models.CharField("nama angkatan", max_length=80, help_text="Misalnya “Angkatan 3 Limpung”.")
    medium = models.CharField("cara bertemu", max_length=8, choices=Medium, default=Medium.RUANG)
    tempat = models.CharField("tempat", max_length=150, blank=True)
    alamat = models.CharField("alamat", max_length=200, blank=True)
    desa = models.ForeignKey(Desa, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tautan = models.URLField("tautan pertemuan", blank=True, help_text="Hanya dilihat peserta terdaftar dan pelatih.")
    mulai = models.DateTimeField("mulai", null=True, editable=False)
    selesai = models.DateTimeField("selesai", null=True, editable=False)
    cara = models.CharField("cara memberi kursi", max_length=12, choices=CaraMasuk, default=CaraMasuk.SIAPA_CEPAT)
    sasaran = models.CharField("sasaran", max_length=14, choices=Sasaran, default=Sasaran.SEMUA)
    dibuka_pada = models.DateTimeField("pendaftaran dibuka")
    ditutup_pada = models.DateTimeField("pendaftaran ditutup")
    batas_undur = models.DateTimeField("paling lambat mengundurkan diri", null=True, blank=True)
    kuota_kembali = models.DateField(
        "kuota khusus kembali ke umum pada",
        null=True,
        blank=True,
        help_text="Sejak hari ini kursi kuota khusus yang kosong menjadi kursi umum.",
    )
    sumber_dana = models.CharField("sumber dana", max_length=80, blank=True)
    biaya = models.PositiveIntegerField("biaya peserta (rupiah)", default=0)
    biaya_nyata = models.PositiveBigIntegerField(
        "biaya nyata (rupiah)",
        null=True,
        editable=False,
        help_text="Seluruh biaya yang dikeluarkan untuk kelas ini; kosong: belum dicatat.",
    )
    sebut_pelatih = models.BooleanField(
        "sebut nama pelatih di halaman umum",
        default=False,
        help_text="Hanya bila pelatihnya setuju. Tanpa ini namanya dilihat peserta saja.",
    )
    dibuat = models.DateTimeField(auto_now_add=True)

    objects = AngkatanQuerySet.as_manager()

    class Meta(Perkara.Meta):
        verbose_name = "angkatan"
        verbose_name_plural = "angkatan"
        ordering = ("-mulai", "-pk")
        default_permissions = ("view", "add", "change")
        permissions = [
            ("kelola_peserta", "Mengelola peserta pelatihan"),
            ("usulkan_peserta", "Mengusulkan peserta dari kecamatan"),
        ]
        indexes = [models.Index(fields=["status", "mulai"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusAngkatan.values),
                name="angkatan_status_dikenal",
                violation_error_message="Status angkatan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(dibuka_pada__lt=F("ditutup_pada")),
                name="angkatan_jendela_wajar",
                violation_error_message="Pendaftaran harus ditutup setelah dibuka.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(A.RENCANA, A.DIBATALKAN)) | Q(mulai__isnull=False),
                name="angkatan_diumumkan_bersesi",
                violation_error_message="Buat jadwal sesinya dulu, baru umumkan.",
            ),
            models.CheckConstraint(
                condition=Q(mulai=None) | Q(selesai__gt=F("mulai")),
                name="angkatan_waktu_wajar",
                violation_error_message="Angkatan harus selesai setelah mulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kurikulum} · {self.nama}"

    def get_absolute_url(self) -> str:
        return reverse("pelatihan:angkatan", args=[self.kode])

    @property
    def rupa_status(self) -> str:
        return RUPA_ANGKATAN[A(self.status)]

    @property
    def lokasi(self) -> str:
        """Return where it is in one line: place, address and kecamatan, or that it is a meeting by video."""
        if self.medium == Medium.DARING:
            return self.get_medium_display()
        kecamatan = f"Kec. {self.desa.kecamatan}" if self.desa else ""
        return ", ".join(filter(None, [self.tempat, self.alamat, kecamatan])) or self.get_medium_display()

    @property
    def peta(self) -> str:
        """Return the address of a map that finds the place, nothing for a meeting by video."""
        if self.medium == Medium.DARING or not (self.tempat or self.alamat):
            return ""
        return peta.alamat(self.tempat, self.alamat, str(self.desa or settings.NAMA_KABUPATEN))

    @property
    def nama_sampai(self) -> datetime | None:
        """Return until when its trainers read who took part, None while it goes on."""
        return self.selesai + MASA_NAMA if self.selesai and self.status in BERAKHIR else None

    @property
    def bernama(self) -> bool:
        """Tell whether its trainers still read who took part; `tanpa_nama` is the same for a query."""
        return self.nama_sampai is None or self.nama_sampai >= timezone.now()

    @property
    def hanya_usulan(self) -> bool:
        """Whether seats are still given by proposal only; from `kuota_kembali` on what is left is open to all."""
        kembali = self.kuota_kembali is not None and self.kuota_kembali <= timezone.localdate()
        return self.cara == CaraMasuk.USULAN and not kembali

    def sudah_mulai(self) -> bool:
        """Tell whether the first session has begun."""
        return self.mulai is not None and self.mulai <= timezone.now()

    @property
    def status_umum(self) -> str:
        """Return the status as visitors read it: of an announced class outside its window what the window says."""
        if self.belum_dibuka:
            return "Pendaftaran belum dibuka"
        lewat = self.status == A.DIBUKA and not self.menerima()
        return A.DITUTUP.label if lewat else self.get_status_display()

    @property
    def rupa_umum(self) -> str:
        return "netral" if self.status == A.DIBUKA and not self.menerima() else self.rupa_status

    @property
    def belum_dibuka(self) -> bool:
        """Whether the window of an announced class lies ahead."""
        return self.status == A.DIBUKA and timezone.now() < self.dibuka_pada

    def menerima(self) -> bool:
        """Tell whether one may enrol at this moment: open, within the window, its last second included, and not begun.

        Once it has begun no free seat is offered any more, so whoever came then would pass those who wait.
        """
        jendela = self.dibuka_pada <= timezone.now() <= self.ditutup_pada
        return self.status == A.DIBUKA and jendela and not self.sudah_mulai()


class Kuota(models.Model):
    """A pool of seats. `terisi` is counted by a trigger on the participants; the check below is the rule of seats.

    No path into the database, be it a form, a shell or two requests at once, can fill a pool beyond its size.
    """

    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="kuota")
    jenis = models.CharField("untuk", max_length=12, choices=JenisKuota, default=JenisKuota.UMUM)
    kecamatan = models.ForeignKey(Kecamatan, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    jumlah = models.PositiveIntegerField("jumlah kursi")
    terisi = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "kuota"
        verbose_name_plural = "kuota"
        ordering = ("angkatan", "pk")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(terisi__lte=F("jumlah")),
                name="kuota_tidak_terlampaui",
                violation_error_message="Kursi sudah penuh.",
            ),
            models.UniqueConstraint(
                fields=["angkatan", "jenis", "kecamatan"],
                nulls_distinct=False,
                name="kuota_sekali",
                violation_error_message="Kuota ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=(Q(jenis=JenisKuota.KECAMATAN) & Q(kecamatan__isnull=False))
                | (~Q(jenis=JenisKuota.KECAMATAN) & Q(kecamatan=None)),
                name="kuota_kecamatan_bernama",
                violation_error_message="Kuota kecamatan harus menyebut kecamatannya, yang lain tidak.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.kecamatan) if self.kecamatan_id else self.get_jenis_display()

    @property
    def sisa(self) -> int:
        return self.jumlah - self.terisi


class PelatihAngkatan(models.Model):
    """Who teaches a class, or stands in."""

    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="pelatih")
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    peran = models.CharField("sebagai", max_length=10, choices=PeranPelatih, default=PeranPelatih.UTAMA)

    class Meta:
        verbose_name = "pelatih"
        verbose_name_plural = "pelatih"
        permissions = [("mengajar", "Mengajar pelatihan")]
        constraints = [
            models.UniqueConstraint(
                fields=["angkatan", "akun"],
                name="pelatih_sekali_per_angkatan",
                violation_error_message="Orang ini sudah menjadi pelatih angkatan ini.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.akun} ({self.get_peran_display()})"


class RiwayatAngkatan(Riwayat):
    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="riwayat")

    class Meta(Riwayat.Meta):
        verbose_name = "riwayat angkatan"
        verbose_name_plural = "riwayat angkatan"
        default_permissions = ("view",)
