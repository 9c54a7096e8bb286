"""The public calendar and the page of one class."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from pelatihan import ics, queries
from pelatihan.filters import KalenderFilter
from pelatihan.models import Angkatan

TERBANYAK = 60


@login_not_required
@require_GET
def kalender(request: HttpRequest) -> HttpResponse:
    saring = KalenderFilter(request.GET, queryset=queries.kalender())
    konteks = {
        "form": saring.form,
        "daftar": list(saring.qs[:TERBANYAK]),
        "disaring": any(request.GET.get(nama, "").strip() for nama in saring.filters),
    }
    return render(request, "pelatihan/kalender.html", konteks)


@login_not_required
@require_GET
def angkatan(request: HttpRequest, kode: str) -> HttpResponse:
    satu = _tampil(kode)
    return render(request, "pelatihan/angkatan.html", queries.halaman_angkatan(satu, request.user))


@login_not_required
@require_GET
def angkatan_ics(request: HttpRequest, kode: str) -> HttpResponse:
    """Hand out the sessions of a class for the calendar of a phone."""
    satu = _tampil(kode)
    jawaban = HttpResponse(
        ics.tulis([satu], request.build_absolute_uri("/")), content_type="text/calendar; charset=utf-8"
    )
    jawaban["Content-Disposition"] = f'attachment; filename="pelatihan-{satu.kode}.ics"'
    return jawaban


@login_not_required
@require_GET
def umpan(request: HttpRequest) -> HttpResponse:
    """Hand out every coming class as a feed to subscribe to."""
    semua = queries.kalender().prefetch_related("sesi__topik")[:TERBANYAK]
    return HttpResponse(ics.tulis(semua, request.build_absolute_uri("/")), content_type="text/calendar; charset=utf-8")


def _tampil(kode: str) -> Angkatan:
    lengkap = Angkatan.objects.tampil().select_related("kurikulum__tema", "desa__kecamatan")
    return get_object_or_404(lengkap.prefetch_related("kurikulum__topik", "kurikulum__prasyarat"), kode=kode)
