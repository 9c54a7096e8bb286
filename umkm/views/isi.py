"""Filling in, section by section, in any order; each is saved by itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from inti.berkas import BerkasBersih
from inti.berkas import simpan as simpan_berkas
from inti.uang import terbilang, tulis
from inti.workflow import TransisiDitolak
from umkm import isian as aturan
from umkm import permissions, queries
from umkm.actions import isi
from umkm.forms.bagian import BagianForm, DiriForm, PemilikForm
from umkm.forms.keuangan import KeuanganForm
from umkm.forms.usaha import PekerjaForm, PemasaranForm, TempatForm, UsahaForm
from umkm.models import KeuanganUsaha, Usaha
from umkm.views import lampiran
from umkm.views.akses import kelolaan, selesai
from umkm.views.bagian import konteks_bagian, lanjut, tempel, terkunci

FORM_BAGIAN: dict[str, type[BagianForm]] = {
    "pemilik": PemilikForm,
    "usaha": UsahaForm,
    "tempat": TempatForm,
    "diri": DiriForm,
    "pekerja": PekerjaForm,
    "pemasaran": PemasaranForm,
}


@require_http_methods(["GET", "POST"])
@kelolaan
def bagian(request: HttpRequest, usaha: Usaha, bagian: str) -> HttpResponse:
    if bagian not in aturan.BAGIAN:
        raise Http404
    if bagian in KHUSUS:
        return KHUSUS[bagian](request, usaha)
    sendiri = permissions.pemilik(request.user, usaha)
    form = FORM_BAGIAN[bagian](
        request.POST or None, request.FILES or None, usaha=usaha, pelaku=usaha.pemilik, sendiri=sendiri
    )
    if not form.fields:
        return terkunci(request, usaha, bagian)
    if request.method == "POST" and form.is_valid():
        tanggapan = _simpan(request, usaha, bagian, form)
        if tanggapan is not None:
            return tanggapan
    konteks = konteks_bagian(usaha, bagian) | {"form": form, "terkunci": _baris_terkunci(usaha, bagian, form, sendiri)}
    return render(request, "umkm/bagian.html", konteks, status=422 if form.is_bound else 200)


def _simpan(request: HttpRequest, usaha: Usaha, bagian: str, form: Any) -> HttpResponse | None:
    """Save a valid form and return the way on, or None when a constraint refused it."""
    try:
        with transaction.atomic():
            hasil = isi.simpan(usaha, oleh=request.user, isian=form.isian())
            foto = form.cleaned_data.get("foto_ktp")
            if isinstance(foto, BerkasBersih):
                berkas = simpan_berkas(foto, oleh=request.user, jenis="foto_ktp")
                isi.simpan_foto_ktp(usaha, oleh=request.user, berkas=berkas)
    except TransisiDitolak as galat:
        messages.warning(request, f"Tidak ada yang diubah. {galat}")
        return redirect(usaha)
    except ValidationError as galat:
        tempel(form, galat)
        return None
    _kabari(request, usaha, bagian, hasil, form)
    return lanjut(request, usaha, bagian)


def _kabari(request: HttpRequest, usaha: Usaha, bagian: str, hasil: isi.HasilSimpan, form: Any) -> None:
    if hasil.diusulkan:
        nama = ", ".join(aturan.label(n) for n in hasil.diusulkan)
        kalimat = f"Usulan perubahan dikirim ke petugas: {nama}. Yang lama berlaku sampai petugas menyetujui."
    else:
        kalimat = f"{aturan.BAGIAN[bagian].judul} tersimpan."
    selesai(request, kalimat, f"{usaha.kode}:{bagian}")
    if isinstance(form, PemilikForm):
        for peringatan in form.peringatan():
            messages.warning(request, f"{peringatan} Data tetap tersimpan.")


def _baris_terkunci(usaha: Usaha, bagian: str, form: Any, sendiri: bool) -> list[dict[str, str]]:
    """Return the locked fields of a section that is open in part, as text."""
    tertutup = set(aturan.BAGIAN[bagian].isian) - {form.nama_penuh(n) for n in form.fields}
    baris = queries.isi_bagian(usaha, usaha.pemilik, bagian, sendiri=sendiri)
    return [b | {"url": ""} for b in baris if b["nama"] in tertutup]


def keuangan(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    """Take the amounts of one year. The owner reads what is kept, in words; a helper writes without reading."""
    if not aturan.bagian_terbuka(usaha, "keuangan"):
        return terkunci(request, usaha, "keuangan")
    angka = list(usaha.keuangan.terbuka()) if permissions.pemilik(request.user, usaha) else []
    form = KeuanganForm(request.POST or None, usaha=usaha, angka=angka)
    if request.method == "POST" and form.is_valid():
        try:
            isi.isi_keuangan(usaha, oleh=request.user, **form.cleaned_data)
        except TransisiDitolak as galat:
            messages.warning(request, f"Tidak ada yang diubah. {galat}")
            return redirect(usaha)
        except ValidationError as galat:
            tempel(form, galat)
        else:
            selesai(request, f"Tersimpan. {form.terbilang()}", f"{usaha.kode}:keuangan")
            return lanjut(request, usaha, "keuangan")
    konteks = konteks_bagian(usaha, "keuangan") | {"form": form, "tersimpan": _baris_angka(angka)}
    return render(request, "umkm/bagian.html", konteks, status=422 if form.is_bound else 200)


def _baris_angka(angka: list[KeuanganUsaha]) -> list[dict[str, str]]:
    """Return the amounts that are kept, in figures and in words."""
    return [
        {"label": f"{nama} {satu.tahun}", "isi": f"{tulis(nilai)}\n{terbilang(nilai)}", "url": ""}
        for satu in angka
        for nama, nilai in (("Modal", satu.modal), ("Penjualan", satu.omzet))
        if nilai is not None
    ]


KHUSUS = {"keuangan": keuangan, "legalitas": lampiran.legalitas, "foto": lampiran.foto}
