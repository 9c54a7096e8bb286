"""The public catalogue: every service on one page, each with its standard, its promise and the truth beside it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from akun import batas
from layanan import katalog, queries, syarat
from layanan.actions.permohonan import buat
from layanan.forms.permohonan import AjukanForm
from layanan.models import Tujuan
from umkm.models import Usaha

MULAI_SEHARI = (30, batas.HARI)
"""Requests that one account may begin in a day: each takes a number for good and room for its photos."""
USAHA_TERBANYAK = 5
"""Businesses of one person whose way to a goal is shown on one page."""


@require_GET
@login_not_required
def daftar(request: HttpRequest) -> HttpResponse:
    """List the services by field, or those that hold the words that were asked for (`?q=`)."""
    kata = request.GET.get("q", "").strip()
    semua = list(queries.katalog())
    cocok = katalog.cari(semua, kata)
    kelompok = [("", cocok)] if kata else katalog.kelompok(semua)
    konteks = {"kata": kata[: katalog.KATA_TERPANJANG], "ada": bool(semua), "cocok": cocok, "kelompok": kelompok}
    return render(request, "layanan/layanan_daftar.html", konteks | {"tujuan": queries.tujuan()})


@require_GET
@login_not_required
def tujuan(request: HttpRequest, tujuan: str) -> HttpResponse:
    """The path to a goal; who is logged in sees what each of the businesses holds already."""
    satu = get_object_or_404(Tujuan.objects.prefetch_related("langkah__layanan"), kode=tujuan, aktif=True)
    usaha: list[Any] = []
    if request.user.is_authenticated:
        usaha = list(Usaha.objects.utuh().dikelola(request.user).order_by("nama")[:USAHA_TERBANYAK])
    langkah = syarat.jalur(satu)
    konteks = {"tujuan": satu, "jalan": [(u, katalog.jalan(langkah, u)) for u in usaha or [None]]}
    return render(request, "layanan/tujuan.html", konteks)


@require_GET
@login_not_required
def layanan(request: HttpRequest, layanan: str) -> HttpResponse:
    satu = get_object_or_404(queries.katalog(), kode=layanan)
    return render(request, "layanan/layanan.html", queries.halaman_layanan(satu))


@require_http_methods(["GET", "POST"])
def ajukan(request: HttpRequest, layanan: str) -> HttpResponse:
    """Choose the business and begin; what must be held first stands there before anything is filled in."""
    satu = get_object_or_404(queries.katalog(), kode=layanan)
    usaha = list(Usaha.objects.utuh().dikelola(request.user).select_related("desa__kecamatan").order_by("nama"))
    form = AjukanForm(request.POST or None, usaha=usaha, initial={"kunci": uuid4(), "usaha": _satu(usaha)})
    if request.method == "POST" and form.is_valid():
        if not batas.pakai(f"permohonan_mulai:{request.user.pk}", *MULAI_SEHARI):
            raise batas.TerlaluSering
        try:
            permohonan = buat(
                satu, usaha=form.cleaned_data["usaha"], oleh=request.user, kunci_kirim=form.cleaned_data["kunci"]
            )
        except (ValidationError, PermissionDenied) as galat:
            form.add_error(None, galat if isinstance(galat, ValidationError) else str(galat))
        else:
            return redirect(queries.alamat_lanjut(permohonan))
    konteks: dict[str, Any] = {
        "layanan": satu,
        "form": form,
        "usaha": usaha,
        "syarat": [(u, syarat.daftar_syarat(satu, u)) for u in usaha],
        "berkas": satu.berkas.filter(aktif=True),
    }
    return render(request, "layanan/layanan_ajukan.html", konteks, status=422 if form.is_bound else 200)


def _satu(usaha: list[Usaha]) -> str:
    return usaha[0].kode if len(usaha) == 1 else ""
