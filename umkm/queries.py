"""Reads that serve a page: what an official has to do, what an owner sees."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from umkm.models import Usaha


def antrean(user: Any) -> Any:
    """Return the businesses that wait for this official's office, the oldest promise first."""
    return Usaha.objects.terlihat_oleh(user).menunggu_kami().order_by("jatuh_tempo", "pk")


def hitung_antrean(user: Any) -> dict[str, int]:
    """Count the queue in one query: mine, nobody's, late, all."""
    return antrean(user).aggregate(
        milik_saya=Count("pk", filter=Q(petugas=user)),
        belum_diambil=Count("pk", filter=Q(petugas=None)),
        lewat=Count("pk", filter=Q(jatuh_tempo__lt=timezone.localdate())),
        semua=Count("pk"),
    )
