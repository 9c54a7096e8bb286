"""Coming in and going out, and a forgotten password."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from akun import batas, bukti_kerja, kode_sekali
from akun import masuk as jalan_masuk
from akun.actions import ganti_sandi, minta_tautan_sandi
from akun.adapter import Adapter
from akun.forms import EmailForm, MasukForm, SandiBaruForm
from akun.models import Pengguna

LUPA_PER_EMAIL = 3
LUPA_PER_ALAMAT = 60


def kiriman(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too; None when nothing was."""
    return request.POST if request.method == "POST" else None


def tampilkan(request: HttpRequest, templat: str, konteks: dict[str, Any]) -> HttpResponse:
    """Render a page of the account: 422 when its form was refused, 429 when the address has to work, never kept."""
    form: BaseForm | None = konteks.get("form")
    status = HTTPStatus.OK
    if form is not None and form.errors:
        status = HTTPStatus.TOO_MANY_REQUESTS if getattr(form, "soal", "") else HTTPStatus.UNPROCESSABLE_ENTITY
    jawaban = render(request, templat, konteks, status=status)
    add_never_cache_headers(jawaban)
    return jawaban


@login_not_required
@sensitive_post_parameters("sandi")
def masuk(request: HttpRequest) -> HttpResponse:
    """Log in with phone, registration number or e-mail, and a password."""
    ke = get_next_redirect_url(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(ke or Adapter(request).get_login_redirect_url(request))
    form = MasukForm(kiriman(request), request=request)
    if request.method == "POST" and form.is_valid():
        return jalan_masuk.lanjutkan(request, form.pengguna, cara="password")
    return tampilkan(request, "akun/masuk.html", {"form": form, "ke": ke or "", "ada_kode": kode_sekali.tersedia()})


@login_not_required
@never_cache
def keluar(request: HttpRequest) -> HttpResponse:
    """Ask on GET, leave on POST; afterwards nothing of the session stays, in the browser either."""
    if request.method == "POST":
        logout(request, show_message=False)
        ke = get_next_redirect_url(request)
        jawaban = HttpResponseRedirect(ke or Adapter(request).get_logout_redirect_url(request))
        jawaban["Clear-Site-Data"] = '"storage"'  # drafts go too, where the page's script did not run
        return jawaban
    if not request.user.is_authenticated:
        return redirect("account_login")
    return render(request, "akun/keluar.html")


@login_not_required
@require_GET
def sudah_keluar(request: HttpRequest) -> HttpResponse:
    return tampilkan(request, "akun/sudah_keluar.html", {})


@login_not_required
@require_GET
def tidak_aktif(request: HttpRequest) -> HttpResponse:
    return tampilkan(request, "akun/tidak_aktif.html", {})


@login_not_required
def lupa_sandi(request: HttpRequest) -> HttpResponse:
    """Say which ways lead back in; whoever has an e-mail in the account may ask for a link here."""
    form = EmailForm(kiriman(request), request=request)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        try:
            bukti_kerja.jaga_alamat(request, "lupa", jumlah=LUPA_PER_ALAMAT, jendela=batas.JAM, bukti=form.bukti)
            if not batas.pakai(f"lupa:{email}", LUPA_PER_EMAIL, batas.JAM):
                raise ValidationError("Tautan sudah beberapa kali dikirim ke alamat ini. Periksa juga kotak spam.")
        except ValidationError as galat:
            form.tolak(galat)
        else:
            minta_tautan_sandi(email)
            return redirect("account_reset_password_done")
    return tampilkan(request, "akun/lupa_sandi.html", {"form": form, "ada_kode": kode_sekali.tersedia()})


@login_not_required
@require_GET
def lupa_sandi_terkirim(request: HttpRequest) -> HttpResponse:
    return tampilkan(request, "akun/lupa_sandi_terkirim.html", {})


@login_not_required
@sensitive_post_parameters("sandi_baru")
def sandi_dari_tautan(request: HttpRequest, kode: str, tanda: str) -> HttpResponse:
    """Set a new password by the link of an e-mail; it works once, for an hour, and does not log in by itself."""
    pengguna = Pengguna.objects.filter(kode=kode, is_active=True).first()
    if pengguna is None or not default_token_generator.check_token(pengguna, tanda):
        return render(request, "akun/tautan_mati.html", status=HTTPStatus.GONE)
    form = SandiBaruForm(kiriman(request), pengguna=pengguna)
    if request.method == "POST" and form.is_valid():
        ganti_sandi(pengguna, sandi=form.cleaned_data["sandi_baru"])
        messages.success(request, "Kata sandi baru sudah disimpan. Silakan masuk.")
        return redirect("account_login")
    return tampilkan(request, "akun/sandi_dari_tautan.html", {"form": form})
