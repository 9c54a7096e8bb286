"""Certificates: of a class and of one person in the officials' room, and one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from inti.admin.kamar import tampilkan
from inti.berkas import sajikan
from inti.workflow import TransisiDitolak, tersedia
from pelatihan import daftar_sertifikat, sertifikat
from pelatihan.actions import koreksi
from pelatihan.actions import sertifikat as aksi
from pelatihan.forms.sertifikat import CabutForm, KoreksiForm, UlangForm, UnduhForm
from pelatihan.models import Angkatan, Peserta
from pelatihan.views.peserta import milik_sendiri

SEHALAMAN = 100


def _angkatan(request: HttpRequest, kode: str) -> Angkatan:
    if not request.user.has_perm("pelatihan.view_penerbitan"):
        raise Http404
    lengkap = Angkatan.objects.terlihat_oleh(request.user).select_related("kurikulum__penanda")
    return get_object_or_404(lengkap, kode=kode)


def _peserta(request: HttpRequest, kode: str) -> Peserta:
    """Fetch one who was judged, by an official who may see him."""
    if not request.user.has_perm("pelatihan.view_penerbitan"):
        raise Http404
    terlihat = Peserta.objects.terlihat_oleh(request.user).filter(status__in=daftar_sertifikat.BERHASIL)
    lengkap = terlihat.select_related("pelaku__akun", "usaha__desa__kecamatan", "angkatan__kurikulum__penanda", "nilai")
    return get_object_or_404(lengkap.distinct(), kode=kode)


@require_safe
def kelas(request: HttpRequest, kode: str) -> HttpResponse:
    """How far the certificates of a class are, and how everybody ended; only the moving part when a script asks."""
    angkatan = _angkatan(request, kode)
    konteks = {"title": f"Sertifikat {angkatan}", "angkatan": angkatan, **daftar_sertifikat.kemajuan(angkatan)}
    if request.htmx:  # type: ignore[attr-defined]
        return TemplateResponse(request, "pelatihan/_sertifikat_kemajuan.html", konteks)
    halaman = Paginator(daftar_sertifikat.orang(angkatan, request.user), SEHALAMAN).get_page(request.GET.get("p"))
    konteks |= {"halaman": halaman, "daftar": daftar_sertifikat.hasil(halaman.object_list)}
    return tampilkan(request, "admin/pelatihan/sertifikat.html", konteks)


@require_POST
def lagi(request: HttpRequest, kode: str) -> HttpResponse:
    """Let the printing go on that stopped."""
    angkatan = _angkatan(request, kode)
    if hasattr(angkatan, "penerbitan"):
        aksi.coba_lagi(angkatan.penerbitan)
    return redirect("kelas:sertifikat", kode)


@require_http_methods(["GET", "POST"])
def arsip(request: HttpRequest, kode: str) -> HttpResponseBase:
    """Ask why, then hand out the certificates of a class in one ZIP, as they are now.

    Nothing is kept that would have to be deleted; who took them along, and why, stands in the history of the class.
    """
    angkatan = _angkatan(request, kode)
    banyak = daftar_sertifikat.banyak_berlaku(angkatan, request.user)
    if not banyak:
        raise Http404
    form = UnduhForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            aksi.ambil_semua(angkatan, banyak=banyak, oleh=request.user, alasan=form.cleaned_data["alasan"])
        except ValidationError as galat:
            form.add_error("alasan", galat.messages)
        else:
            return _zip(request, angkatan)
    konteks = {
        "title": "Unduh semua sertifikat",
        "angkatan": angkatan,
        "form": form,
        "banyak": banyak,
        "url_kembali": reverse("kelas:sertifikat", args=[kode]),
    }
    status = 422 if request.method == "POST" else 200
    return tampilkan(request, "admin/pelatihan/sertifikat_unduh.html", konteks, status=status)


def _zip(request: HttpRequest, angkatan: Angkatan) -> HttpResponseBase:
    jawaban = StreamingHttpResponse(
        daftar_sertifikat.berkas_zip(angkatan, request.user), content_type="application/zip"
    )
    jawaban["Content-Disposition"] = f'attachment; filename="sertifikat-{angkatan.kode}.zip"'
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["X-Content-Type-Options"] = "nosniff"
    return jawaban


@require_safe
def orang(request: HttpRequest, kode: str) -> HttpResponse:
    """One person's certificate and result, and what may be done about them."""
    return _halaman_orang(request, _peserta(request, kode))


def _halaman_orang(
    request: HttpRequest, peserta: Peserta, salah: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    satu = daftar_sertifikat.hasil_satu(peserta)
    surat = satu.surat if satu else None
    boleh = {t.verba for t in tersedia(peserta, request.user)}
    form = {
        "ulang": UlangForm(initial={"dilihat": surat.kode if surat else ""}, auto_id="ulang_%s", label_suffix=""),
        "cabut": CabutForm(auto_id="cabut_%s", label_suffix=""),
        "koreksi": KoreksiForm(initial={"hasil": peserta.status}, auto_id="koreksi_%s", label_suffix=""),
    }
    if salah is not None:
        form[next(nama for nama, f in form.items() if type(f) is type(salah))] = salah
    konteks = {
        "title": f"Sertifikat {peserta.pelaku}",
        "peserta": peserta,
        "angkatan": peserta.angkatan,
        "hasil": satu,
        "semua": list(sertifikat.milik(peserta)),
        "form_ulang": form["ulang"] if surat and "terbitkan_ulang" in boleh else None,
        "form_cabut": form["cabut"] if surat and not surat.dicabut_pada and "cabut_sertifikat" in boleh else None,
        "form_koreksi": form["koreksi"] if "koreksi_nilai" in boleh else None,
        "salah": salah,
    }
    return tampilkan(request, "admin/pelatihan/sertifikat_orang.html", konteks, status=status)


@require_POST
def ulang(request: HttpRequest, kode: str) -> HttpResponse:
    """Print it anew with the name as it is now."""
    form = UlangForm(request.POST, auto_id="ulang_%s", label_suffix="")
    return _jalankan(
        request, kode, form, lambda p: aksi.terbitkan_ulang(p, oleh=request.user, **form.cleaned_data), "Terbit ulang."
    )


@require_POST
def cabut(request: HttpRequest, kode: str) -> HttpResponse:
    form = CabutForm(request.POST, auto_id="cabut_%s", label_suffix="")
    return _jalankan(
        request, kode, form, lambda p: aksi.cabut(p, oleh=request.user, **form.cleaned_data), "Sertifikat dicabut."
    )


@require_POST
def perbaiki(request: HttpRequest, kode: str) -> HttpResponse:
    """Put the result of one person right."""
    form = KoreksiForm(request.POST, auto_id="koreksi_%s", label_suffix="")
    return _jalankan(
        request, kode, form, lambda p: koreksi.koreksi(p, oleh=request.user, **form.isi()), "Hasilnya dikoreksi."
    )


def _jalankan(
    request: HttpRequest, kode: str, form: forms.Form, verba: Callable[[Peserta], Any], berhasil: str
) -> HttpResponse:
    peserta = _peserta(request, kode)
    if form.is_valid():
        try:
            verba(peserta)
        except ValidationError as galat:
            dikenal = hasattr(galat, "error_dict") and set(galat.error_dict) <= set(form.fields)
            form.add_error(None, galat if dikenal else galat.messages)
        except TransisiDitolak as galat:
            messages.warning(request, str(galat))
        except PermissionDenied:
            raise Http404 from None
        else:
            messages.success(request, f"{berhasil} Peserta sudah dikabari.")
    if form.errors:
        return _halaman_orang(request, _peserta(request, kode), form, status=422)
    return redirect("kelas:sertifikat_orang", kode)


@require_safe
def berkas(request: HttpRequest, kode: str) -> HttpResponseBase:
    """The certificate of one person, for an official."""
    return _sajikan(_peserta(request, kode))


@require_GET
@milik_sendiri
def unduh(request: HttpRequest, peserta: Peserta) -> Any:
    """One's own certificate; a void one is not handed out."""
    return _sajikan(peserta)


def _sajikan(peserta: Peserta) -> HttpResponseBase:
    surat: Any = sertifikat.berlaku(peserta)
    if surat is None:
        raise Http404
    return sajikan(surat, unduh=True)
