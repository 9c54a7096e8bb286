"""The public check of issued papers: anyone who holds a code sees whether the paper is valid, and no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inti import kode as kode_acak
from inti.dokumen import KODE_MAKS, Dokumen, Keadaan, cari

RUPA = {Keadaan.BERLAKU: "selesai", Keadaan.KEDALUWARSA: "tunggu", Keadaan.DICABUT: "tolak"}
COBA_MAKS = 10
"""Names that may be tried on one paper within `JENDELA` seconds, by everyone together."""
JENDELA = 10 * 60

Tampilan = Callable[..., HttpResponse]


class KodeForm(forms.Form):
    kode = forms.CharField(
        label="Kode di kertas",
        max_length=KODE_MAKS,
        help_text="Tertulis di bawah kotak QR, setelah “/cek/”. Huruf besar atau kecil sama saja.",
        error_messages={"required": "Ketik kode yang tertulis di bawah kotak QR."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class NamaForm(forms.Form):
    nama = forms.CharField(
        label="Nama lengkap di kertas",
        max_length=150,
        help_text="Ketik persis seperti tercetak. Huruf besar, titik dan koma tidak berpengaruh.",
        error_messages={"required": "Ketik nama yang tercetak di kertas."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}),
    )


def tertutup_bagi_robot(tampilan: Tampilan) -> Tampilan:
    """Keep a page out of search engines and out of every cache."""

    @wraps(tampilan)
    def bungkus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tanggapan = tampilan(request, *args, **kwargs)
        tanggapan["X-Robots-Tag"] = "noindex, nofollow"
        tanggapan["Cache-Control"] = "private, no-store"
        return tanggapan

    return bungkus


@login_not_required
@require_safe
@tertutup_bagi_robot
def cek_formulir(request: HttpRequest) -> HttpResponse:
    """Type a code; a typed one leads to its page."""
    form = KodeForm(request.GET if "kode" in request.GET else None)
    if form.is_bound and form.is_valid():
        ketikan = form.cleaned_data["kode"]
        rapi = _rapikan(ketikan)
        return redirect("inti:cek", kode=rapi) if rapi else _tidak_ditemukan(request, ketikan)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inti/cek_formulir.html", {"form": form}, status=status)


@login_not_required
@require_safe
@tertutup_bagi_robot
def cek(request: HttpRequest, kode: str) -> HttpResponse:
    """Show what anyone may know of a paper. A wrong code and a garbled one get the same page."""
    dokumen = cari(kode)
    if dokumen is None:
        return _tidak_ditemukan(request, kode)
    return _tampilkan(request, dokumen, NamaForm())


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@tertutup_bagi_robot
def cek_nama(request: HttpRequest, kode: str) -> HttpResponse:
    """Answer whether the typed name is the masked one. Nothing is written but the count of tries."""
    dokumen = cari(kode)
    if dokumen is None:
        return _tidak_ditemukan(request, kode)
    if request.method != "POST":  # a reload, or an address copied from the bar
        return redirect("inti:cek", kode=dokumen.kode)
    form = NamaForm(request.POST)
    if not form.is_valid():
        return _tampilkan(request, dokumen, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not _masih_boleh(dokumen):
        form.add_error("nama", "Sudah terlalu sering dicoba. Tunggu sepuluh menit, lalu coba lagi.")
        return _tampilkan(request, dokumen, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    if not dokumen.cocok(form.cleaned_data["nama"]):
        form.add_error("nama", "Nama itu tidak sama dengan nama di surat ini. Periksa ejaannya, lalu coba lagi.")
        return _tampilkan(request, dokumen, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _tampilkan(request, dokumen, NamaForm(), cocok=True)


def _rapikan(ketikan: str) -> str:
    try:
        return kode_acak.rapikan(ketikan)
    except ValidationError:
        return ""


def _masih_boleh(dokumen: Dokumen) -> bool:
    """Take one of the tries left; `cache.add` is atomic, so that two at once never share one."""
    return any(cache.add(f"cek_nama:{dokumen.pk}:{i}", True, JENDELA) for i in range(COBA_MAKS))


def _tampilkan(
    request: HttpRequest, dokumen: Dokumen, form: NamaForm, *, cocok: bool = False, status: int = HTTPStatus.OK
) -> HttpResponse:
    konteks = {
        "dokumen": dokumen,
        "rupa": RUPA[dokumen.keadaan],
        "butir": [(b.label, b.nilai if cocok else b.tampil) for b in dokumen.butir],
        "form": form if any(b.samar for b in dokumen.butir) and not cocok else None,
        "cocok": cocok,
    }
    return render(request, "inti/dokumen_cek.html", konteks, status=status)


def _tidak_ditemukan(request: HttpRequest, ketikan: str) -> HttpResponse:
    konteks = {"form": KodeForm(initial={"kode": ketikan[:KODE_MAKS].replace("\0", "")})}
    return render(request, "inti/cek_tidak_ditemukan.html", konteks, status=HTTPStatus.NOT_FOUND)
