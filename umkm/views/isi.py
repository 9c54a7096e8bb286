"""Filling in, section by section, in any order; each is saved by itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from inti.berkas import BerkasBersih
from inti.berkas import simpan as simpan_berkas
from inti.workflow import TransisiDitolak
from umkm import isian as aturan
from umkm import permissions
from umkm.actions import isi
from umkm.forms.bagian import FORM_BAGIAN, FotoForm, KeuanganForm, LegalitasForm, PemilikForm
from umkm.models import KeuanganUsaha, Usaha

TERSIMPAN = "Tersimpan."


def milik(request: HttpRequest, kode: str) -> Usaha:
    """Fetch a business that the user owns or helps with; anything else is not there. A merged one leads on."""
    usaha = get_object_or_404(Usaha.objects.select_related("desa__kecamatan", "kbli"), kode=kode)
    if not permissions.pengelola(request.user, usaha):
        raise Http404
    return usaha


@require_http_methods(["GET", "POST"])
def bagian(request: HttpRequest, kode: str, bagian: str) -> HttpResponse:
    usaha = milik(request, kode)
    if bagian not in aturan.BAGIAN:
        raise Http404
    if bagian not in FORM_BAGIAN:
        return KHUSUS[bagian](request, usaha)
    form = FORM_BAGIAN[bagian](request.POST or None, request.FILES or None, usaha=usaha, pelaku=usaha.pemilik)
    if not form.fields:
        return _terkunci(request, usaha)
    if request.method == "POST" and form.is_valid():
        tanggapan = _simpan(request, usaha, bagian, form)
        if tanggapan is not None:
            return tanggapan
    konteks = {
        "usaha": usaha,
        "bagian": aturan.BAGIAN[bagian],
        "form": form,
        "terkunci": _nilai_terkunci(usaha, bagian, form),
        "permintaan": usaha.perbaikan.filter(terbuka=True, isian__in=aturan.BAGIAN[bagian].isian),
    }
    return render(request, "umkm/bagian.html", konteks, status=422 if form.is_bound else 200)


def _simpan(request: HttpRequest, usaha: Usaha, bagian: str, form: Any) -> HttpResponse | None:
    try:
        hasil = isi.simpan(usaha, oleh=request.user, isian=form.isian())
        foto = form.cleaned_data.get("foto_ktp")
        if isinstance(foto, BerkasBersih):
            berkas = simpan_berkas(foto, oleh=request.user, jenis="foto_ktp")
            isi.simpan_foto_ktp(usaha, oleh=request.user, berkas=berkas)
    except TransisiDitolak as galat:
        messages.warning(request, str(galat))
        return redirect(usaha)
    except ValidationError as galat:
        form.add_error(None, galat.messages)
        return None
    _kabari(request, hasil, form)
    return _lanjut(request, usaha, bagian)


def _kabari(request: HttpRequest, hasil: isi.HasilSimpan, form: Any) -> None:
    if hasil.diusulkan:
        nama = ", ".join(aturan.label(n) for n in hasil.diusulkan)
        messages.success(request, f"Usulan perubahan dikirim ke petugas: {nama}.")
    else:
        messages.success(request, TERSIMPAN)
    if isinstance(form, PemilikForm):
        for kalimat in form.peringatan():
            messages.warning(request, kalimat)


def _lanjut(request: HttpRequest, usaha: Usaha, bagian: str) -> HttpResponse:
    """Go on to the next section that is not complete, or back to the business."""
    if "lanjut" not in request.POST:
        return redirect(usaha)
    segar = Usaha.objects.get(pk=usaha.pk)
    urut = list(aturan.BAGIAN)
    belum = [k.bagian.kode for k in aturan.kemajuan(segar, segar.pemilik) if not k.lengkap]
    berikut = [kode for kode in urut[urut.index(bagian) + 1 :] if kode in belum]
    return redirect("umkm:bagian", usaha.kode, berikut[0]) if berikut else redirect(usaha)


def _terkunci(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    messages.warning(request, "Bagian ini sedang dikunci karena datanya sedang atau sudah diperiksa petugas.")
    return redirect(usaha)


def _nilai_terkunci(usaha: Usaha, bagian: str, form: Any) -> list[dict[str, Any]]:
    penuh = {form._penuh(n) for n in form.fields}
    pelaku = usaha.pemilik
    return [
        {"label": aturan.label(n), "isi": aturan.tampil(usaha, pelaku, n), "url": ""}
        for n in aturan.BAGIAN[bagian].isian
        if n not in penuh and n not in ("usaha.lintang", "usaha.bujur")
    ]


def keuangan(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    form = KeuanganForm(request.POST or None, initial=_keuangan_awal(usaha))
    if not aturan.bagian_terbuka(usaha, "keuangan"):
        return _terkunci(request, usaha)
    if request.method == "POST" and form.is_valid():
        try:
            isi.isi_keuangan(usaha, oleh=request.user, **form.cleaned_data)
        except TransisiDitolak as galat:
            messages.warning(request, str(galat))
            return redirect(usaha)
        for kata in form.terbilang().values():
            messages.success(request, f"Tersimpan: {kata}.")
        return _lanjut(request, usaha, "keuangan")
    konteks = {"usaha": usaha, "bagian": aturan.BAGIAN["keuangan"], "form": form}
    return render(request, "umkm/bagian.html", konteks, status=422 if form.is_bound else 200)


def _keuangan_awal(usaha: Usaha) -> dict[str, Any]:
    baris = KeuanganUsaha.objects.filter(usaha=usaha).first()
    return {"tahun": baris.tahun, "modal": baris.modal, "omzet": baris.omzet} if baris else {}


def legalitas(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    """List the papers, and add one."""
    form = LegalitasForm(request.POST or None, request.FILES or None)
    terbuka = aturan.bagian_terbuka(usaha, "legalitas")
    if request.method == "POST" and form.is_valid():
        surat = form.save(commit=False)
        berkas = form.cleaned_data.get("berkas")
        try:
            if isinstance(berkas, BerkasBersih):
                surat.berkas = simpan_berkas(berkas, oleh=request.user, jenis="legalitas")
            isi.tambah_legalitas(usaha, oleh=request.user, legalitas=surat)
        except TransisiDitolak as galat:
            messages.warning(request, str(galat))
            return redirect(usaha)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            messages.success(request, f"{surat.get_jenis_display()} tersimpan.")
            return redirect("umkm:bagian", usaha.kode, "legalitas")
    konteks = {
        "usaha": usaha,
        "bagian": aturan.BAGIAN["legalitas"],
        "form": form if terbuka else None,
        "surat": usaha.legalitas.select_related("berkas"),
    }
    return render(request, "umkm/legalitas.html", konteks, status=422 if form.is_bound else 200)


@require_POST
def legalitas_hapus(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    usaha = milik(request, kode)
    surat = get_object_or_404(usaha.legalitas, pk=pk)
    try:
        isi.hapus_legalitas(surat, oleh=request.user)
        messages.success(request, "Surat dihapus.")
    except TransisiDitolak as galat:
        messages.warning(request, str(galat))
    return redirect("umkm:bagian", usaha.kode, "legalitas")


def foto(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    """Show the photos, and add one."""
    form = FotoForm(request.POST or None, request.FILES or None)
    terbuka = aturan.bagian_terbuka(usaha, "foto")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            berkas = simpan_berkas(data["berkas"], oleh=request.user, jenis="foto_usaha")
            isi.tambah_foto(usaha, oleh=request.user, jenis=data["jenis"], berkas=berkas)
        except TransisiDitolak as galat:
            messages.warning(request, str(galat))
            return redirect(usaha)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            messages.success(request, "Foto tersimpan.")
            return redirect("umkm:bagian", usaha.kode, "foto")
    konteks = {
        "usaha": usaha,
        "bagian": aturan.BAGIAN["foto"],
        "form": form if terbuka else None,
        "foto": usaha.foto.select_related("berkas"),
        "permintaan": usaha.perbaikan.filter(terbuka=True, isian="foto"),
    }
    return render(request, "umkm/foto.html", konteks, status=422 if form.is_bound else 200)


@require_POST
def foto_hapus(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    usaha = milik(request, kode)
    satu = get_object_or_404(usaha.foto.select_related("berkas", "usaha"), pk=pk)
    try:
        isi.hapus_foto(satu, oleh=request.user)
        messages.success(request, "Foto dihapus.")
    except TransisiDitolak as galat:
        messages.warning(request, str(galat))
    return redirect("umkm:bagian", usaha.kode, "foto")


KHUSUS = {"keuangan": keuangan, "legalitas": legalitas, "foto": foto}


def alamat_bagian(usaha: Usaha, nama: str) -> str:
    """Return the page on which a field, or a section by its own name, is filled in."""
    for satu in aturan.BAGIAN.values():
        if nama == satu.kode or nama in satu.isian:
            return reverse("umkm:bagian", args=[usaha.kode, satu.kode])
    raise KeyError(nama)
