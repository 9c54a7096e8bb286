"""How the system is, from what the database knows. Everything that asks other servers stands in `operasi.kesehatan`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from notifikasi.enums import Keadaan
from notifikasi.models import Pemberitahuan
from operasi.enums import Apa
from operasi.models import CatatanSistem


class Angka(NamedTuple):
    """Figures for the machine that watches; ages in seconds, None for what never happened or does not wait."""

    pesan: dict[str, int]
    antrean_detik: float | None
    denyut_detik: float | None
    cadangan_detik: float | None
    keutuhan_detik: float | None


def angka() -> Angka:
    """Gather the figures of the outbox and of what was last done."""
    catatan_sistem = catatan()
    return Angka(
        pesan=pesan_menurut_keadaan(),
        antrean_detik=_detik(antrean_tertua()),
        denyut_detik=_detik(_baik_pada(catatan_sistem, Apa.DENYUT)),
        cadangan_detik=_detik(_baik_pada(catatan_sistem, Apa.CADANGAN)),
        keutuhan_detik=_detik(_baik_pada(catatan_sistem, Apa.KEUTUHAN)),
    )


def catatan() -> dict[str, CatatanSistem]:
    """What was last done of each thing of the system."""
    return {satu.apa: satu for satu in CatatanSistem.objects.all()}


def pesan_menurut_keadaan() -> dict[str, int]:
    """How many messages are in which state, those without any as 0."""
    ada = dict(Pemberitahuan.objects.order_by().values_list("keadaan").annotate(n=Count("pk")))
    return {keadaan: ada.get(keadaan, 0) for keadaan in Keadaan.values}


def antrean_tertua() -> datetime | None:
    """Since when the oldest message waits that may leave now; None when none does."""
    kini = timezone.now()
    return Pemberitahuan.objects.siap(kini).aggregate(sejak=Min("coba_lagi_pada"))["sejak"]


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """The page of the system, for those who may see it."""
    if not user.has_perm("operasi.lihat_sistem"):
        return []
    return [
        ("Status sistem", reverse("operasi:status"), "Basis data, antrean, email, cadangan: apakah semuanya berjalan")
    ]


def umur(sejak: datetime | None) -> timedelta | None:
    """How long ago something was; None when it never was."""
    return None if sejak is None else max(timezone.now() - sejak, timedelta())


def _baik_pada(catatan_sistem: dict[str, CatatanSistem], apa: str) -> datetime | None:
    satu = catatan_sistem.get(apa)
    return satu.baik_pada if satu else None


def _detik(sejak: datetime | None) -> float | None:
    lama = umur(sejak)
    return None if lama is None else lama.total_seconds()
