"""Closing the list of a session from the officials' room, or opening it again, when its trainer cannot."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from inti.admin.kamar import tampilkan
from pelatihan import daftar_hadir
from pelatihan.actions import kehadiran as aksi
from pelatihan.daftar_hadir import Orang
from pelatihan.enums import AsalTanda
from pelatihan.models import Angkatan, Peserta, Sesi
from pelatihan.permissions import penyelenggara


@require_http_methods(["GET", "POST"])
def tutup(request: HttpRequest, kode: str) -> HttpResponse:
    """Show what closing one open list means for whom (`?sesi=`, else the oldest), then close it and go on."""
    angkatan = get_object_or_404(Angkatan.objects.select_related("kurikulum", "desa"), kode=kode)
    if not penyelenggara(request.user, angkatan):
        raise Http404
    terbuka = daftar_hadir.dapat_ditutup(angkatan)
    if request.method == "POST":
        return _tutup(request, angkatan)
    if not terbuka:
        messages.info(request, "Tidak ada daftar hadir yang menunggu ditutup.")
        return redirect("admin:pelatihan_angkatan_change", angkatan.pk)
    sesi = next((s for s in terbuka if s.kode == request.GET.get("sesi")), terbuka[0])
    konteks = {
        "title": "Tutup daftar hadir",
        "angkatan": angkatan,
        "sesi": sesi,
        "ke": terbuka.index(sesi) + 1,
        "terbuka": terbuka,
        "url_kembali": reverse("admin:pelatihan_angkatan_change", args=[angkatan.pk]),
        **_isi(sesi, request.user),
    }
    return tampilkan(request, "admin/pelatihan/daftar_hadir_tutup.html", konteks)


def _tutup(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    sesi = get_object_or_404(Sesi, angkatan=angkatan, kode=request.POST.get("sesi", "").replace("\x00", ""))
    try:
        aksi.tutup(sesi, oleh=request.user)
    except ValidationError as galat:
        messages.warning(request, " ".join(galat.messages))
    else:
        messages.success(request, f"Daftar hadir {timezone.localtime(sesi.mulai):%d-%m-%Y %H.%M} ditutup.")
    if daftar_hadir.dapat_ditutup(angkatan):
        return redirect("kelas:daftar_hadir", angkatan.kode)
    return redirect("admin:pelatihan_angkatan_change", angkatan.pk)


@require_http_methods(["GET", "POST"])
def buka(request: HttpRequest, kode: str) -> HttpResponse:
    """Show who closed a list (`?sesi=`, else the last one), then open it again."""
    angkatan = get_object_or_404(Angkatan.objects.select_related("kurikulum", "desa"), kode=kode)
    if not penyelenggara(request.user, angkatan):
        raise Http404
    if request.method == "POST":
        return _buka(request, angkatan)
    tertutup = daftar_hadir.dapat_dibuka(angkatan)
    if not tertutup:
        messages.info(request, "Tidak ada daftar hadir yang dapat dibuka lagi.")
        return redirect("admin:pelatihan_angkatan_change", angkatan.pk)
    sesi = next((s for s in tertutup if s.kode == request.GET.get("sesi")), tertutup[-1])
    konteks = {
        "title": "Buka lagi daftar hadir",
        "angkatan": angkatan,
        "sesi": sesi,
        "riwayat": list(sesi.riwayat_daftar.select_related("oleh")),
        "hitung": daftar_hadir.hitung(daftar_hadir.daftar(sesi)),
        "url_kembali": reverse("admin:pelatihan_angkatan_change", args=[angkatan.pk]),
    }
    return tampilkan(request, "admin/pelatihan/daftar_hadir_buka.html", konteks)


def _buka(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    sesi = get_object_or_404(Sesi, angkatan=angkatan, kode=request.POST.get("sesi", "").replace("\x00", ""))
    try:
        aksi.buka_lagi(sesi, oleh=request.user)
    except ValidationError as galat:
        messages.warning(request, " ".join(galat.messages))
    else:
        saat = f"{timezone.localtime(sesi.mulai):%d-%m-%Y %H.%M}"
        messages.success(request, f"Daftar hadir {saat} terbuka lagi. Tutup kembali setelah dibetulkan.")
    return redirect("admin:pelatihan_angkatan_change", angkatan.pk)


def _isi(sesi: Sesi, user: Any) -> dict[str, Any]:
    """Return who is not marked, who marked himself, on whom two phones differ: (those one may know, how many more)."""
    orang = daftar_hadir.daftar(sesi)
    dikenal = set(Peserta.objects.terlihat_oleh(user).filter(angkatan=sesi.angkatan_id).values_list("pk", flat=True))

    def pilah(semua: list[Orang]) -> tuple[list[Orang], int]:
        tampak = [o for o in semua if o.peserta.pk in dikenal]
        return tampak, len(semua) - len(tampak)

    return {
        "hitung": daftar_hadir.hitung(orang),
        "belum": pilah([o for o in orang if o.keadaan.berlaku is None]),
        "sendiri": pilah([o for o in orang if o.keadaan.berlaku and o.keadaan.berlaku.asal == AsalTanda.MANDIRI]),
        "selisih": pilah([o for o in orang if o.keadaan.berselisih]),
    }
