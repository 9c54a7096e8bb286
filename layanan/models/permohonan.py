"""The request: a case that may wait outside, its answers, its history."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from inti import hari_kerja
from inti.berkas import Berkas
from inti.dokumen import Dokumen
from inti.kalender import libur
from inti.kode import buat
from inti.perkara import Penantian, PenantianQuerySet, Riwayat
from layanan import workflow
from layanan.enums import (
    MENUNGGU_KAMI,
    MENUNGGU_PEMOHON,
    NAMA_PUBLIK,
    RUPA_STATUS,
    RuangKeberatan,
    SebabBatal,
    StatusPermohonan,
)
from layanan.models.aturan import AlasanTolak, AturanKeberatan
from layanan.models.formulir import VersiFormulir
from layanan.models.layanan import Bidang, Layanan
from umkm.models import Usaha

S = StatusPermohonan


class PermohonanQuerySet(PenantianQuerySet):
    def terlihat_oleh(self, user: Any) -> PermohonanQuerySet:
        """Narrow to what `user` may see: about businesses owned or helped, and for officials those of their kecamatan.

        What never reached the office is nobody's business but the applicant's, unless the counter began it.
        """
        sendiri = Q(usaha__in=Usaha.objects.dikelola(user).values("pk"))
        if not (user.is_staff and user.has_perm("layanan.view_permohonan")):
            return self.filter(sendiri)
        kantor = (~Q(status=S.DRAF) & ~Q(sebab_batal=SebabBatal.TAK_DIKIRIM)) | Q(atas_nama=True)
        lingkup = kecamatan_kerja(user)
        if lingkup is not None:
            kantor &= Q(usaha__desa__kecamatan__in=lingkup)
        return self.filter(kantor | sendiri)

    def dikelola(self, user: Any) -> PermohonanQuerySet:
        """Narrow to the requests for what `user` owns or helps with."""
        return self.filter(usaha__in=Usaha.objects.dikelola(user).values("pk"))

    def perkara(self) -> PermohonanQuerySet:
        """Narrow to the cases of the office: neither drafts nor what was never sent."""
        return self.exclude(status=S.DRAF).exclude(sebab_batal=SebabBatal.TAK_DIKIRIM)

    def menunggu_kami(self) -> PermohonanQuerySet:
        return self.filter(status__in=MENUNGGU_KAMI)


class Permohonan(Penantian):
    """A request for a service, for one business. It keeps the version of the form it was made with.

    `janji_hari` is the promise that holds now, in working days: that of the service at sending, of the rule for an
    objection while one is decided. A later change of the catalogue does not touch what was promised.
    """

    ALUR = workflow.PERMOHONAN

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    nomor = models.CharField("nomor permohonan", max_length=20, unique=True, editable=False)
    kunci_kirim = models.UUIDField(unique=True, null=True, editable=False)
    # Printed on the receipt and printed again whenever it is asked for, so it is kept readable: see layanan.resi.
    kode_resi = models.CharField("kode pada resi", max_length=20, unique=True, null=True, editable=False)
    status = models.CharField(max_length=30, choices=StatusPermohonan, editable=False, db_index=True)
    layanan = models.ForeignKey(Layanan, on_delete=models.PROTECT, related_name="permohonan", verbose_name="layanan")
    usaha = models.ForeignKey(Usaha, on_delete=models.PROTECT, related_name="permohonan", verbose_name="usaha")
    formulir = models.ForeignKey(VersiFormulir, on_delete=models.PROTECT, related_name="permohonan", editable=False)
    bidang = models.ForeignKey(
        Bidang, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="bidang"
    )
    petugas = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    janji_hari = models.PositiveSmallIntegerField("janji (hari kerja)", editable=False)
    jawaban = models.JSONField("jawaban", default=dict, editable=False)
    atas_nama = models.BooleanField("dibuat di loket atas nama pemilik", default=False, editable=False)
    sebab_batal = models.CharField(max_length=12, choices=SebabBatal, blank=True, editable=False)
    akan_batal = models.DateField(
        null=True, editable=False, help_text="Diberitahukan kepada pemohon: batal pada hari ini bila belum dikirim."
    )
    alasan_tolak = models.ForeignKey(
        AlasanTolak, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    putaran_tanda = models.PositiveSmallIntegerField(default=0, editable=False)
    hasil_dokumen = models.OneToOneField(
        Dokumen, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    hasil_berkas = models.ForeignKey(
        Berkas, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    hasil_catatan = models.TextField("catatan hasil", blank=True, editable=False)
    dibuat = models.DateTimeField(auto_now_add=True)
    diubah = models.DateTimeField(auto_now=True)

    # Whether the page at hand is filled in by an official for its owner; the view says so.
    oleh_loket = False

    objects = PermohonanQuerySet.as_manager()

    class Meta(Penantian.Meta):
        verbose_name = "permohonan"
        verbose_name_plural = "permohonan"
        ordering = ("-pk",)
        default_permissions = ("view",)
        permissions = [
            ("buat_atas_nama", "Membuat permohonan atas nama pemilik di loket"),
            ("periksa_permohonan", "Memeriksa dan memutuskan permohonan"),
            ("tugaskan_permohonan", "Menugaskan permohonan kepada petugas lain"),
            ("catat_tanda_tangan", "Mencatat tanda tangan pejabat yang tidak berakun"),
            ("putuskan_keberatan", "Memutuskan keberatan bila atasan tidak berakun"),
        ]
        indexes = [
            models.Index(fields=["status", "jatuh_tempo"]),
            models.Index(fields=["petugas", "status"]),
            models.Index(fields=["layanan", "status"]),
            models.Index(F("jatuh_tempo").asc(), F("id").desc(), name="permohonan_urut_janji"),
        ]
        constraints = [
            *Penantian.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status__in=StatusPermohonan.values),
                name="permohonan_status_dikenal",
                violation_error_message="Status permohonan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(janji_hari__gte=1),
                name="permohonan_berjanji",
                violation_error_message="Janji harus sedikitnya satu hari kerja.",
            ),
            models.CheckConstraint(
                condition=(Q(status=S.DIBATALKAN) & Q(sebab_batal__in=SebabBatal.values))
                | (~Q(status=S.DIBATALKAN) & Q(sebab_batal="")),
                name="permohonan_batal_bersebab",
                violation_error_message="Permohonan yang dibatalkan harus menyebut sebabnya, yang lain tidak.",
            ),
            models.CheckConstraint(
                condition=Q(akan_batal=None) | Q(status__in=MENUNGGU_PEMOHON),
                name="permohonan_akan_batal_menunggu_pemohon",
                violation_error_message="Hanya permohonan yang menunggu pemohon yang dapat kedaluwarsa.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(S.DITOLAK, S.KEBERATAN)) | Q(alasan_tolak__isnull=False),
                name="permohonan_ditolak_beralasan",
                violation_error_message="Pilih alasan penolakan dari daftar.",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.SELESAI)
                | Q(hasil_dokumen__isnull=False)
                | Q(hasil_berkas__isnull=False)
                | ~Q(hasil_catatan=""),
                name="permohonan_selesai_berhasil",
                violation_error_message="Permohonan selesai harus ada hasilnya: surat, berkas, atau catatan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layanan} ({self.nomor})"

    def get_absolute_url(self) -> str:
        return reverse("layanan:permohonan", args=[self.kode])

    @property
    def janji(self) -> int:
        return self.janji_hari

    @property
    def rupa_status(self) -> str:
        return RUPA_STATUS[S(self.status)]

    @property
    def nama_publik(self) -> str:
        """The status in the words of the applicant."""
        return NAMA_PUBLIK.get(S(self.status), S(self.status).label)

    @property
    def tahap_berikut(self) -> Any:
        """The step of signing that is next, None when all are done or none is asked for."""
        if self.status != S.MENUNGGU_TANDA_TANGAN:
            return None
        tahap = [t for t in self.tahap.all() if t.putaran == self.putaran_tanda]
        return next((t for t in tahap if t.pada is None), None)

    @property
    def nomor_surat_berlaku(self) -> Any:
        """The number that the letter of this request has now, None before signing and after it was voided."""
        return next((n for n in self.nomor_surat.all() if n.dibatalkan_pada is None), None)

    @property
    def penolakan(self) -> Any:
        """The line of history that refused this request, None while it is not refused."""
        if self.status not in (S.DITOLAK, S.KEBERATAN):
            return None
        return next((r for r in reversed(self.riwayat.all()) if r.verba == "tolak"), None)

    @property
    def penolak_id(self) -> int | None:
        """Who refused it last: never decides the objection."""
        baris = self.penolakan
        return baris.oleh_id if baris else None

    @property
    def batas_keberatan(self) -> Any:
        """The last day on which the refusal may be objected to, None when it no longer may."""
        baris = self.penolakan
        if self.status != S.DITOLAK or baris is None:
            return None
        if any(k.dibuat >= baris.pada for k in self.keberatan.all()):
            return None
        return hari_kerja.tambah(timezone.localdate(baris.pada), _hari_ajukan(baris.pada), libur())

    @property
    def boleh_keberatan(self) -> bool:
        batas = self.batas_keberatan
        return batas is not None and timezone.localdate() <= batas


def _hari_ajukan(pada: Any) -> int:
    """Return how many working days there were to object to a decision of that moment; 0 without a rule."""
    aturan = AturanKeberatan.objects.pada(timezone.localdate(pada)).filter(ruang=RuangKeberatan.KEPUTUSAN).last()
    return aturan.hari_ajukan if aturan else 0


class RiwayatPermohonan(Riwayat):
    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="riwayat")

    class Meta(Riwayat.Meta):
        verbose_name = "riwayat permohonan"
        verbose_name_plural = "riwayat permohonan"
        default_permissions = ("view",)
        indexes = [models.Index(fields=["ke", "pada"], name="riwayat_permohonan_ke")]
