"""Offices that sign and decide, who holds them when, and who stands in when the holder is away."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from akun.enums import PENGGANTI, SebagaiPejabat


class Jabatan(models.Model):
    """An office of the house, such as "Kepala Dinas"; papers name the office, and the person of the day."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama jabatan", max_length=150)

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ("nama",)
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.nama

    def pejabat_pada(self, hari: date | None = None) -> Pejabat | None:
        """Return who acts in this office on a day, today when none is named: a stand-in before the holder."""
        hari = hari or timezone.localdate()
        berlaku = [p for p in self.pejabat.all() if p.mulai <= hari and (p.sampai is None or hari <= p.sampai)]
        return max(berlaku, key=lambda p: (p.pengganti, p.mulai), default=None)


def _tidak_tumpang(nama: str, sebagai: Q, *, kalimat: str) -> ExclusionConstraint:
    """Refuse two at once in one office. int8range stands for equality, so that no extension is needed."""
    return ExclusionConstraint(
        name=nama,
        expressions=[
            (Func(F("jabatan"), F("jabatan"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
            (Func(F("mulai"), F("sampai"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
        ],
        condition=sebagai,
        violation_error_message=kalimat,
    )


class PejabatQuerySet(models.QuerySet["Pejabat"]):
    def menjabat(self, hari: date) -> PejabatQuerySet:
        """Narrow to who is in office on a day, holders and stand-ins alike."""
        return self.filter(Q(sampai=None) | Q(sampai__gte=hari), mulai__lte=hari)


class Pejabat(models.Model):
    """A person in an office for a time. Without an account the ink signature is written down by an official.

    `nik_sandi` is the ciphertext of the NIK under which BSrE knows the signer; kept only where the electronic
    signature is set up, and shown as a mask.
    """

    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="pejabat", verbose_name="jabatan")
    nama = models.CharField("nama dengan gelar", max_length=150)
    nip = models.CharField("NIP", max_length=21, blank=True)
    pangkat = models.CharField("pangkat dan golongan", max_length=80, blank=True)
    nik_sandi = models.TextField(blank=True, editable=False)
    akun = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="akun",
        limit_choices_to={"is_staff": True},
    )
    sebagai = models.CharField("sebagai", max_length=5, choices=SebagaiPejabat, default=SebagaiPejabat.TETAP)
    mulai = models.DateField("hari pertama", default=timezone.localdate)
    sampai = models.DateField("hari terakhir", null=True, blank=True)

    objects = PejabatQuerySet.as_manager()

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ("jabatan", "-mulai")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")),
                name="pejabat_tidak_mundur",
                violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(sebagai=SebagaiPejabat.TETAP) | (Q(sebagai__in=PENGGANTI) & Q(sampai__isnull=False)),
                name="pengganti_berbatas",
                violation_error_message="Pengganti (Plt. atau Plh.) harus punya hari terakhir.",
            ),
            _tidak_tumpang(
                "satu_pejabat_sehari",
                Q(sebagai=SebagaiPejabat.TETAP),
                kalimat="Jabatan ini sudah dipegang orang lain pada tanggal itu.",
            ),
            _tidak_tumpang(
                "satu_pengganti_sehari",
                Q(sebagai__in=PENGGANTI),
                kalimat="Jabatan ini sudah punya pengganti lain pada tanggal itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, {self.sebutan}"

    @property
    def pengganti(self) -> bool:
        return self.sebagai in PENGGANTI

    @property
    def sebutan(self) -> str:
        """The office as a paper names it: "Plh. Kepala Dinas"."""
        return f"{self.sebagai} {self.jabatan.nama}" if self.pengganti else self.jabatan.nama

    @property
    def tercetak(self) -> dict[str, str]:
        """What a paper prints under the place for the signature, as `tanda-tangan` of inti/typst/surat.typ takes it."""
        return {"jabatan": self.sebutan, "nama": self.nama, "pangkat": self.pangkat, "nip": self.nip}
