"""Proposals in the officials' room: the shares of one's kecamatan, who was named, and naming one more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from akun.permissions import kecamatan_kerja
from inti.admin.kamar import tampilkan
from pelatihan import jatah
from pelatihan.actions import usulan as aksi
from pelatihan.enums import CaraMasuk
from pelatihan.forms.seleksi import UsulForm
from pelatihan.models import Angkatan
from umkm.models import Usaha
from umkm.pencarian import saring_usaha

IZIN = "pelatihan.usulkan_peserta"
TERBANYAK = 20


def _wajib(request: HttpRequest) -> None:
    if not request.user.has_perm(IZIN):
        raise Http404


def _kelas(request: HttpRequest, kode: str) -> Angkatan:
    _wajib(request)
    kelas = Angkatan.objects.tampil().filter(cara=CaraMasuk.USULAN).select_related("kurikulum")
    return get_object_or_404(kelas, kode=kode)


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """The classes that wait for names, with the shares of one's kecamatan."""
    _wajib(request)
    konteks = {"title": "Usulan peserta pelatihan", "daftar": jatah.menunggu_nama(kecamatan_kerja(request.user))}
    return tampilkan(request, "admin/pelatihan/usulan_daftar.html", konteks)


@require_safe
def usulan(request: HttpRequest, kode: str) -> HttpResponse:
    """The shares of one class, who was named in one's kecamatan, and the search for one more."""
    angkatan, teks = _kelas(request, kode), request.GET.get("q", "").strip()[:100]
    lingkup = kecamatan_kerja(request.user)
    hasil = _cari(request, angkatan, teks) if teks else []
    konteks = {
        "title": f"Usulan {angkatan}",
        "angkatan": angkatan,
        "jatah": jatah.menurut_kecamatan(angkatan, lingkup),
        "khusus": jatah.khusus(angkatan),
        "diusulkan": jatah.diusulkan(angkatan, lingkup),
        "teks": teks,
        "hasil": hasil,
        "penuh": TERBANYAK,
        "tutup": jatah.sebab_tutup(angkatan),
    }
    return tampilkan(request, "admin/pelatihan/usulan.html", konteks)


def _cari(request: HttpRequest, angkatan: Angkatan, teks: str) -> list[Usaha]:
    semua = _calon(request, angkatan)
    return list(saring_usaha(semua, teks, user=request.user).order_by("nama", "pk")[:TERBANYAK])


def _calon(request: HttpRequest, angkatan: Angkatan) -> Any:
    """The businesses of the kecamatan for which one works and that have a share; never one's own."""
    semua = Usaha.objects.terlihat_oleh(request.user).utuh()
    lingkup = kecamatan_kerja(request.user)
    if lingkup is not None:
        semua = semua.filter(desa__kecamatan__in=lingkup)
    milik = Usaha.objects.dikelola(request.user).values("pk")
    berjatah = angkatan.kuota.filter(kecamatan__isnull=False).values("kecamatan")
    semua = semua.filter(desa__kecamatan__in=berjatah).exclude(pk__in=milik)
    return semua.select_related("desa__kecamatan").prefetch_related("kepemilikan__pelaku")


@require_http_methods(["GET", "POST"])
def usulkan(request: HttpRequest, kode: str, nomor: str) -> HttpResponse:
    """Name one business: which desa brought it, and whether as a reserve when the share is used up."""
    angkatan = _kelas(request, kode)
    usaha = get_object_or_404(_calon(request, angkatan), nomor=nomor)
    milik = jatah.menurut_kecamatan(angkatan, {usaha.desa.kecamatan_id})[0]
    form = UsulForm(request.POST or None, usaha=usaha)
    if request.method == "POST" and form.is_valid():
        cadangan = request.POST.get("cadangan") == "ya"
        try:
            peserta = aksi.usulkan(
                angkatan, usaha=usaha, oleh=request.user, desa=form.cleaned_data["desa"], cadangan=cadangan
            )
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        except PermissionDenied as galat:
            form.add_error(None, str(galat))
        else:
            kata = "ditawari kursi dan dikabari" if peserta.kuota_id else "menjadi cadangan dan dikabari"
            messages.success(request, f"{usaha.nama} {kata}.")
            return redirect("kelas:usulan", angkatan.kode)
    konteks = {
        "title": f"Usulkan {usaha.nama}",
        "angkatan": angkatan,
        "usaha": usaha,
        "jatah": milik,
        "tempat": jatah.tempat(angkatan.kuota.all(), usaha.pemilik, usaha) if usaha.pemilik else None,
        "form": form,
        "sampai": aksi.akhir_jawab(angkatan),
        "tutup": jatah.sebab_tutup(angkatan),
    }
    return tampilkan(request, "admin/pelatihan/usulan_satu.html", konteks, status=422 if form.errors else 200)
