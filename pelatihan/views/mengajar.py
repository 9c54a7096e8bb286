"""The trainers' room: who teaches a class sees it here, anybody else's does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from pelatihan.models import Angkatan


def yang_mengajar(halaman: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the view a class that the user teaches or stands in for, as `angkatan`; ask on every request."""

    @wraps(halaman)
    def periksa_akses(request: HttpRequest, kode: str, **sisa: Any) -> HttpResponse:
        milik = Angkatan.objects.filter(pelatih__akun=request.user).select_related("kurikulum")
        return halaman(request, get_object_or_404(milik, kode=kode), **sisa)

    return periksa_akses
