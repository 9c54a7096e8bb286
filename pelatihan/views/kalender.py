"""The public calendar as list, month and feed, and the page of one class."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inti.halaman import dengan, potong
from pelatihan import bulan as kisi
from pelatihan import ics, poster, queries
from pelatihan import kalender as baca
from pelatihan.filters import KalenderFilter
from pelatihan.models import Angkatan

KALENDER_HP = "text/calendar; charset=utf-8"


@login_not_required
@require_safe
def kalender(request: HttpRequest) -> HttpResponse:
    """The coming classes, the next first."""
    return _daftar(request, baca.datang(), lewat=False)


@login_not_required
@require_safe
def berlalu(request: HttpRequest) -> HttpResponse:
    """The classes that have ended."""
    return _daftar(request, baca.berlalu(), lewat=True)


@login_not_required
@require_safe
def bulan(request: HttpRequest) -> HttpResponse:
    """A month as a table. Months turn by links, so that it works without JavaScript."""
    saring = KalenderFilter(request.GET, queryset=baca.semua())
    hari_ini = timezone.localdate()
    kini = kisi.baca(request.GET.get("b", ""), hari_ini)
    lain = {"sebelum": kisi.geser(kini, -1), "sesudah": kisi.geser(kini, 1)}
    konteks = _saringan(request, saring) | baca.sebulan(saring.qs, kini)
    konteks |= {"bulan": kini, "hari_ini": hari_ini, "sebelum": lain["sebelum"], "sesudah": lain["sesudah"]}
    konteks |= {f"url_{nama}": _bulan(request, satu, hari_ini) for nama, satu in lain.items()}
    konteks["url_daftar"] = reverse("pelatihan:kalender") + dengan(request, b="")
    return render(request, "pelatihan/bulan.html", konteks)


@login_not_required
@require_safe
def angkatan(request: HttpRequest, kode: str) -> HttpResponse:
    satu = _tampil(kode)
    konteks = queries.halaman_angkatan(satu, request.user) | baca.keterangan(satu, request.user)
    konteks["data"] = baca.untuk_mesin(satu, kursi=konteks["kursi"], sisa=konteks["sisa"])
    konteks["berposter"] = poster.boleh(satu)
    return render(request, "pelatihan/angkatan.html", konteks)


@login_not_required
@require_safe
def angkatan_ics(request: HttpRequest, kode: str) -> HttpResponse:
    """Hand out the sessions of a class for the calendar of a phone."""
    satu = _tampil(kode)
    kepala = {"Content-Disposition": f'attachment; filename="pelatihan-{satu.kode}.ics"'}
    return HttpResponse(ics.tulis(satu), content_type=KALENDER_HP, headers=kepala)


@login_not_required
@require_safe
def umpan(request: HttpRequest) -> HttpResponse:
    """Hand out the coming classes as a feed to subscribe to; it takes the filters of the calendar."""
    saring = KalenderFilter(request.GET, queryset=baca.umpan())
    return HttpResponse(ics.umpan(saring.qs[: baca.UMPAN_TERBANYAK]), content_type=KALENDER_HP)


@login_not_required
@require_safe
def poster_gambar(request: HttpRequest, kode: str) -> HttpResponse:
    """The poster as a picture, to pass on in a chat."""
    satu = _berposter(kode)
    return _unduh(poster.gambar(satu), "image/png", f"poster-{satu.kode}.png")


@login_not_required
@require_safe
def poster_pdf(request: HttpRequest, kode: str) -> HttpResponse:
    """The poster as a paper, to hang up."""
    satu = _berposter(kode)
    return _unduh(poster.cetak(satu), "application/pdf", f"poster-{satu.kode}.pdf")


def _daftar(request: HttpRequest, semua: Any, *, lewat: bool) -> HttpResponse:
    saring = KalenderFilter(request.GET, queryset=semua)
    konteks = _saringan(request, saring) | potong(request, saring.qs) | {"lewat": lewat}
    konteks["url_bulan"] = reverse("pelatihan:bulan") + dengan(request)
    return render(request, "pelatihan/kalender.html", konteks)


def _saringan(request: HttpRequest, saring: KalenderFilter) -> dict[str, Any]:
    """Return the form and what is on, each with the address of the page without it."""
    terpakai = saring.terpakai()
    kueri = dengan(request, b="")
    return {
        "form": saring.form,
        "saringan": [{"teks": teks, "url": dengan(request, **{nama: ""})} for nama, teks in terpakai.items()],
        "rinci": bool(saring.form.errors),
        "url_bersih": dengan(request, **dict.fromkeys(saring.filters, "")),
        "url_umpan": reverse("pelatihan:umpan") + (kueri if len(kueri) > 1 else ""),
    }


def _bulan(request: HttpRequest, satu: Any, hari_ini: Any) -> str:
    """Return the address of a month, nothing when one cannot turn that far."""
    teks = kisi.tulis(satu)
    return dengan(request, b=teks) if kisi.baca(teks, hari_ini) == satu else ""


def _tampil(kode: str) -> Angkatan:
    lengkap = Angkatan.objects.tampil().select_related("kurikulum__tema", "desa__kecamatan")
    return get_object_or_404(
        lengkap.prefetch_related("kurikulum__topik", "kurikulum__prasyarat", "sesi__topik"), kode=kode
    )


def _berposter(kode: str) -> Angkatan:
    satu = _tampil(kode)
    if not poster.boleh(satu):
        raise Http404
    return satu


def _unduh(isi: bytes, jenis: str, nama: str) -> HttpResponse:
    kepala = {"Content-Disposition": f'inline; filename="{nama}"', "Cache-Control": "public, max-age=3600"}
    return HttpResponse(isi, content_type=jenis, headers=kepala)
