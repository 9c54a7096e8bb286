"""The inbox of whoever is logged in, owner and official alike. Reading is a POST: a GET changes nothing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from notifikasi import actions, queries
from notifikasi.models import Pemberitahuan


@require_GET
def pesan_daftar(request: HttpRequest) -> HttpResponse:
    kotak = Pemberitahuan.objects.kotak(request.user)
    setelah = request.GET.get("setelah", "")
    halaman, berikut = queries.halaman_kotak(request.user, get_object_or_404(kotak, kode=setelah) if setelah else None)
    konteks = {
        "belum": [pesan for pesan in halaman if pesan.dibaca_pada is None],
        "sudah": [pesan for pesan in halaman if pesan.dibaca_pada is not None],
        "berikut": berikut,
        "lanjutan": bool(setelah),
    }
    if "HX-Request" in request.headers:
        return render(request, "notifikasi/_pesan_daftar.html", konteks)
    return render(request, "notifikasi/pesan_daftar.html", konteks)


@require_POST
def pesan_buka(request: HttpRequest, kode: str) -> HttpResponse:
    """Mark as read and go where the message points."""
    kotak = Pemberitahuan.objects.kotak(request.user).filter(kode=kode)
    pesan = get_object_or_404(kotak)
    actions.tandai_dibaca(kotak=kotak)
    return redirect(pesan.url or "notifikasi:pesan_daftar")


@require_POST
def pesan_dibaca(request: HttpRequest, kode: str) -> HttpResponse:
    kotak = Pemberitahuan.objects.kotak(request.user).filter(kode=kode)
    get_object_or_404(kotak)
    actions.tandai_dibaca(kotak=kotak)
    return redirect("notifikasi:pesan_daftar")


@require_POST
def pesan_dibaca_semua(request: HttpRequest) -> HttpResponse:
    jumlah = actions.tandai_dibaca(kotak=Pemberitahuan.objects.kotak(request.user))
    if jumlah:
        messages.success(request, f"{jumlah} pesan ditandai sudah dibaca.")
    return redirect("notifikasi:pesan_daftar")
