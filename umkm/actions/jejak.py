"""The one way in which other apps write a fact about a business down into the registry."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from umkm.models import RekamJejak, Usaha


@transaction.atomic
def catat_jejak(
    usaha: Usaha,
    *,
    jenis: str,
    kode: str,
    judul: str,
    tanggal: date,
    url: str = "",
    nilai: dict[str, Any] | None = None,
) -> RekamJejak:
    """Write a fact (a passed training, a running loan), or renew the one with the same `jenis` and `kode`."""
    usaha = usaha.digabung_ke or usaha
    jejak, _ = RekamJejak.objects.update_or_create(
        usaha=usaha,
        jenis=jenis,
        kode=kode,
        defaults={"judul": judul, "tanggal": tanggal, "url": url, "nilai": nilai or {}},
    )
    return jejak


@transaction.atomic
def tarik_jejak(usaha: Usaha, *, jenis: str, kode: str) -> bool:
    """Take a fact back that turned out not to be so; returns whether it stood there."""
    usaha = usaha.digabung_ke or usaha
    return bool(RekamJejak.objects.filter(usaha=usaha, jenis=jenis, kode=kode).delete()[0])
