"""The trainers' room: who teaches a class sees it here, anybody else's does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from inti.berkas import MIME_GAMBAR
from pelatihan import daftar_hadir
from pelatihan.enums import BERKURSI, StatusPeserta
from pelatihan.models import Angkatan, Peserta

SEHARI = 24 * 3600
SISI_FOTO = 160
"""Pixels of the longer side: enough to know a stall by, some 6 KB each."""


def yang_mengajar(halaman: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the view a class that the user teaches or stands in for, as `angkatan`; ask on every request."""

    @wraps(halaman)
    def periksa_akses(request: HttpRequest, kode: str, **sisa: Any) -> HttpResponse:
        milik = Angkatan.objects.filter(pelatih__akun=request.user).select_related("kurikulum")
        return halaman(request, get_object_or_404(milik, kode=kode), **sisa)

    return periksa_akses


def yang_mengenal(halaman: Callable[..., Any]) -> Callable[..., Any]:
    """As `yang_mengajar`, for a page that names people: it ends some time after the class."""

    @wraps(halaman)
    def periksa_nama(request: HttpRequest, angkatan: Angkatan, **sisa: Any) -> HttpResponse:
        if not angkatan.bernama:
            raise Http404
        return halaman(request, angkatan, **sisa)

    return yang_mengajar(periksa_nama)


@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    return render(request, "pelatihan/mengajar_daftar.html", {"daftar": daftar_hadir.kelas(request.user)})


@require_GET
@yang_mengajar
def angkatan(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    """One class: its sessions with their lists, and its people; long after its end only how many they were."""
    peserta = daftar_hadir.peserta_kelas(angkatan)
    konteks = {
        "angkatan": angkatan,
        "sesi": daftar_hadir.sesi_kelas(angkatan),
        "peserta": peserta if angkatan.bernama else [],
        "banyak": len(peserta),
        "lulus": sum(p.status == StatusPeserta.LULUS for p in peserta),
    }
    return render(request, "pelatihan/mengajar_angkatan.html", konteks)


@require_GET
def foto(request: HttpRequest, kode: str) -> HttpResponse:
    """Serve the photo of a participant's business, small, to who teaches him; the browser keeps it for a day."""
    from inti.gambar import kecilkan  # here: only a worker that handles pictures carries their library

    milik = Peserta.objects.filter(angkatan__in=Angkatan.objects.diajar(request.user), status__in=BERKURSI)
    satu = get_object_or_404(milik.select_related("usaha"), kode=kode)
    foto = daftar_hadir.foto_usaha(satu.usaha)
    if foto is None:
        raise Http404
    with foto.berkas.file.open("rb") as berkas:
        tanggapan = HttpResponse(kecilkan(berkas, SISI_FOTO), content_type=MIME_GAMBAR)
    tanggapan["Cache-Control"] = f"private, max-age={SEHARI}"
    return tanggapan
