"""Pages behind the link of a message, without logging in: GET shows, the button acts, a used link is dead.

They show number, time and place; never who comes, nor what about.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti import tautan
from inti.workflow import TransisiDitolak
from konsultasi import notifications
from konsultasi.actions import pesan, tunggu
from konsultasi.jadwal import baca_alamat
from konsultasi.models import JanjiTemu
from konsultasi.views.janji_temu import berkas_kalender, konteks_pindah


@tautan.tanpa_masuk
@require_http_methods(["GET", "POST"])
def batal(request: HttpRequest, token: str) -> HttpResponse:
    """The appointment with a button that cancels it, the calendar file, and the way to another time."""
    if request.method == "POST":
        try:
            janji_temu = pesan.batalkan_lewat_tautan(token)
        except (ValidationError, TransisiDitolak):
            return _mati(request)
        return _selesai(
            request,
            janji_temu,
            "Janji temu dibatalkan",
            "Terima kasih sudah memberi tahu. Jam ini kami berikan kepada yang menunggu.",
        )
    dibuka = _janji_temu(token, notifications.BATAL)
    if dibuka is None:
        return _mati(request)
    return render(request, "konsultasi/kunci.html", {"janji_temu": dibuka, "token": token})


@tautan.tanpa_masuk
@require_GET
def kalender(request: HttpRequest, token: str) -> HttpResponse:
    dibuka = _janji_temu(token, notifications.BATAL)
    return _mati(request) if dibuka is None else berkas_kalender(dibuka)


@tautan.tanpa_masuk
@require_http_methods(["GET", "POST"])
def pindah(request: HttpRequest, token: str) -> HttpResponse:
    """The free hours of the same desk, each a button. The link lives until one was taken."""
    dibuka = _janji_temu(token, notifications.PINDAH)
    if dibuka is None:
        return _mati(request)
    if request.method == "POST":
        saat = baca_alamat(request.POST.get("pada", ""))
        try:
            if saat is not None:
                baru = pesan.pindah_lewat_tautan(token, pada=saat)
                return _selesai(request, baru, "Waktu Anda sudah dipindah", "Catat waktu yang baru.")
        except TransisiDitolak:
            return _mati(request)
        except ValidationError as galat:
            messages.warning(request, " ".join(galat.messages))
        return redirect("konsultasi:kunci_pindah", token)
    return render(request, "konsultasi/pindah.html", konteks_pindah(dibuka) | {"token": token})


@tautan.tanpa_masuk
@require_GET
def tawaran(request: HttpRequest, token: str) -> HttpResponse:
    """An hour that became free: take it, or leave it to the next; each is one tap."""
    dibuka = _janji_temu(token, notifications.TAWARAN)
    if dibuka is None:
        return _mati(request)
    return render(request, "konsultasi/tawaran.html", {"janji_temu": dibuka, "token": token})


@tautan.tanpa_masuk
@require_POST
def terima(request: HttpRequest, token: str) -> HttpResponse:
    return _jawab(request, token, terima=True)


@tautan.tanpa_masuk
@require_POST
def lepas(request: HttpRequest, token: str) -> HttpResponse:
    return _jawab(request, token, terima=False)


def _jawab(request: HttpRequest, token: str, *, terima: bool) -> HttpResponse:
    if _janji_temu(token, notifications.TAWARAN) is None:
        return _mati(request)
    try:
        janji_temu = tunggu.jawab_lewat_tautan(token, terima=terima)
    except TransisiDitolak:
        return _mati(request)
    except ValidationError as galat:
        messages.warning(request, " ".join(galat.messages))
        return redirect("konsultasi:kunci_tawaran", token)
    if terima:
        return _selesai(request, janji_temu, "Jam ini sekarang milik Anda", "Sebutkan nomornya saat datang.")
    return _selesai(request, janji_temu, "Baik, untuk yang lain", "Anda tetap kami kabari bila ada jam lain.")


def _janji_temu(token: str, keperluan: str) -> JanjiTemu | None:
    kode = tautan.buka(token, keperluan)
    if kode is None:
        return None
    return JanjiTemu.objects.select_related("meja__kecamatan", "akun", "usaha").filter(kode=kode).first()


def _selesai(request: HttpRequest, janji_temu: JanjiTemu, judul: str, teks: str) -> HttpResponse:
    konteks = {"janji_temu": janji_temu, "judul_halaman": judul, "teks": teks}
    return render(request, "konsultasi/kunci_selesai.html", konteks)


def _mati(request: HttpRequest) -> HttpResponse:
    return render(request, "konsultasi/kunci_mati.html", status=410)
