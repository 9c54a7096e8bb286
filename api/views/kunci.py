"""The page on which an owner makes and revokes keys."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from akun.masuk import PermintaanMasuk
from api import actions, permissions
from api.forms import KunciBaruForm
from api.models import KunciApi

TAMPIL = 20


@sensitive_post_parameters("sandi")
@require_http_methods(["GET", "HEAD", "POST"])
def kunci(request: PermintaanMasuk) -> HttpResponse:
    """List the keys and make one, the password first; the key itself is shown once, in the answer."""
    boleh = permissions.boleh_berkunci(request.user)
    form = KunciBaruForm(request.POST if request.method == "POST" else None, request=request) if boleh else None
    if request.method == "POST" and form is not None and form.is_valid():
        isian = {nama: form.cleaned_data[nama] for nama in ("nama", "cakupan", "masa")}
        try:
            satu, teks = actions.buat_kunci(oleh=request.user, **isian)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            return _jawab(request, "api/kunci_jadi.html", {"kunci": satu, "teks": teks})
    daftar = list(request.user.kunci_api.select_related("pengguna")[:TAMPIL])
    konteks = {"form": form, "daftar": daftar, "terbanyak": actions.KUNCI_TERBANYAK}
    return _jawab(request, "api/kunci.html", konteks, status=422 if form is not None and form.is_bound else 200)


@require_POST
def cabut(request: HttpRequest, kode: str) -> HttpResponse:
    """Revoke a key; a program that uses it stops at once."""
    satu = get_object_or_404(KunciApi, kode=kode, pengguna=request.user)
    actions.cabut_kunci(satu, oleh=request.user)
    messages.success(request, f"Kunci “{satu.nama}” sudah dicabut dan tidak dapat dipakai lagi.")
    return redirect("api:kunci")


def _jawab(request: HttpRequest, templat: str, konteks: dict[str, Any], status: int = 200) -> HttpResponse:
    jawaban = render(request, templat, konteks, status=status)
    add_never_cache_headers(jawaban)
    return jawaban
