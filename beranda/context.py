"""What every page knows: the names of the regency and the office, and how many messages wait."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notifikasi.queries import belum_dibaca


def nama() -> dict[str, Any]:
    """Return the names alone. It touches neither request nor database, so the page for error 500 uses it too."""
    return {
        "nama_portal": settings.NAMA_PORTAL,
        "nama_kabupaten": settings.NAMA_KABUPATEN,
        "nama_dinas": settings.NAMA_DINAS,
        "alamat_dinas": settings.ALAMAT_DINAS,
        "telepon_dinas": settings.TELEPON_DINAS,
        "logo": settings.LOGO,
        "gaya_kabupaten": settings.GAYA_KABUPATEN,
        "demo": settings.DEMO,
    }


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor. The count of unread messages costs a query only on pages that show it."""
    return nama() | {"pesan_belum_dibaca": SimpleLazyObject(lambda: _belum_dibaca(request))}


def _belum_dibaca(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return belum_dibaca(user) if user is not None and user.is_authenticated else 0
