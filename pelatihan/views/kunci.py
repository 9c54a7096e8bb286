"""The page behind the link of a message, without logging in: GET shows, the buttons act, a second tap changes nothing.

It shows the class, its day and place, and which group or kecamatan asked; never who comes, nor for which business.
"""

from __future__ import annotations

from contextlib import suppress

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from inti import tautan
from inti.workflow import TransisiDitolak
from pelatihan import kalender, queries
from pelatihan.actions.jawab import buka, jawab_lewat_tautan


@tautan.tanpa_masuk
@require_GET
def kunci(request: HttpRequest, token: str) -> HttpResponse:
    """Where the place stands now, and what one tap may do about it."""
    peserta = buka(token)
    if peserta is None:
        return render(request, "pelatihan/kunci_mati.html", status=410)
    konteks = {
        "peserta": peserta,
        "angkatan": peserta.angkatan,
        "urutan": queries.urutan(peserta),
        "sebab_batal": kalender.sebab_batal(peserta.angkatan),
        "usulan": getattr(peserta, "usulan", None),
        "token": token,
    }
    return render(request, "pelatihan/kunci.html", konteks)


@tautan.tanpa_masuk
@require_POST
def terima(request: HttpRequest, token: str) -> HttpResponse:
    return _jawab(token, ikut=True)


@tautan.tanpa_masuk
@require_POST
def lepas(request: HttpRequest, token: str) -> HttpResponse:
    return _jawab(token, ikut=False)


def _jawab(token: str, *, ikut: bool) -> HttpResponse:
    with suppress(ValidationError, TransisiDitolak, PermissionDenied):  # the page says how it stands now
        jawab_lewat_tautan(token, ikut=ikut)
    return redirect("pelatihan:kunci", token)
