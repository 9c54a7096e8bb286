"""The satisfaction survey for everyone: results, and answering by an invitation or at an event."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun import batas
from akun.bukti_kerja import jaga_alamat
from inti import tautan
from inti.berkas import sajikan
from inti.kode import rapikan
from layanan import survei
from layanan.actions import skm as aksi
from layanan.forms.skm import LembarForm
from layanan.models import AcaraSkm, PeriodeSkm, Permohonan

# A hall behind one line: so many sheets pass before its address is asked for a proof of work.
LEMBAR_PER_ALAMAT, JENDELA_ALAMAT = 60, 10 * batas.MENIT
HABIS = "Tautan ini sudah dipakai atau lewat waktunya."
ACARA_HABIS = "Tautan acara ini sudah berakhir."


@login_not_required
@require_safe
def hasil(request: HttpRequest) -> HttpResponse:
    """The newest published period, and the way to the others."""
    masa = survei.terbit().first()
    if masa is None:
        return render(request, "layanan/skm_hasil.html", {"h": None})
    return _halaman(request, masa)


@login_not_required
@require_safe
def masa(request: HttpRequest, masa: str) -> HttpResponse:
    """One published period; others do not exist yet."""
    return _halaman(request, get_object_or_404(survei.terbit(), kode=masa))


def _halaman(request: HttpRequest, masa: PeriodeSkm) -> HttpResponse:
    konteks = {"h": survei.hasil_masa(masa), "tren": survei.tren(), "rencana": list(survei.rencana(masa))}
    return render(request, "layanan/skm_hasil.html", konteks)


@login_not_required
@require_safe
def laporan(request: HttpRequest, masa: str) -> HttpResponseBase:
    """The report as it was published."""
    berkas = get_object_or_404(survei.terbit().select_related("laporan"), kode=masa).laporan
    if berkas is None:
        raise Http404
    return sajikan(berkas)


@tautan.tanpa_masuk
@require_http_methods(["GET", "POST"])
def isi(request: HttpRequest, token: str) -> HttpResponse:
    """Answer about a service delivered. To look changes nothing; sending uses the link."""
    kode = tautan.buka(token, survei.KEPERLUAN)
    permohonan = Permohonan.objects.select_related("layanan").filter(kode=kode or "").first()
    if permohonan is None:
        return _habis(request, HABIS)
    form = LembarForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            aksi.jawab_undangan(token, isi=form.isi())
        except ValidationError:
            return _habis(request, HABIS)
        return redirect("skm:terima_kasih")
    return _lembar(request, form, dinilai=permohonan.layanan.nama)


@tautan.tanpa_masuk
@require_http_methods(["GET", "POST"])
def acara(request: HttpRequest, kode: str) -> HttpResponse:
    """Answer at an event, as long as it lasts and has room. The address may be typed from the poster."""
    try:
        satu = get_object_or_404(AcaraSkm.objects.select_related("layanan"), kode=rapikan(kode))
    except ValidationError:
        raise Http404 from None
    if not satu.terbuka:
        return _habis(request, ACARA_HABIS)
    form = LembarForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            jaga_alamat(request, "skm", jumlah=LEMBAR_PER_ALAMAT, jendela=JENDELA_ALAMAT, bukti=form.bukti)
        except ValidationError as galat:
            form.tolak(galat)
        else:
            return _catat_acara(request, satu, form)
    dinilai = satu.layanan.nama if satu.layanan else "pelayanan dinas kami"
    return _lembar(request, form, dinilai=dinilai, acara=satu)


def _catat_acara(request: HttpRequest, satu: AcaraSkm, form: LembarForm) -> HttpResponse:
    if batas.pakai(f"skm_lembar:{form.cleaned_data['kunci']}", 1, batas.HARI):
        try:
            aksi.jawab_acara(satu, isi=form.isi())
        except ValidationError:
            return _habis(request, ACARA_HABIS)
    return redirect("skm:terima_kasih")


def _lembar(request: HttpRequest, form: LembarForm, **konteks: Any) -> HttpResponse:
    status = 429 if form.soal else 422 if form.is_bound else 200
    return render(request, "layanan/skm_isi.html", {"form": form, "acara": None, **konteks}, status=status)


def _habis(request: HttpRequest, kalimat: str) -> HttpResponse:
    return render(request, "layanan/skm_habis.html", {"kalimat": kalimat}, status=410)


@login_not_required
@require_safe
def terima_kasih(request: HttpRequest) -> HttpResponse:
    return render(request, "layanan/skm_terima_kasih.html")


@require_POST
def nilai(request: HttpRequest, kode: str) -> HttpResponse:
    """Lead an owner from the page of his request to its sheet; whoever began it at the counter is not asked."""
    permohonan = Permohonan.objects.dikelola(request.user).filter(kode=kode).first()
    if permohonan is None:
        raise Http404
    try:
        return redirect("skm:isi", token=aksi.buka_undangan(permohonan))
    except ValidationError as galat:
        messages.info(request, galat.messages[0])
        return redirect(permohonan)
