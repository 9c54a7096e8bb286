"""Waiting for a free hour: asking to be told, and asking no more."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from konsultasi.actions import tunggu as aksi
from konsultasi.forms import KabariForm
from konsultasi.models import DaftarTunggu, Meja
from konsultasi.views.akses import jaga_sehari, jalankan, usaha_sendiri


@require_http_methods(["GET", "POST"])
def kabari(request: HttpRequest, kode: str) -> HttpResponse:
    """Ask to be told of a free hour; `?hari=` proposes the day that was full."""
    meja = get_object_or_404(Meja.objects.aktif(), kode=kode)
    hari = request.GET.get("hari", "")
    awal = {"dari": hari, "sampai": hari}
    form = KabariForm(request.POST or None, usaha=usaha_sendiri(request.user), initial=awal)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        jaga_sehari(request.user)
        try:
            satu = aksi.tunggu(
                meja,
                oleh=request.user,
                dari=data["dari"],
                sampai=data["sampai"],
                perihal=data["perihal"],
                usaha=data.get("usaha"),
            )
        except ValidationError as galat:
            form.add_error(None, galat)
        except PermissionDenied as galat:
            form.add_error(None, str(galat))
        else:
            if satu.tawaran.exists():
                messages.success(request, "Ada jam kosong sekarang. Jawab tawarannya di bawah ini.")
            else:
                messages.success(request, "Tercatat. Begitu ada jam kosong, Anda kami kabari menurut urutan.")
            return redirect("konsultasi:janji_temu_daftar")
    return render(request, "konsultasi/kabari.html", {"meja": meja, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def berhenti(request: HttpRequest, kode: str) -> HttpResponse:
    satu = get_object_or_404(
        DaftarTunggu.objects.dikelola(request.user).select_related("meja", "akun", "usaha"), kode=kode
    )
    jalankan(request, lambda: aksi.berhenti(satu, oleh=request.user), "Baik, Anda tidak menunggu lagi di sini.")
    return redirect("konsultasi:janji_temu_daftar")
