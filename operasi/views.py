"""For machines: alive, ready, figures. For officials: how the system is, and a button to try each part."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from inti.admin.kamar import tampilkan
from operasi import bagian, kesehatan, metrik
from operasi.cadangan import basis

POLOS = "text/plain; charset=utf-8"


@require_safe
@never_cache
@login_not_required
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing else, so that a database that is away does not get the web restarted."""
    return HttpResponse("hidup\n", content_type=POLOS)


@require_safe
@never_cache
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """Requests may come: the database answers and has every migration. Without Redis pages and forms still work."""
    try:
        siap = _basis_siap()
    except DatabaseError:
        siap = False
    return HttpResponse("siap\n" if siap else "belum siap\n", content_type=POLOS, status=200 if siap else 503)


def _basis_siap() -> bool:
    with connection.cursor() as kursor:
        kursor.execute("SELECT to_regclass(%s) IS NOT NULL", [basis.PENANDA])
        if kursor.fetchone()[0]:
            return False  # a backup is being restored into it
        kursor.execute("SELECT app || '.' || name FROM django_migrations")
        return _migrasi_kode() <= {nama for (nama,) in kursor.fetchall()}


@cache
def _migrasi_kode() -> frozenset[str]:
    return frozenset(basis.migrasi())


@require_safe
@never_cache
@login_not_required
def metrik_prometheus(request: HttpRequest) -> HttpResponse:
    """The figures, for who holds the token; for anyone else this address does not exist."""
    diberi = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRIK_TOKEN or not constant_time_compare(diberi, settings.METRIK_TOKEN):
        raise Http404
    return HttpResponse(metrik.tulis(), content_type=metrik.JENIS)


def _wajib(request: HttpRequest, izin: str) -> None:
    if not request.user.has_perm(izin):
        raise PermissionDenied


@require_safe
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """How every part of the system is."""
    _wajib(request, "operasi.lihat_sistem")
    semua = bagian.semua()
    konteks: dict[str, Any] = {
        "title": "Status sistem",
        "bagian": semua,
        "buruk": [satu.nama for satu in semua if satu.rupa == "tolak"],
        "awas": [satu.nama for satu in semua if satu.rupa == "tunggu"],
        "boleh_uji": request.user.has_perm("operasi.uji_sistem"),
        "versi": bagian.versi(),
    }
    return tampilkan(request, "operasi/status.html", konteks)


@require_POST
@never_cache
def uji(request: HttpRequest, apa: str) -> HttpResponse:
    """Try one part and say what came of it."""
    _wajib(request, "operasi.uji_sistem")
    if apa not in kesehatan.UJI:
        raise Http404
    jawaban = kesehatan.UJI[apa](request.user)
    (messages.success if jawaban.baik else messages.error)(request, jawaban.kalimat)
    return redirect("operasi:status")
