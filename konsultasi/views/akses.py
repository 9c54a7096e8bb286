"""To fetch is to be allowed: the appointment of somebody's own page, and the businesses it may be about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from akun import batas
from inti.workflow import TransisiDitolak
from konsultasi import permissions
from konsultasi.models import JanjiTemu
from umkm.models import Usaha

SEHARI = 10
"""Bookings, moves and places on a list of one account in a day: enough to change one's mind, too few to empty a week
or to keep an hour from others by asking again and again. Each of them sends a message."""
LENGKAP = ("meja__kecamatan", "akun", "usaha", "tunggu")


def milik(halaman: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view an appointment of one's own, or about a business one owns or helps; others' do not exist."""

    @wraps(halaman)
    def periksa_akses(request: HttpRequest, kode: str, **sisa: Any) -> HttpResponse:
        satu = get_object_or_404(JanjiTemu.objects.select_related(*LENGKAP), kode=kode)
        if not permissions.orangnya(request.user, satu):
            raise Http404
        return halaman(request, satu, **sisa)

    return periksa_akses


def jalankan(request: HttpRequest, aksi: Callable[[], Any], berhasil: str) -> bool:
    """Do a verb and say what came of it; what it refuses is told. True when it was done."""
    try:
        aksi()
    except TransisiDitolak:
        messages.info(request, "Tidak ada yang diubah: keadaannya sudah berganti. Lihat di bawah ini.")
    except PermissionDenied as galat:
        messages.warning(request, str(galat))
    except ValidationError as galat:
        for kalimat in galat.messages:
            messages.warning(request, kalimat)
    else:
        messages.success(request, berhasil)
        return True
    return False


def jaga_sehari(user: Any) -> None:
    """Count one booking, move or place on a list. Raises TerlaluSering when the day's share is used up."""
    if not batas.pakai(f"janji_temu:{user.pk}", SEHARI, batas.HARI):
        raise batas.TerlaluSering


def usaha_sendiri(user: Any) -> list[Usaha]:
    """The businesses that an appointment of this user may be about."""
    return list(Usaha.objects.utuh().dikelola(user).order_by("nama"))
