"""Helpers: the owner invites until a date; the link shows a button, and only the button acts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from akun import batas, pendaftaran
from inti import telepon
from umkm.actions import pemilik as verba
from umkm.forms.daftar import AkunForm
from umkm.forms.pembantu import PembantuForm
from umkm.models import AksesPembantu, Usaha
from umkm.views.akses import milik_sendiri
from umkm.views.daftar import sambut, status

# Each sends a message to a number that the owner types: enough for a family, too few to pester a stranger.
UNDANGAN_SEHARI = 10


@require_http_methods(["GET", "POST"])
@milik_sendiri
def pembantu(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    """List the helpers and invite one; the link is shown once, for the owner to pass on."""
    form = PembantuForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not batas.pakai(f"undang:{request.user.pk}", UNDANGAN_SEHARI, batas.HARI):
                raise ValidationError("Hari ini sudah banyak undangan dibuat. Coba lagi besok.")
            akses, url = verba.undang_pembantu(usaha, oleh=request.user, **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            konteks = {
                "usaha": usaha,
                "akses": akses,
                "terkirim": bool(settings.GERBANG_PESAN),
                **_tautan(akses, settings.PORTAL_URL + url),
            }
            tanggapan = render(request, "umkm/pembantu_tautan.html", konteks)
            tanggapan["Cache-Control"] = "no-store"
            return tanggapan
    kini = timezone.localdate()
    konteks = {"usaha": usaha, "form": form, "daftar": usaha.pembantu.filter(dicabut_pada=None, sampai__gte=kini)}
    return render(request, "umkm/pembantu.html", konteks, status=422 if form.is_bound else 200)


@require_POST
@milik_sendiri
def cabut(request: HttpRequest, usaha: Usaha, akses: str) -> HttpResponse:
    satu = get_object_or_404(AksesPembantu.objects.select_related("usaha"), kode=akses, usaha=usaha)
    verba.cabut_pembantu(satu, oleh=request.user)
    messages.success(request, f"{satu.nama} tidak lagi dapat membuka usaha ini.")
    return redirect("umkm:pembantu", usaha.kode)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def terima(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation; accept on POST only, for previews fetch links. Nothing here names the business.

    Who has no account yet makes one here and accepts with it.
    """
    if not verba.undangan_terbuka(token).exists():
        return _sesudah_dipakai(request, token)
    if request.user.is_authenticated:
        return _terima_dengan_akun(request, token)
    form = AkunForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        isian = {"nama": data["nama"], "telepon": data["telepon"], "sandi": data["sandi"], "bukti": form.bukti}
        try:
            pengguna = pendaftaran.mulai(request, isian={"undangan": token}, buat=_terima_baru, **isian)
        except ValidationError as galat:
            form.tolak(galat)
        else:
            return redirect("umkm:daftar_kode") if pengguna is None else sambut(request, pengguna)
    konteks = {"form": form, "ke": urlencode({"next": request.path})}
    return render(request, "umkm/pembantu_terima.html", konteks, status=status(form))


def _terima_dengan_akun(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "GET":
        return render(request, "umkm/pembantu_terima.html", {"form": None, "ke": ""})
    if request.user.sandi_sekali_pakai:
        return redirect("account_change_password")
    try:
        akses = verba.terima_undangan(token, oleh=request.user)
    except ValidationError as galat:
        messages.warning(request, " ".join(galat.messages))
        return redirect("beranda:saya")
    sampai = date_format(akses.sampai, "j F Y")
    messages.success(request, f"Anda sekarang membantu {akses.usaha.nama} sampai {sampai}.")
    return redirect(akses.usaha)


def _terima_baru(pengguna: Any, isian: dict[str, Any]) -> AksesPembantu:
    return verba.terima_undangan(isian["undangan"], oleh=pengguna)


def _sesudah_dipakai(request: HttpRequest, token: str) -> HttpResponse:
    """Lead the helper who opens the link again to the business; anybody else reads that the link is dead."""
    if request.user.is_authenticated:
        akses = AksesPembantu.objects.berlaku().filter(token_sidik=verba.sidik_token(token), akun=request.user).first()
        if akses is not None:
            return redirect(akses.usaha)
    return render(request, "umkm/pembantu_habis.html", status=410)


def _tautan(akses: AksesPembantu, alamat: str) -> dict[str, str]:
    """The address to pass on, and a WhatsApp link that carries it; its text names nobody."""
    teks = f"Undangan membantu mengisi data usaha di {settings.NAMA_PORTAL}: {alamat}"
    return {"alamat": alamat, "wa": f"https://wa.me/{telepon.wa_me(akses.telepon)}?{urlencode({'text': teks})}"}
