"""The abstract models on which every case of every app stands, and how its promise is asked about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti import hari_kalender, hari_kerja
from inti.jam import Hitungan
from inti.kalender import libur

HAMPIR = 1
"""Working days left at which a promise counts as nearly past."""


def lewat() -> Q:
    """Return the condition of cases whose promise is past: its last day was yesterday or before."""
    return Q(jatuh_tempo__lt=timezone.localdate())


def hampir_lewat() -> Q:
    """Return the condition of cases whose promise ends today or on the next working day."""
    return Q(jatuh_tempo__range=(timezone.localdate(), batas_hampir()))


def masih_lama() -> Q:
    """Return the condition of cases whose promise has more than the next working day left."""
    return Q(jatuh_tempo__gt=batas_hampir())


JANJI = [("lewat", "Lewat janji"), ("hampir", "Hampir lewat"), ("masih", "Masih ada waktu")]
"""How officials choose among cases by their promise; `menurut_janji` turns the choice into a condition."""


def menurut_janji(pilihan: str) -> Q:
    """Return the condition of the cases of this choice of `JANJI`, of all for anything else."""
    syarat = {"lewat": lewat, "hampir": hampir_lewat, "masih": masih_lama}.get(pilihan)
    return syarat() if syarat else Q()


def batas_hampir() -> date:
    """Return the last day that still counts as nearly past, seen from today."""
    return hari_kerja.tambah(timezone.localdate(), HAMPIR, libur())


class PerkaraQuerySet(models.QuerySet[Any]):
    """What every list of cases is asked: which promises are past, which nearly, and where to look again."""

    def lewat(self) -> Self:
        return self.filter(lewat())

    def hampir_lewat(self) -> Self:
        return self.filter(hampir_lewat())


class Perkara(models.Model):
    """A case: something with a status that only `inti.workflow` may write.

    A subclass declares `ALUR` (its `inti.workflow.Alur`) and overrides the choices of
    `status` with its own enum. Its history is a model that inherits `Riwayat` and points
    to it with `related_name="riwayat"`.
    """

    ALUR: ClassVar[Any]

    status = models.CharField(max_length=30, editable=False, db_index=True)
    jatuh_tempo = models.DateField(
        "jatuh tempo",
        null=True,
        editable=False,
        db_index=True,
        help_text="Tanggal janji kita habis; kosong selama perkara tidak di tangan kita.",
    )

    if TYPE_CHECKING:
        riwayat: Any

        def get_status_display(self) -> str: ...

    class Meta:
        abstract = True

    @property
    def janji(self) -> int | None:
        """Our promise for this case, in days as `hitungan` counts them; None: nothing was promised.

        A kind of case whose promise is data, as of a service, reads it there.
        """
        return self.ALUR.janji

    @property
    def kalender(self) -> bool:
        """Whether our promise counts calendar days; a kind of case whose rules are data reads it there."""
        return False

    @property
    def hitungan(self) -> Hitungan:
        """How the days of this case are counted."""
        return hari_kalender if self.kalender else hari_kerja


class PenantianQuerySet(PerkaraQuerySet):
    def perlu_dilihat(self) -> Self:
        """Narrow to the cases at another office whose day to look again has come, the oldest first."""
        return self.filter(lihat_lagi__lte=timezone.localdate()).order_by("lihat_lagi", "pk")


class Penantian(Perkara):
    """A case that may wait for a body outside this office: BPJPH, DJKI, Dinkes.

    In a status whose holder is `inti.jam.INSTANSI` these fields say which body, the number of the case
    there, since when, and on which day an official looks again. `pindah()` demands them on the way in
    and takes `lihat_lagi` away on the way out; the rest stays as what was last known.
    """

    instansi = models.CharField("instansi", max_length=30, blank=True, editable=False)
    nomor_instansi = models.CharField("nomor di instansi", max_length=60, blank=True, editable=False)
    dikirim_pada = models.DateField("dikirim ke instansi pada", null=True, editable=False)
    lihat_lagi = models.DateField("lihat lagi pada", null=True, editable=False, db_index=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(lihat_lagi=None) | (~Q(instansi="") & Q(dikirim_pada__isnull=False)),
                name="%(app_label)s_%(class)s_penantian_lengkap",
                violation_error_message="Sebut instansinya dan kapan perkara dikirim ke sana.",
            )
        ]


class Riwayat(models.Model):
    """One line of history: who did what to a case, from which status to which, and when.

    Append-only: `inti.triggers.abadi` puts a trigger on each concrete table.
    """

    verba = models.CharField(max_length=40)
    dari = models.CharField(max_length=30, blank=True)
    ke = models.CharField(max_length=30)
    pemegang = models.CharField(max_length=40, blank=True, help_text="Di tangan siapa perkara setelah ini.")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    pelaku = models.CharField(max_length=150, help_text="Nama pelaku pada saat itu.")
    sebagai = models.CharField(max_length=20, help_text="pemohon, petugas, atau sistem")
    catatan = models.TextField(blank=True)
    pada = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True
        ordering = ("pada", "pk")

    def __str__(self) -> str:
        return f"{self.pelaku}: {self.verba} → {self.ke}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValidationError("Riwayat tidak dapat diubah.")
        super().save(*args, **kwargs)
