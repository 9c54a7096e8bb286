"""Sending by hand without a gateway: a list, one message at a time, "Saya kirim" and the next. Keyboard first.

Opening WhatsApp changes nothing; only the official's POST says that a message went. The verbs decide who may.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inti.admin.kamar import tampilkan
from notifikasi import actions, jam_kirim, queries
from notifikasi.enums import AlasanLewat

DAFTAR = "admin:notifikasi_pemberitahuan_kirim"
SATU = "admin:notifikasi_pemberitahuan_kirim_satu"


def _berwenang(lihat: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(lihat)
    def jaga(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("notifikasi.kirim_wa_me"):
            raise PermissionDenied
        return lihat(request, *args, **kwargs)

    return jaga


@_berwenang
@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, and the button that begins."""
    konteks = {
        "baris": queries.antrean_kirim(request.user),
        "jumlah": queries.jumlah_kirim(request.user),
        "basi": queries.basi(request.user),
        "buka": jam_kirim.buka(timezone.now()),
        "gerbang": bool(settings.GERBANG_PESAN),
    }
    return tampilkan(request, "notifikasi/kirim_daftar.html", konteks)


@_berwenang
@require_POST
def ambil(request: HttpRequest) -> HttpResponse:
    """Take the named one, or the oldest; at night there is nothing to take."""
    kode = request.POST.get("kode", "")
    if not jam_kirim.buka(timezone.now()):
        messages.warning(request, "Pesan dikirim antara pukul 07.00 dan 20.00.")
        return redirect(DAFTAR)
    pesan = actions.ambil_kirim(oleh=request.user, kode=kode[:32])
    if pesan is not None:
        return redirect(SATU, pesan.kode)
    if kode:
        messages.warning(request, "Pesan itu sudah dipegang rekan, sudah dikirim, atau sudah dibaca di portal.")
    return redirect(DAFTAR)


@_berwenang
@require_GET
def satu(request: HttpRequest, kode: str) -> HttpResponse:
    """The one message that is in this official's hands; any other leads back to the list, which says who holds it."""
    kiriman = queries.genggaman(request.user, kode)
    if kiriman is None:
        return redirect(DAFTAR)
    konteks = {"kiriman": kiriman, "jumlah": queries.jumlah_kirim(request.user), "alasan": AlasanLewat.choices}
    return tampilkan(request, "notifikasi/kirim_satu.html", konteks)


@_berwenang
@require_POST
def selesai(request: HttpRequest, kode: str) -> HttpResponse:
    return _lalu_berikutnya(request, kode, lambda: actions.selesai_kirim(oleh=request.user, kode=kode))


@_berwenang
@require_POST
def lewati(request: HttpRequest, kode: str) -> HttpResponse:
    alasan = request.POST.get("alasan", "")
    return _lalu_berikutnya(request, kode, lambda: actions.lewati_kirim(oleh=request.user, kode=kode, alasan=alasan))


@_berwenang
@require_POST
def kembalikan(request: HttpRequest, kode: str) -> HttpResponse:
    try:
        actions.kembalikan_kirim(oleh=request.user, kode=kode)
    except ValidationError as galat:
        messages.warning(request, " ".join(galat.messages))
    return redirect(DAFTAR)


def _lalu_berikutnya(request: HttpRequest, kode: str, verba: Callable[[], int]) -> HttpResponse:
    """Do it, take the next, and show that; say so when the queue is empty. What was refused stays where it is."""
    try:
        verba()
    except ValidationError as galat:
        messages.warning(request, " ".join(galat.messages))
        return redirect(SATU, kode) if queries.genggaman(request.user, kode) else redirect(DAFTAR)
    berikut = actions.ambil_kirim(oleh=request.user)
    if berikut is not None:
        return redirect(SATU, berikut.kode)
    messages.success(request, "Sudah semua. Tidak ada lagi yang menunggu dikirim.")
    return redirect(DAFTAR)
