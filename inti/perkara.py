"""The two abstract models on which every case of every app stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models


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
