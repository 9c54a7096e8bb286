"""A case of no app, to try the kernel on what no app of the portal needs yet: waiting for a body outside."""

from __future__ import annotations

from typing import Any

from django.db import models

from inti.jam import INSTANSI, KAMI, PEMOHON
from inti.perkara import Penantian, PenantianQuerySet, Riwayat
from inti.workflow import BARU, Alur, Transisi


def _siapa_saja(user: Any, obj: Any) -> bool:
    return True


class Status(models.TextChoices):
    DIAJUKAN = "DIAJUKAN", "Diajukan"
    MENUNGGU_INSTANSI = "MENUNGGU_INSTANSI", "Menunggu instansi"
    PERBAIKAN = "PERBAIKAN", "Perlu dilengkapi"
    SELESAI = "SELESAI", "Selesai"


TERBUKA = (Status.DIAJUKAN, Status.MENUNGGU_INSTANSI, Status.PERBAIKAN)

ALUR = Alur(
    transisi={
        "ajukan": Transisi("Ajukan", dari=(BARU, Status.PERBAIKAN), ke=Status.DIAJUKAN, boleh=_siapa_saja),
        "teruskan": Transisi("Teruskan", dari=TERBUKA, ke=Status.MENUNGGU_INSTANSI, boleh=_siapa_saja),
        "lihat": Transisi("Lihat lagi", dari=(Status.MENUNGGU_INSTANSI,), ke=None, boleh=_siapa_saja),
        "terima": Transisi("Terima kembali", dari=(Status.MENUNGGU_INSTANSI,), ke=Status.DIAJUKAN, boleh=_siapa_saja),
        "minta": Transisi("Minta dilengkapi", dari=TERBUKA, ke=Status.PERBAIKAN, boleh=_siapa_saja),
        "selesaikan": Transisi("Selesaikan", dari=TERBUKA, ke=Status.SELESAI, boleh=_siapa_saja),
    },
    pemegang={
        Status.DIAJUKAN: KAMI,
        Status.MENUNGGU_INSTANSI: INSTANSI,
        Status.PERBAIKAN: PEMOHON,
        Status.SELESAI: None,
    },
)


class PerkaraUji(Penantian):
    ALUR = ALUR

    status = models.CharField(max_length=30, choices=Status, editable=False)
    hari_janji = models.PositiveSmallIntegerField(default=5)

    objects = PenantianQuerySet.as_manager()

    @property
    def janji(self) -> int:
        return self.hari_janji

    class Meta(Penantian.Meta):
        default_permissions = ()


class RiwayatUji(Riwayat):
    perkara = models.ForeignKey(PerkaraUji, on_delete=models.PROTECT, related_name="riwayat")

    class Meta(Riwayat.Meta):
        default_permissions = ()
