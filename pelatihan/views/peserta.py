"""Taking a seat, confirming it, answering an offer, giving it up: one's own place in a class."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.workflow import TransisiDitolak
from pelatihan import daftar_sertifikat, queries, syarat
from pelatihan.actions import kursi as aksi
from pelatihan.enums import DUDUK, StatusPeserta
from pelatihan.forms.peserta import DaftarForm, GantiForm, KonfirmasiForm
from pelatihan.models import Peserta
from pelatihan.permissions import diri_atau_kantor


def milik_sendiri(halaman: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view a place of the person himself, his helper or an official; anybody else's does not exist."""

    @wraps(halaman)
    def periksa_akses(request: HttpRequest, kode: str, **sisa: Any) -> HttpResponse:
        lengkap = Peserta.objects.select_related(
            "pelaku__akun",
            "usaha__desa__kecamatan",
            "angkatan__kurikulum",
            "angkatan__desa__kecamatan",
            "kelompok",
            "kuota",
        )
        satu = get_object_or_404(lengkap, kode=kode)
        if not diri_atau_kantor(request.user, satu):
            raise Http404
        return halaman(request, satu, **sisa)

    return periksa_akses


@require_POST
def daftar(request: HttpRequest, kode: str) -> HttpResponse:
    """Take a seat at once, or hold it while what is still needed is asked."""
    angkatan = queries.kelas_diumumkan(kode)
    if angkatan is None:
        raise Http404
    form = DaftarForm(request.POST)
    siapa = queries.calon(request.user, kode=form.cleaned_data["usaha"]) if form.is_valid() else []
    if not siapa:
        messages.warning(request, "Pilih dulu untuk usaha yang mana.")
        return redirect(angkatan)
    pelaku, usaha = siapa[0]
    ambil = aksi.tahan if form.cleaned_data["isi_dulu"] else aksi.daftar
    try:
        peserta = ambil(angkatan, pelaku=pelaku, usaha=usaha, oleh=request.user)
    except ValidationError as galat:
        for kalimat in galat.messages:
            messages.warning(request, kalimat)
        return redirect(angkatan)
    if peserta.status == StatusPeserta.DITAHAN:
        return redirect("pelatihan:peserta_konfirmasi", peserta.kode)
    return redirect(peserta)


@require_GET
@milik_sendiri
def peserta(request: HttpRequest, peserta: Peserta) -> HttpResponse:
    return render(request, "pelatihan/peserta.html", queries.halaman_peserta(peserta, request.user))


@require_GET
def daftar_milik(request: HttpRequest) -> HttpResponse:
    konteks = {
        **queries.daftar_milik(request.user),
        "sertifikat": daftar_sertifikat.milik(request.user),
    }
    return render(request, "pelatihan/peserta_daftar.html", konteks)


@require_http_methods(["GET", "POST"])
@milik_sendiri
def konfirmasi(request: HttpRequest, peserta: Peserta) -> HttpResponse:
    """What is needed for the seat that is held; the page says until when."""
    if peserta.status != StatusPeserta.DITAHAN:
        return redirect(peserta)
    form = KonfirmasiForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kebutuhan = form.cleaned_data["kebutuhan"]
        return _jalankan(
            request,
            peserta,
            lambda: aksi.konfirmasi(peserta, oleh=request.user, kebutuhan=kebutuhan),
            "Kursi Anda tercatat.",
        )
    konteks = {"peserta": peserta, "angkatan": peserta.angkatan, "form": form}
    return render(request, "pelatihan/peserta_konfirmasi.html", konteks, status=422 if form.is_bound else 200)


@require_POST
@milik_sendiri
def terima(request: HttpRequest, peserta: Peserta) -> HttpResponse:
    return _jalankan(request, peserta, lambda: aksi.terima(peserta, oleh=request.user), "Kursi Anda tercatat.")


@require_http_methods(["GET", "POST"])
@milik_sendiri
def undur(request: HttpRequest, peserta: Peserta) -> HttpResponse:
    """Ask once more, for the seat goes to the next at once."""
    berkursi = peserta.status in DUDUK
    if request.method == "POST":
        kalimat = (
            "Tercatat. Kursinya kami berikan kepada orang berikutnya." if berkursi else "Tercatat: Anda tidak ikut."
        )
        return _jalankan(request, peserta, lambda: aksi.undur(peserta, oleh=request.user), kalimat)
    konteks = {"peserta": peserta, "angkatan": peserta.angkatan, "berkursi": peserta.status == StatusPeserta.TERDAFTAR}
    return render(request, "pelatihan/peserta_undur.html", konteks)


@require_http_methods(["GET", "POST"])
@milik_sendiri
def ganti(request: HttpRequest, peserta: Peserta) -> HttpResponse:
    """Let another person of the same business sit here."""
    if peserta.status != StatusPeserta.TERDAFTAR:
        return redirect(peserta)
    form = GantiForm(request.POST or None, calon=list(syarat.calon_pengganti(peserta)))
    if request.method == "POST" and form.is_valid():
        orang = form.cleaned_data["pelaku"]
        kalimat = f"{orang.nama} sekarang duduk di kursi ini, dan kami kabari."
        return _jalankan(request, peserta, lambda: aksi.ganti(peserta, pelaku=orang, oleh=request.user), kalimat)
    konteks = {"peserta": peserta, "angkatan": peserta.angkatan, "form": form}
    return render(request, "pelatihan/peserta_ganti.html", konteks, status=422 if form.is_bound else 200)


def _jalankan(request: HttpRequest, peserta: Peserta, verba: Callable[[], Any], berhasil: str) -> HttpResponse:
    try:
        verba()
        messages.success(request, berhasil)
    except TransisiDitolak:
        segar = Peserta.objects.get(pk=peserta.pk)
        messages.info(request, f"Keadaannya sekarang: {segar.get_status_display()}.")
    except PermissionDenied as galat:
        messages.warning(request, str(galat))
    except ValidationError as galat:
        for kalimat in galat.messages:
            messages.warning(request, kalimat)
    return redirect(peserta)
