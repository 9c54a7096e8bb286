"""The finders behind the type-ahead: public, read-only, answered as options of a listbox or as JSON."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wilayah.enums import VERSI_TERKINI, VersiKbli
from wilayah.queries import cari_desa, cari_kbli

BANYAK = 10
SIMPAN = 300  # seconds that a browser may keep an answer


def _jawab(request: HttpRequest, pilihan: list[dict[str, Any]]) -> HttpResponse:
    if request.GET.get("format") == "json":
        return JsonResponse({"hasil": pilihan})
    # Without the request: an answer to each keystroke has no use for the pages' context.
    return HttpResponse(render_to_string("wilayah/_pilihan.html", {"pilihan": pilihan}))


@login_not_required
@require_safe
@cache_control(private=True, max_age=SIMPAN)
def desa(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with villages; `nilai` is the Kemendagri code."""
    pilihan = [
        {
            "nilai": d.pk,
            "teks": str(d),
            "judul": str(d),
            "keterangan": f"{d.get_jenis_display()}, {d.kode_pos}",
            "kode": d.pk,
            "nama": d.nama,
            "kecamatan": d.kecamatan.nama,
        }
        for d in cari_desa(request.GET.get("q", ""), BANYAK)
    ]
    return _jawab(request, pilihan)


@login_not_required
@require_safe
@cache_control(private=True, max_age=SIMPAN)
def kbli(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with five-digit KBLI codes of `?versi=` (default: the version in force); `nilai` is "2025:10794"."""
    versi = request.GET.get("versi", "")
    hasil = cari_kbli(request.GET.get("q", ""), versi if versi in VersiKbli.values else VERSI_TERKINI, BANYAK)
    pilihan = [
        {
            "nilai": h.nilai,
            "teks": str(h),
            "judul": h.judul,
            "keterangan": f"{h.kode}, KBLI {h.versi}; {h.alasan}",
            "kode": h.kode,
            "versi": h.versi,
            "alasan": h.alasan,
            "makna_berubah": h.makna_berubah,
        }
        for h in hasil
    ]
    return _jawab(request, pilihan)
