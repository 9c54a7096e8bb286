"""Helpers: the owner invites until a date; the link shows a button, and only the button acts."""

from __future__ import annotations

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

from inti import telepon
from umkm.actions import pemilik as verba
from umkm.forms.pembantu import PembantuForm
from umkm.models import AksesPembantu, Usaha
from umkm.views.akses import milik_sendiri


@require_http_methods(["GET", "POST"])
@milik_sendiri
def pembantu(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    """List the helpers and invite one; the link is shown once, for the owner to pass on."""
    form = PembantuForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            akses, url = verba.undang_pembantu(usaha, oleh=request.user, **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            konteks = {"usaha": usaha, "akses": akses, **_tautan(akses, settings.PORTAL_URL + url)}
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
    """Show whose invitation this is; accept on POST, for previews fetch links. Nothing here names the business."""
    if request.method == "POST" and request.user.is_authenticated:
        try:
            akses = verba.terima_undangan(token, oleh=request.user)
        except ValidationError as galat:
            messages.warning(request, " ".join(galat.messages))
            return redirect("beranda:saya")
        messages.success(
            request, f"Anda sekarang membantu {akses.usaha.nama} sampai {date_format(akses.sampai, 'j F Y')}."
        )
        return redirect(akses.usaha)
    tanggapan = render(request, "umkm/pembantu_terima.html", {"ke": urlencode({"next": request.path})})
    tanggapan["Referrer-Policy"] = "no-referrer"
    return tanggapan


def _tautan(akses: AksesPembantu, alamat: str) -> dict[str, str]:
    """The address to pass on, and a WhatsApp link that carries it; its text names nobody."""
    teks = f"Undangan membantu mengisi data usaha di {settings.NAMA_PORTAL}: {alamat}"
    return {"alamat": alamat, "wa": f"https://wa.me/{telepon.wa_me(akses.telepon)}?{urlencode({'text': teks})}"}
