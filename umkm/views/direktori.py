"""The public directory: verified businesses that are open and whose owner wants to be found."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from umkm.filters import DirektoriFilter
from umkm.models import Usaha

SEHALAMAN = 20
HALAMAN_TERAKHIR = 50


@login_not_required
@require_safe
def direktori(request: HttpRequest) -> HttpResponse:
    saring = DirektoriFilter(request.GET, queryset=Usaha.objects.direktori())
    halaman = _halaman(request.GET.get("h", "1"))
    awal = (halaman - 1) * SEHALAMAN
    baris = list(saring.qs[awal : awal + SEHALAMAN + 1])
    dasar = request.GET.copy()
    dasar.pop("h", None)
    konteks = {
        "form": saring.form,
        "disaring": bool(request.GET.get("q", "").strip() or request.GET.get("kecamatan")),
        "usaha": baris[:SEHALAMAN],
        "sebelum": f"?{_dengan(dasar, halaman - 1)}" if halaman > 1 else "",
        "sesudah": f"?{_dengan(dasar, halaman + 1)}" if len(baris) > SEHALAMAN and halaman < HALAMAN_TERAKHIR else "",
        "halaman": halaman,
    }
    return render(request, "umkm/direktori.html", konteks)


def _halaman(teks: str) -> int:
    """Read the page number, kept within bounds: nobody needs the ten thousandth page."""
    return min(max(int(teks), 1), HALAMAN_TERAKHIR) if teks.isascii() and teks.isdecimal() and len(teks) < 4 else 1


def _dengan(dasar: object, halaman: int) -> str:
    salinan = dasar.copy()  # type: ignore[attr-defined]
    salinan["h"] = halaman
    return salinan.urlencode()
