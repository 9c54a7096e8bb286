"""What the portal writes down about itself."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from operasi.enums import Apa


class CatatanSistem(models.Model):
    """The last time something of the system was done, and how it went: one row for each thing, ever overwritten.

    Not a case and no history: the log keeps what was before.
    """

    apa = models.CharField(max_length=20, unique=True, choices=Apa)
    pada = models.DateTimeField(default=timezone.now)
    baik = models.BooleanField(default=True)
    kalimat = models.CharField(max_length=300, blank=True)
    # A failed run must not hide when the last good one was.
    baik_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "catatan sistem"
        verbose_name_plural = "catatan sistem"
        ordering = ("apa",)
        default_permissions = ()
        permissions = [
            ("lihat_sistem", "Melihat status sistem"),
            ("uji_sistem", "Menguji bagian sistem dan meminta cadangan"),
        ]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(apa__in=tuple(Apa.values)),
                name="catatan_sistem_dikenal",
                violation_error_message="Catatan sistem ini tidak dikenal.",
            ),
        )

    def __str__(self) -> str:
        return self.get_apa_display()
