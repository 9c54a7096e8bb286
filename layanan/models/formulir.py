"""Forms of services: versions that are drafted, published and retired, and their fields."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from layanan.enums import ASAL_COCOK, BERPILIHAN, AsalIsian, JenisIsian, KeadaanVersi
from layanan.models.layanan import Layanan

KODE_ISIAN = RegexValidator(
    r"^[a-z][a-z0-9_]{0,39}$", "Pakai huruf kecil, angka, dan garis bawah; diawali huruf. Contoh: merek_dagang."
)


class VersiFormulir(models.Model):
    """One version of the form of a service. Triggers refuse every change to one that was published."""

    layanan = models.ForeignKey(Layanan, on_delete=models.PROTECT, related_name="versi", verbose_name="layanan")
    nomor = models.PositiveSmallIntegerField("versi", editable=False)
    keadaan = models.CharField("keadaan", max_length=8, choices=KeadaanVersi, default=KeadaanVersi.DRAF, editable=False)
    diterbitkan_pada = models.DateTimeField("diterbitkan", null=True, editable=False)
    catatan = models.CharField("apa yang berubah", max_length=200, blank=True)

    class Meta:
        verbose_name = "versi formulir"
        verbose_name_plural = "versi formulir"
        ordering = ("layanan", "-nomor")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["layanan", "nomor"],
                name="versi_formulir_sekali",
                violation_error_message="Versi ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["layanan"],
                condition=Q(keadaan=KeadaanVersi.TERBIT),
                name="satu_formulir_terbit",
                violation_error_message="Layanan ini sudah punya formulir yang dipakai.",
            ),
            models.CheckConstraint(
                condition=(Q(keadaan=KeadaanVersi.DRAF) & Q(diterbitkan_pada=None))
                | (Q(keadaan__in=(KeadaanVersi.TERBIT, KeadaanVersi.PENSIUN)) & Q(diterbitkan_pada__isnull=False)),
                name="versi_terbit_bertanggal",
                violation_error_message="Formulir yang dipakai harus punya tanggal terbit.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layanan}, formulir versi {self.nomor}"


class IsianFormulir(models.Model):
    """A field of a form. `kondisi` is {} or {"isian": kode, "nilai": [values]}: asked only when that was answered so.

    A yes/no field answers "ya" or "tidak". `asal` names what of the registry fills it in beforehand.
    """

    versi = models.ForeignKey(VersiFormulir, on_delete=models.CASCADE, related_name="isian")
    kode = models.CharField("kode", max_length=40, validators=[KODE_ISIAN])
    langkah = models.PositiveSmallIntegerField("langkah", default=1)
    judul_langkah = models.CharField("judul langkah", max_length=80, blank=True)
    urut = models.PositiveSmallIntegerField("urutan", default=100)
    label = models.CharField("pertanyaan", max_length=150)
    bantuan = models.CharField("petunjuk dan contoh", max_length=300, blank=True)
    jenis = models.CharField("jenis", max_length=8, choices=JenisIsian)
    wajib = models.BooleanField("wajib", default=True)
    pilihan = models.JSONField("pilihan", blank=True, default=list, help_text='Daftar pasangan ["kode", "kata"].')
    kondisi = models.JSONField("hanya bila", blank=True, default=dict)
    asal = models.CharField("diambil dari", max_length=20, choices=AsalIsian, blank=True)

    class Meta:
        verbose_name = "isian formulir"
        verbose_name_plural = "isian formulir"
        ordering = ("langkah", "urut", "pk")
        default_permissions = ("view", "add", "change", "delete")
        constraints = [
            models.UniqueConstraint(
                fields=["versi", "kode"],
                name="isian_formulir_sekali",
                violation_error_message="Kode isian ini sudah dipakai dalam formulir ini.",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=BERPILIHAN) & ~Q(pilihan=[]) | ~Q(jenis__in=BERPILIHAN) & Q(pilihan=[]),
                name="isian_pilihan_cocok",
                violation_error_message="Isian pilihan harus punya daftar pilihan; jenis lain tidak.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    Q(asal=""), *(Q(jenis=j, asal__in=a) for j, a in ASAL_COCOK.items()), _connector=Q.OR
                ),
                name="isian_asal_cocok",
                violation_error_message="Data ini tidak dapat mengisi jenis isian tersebut.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse choices and conditions that no form could be made of."""
        if not bentuk_pilihan(self.pilihan):
            raise ValidationError({"pilihan": 'Tulis daftar pasangan, misalnya [["ya", "Ya"], ["tidak", "Tidak"]].'})
        if not bentuk_kondisi(self.kondisi):
            raise ValidationError({"kondisi": 'Tulis {"isian": "kode", "nilai": ["jawaban"]}, atau kosongkan.'})


def bentuk_pilihan(pilihan: object) -> bool:
    """Tell whether choices are a list of pairs of texts, each code once."""
    if not isinstance(pilihan, list):
        return False
    pasangan = all(isinstance(p, list) and len(p) == 2 and all(isinstance(t, str) and t for t in p) for p in pilihan)
    return pasangan and len({p[0] for p in pilihan}) == len(pilihan)


def bentuk_kondisi(kondisi: object) -> bool:
    """Tell whether a condition is empty, or names one field and at least one answer."""
    if kondisi == {}:
        return True
    if not isinstance(kondisi, dict) or kondisi.keys() != {"isian", "nilai"}:
        return False
    nilai = kondisi["nilai"]
    return (
        isinstance(kondisi["isian"], str)
        and isinstance(nilai, list)
        and bool(nilai)
        and all(isinstance(n, str) for n in nilai)
    )
