"""The complaint: a case whose reporter may be unknown to everybody, or known to the coordinator alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from aduan import workflow
from aduan.enums import (
    MENUNGGU_KAMI,
    NAMA_PUBLIK,
    RUPA_STATUS,
    Identitas,
    JenisTanggapan,
    Ruang,
    SebabSelesai,
    StatusAduan,
)
from aduan.models.aturan import AturanWaktu, JenisAduan, Unit
from inti.berkas import Berkas
from inti.kalender import libur
from inti.kode import buat
from inti.perkara import Perkara, PerkaraQuerySet, Riwayat

S = StatusAduan
KATA = SearchVector("perihal_publik", "teks_publik", config="indonesian")
"""What is searched for similar reports: the published words alone."""


class AduanQuerySet(PerkaraQuerySet):
    def terlihat_oleh(self, user: Any) -> AduanQuerySet:
        """Narrow to what an official may see: the coordinator all, others those of their units; never one's own.

        Reporters have their own doors: `milik` for an account, the secret link for everybody.
        """
        if not (user.is_active and user.is_staff and user.has_perm("aduan.view_aduan")):
            return self.none()
        lain = self.exclude(akun=user)
        if user.has_perm("aduan.koordinasi_aduan") and user.semua_kecamatan:
            return lain
        unit = Unit.objects.filter(Q(petugas=user) | Q(atasan=user)).values("pk")
        return lain.filter(unit__in=unit)

    def milik(self, user: Any) -> AduanQuerySet:
        """Narrow to what was sent from this account, anonymous reports never among them: they know no account."""
        return self.filter(akun=user)

    def tayang(self) -> AduanQuerySet:
        """Narrow to what everybody may read."""
        return self.exclude(teks_publik="")

    def menunggu_kami(self) -> AduanQuerySet:
        return self.filter(status__in=MENUNGGU_KAMI)


class Aduan(Perkara):
    """A report: complaint, idea or question. What the reporter wrote is never changed; the public reads another text.

    `janji_hari` and `janji_kalender` are the promise that holds now: of verification first, of the kind afterwards,
    of the rule for an objection while one is decided.
    """

    ALUR = workflow.ADUAN

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    nomor = models.CharField("nomor laporan", max_length=20, unique=True, editable=False)
    kunci_kirim = models.UUIDField(unique=True, null=True, editable=False)
    status = models.CharField(max_length=30, choices=StatusAduan, editable=False, db_index=True)
    perihal = models.CharField("tentang apa atau di mana", max_length=150, editable=False)
    isi = models.TextField("isi laporan", blank=True, editable=False)
    ringkasan = models.TextField("ringkasan rekaman", blank=True, editable=False)
    foto = models.ForeignKey(Berkas, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    suara = models.ForeignKey(Berkas, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    identitas = models.CharField("pelapor", max_length=10, choices=Identitas, editable=False)
    akun = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    telepon = models.CharField(max_length=20, blank=True, editable=False)
    email = models.EmailField(blank=True, editable=False)
    jenis = models.ForeignKey(
        JenisAduan, null=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name="jenis"
    )
    unit = models.ForeignKey(
        Unit, null=True, editable=False, on_delete=models.PROTECT, related_name="aduan", verbose_name="unit"
    )
    petugas = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    penjawab = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    janji_hari = models.PositiveSmallIntegerField("janji", editable=False)
    janji_kalender = models.BooleanField(default=False, editable=False)
    diperpanjang = models.BooleanField(default=False, editable=False)
    tepat = models.BooleanField(
        null=True, editable=False, help_text="Jawaban pertama tepat waktu; kosong selama belum dijawab."
    )
    ditanya = models.DateField(null=True, editable=False, help_text="Hari “apakah selesai?” ditanyakan.")
    sebab_selesai = models.CharField(max_length=20, choices=SebabSelesai, blank=True, editable=False)
    setuju_publik = models.BooleanField("setuju ditayangkan", default=False, editable=False)
    perihal_publik = models.CharField("judul untuk umum", max_length=150, blank=True, editable=False)
    teks_publik = models.TextField("isi untuk umum", blank=True, editable=False)
    jawaban_publik = models.TextField("jawaban untuk umum", blank=True, editable=False)
    dibuat = models.DateTimeField("masuk", auto_now_add=True)

    objects = AduanQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan warga"
        verbose_name_plural = "laporan warga"
        ordering = ("-pk",)
        default_permissions = ("view",)
        permissions = [
            ("tangani_aduan", "Menangani laporan warga di unitnya"),
            ("koordinasi_aduan", "Mengoordinasi laporan warga: verifikasi, unit, tayangan, identitas rahasia"),
            ("putuskan_keberatan_aduan", "Memutuskan keberatan atas jawaban bila unit belum punya atasan"),
            ("serahkan_sp4n", "Mengunduh daftar untuk diserahkan ke SP4N-LAPOR"),
        ]
        indexes = [
            models.Index(fields=["status", "jatuh_tempo"]),
            models.Index(fields=["unit", "status"]),
            models.Index(fields=["petugas", "status"]),
            models.Index(fields=["-id"], condition=~Q(teks_publik=""), name="aduan_tayang"),
            GinIndex(KATA, name="aduan_kata_umum"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusAduan.values),
                name="aduan_status_dikenal",
                violation_error_message="Status laporan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(identitas=Identitas.ANONIM) | Q(akun=None, telepon="", email=""),
                name="aduan_anonim_tanpa_identitas",
                violation_error_message="Laporan anonim tidak menyimpan siapa pelapornya.",
            ),
            models.CheckConstraint(
                condition=Q(teks_publik="", perihal_publik="") | (Q(setuju_publik=True) & ~Q(perihal_publik="")),
                name="aduan_tayang_disetujui",
                violation_error_message="Pelapor tidak setuju laporannya ditayangkan.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(S.MASUK, S.PERBAIKAN, S.DITOLAK, S.SELESAI))
                | Q(jenis__isnull=False, unit__isnull=False),
                name="aduan_di_unit_berjenis",
                violation_error_message="Pilih jenis dan unit yang menangani.",
            ),
            models.CheckConstraint(
                condition=(Q(status=S.SELESAI) & ~Q(sebab_selesai="")) | (~Q(status=S.SELESAI) & Q(sebab_selesai="")),
                name="aduan_selesai_bersebab",
                violation_error_message="Laporan yang selesai harus menyebut sebabnya, yang lain tidak.",
            ),
            models.CheckConstraint(
                condition=Q(janji_hari__gte=1),
                name="aduan_berjanji",
                violation_error_message="Janji harus sedikitnya satu hari.",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    def get_absolute_url(self) -> str:
        """The page for the account that sent it."""
        return reverse("aduan:saya", args=[self.kode])

    @property
    def janji(self) -> int:
        return self.janji_hari

    @property
    def kalender(self) -> bool:
        return self.janji_kalender

    @property
    def nama_publik(self) -> str:
        return str(NAMA_PUBLIK.get(self.status, self.get_status_display()))  # type: ignore[call-overload]

    @property
    def nama_umum(self) -> str:
        """The status for those whom it does not concern: nobody there is "Anda"."""
        return str(self.get_status_display()) if self.status == S.PERBAIKAN else self.nama_publik

    @property
    def rupa_status(self) -> str:
        return RUPA_STATUS[self.status]  # type: ignore[index]

    @property
    def tayang(self) -> bool:
        return bool(self.teks_publik)

    @property
    def uraian(self) -> str:
        """What the report says: written, or written down from the recording."""
        return self.isi or self.ringkasan

    @property
    def terlambat(self) -> bool:
        return self.jatuh_tempo is not None and self.jatuh_tempo < timezone.localdate()

    @property
    def boleh_perpanjang(self) -> bool:
        """Once, where the kind has a rule for it."""
        if self.diperpanjang or self.jenis is None:
            return False
        return AturanWaktu.objects.pada().filter(ruang=Ruang.PERPANJANG, jenis=self.jenis_id).exists()

    @property
    def boleh_keberatan(self) -> bool:
        """Whether the kind knows objections, none was made, and its days are not over; or we are late to answer."""
        if (
            self.jenis is None
            or not self.jenis.boleh_keberatan
            or Aduan.objects.filter(pk=self.pk, satu_keberatan__isnull=False).exists()
        ):
            return False
        if self.status == S.DITERUSKAN:
            return self.terlambat
        batas = self.batas_keberatan
        return batas is not None and timezone.localdate() <= batas

    @property
    def batas_keberatan(self) -> date | None:
        """The last day to object to the answer; None while there is none."""
        jawaban = self.tanggapan.filter(jenis=JenisTanggapan.JAWABAN).order_by("-pk").first()
        if jawaban is None:
            return None
        aturan = AturanWaktu.objects.pada().filter(ruang=Ruang.KEBERATAN_AJUKAN).last()
        if aturan is None:
            return None
        return aturan.hitungan.tambah(timezone.localdate(jawaban.dibuat), aturan.hari, libur())


class RiwayatAduan(Riwayat):
    aduan = models.ForeignKey(Aduan, on_delete=models.PROTECT, related_name="riwayat")

    class Meta(Riwayat.Meta):
        default_permissions = ()
        indexes = [models.Index(fields=["aduan", "pada"])]
