"""To fetch is to be allowed: the business of an owner's page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from umkm import permissions
from umkm.models import Usaha

Halaman = Callable[..., HttpResponse]


def kelolaan(halaman: Halaman) -> Halaman:
    """Hand the view a business that the user owns or helps with; anybody else's does not exist.

    The address of a double that was merged away leads to the record that stayed, and nothing sent to it is done.
    """

    @wraps(halaman)
    def periksa_akses(request: HttpRequest, kode: str, **sisa: Any) -> HttpResponse:
        lengkap = Usaha.objects.select_related("desa__kecamatan", "kbli", "digabung_ke")
        usaha = get_object_or_404(lengkap.prefetch_related("kepemilikan__pelaku__desa__kecamatan"), kode=kode)
        tetap = usaha.digabung_ke or usaha
        if not permissions.pengelola(request.user, tetap):
            raise Http404
        if tetap is not usaha:
            messages.info(request, f"Data {usaha.nomor} sudah digabung dengan {tetap.nomor}.")
            return redirect(tetap)
        return halaman(request, usaha, **sisa)

    return periksa_akses


def milik_sendiri(halaman: Halaman) -> Halaman:
    """The same for the owner alone: a helper finds nothing there."""

    @kelolaan
    @wraps(halaman)
    def periksa_pemilik(request: HttpRequest, usaha: Usaha, **sisa: Any) -> HttpResponse:
        if not permissions.pemilik(request.user, usaha):
            raise Http404
        return halaman(request, usaha, **sisa)

    return periksa_pemilik


def selesai(request: HttpRequest, kalimat: str, formulir: str) -> None:
    """Say what was done; `formulir` names the form whose draft the browser may now forget."""
    akun: Any = request.user
    messages.success(request, kalimat, extra_tags=f"{akun.kode}:{formulir}")
