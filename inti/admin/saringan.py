"""The saved filters of an official: links above each list, and one page to rename and delete them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_POST

from inti import saringan
from inti.admin.kamar import tampilkan
from inti.saringan import SaringanTersimpan


def parameter(halaman: Any, request: HttpRequest, tanya: QueryDict) -> dict[str, list[str]]:
    """Keep of an address what the list declares as its filters: no search, no order, no page."""
    return {
        nama: nilai
        for nama, nilai in sorted(tanya.lists())
        if any(nilai) and nama.isascii() and _dikenal(halaman, request, nama, nilai)
    }


def _dikenal(halaman: Any, request: HttpRequest, nama: str, nilai: list[str]) -> bool:
    return bool(halaman.lookup_allowed(nama, nilai[-1], request))


def di_daftar(halaman: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what stands above a list: the saved filters of this official, and whether the present one can be kept."""
    if not halaman.get_list_filter(request):
        return {}
    kini = parameter(halaman, request, request.GET)
    milik = [
        {"nama": s.nama, "url": _url(s), "terpilih": kini == s.isi}
        for s in saringan.milik(request.user).filter(daftar=_label(halaman))
    ]
    baru = bool(kini) and not any(s["terpilih"] for s in milik)
    isi = [(nama, satu) for nama, nilai in kini.items() for satu in nilai] if baru else []
    return {"saringan_saya": milik, "saringan_baru": isi, "saringan_daftar": _label(halaman)}


@require_GET
def daftar_view(request: HttpRequest) -> HttpResponse:
    """Show all saved filters of this official, list by list."""
    return _halaman(request)


@require_POST
def simpan_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter of a list under a name; back to that list."""
    halaman = _cari_halaman(request, request.POST.get("daftar", ""))
    if halaman is None:
        raise Http404
    isi = parameter(halaman, request, request.POST)
    try:
        satu = saringan.simpan(
            oleh=request.user, daftar=_label(halaman), nama=request.POST.get("nama_saringan", ""), isi=isi
        )
    except ValidationError as galat:
        for kalimat in galat.messages:
            messages.error(request, kalimat)
    else:
        messages.success(request, f"Saringan “{satu.nama}” tersimpan. Hanya Anda yang melihatnya.")
    return HttpResponseRedirect(f"{_url_daftar(halaman)}?{urlencode(isi, doseq=True)}")


@require_GET
def buka_view(request: HttpRequest, kode: str) -> HttpResponse:
    """Lead to the list with a saved filter; what that list no longer declares is left out, and said."""
    satu = _ambil(request, kode)
    halaman = _cari_halaman(request, satu.daftar)
    if halaman is None:
        messages.warning(request, f"Daftar untuk saringan “{satu.nama}” tidak dapat Anda buka lagi.")
        return HttpResponseRedirect(reverse("inti:saringan"))
    tanya = QueryDict(mutable=True)
    for nama, nilai in satu.isi.items():
        tanya.setlist(nama, nilai)
    isi = parameter(halaman, request, tanya)
    if isi != satu.isi:
        messages.warning(request, f"Sebagian dari saringan “{satu.nama}” sudah tidak ada di daftar ini, jadi dilewati.")
    return HttpResponseRedirect(f"{_url_daftar(halaman)}?{urlencode(isi, doseq=True)}")


@require_POST
def nama_view(request: HttpRequest, kode: str) -> HttpResponse:
    """Rename a saved filter."""
    satu = _ambil(request, kode)
    try:
        saringan.ganti_nama(satu, oleh=request.user, nama=request.POST.get("nama_saringan", ""))
    except ValidationError as galat:
        return _halaman(request, salah=satu.kode, galat=" ".join(galat.messages))
    messages.success(request, "Nama saringan diganti.")
    return HttpResponseRedirect(reverse("inti:saringan"))


@require_POST
def hapus_view(request: HttpRequest, kode: str) -> HttpResponse:
    """Delete a saved filter; the list itself and its rows stay as they are."""
    satu = _ambil(request, kode)
    saringan.hapus(satu, oleh=request.user)
    messages.success(request, f"Saringan “{satu.nama}” dihapus.")
    return HttpResponseRedirect(reverse("inti:saringan"))


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """Return the saved filters for the first page: name, address, and of which list. One query."""
    return [
        (s.nama, _url(s), f"Saringan Anda di daftar {apps.get_model(s.daftar)._meta.verbose_name_plural}")
        for s in saringan.milik(user)
        if _terdaftar(s.daftar) is not None and user.has_perm(_izin_lihat(s.daftar))
    ]


def _halaman(request: HttpRequest, *, salah: str = "", galat: str = "") -> HttpResponse:
    kelompok: dict[str, list[dict[str, Any]]] = {}
    for s in saringan.milik(request.user).order_by("daftar", "nama"):
        halaman = _terdaftar(s.daftar)
        judul = capfirst(halaman.opts.verbose_name_plural) if halaman else "Daftar yang sudah tidak ada"
        baris = {"saringan": s, "url": _url(s), "galat": galat if s.kode == salah else ""}
        kelompok.setdefault(judul, []).append(baris)
    konteks = {
        "title": f"{'Ada yang perlu diperbaiki: ' if galat else ''}Saringan saya",
        "kelompok": list(kelompok.items()),
    }
    return tampilkan(request, "admin/saringan.html", konteks, status=422 if galat else 200)


def _ambil(request: HttpRequest, kode: str) -> SaringanTersimpan:
    return get_object_or_404(saringan.milik(request.user), kode=kode)


def _cari_halaman(request: HttpRequest, daftar: str) -> Any:
    """Return the admin of a list that this official may open, or None."""
    halaman = _terdaftar(daftar)
    return halaman if halaman and halaman.has_view_permission(request) else None


def _terdaftar(daftar: str) -> Any:
    try:
        model = apps.get_model(daftar)
    except (LookupError, ValueError):
        return None
    return admin.site.get_model_admin(model) if admin.site.is_registered(model) else None


def _label(halaman: Any) -> str:
    return str(halaman.opts.label_lower)


def _izin_lihat(daftar: str) -> str:
    app, model = daftar.split(".")
    return f"{app}.view_{model}"


def _url(satu: SaringanTersimpan) -> str:
    return reverse("inti:saringan_buka", args=[satu.kode])


def _url_daftar(halaman: Any) -> str:
    return reverse(f"admin:{halaman.opts.app_label}_{halaman.opts.model_name}_changelist")
