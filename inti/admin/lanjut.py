"""The next case: of the queue that the official came from, its filter kept."""

from __future__ import annotations

from copy import copy
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.urls import reverse

from inti import jam
from inti.admin.daftar import BATAS_HITUNG

ASAL = "_changelist_filters"
"""Where Django keeps the filter of the list from which a record was opened."""
PILIHAN = "lanjut"
"""The tick "lalu buka perkara berikutnya", in the form and, as last chosen, in the session."""


def menutup(obj: Any, verba: str) -> bool:
    """Tell whether a verb takes the case off our hands, so that the next one may follow."""
    ke = obj.ALUR.transisi[verba].ke
    return ke is not None and obj.ALUR.pemegang.get(ke) != jam.KAMI


def dipilih(request: HttpRequest) -> bool:
    """Return how the tick stands before the official touches it: as last time, else on for who came from a queue."""
    return bool(request.session.get(PILIHAN, ASAL in request.GET))


def ingat(request: HttpRequest) -> bool:
    """Read the tick out of a form that was sent, and remember it for the next time."""
    lanjut = PILIHAN in request.POST
    if dipilih(request) != lanjut:
        request.session[PILIHAN] = lanjut
    return lanjut


def urutan(halaman: Any, request: HttpRequest) -> list[int]:
    """Return the keys of the queue in its order; a filter that cannot be read leads to the queue of all that waits."""
    for tanya in (_asal(halaman, request), QueryDict(halaman.antrean_bawaan)):
        permintaan = copy(request)
        permintaan.GET = tanya  # type: ignore[assignment]
        try:
            daftar = halaman.get_changelist_instance(permintaan).queryset
            return list(daftar.values_list("pk", flat=True)[: BATAS_HITUNG + 1])
        except (IncorrectLookupParameters, SuspiciousOperation, ValueError):  # the last: a NUL inside the address
            continue
    return []


def sesudah(kunci: list[int], pk: int) -> list[int]:
    """Return the keys behind `pk`, then those before it; all of them when it does not stand in the queue."""
    if pk not in kunci:
        return kunci
    letak = kunci.index(pk)
    return kunci[letak + 1 :] + kunci[:letak]


def buka(halaman: Any, request: HttpRequest, calon: list[int]) -> HttpResponse:
    """Lead to the first of `calon`, or with a sentence back to the list when there is none."""
    asal = {ASAL: _asal(halaman, request).urlencode()}
    nama = f"admin:{halaman.opts.app_label}_{halaman.opts.model_name}"
    if calon:
        return HttpResponseRedirect(f"{reverse(f'{nama}_change', args=[calon[0]])}?{urlencode(asal)}")
    messages.info(request, "Tidak ada perkara lain di antrean ini.")
    return HttpResponseRedirect(f"{reverse(f'{nama}_changelist')}?{asal[ASAL]}")


def setelah_putusan(halaman: Any, request: HttpRequest, calon: list[int]) -> HttpResponse:
    """Lead to what stood behind the case that was just decided, if it is still there."""
    masih = set(urutan(halaman, request))
    return buka(halaman, request, [pk for pk in calon if pk in masih])


def berikutnya_view(halaman: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Lead from a case to the next one of its queue; writes nothing."""
    obj = halaman.get_object(request, unquote(object_id))
    if obj is None or not halaman.has_view_permission(request, obj):
        raise Http404
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return buka(halaman, request, sesudah(urutan(halaman, request), obj.pk))


def _asal(halaman: Any, request: HttpRequest) -> QueryDict:
    """Return the filter that the official came with, without the page number and what belongs to a picker."""
    tanya = QueryDict(request.GET.get(ASAL) or halaman.antrean_bawaan, mutable=True)
    for nama in ("p", "e", "all", "_popup", "_to_field"):
        tanya.pop(nama, None)
    return tanya
