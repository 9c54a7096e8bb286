"""The counter: an official asks on behalf of an owner who came to the office, with the same steps as the owner's."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from inti.admin.kamar import tampilkan
from layanan import loket, queries
from layanan.actions.permohonan import buat
from layanan.forms.loket import LoketForm
from umkm.models import Usaha
from umkm.pencarian import saring_usaha

IZIN = "layanan.buat_atas_nama"
TERBANYAK = 20


def _usaha(request: HttpRequest) -> Any:
    """The businesses of this official's kecamatan, never his own: those he asks for as an owner."""
    if not request.user.has_perm(IZIN):
        raise Http404
    semua = Usaha.objects.terlihat_oleh(request.user).utuh()
    milik = Usaha.objects.dikelola(request.user).values("pk")
    return semua.exclude(pk__in=milik).select_related("desa__kecamatan").prefetch_related("kepemilikan__pelaku")


@require_safe
def cari(request: HttpRequest) -> HttpResponse:
    """Find the business of whoever stands at the counter."""
    semua, teks = _usaha(request), request.GET.get("q", "").strip()[:100]
    hasil = list(saring_usaha(semua, teks, user=request.user).order_by("nama", "pk")[:TERBANYAK]) if teks else []
    konteks = {"title": "Ajukan layanan atas nama pemilik", "teks": teks, "hasil": hasil, "penuh": TERBANYAK}
    return tampilkan(request, "layanan/loket.html", konteks)


@require_http_methods(["GET", "POST"])
def pilih(request: HttpRequest, kode: str) -> HttpResponse:
    """Choose the service and say who came; then the steps are those of the owner."""
    usaha = get_object_or_404(_usaha(request), kode=kode)
    layanan = loket.layanan_loket(usaha)
    form = LoketForm(request.POST or None, layanan=layanan, initial={"kunci": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            permohonan = buat(
                form.cleaned_data["layanan"],
                usaha=usaha,
                oleh=request.user,
                kunci_kirim=form.cleaned_data["kunci"],
                catatan=form.cleaned_data["alasan"],
            )
        except (ValidationError, PermissionDenied) as galat:
            form.add_error(None, galat if isinstance(galat, ValidationError) else str(galat))
        else:
            return redirect(queries.alamat_lanjut(permohonan))
    konteks = {
        "title": usaha.nama,
        "usaha": usaha,
        "form": form,
        "berjalan": loket.permohonan_berjalan(usaha),
        "media": form.media,
    }
    return tampilkan(request, "layanan/loket_pilih.html", konteks, status=422 if form.is_bound else 200)
