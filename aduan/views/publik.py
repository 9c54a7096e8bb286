"""What everybody opens: the published reports, the form, what is alike."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aduan import queries
from aduan.actions.kirim import kirim
from aduan.enums import Identitas, Ruang
from aduan.forms.pelapor import LaporForm
from aduan.models import AturanWaktu
from akun import batas, bukti_kerja
from akun.bukti_kerja import PerluBukti
from inti.halaman import potong

# Many people share one address of a carrier; past this share each report costs a little arithmetic.
SE_ALAMAT = (20, batas.JAM)
# Photos and recordings are worked on before the form can say what it lacks, so they are counted before that.
BERKAS_SE_ALAMAT = (120, batas.JAM)
SE_KONTAK = (5, batas.HARI)
MIRIP_SE_ALAMAT = (120, batas.JAM)


@require_GET
@login_not_required
def daftar(request: HttpRequest) -> HttpResponse:
    """List the published reports with their clocks; how many there are in all is nobody's question."""
    halaman = potong(request, queries.publik())
    konteks = halaman | {"daftar": [queries.kartu(a) for a in halaman["baris"]], "saluran": queries.SALURAN}
    return render(request, "aduan/daftar.html", konteks)


@require_GET
@login_not_required
def publik(request: HttpRequest, kode: str) -> HttpResponse:
    satu = get_object_or_404(queries.publik(), kode=kode)
    return render(request, "aduan/publik.html", queries.kartu(satu))


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def lapor(request: HttpRequest) -> HttpResponse:
    """The form; after sending, the page of the report by its secret link, told once.

    Of somebody who wants to stay unknown it never asks who is logged in.
    """
    if request.FILES and not batas.pakai(bukti_kerja.kunci_alamat(request, "lapor_berkas"), *BERKAS_SE_ALAMAT):
        raise batas.TerlaluSering
    form = LaporForm(request.POST or None, request.FILES or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            token = _kirim(request, form)
        except ValidationError as galat:
            form.tolak(galat)
        else:
            return redirect(f"{reverse('aduan:lacak', args=[token])}?baru=1")
    return _halaman(request, form, [])


@require_POST
@login_not_required
@never_cache
def mirip(request: HttpRequest) -> HttpResponse:
    """Show published reports like the one being written; nothing is written. A fragment to a script, else the form."""
    boleh = batas.pakai(bukti_kerja.kunci_alamat(request, "mirip"), *MIRIP_SE_ALAMAT)
    teks = f"{request.POST.get('perihal', '')} {request.POST.get('isi', '')}"[:5000]
    ketemu = queries.mirip(teks) if boleh else []
    if request.headers.get("X-Bagian") == "mirip":
        return render(request, "aduan/_mirip.html", {"mirip": ketemu, "dicari": True})
    form = LaporForm(request=request, initial=request.POST.dict())
    return _halaman(request, form, ketemu, dicari=True)


def _kirim(request: HttpRequest, form: LaporForm) -> str:
    """Hold the sender to the limits, then send; returns the token of the secret link."""
    bukti_kerja.jaga_alamat(request, "lapor", jumlah=SE_ALAMAT[0], jendela=SE_ALAMAT[1], bukti=form.bukti)
    isian = form.isian()
    kontak = isian["telepon"] or isian["email"]
    if kontak and not batas.pakai(f"lapor_kontak:{kontak}", *SE_KONTAK):
        raise ValidationError({"kontak": "Nomor atau email ini sudah dipakai untuk 5 laporan hari ini. Coba besok."})
    akun = None
    if isian["identitas"] != Identitas.ANONIM and request.user.is_authenticated:
        akun = request.user
    return kirim(**isian, akun=akun).token


def _halaman(request: HttpRequest, form: LaporForm, ketemu: list[Any], *, dicari: bool = False) -> HttpResponse:
    galat = form.non_field_errors().as_data() if form.is_bound else []
    status = 429 if any(isinstance(g, PerluBukti) for g in galat) else 422 if form.is_bound else 200
    verifikasi = AturanWaktu.objects.pada().filter(ruang=Ruang.VERIFIKASI).last()
    konteks = {
        "form": form,
        "mirip": ketemu,
        "dicari": dicari,
        "verifikasi": verifikasi,
        "saluran": queries.SALURAN,
    }
    return render(request, "aduan/lapor.html", konteks, status=status)
