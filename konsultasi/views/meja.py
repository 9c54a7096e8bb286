"""Desks as the public finds them: where, about what, which hours are free; and booking one of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from konsultasi import queries
from konsultasi.actions import pesan as aksi
from konsultasi.forms import PesanForm
from konsultasi.jadwal import baca_alamat
from konsultasi.models import Meja
from konsultasi.views.akses import jaga_sehari, usaha_sendiri


@require_GET
@login_not_required
def daftar(request: HttpRequest) -> HttpResponse:
    return render(request, "konsultasi/meja_daftar.html", {"daftar": queries.meja_buka()})


@require_GET
@login_not_required
def meja(request: HttpRequest, kode: str) -> HttpResponse:
    satu = get_object_or_404(Meja.objects.aktif(), kode=kode)
    jadwal = queries.Jadwal([satu])
    hari = jadwal.buka(satu)
    konteks = {
        "meja": satu,
        "hari": hari,
        "ada": any(h.bebas for h in hari),
        "topik": dict.fromkeys(j.topik for j in jadwal.jam[satu.pk]),
        "bawa": dict.fromkeys(j.catatan for j in jadwal.jam[satu.pk] if j.catatan),
        "jam": jadwal.jam[satu.pk],
    }
    return render(request, "konsultasi/meja.html", konteks)


@require_http_methods(["GET", "POST"])
def pesan(request: HttpRequest, kode: str, pada: str) -> HttpResponse:
    """Book the hour that was tapped; an hour that is gone leads back to those that are left."""
    satu, saat = get_object_or_404(Meja.objects.aktif(), kode=kode), baca_alamat(pada)
    if saat is None:
        raise Http404
    form = PesanForm(request.POST or None, usaha=usaha_sendiri(request.user))
    if request.method == "POST" and form.is_valid():
        jaga_sehari(request.user)
        try:
            janji_temu = aksi.pesan_jam(
                satu,
                oleh=request.user,
                pada=saat,
                perihal=form.cleaned_data["perihal"],
                usaha=form.cleaned_data.get("usaha"),
            )
        except ValidationError as galat:
            if getattr(galat, "code", "") == "terambil":
                messages.warning(request, aksi.TERAMBIL)
                return redirect(satu)
            form.add_error(None, galat)
        except PermissionDenied as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Jam Anda tercatat. Sebutkan nomornya saat datang.")
            return redirect(janji_temu)
    slot = queries.Jadwal([satu]).cari(satu, saat)
    if slot is None:
        messages.warning(request, aksi.TERAMBIL)
        return redirect(satu)
    konteks = {"meja": satu, "slot": slot, "form": form}
    return render(request, "konsultasi/pesan.html", konteks, status=422 if form.is_bound else 200)
