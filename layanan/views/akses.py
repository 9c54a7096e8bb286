"""To fetch is to be allowed: the request of an applicant's page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from inti.workflow import TransisiDitolak
from layanan import permissions
from layanan.models import Permohonan
from umkm import permissions as izin_usaha

LENGKAP = ("layanan__bidang", "layanan__atasan", "usaha__desa__kecamatan", "formulir", "alasan_tolak__obat_layanan")


def kelolaan(halaman: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view a request that the user may fill in: his own, one he helps with, or one begun at his counter.

    Anybody else's does not exist.
    """

    @wraps(halaman)
    def periksa_akses(request: HttpRequest, kode: str, **sisa: Any) -> HttpResponse:
        satu = get_object_or_404(
            Permohonan.objects.select_related(*LENGKAP, "hasil_dokumen", "hasil_berkas"), kode=kode
        )
        # Asked for every button of the page; a verb fetches the request anew and asks again.
        izin_usaha.ingat(request.user, satu.usaha)
        if not permissions.pengisi(request.user, satu):
            raise Http404
        satu.oleh_loket = satu.atas_nama and not permissions.pengelola(request.user, satu)
        return halaman(request, satu, **sisa)

    return periksa_akses


def jalankan(request: HttpRequest, permohonan: Permohonan, aksi: Callable[[], Any], berhasil: str) -> HttpResponse:
    """Do a verb and lead back to the case with a sentence; what it refuses is told, and nothing is shown stale."""
    try:
        aksi()
        messages.success(request, berhasil)
    except TransisiDitolak:
        segar = Permohonan.objects.get(pk=permohonan.pk)
        messages.info(request, f"Status permohonan ini sekarang: {segar.nama_publik}.")
    except PermissionDenied as galat:
        messages.warning(request, str(galat))
    except ValidationError as galat:
        for kalimat in galat.messages:
            messages.warning(request, kalimat)
        return redirect("layanan:permohonan_periksa", permohonan.kode)
    return redirect(permohonan)
