"""Follow a request without logging in, and the receipt that says how. What is shown is answered to a POST alone."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from akun import batas
from akun.bukti_kerja import jaga_alamat
from inti.tautan import tanpa_masuk
from layanan import resi
from layanan.actions import lacak as aksi
from layanan.forms.lacak import KodeResiForm, LacakForm
from layanan.models import Permohonan
from layanan.views.akses import kelolaan

PER_ALAMAT = 30
"""Tries from one address in an hour before it is asked for a proof of work."""

SALAH = (
    "Nomor permohonan dan nomor WhatsApp itu tidak cocok. Cocokkan lagi keduanya, atau ketik kode pada resi di bawah."
)
TERKUNCI = (
    "Sudah terlalu sering dicoba. Coba lagi satu jam lagi. Sementara itu pakai kode pada resi, atau masuk dengan "
    "akun Anda."
)
KODE_SALAH = (
    f"Kode itu tidak dikenal atau sudah berakhir: kode berlaku sampai {resi.BERLAKU.days} hari setelah permohonan "
    "ditutup. Cocokkan lagi hurufnya, atau masuk dengan akun Anda."
)


@tanpa_masuk
@require_http_methods(["GET", "POST"])
def lacak(request: HttpRequest) -> HttpResponse:
    """The number and the WhatsApp number; one answer for what does not fit and what does not exist."""
    if request.method == "GET":
        return _halaman(request)
    form = LacakForm(request.POST, request=request)
    status = 422
    if form.is_valid():
        try:
            _jaga(request, form.bukti)
            satu = aksi.dengan_nomor(form.cleaned_data["nomor"], form.cleaned_data["telepon"])
        except ValidationError as galat:
            form.tolak(galat)
            status = 429
        except aksi.Terkunci:
            form.add_error(None, TERKUNCI)
            status = 429
        else:
            if satu is not None:
                return render(request, "layanan/lacak_hasil.html", resi.keadaan(satu))
            form.add_error(None, SALAH)
    return _halaman(request, form=form, status=status)


@tanpa_masuk
@require_http_methods(["GET", "POST"])
def lacak_kode(request: HttpRequest) -> HttpResponse:
    """The code of the receipt, typed by hand."""
    if request.method == "GET":  # a reload, or an address copied from the bar
        return redirect("layanan:lacak")
    form = KodeResiForm(request.POST, request=request)
    return _buka(request, form)


@tanpa_masuk
@require_http_methods(["GET", "POST"])
def kunci(request: HttpRequest, token: str) -> HttpResponse:
    """The QR code of the receipt. GET looks nothing up: previews of messages fetch every address."""
    if request.method == "GET":
        return render(request, "layanan/lacak_kunci.html", {})
    return _buka(request, KodeResiForm({"kode": token, "bukti": request.POST.get("bukti", "")}, request=request))


def _buka(request: HttpRequest, form: KodeResiForm) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            _jaga(request, form.bukti)
        except ValidationError as galat:
            form.tolak(galat)
            status = 429
        else:
            satu = aksi.dengan_kode(form.cleaned_data["kode"])
            if satu is not None:
                return render(request, "layanan/lacak_hasil.html", resi.keadaan(satu))
            form.add_error(None, KODE_SALAH)
    return _halaman(request, form_kode=form, status=status)


def _jaga(request: HttpRequest, bukti: str) -> None:
    jaga_alamat(request, "lacak", jumlah=PER_ALAMAT, jendela=batas.JAM, bukti=bukti)


def _halaman(
    request: HttpRequest, *, form: LacakForm | None = None, form_kode: KodeResiForm | None = None, status: int = 200
) -> HttpResponse:
    konteks: dict[str, Any] = {
        "form": form or LacakForm(request=request),
        "form_kode": form_kode or KodeResiForm(request=request),
        "salah": form_kode or form,
    }
    return render(request, "layanan/lacak.html", konteks, status=status)


@require_GET
@kelolaan
def cetak_resi(request: HttpRequest, permohonan: Permohonan) -> HttpResponse:
    """The receipt as PDF, for the applicant and the official who sent it at the counter; none before it was sent."""
    if permohonan.kode_resi is None:
        raise Http404
    jawaban = HttpResponse(resi.cetak(permohonan), content_type="application/pdf")
    jawaban["Content-Disposition"] = f'inline; filename="resi-{permohonan.nomor.lower()}.pdf"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
