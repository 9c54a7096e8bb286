"""The way from a business in the officials' room to the counter of services."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from umkm import permissions
from umkm.admin import kait
from umkm.models import Usaha


def boleh(user: Any, usaha: Usaha) -> bool:
    """An official of its kecamatan who may ask for owners; never for a business of his own."""
    return permissions.berwenang(user, usaha, "layanan.buat_atas_nama") and not permissions.pengelola(user, usaha)


@kait.hanya("GET")
def ke_loket(admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    usaha = admin.get_object(request, unquote(object_id))
    if usaha is None or not boleh(request.user, usaha):
        raise Http404
    return HttpResponseRedirect(reverse("layanan:loket_pilih", args=[usaha.kode]))


kait.USAHA.append(
    kait.Halaman(
        "<path:object_id>/ajukan-layanan/",
        "ajukan_layanan",
        ke_loket,
        "Ajukan layanan atas nama pemilik",
        "Untuk pemilik yang datang ke kantor. Ia diberi tahu begitu permohonannya dikirim.",
        boleh,
    )
)
