"""What participants say of a class, in the days after it and three months later. Answers belong to nobody.

That somebody was asked and has answered stands in `TanyaPeserta`; what was answered stands elsewhere, with the class
and the month alone. Answers have random keys, and every hour they are put in another order (`actions.dampak.kocok`).
See docs/keputusan for the reasons.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from pelatihan.enums import Dipakai, Omzet, TahapTanya
from pelatihan.models.angkatan import Angkatan
from pelatihan.models.peserta import Peserta

UKURAN = ("materi", "pelatih", "guna")
"""What is marked from 1 to 5 after the last session."""


class TanyaPeserta(models.Model):
    """Who was asked, and whether he has answered; never what, nor when."""

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="tanya")
    tahap = models.CharField(max_length=6, choices=TahapTanya)
    dijawab = models.BooleanField(default=False)

    class Meta:
        verbose_name = "pertanyaan kepada peserta"
        verbose_name_plural = "pertanyaan kepada peserta"
        default_permissions = ()
        permissions = [("lihat_dampak", "Melihat kesan peserta dan dampak pelatihan")]
        constraints = [
            models.UniqueConstraint(
                fields=["peserta", "tahap"],
                name="tanya_sekali_setahap",
                violation_error_message="Peserta ini sudah ditanya.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.peserta_id}: {self.get_tahap_display()}"


class _Jawaban(models.Model):
    """A row of somebody, of some day of `bulan`, about a class."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="+")
    bulan = models.DateField("bulan")

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.angkatan_id}, {self.bulan:%m-%Y}"


def _tanpa_hari(nama: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(bulan__day=1), name=nama, violation_error_message="Jawaban hanya mencatat bulannya."
    )


class JawabanKesan(_Jawaban):
    """Three marks from 1 to 5 for a class that has just ended."""

    materi = models.PositiveSmallIntegerField("isi pelajaran")
    pelatih = models.PositiveSmallIntegerField("pelatih")
    guna = models.PositiveSmallIntegerField("kegunaan")

    class Meta(_Jawaban.Meta):
        verbose_name = "jawaban kesan"
        verbose_name_plural = "jawaban kesan"
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{satu}__range": (1, 5) for satu in UKURAN}),
                name="kesan_satu_sampai_lima",
                violation_error_message="Setiap jawaban harus 1 sampai 5.",
            ),
            _tanpa_hari("kesan_tanpa_hari"),
        ]


class KataKesan(_Jawaban):
    """Free words, apart from the marks: who betrays himself in them does not betray these."""

    isi = models.CharField("kata-kata", max_length=500)

    class Meta(_Jawaban.Meta):
        verbose_name = "kata kesan"
        verbose_name_plural = "kata kesan"
        constraints = [_tanpa_hari("kata_kesan_tanpa_hari")]


class JawabanDampak(_Jawaban):
    """Three months later: is it used, and how does the business sell."""

    dipakai = models.CharField(max_length=8, choices=Dipakai)
    omzet = models.CharField(max_length=10, choices=Omzet)

    class Meta(_Jawaban.Meta):
        verbose_name = "jawaban dampak"
        verbose_name_plural = "jawaban dampak"
        constraints = [
            models.CheckConstraint(
                condition=Q(dipakai__in=Dipakai.values, omzet__in=Omzet.values),
                name="dampak_dikenal",
                violation_error_message="Pilih salah satu jawaban.",
            ),
            _tanpa_hari("dampak_tanpa_hari"),
        ]
