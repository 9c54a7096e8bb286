"""Photos and papers of a business: shown, added one by one, taken away again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from inti.berkas import BerkasBersih
from inti.berkas import simpan as simpan_berkas
from inti.workflow import TransisiDitolak
from umkm import isian as aturan
from umkm.actions import isi
from umkm.forms.lampiran import FotoForm, LegalitasForm
from umkm.models import Usaha
from umkm.views.akses import kelolaan, selesai
from umkm.views.bagian import konteks_bagian, tempel, terkunci

SEHARI = 24 * 3600
SISI_KECIL = 320


def legalitas(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    """List the papers, and add one."""
    terbuka = aturan.bagian_terbuka(usaha, "legalitas")
    if request.method == "POST" and not terbuka:
        return terkunci(request, usaha, "legalitas")
    form = LegalitasForm(request.POST or None, request.FILES or None) if terbuka else None
    if form and form.is_valid():
        tanggapan = _tambah(request, usaha, "legalitas", form, _simpan_surat)
        if tanggapan is not None:
            return tanggapan
    surat = usaha.legalitas.terbuka().select_related("berkas")
    konteks = konteks_bagian(usaha, "legalitas") | {"form": form, "surat": surat}
    return render(request, "umkm/legalitas.html", konteks, status=422 if form and form.is_bound else 200)


def foto(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    """Show the photos, and add one."""
    terbuka = aturan.bagian_terbuka(usaha, "foto")
    if request.method == "POST" and not terbuka:
        return terkunci(request, usaha, "foto")
    form = FotoForm(request.POST or None, request.FILES or None) if terbuka else None
    if form and form.is_valid():
        tanggapan = _tambah(request, usaha, "foto", form, _simpan_foto)
        if tanggapan is not None:
            return tanggapan
    konteks = konteks_bagian(usaha, "foto") | {
        "form": form,
        "foto": usaha.foto.select_related("berkas"),
        "terbanyak": isi.FOTO_TERBANYAK,
    }
    return render(request, "umkm/foto.html", konteks, status=422 if form and form.is_bound else 200)


@require_GET
@kelolaan
def foto_kecil(request: HttpRequest, usaha: Usaha, pk: int) -> HttpResponse:
    """Serve a photo at the size of a thumb, some 15 KB instead of 300; the browser keeps it for a day."""
    from inti.gambar import kecilkan  # here: only a worker that handles pictures carries their library

    satu = get_object_or_404(usaha.foto.select_related("berkas"), pk=pk)
    with satu.berkas.file.open("rb") as berkas:
        tanggapan = HttpResponse(kecilkan(berkas, SISI_KECIL), content_type=satu.berkas.mime)
    tanggapan["Cache-Control"] = f"private, max-age={SEHARI}, immutable"
    return tanggapan


@require_POST
@kelolaan
def foto_hapus(request: HttpRequest, usaha: Usaha, pk: int) -> HttpResponse:
    satu = get_object_or_404(usaha.foto.select_related("berkas", "usaha"), pk=pk)
    try:
        isi.hapus_foto(satu, oleh=request.user)
        messages.success(request, "Foto dihapus.")
    except TransisiDitolak as galat:
        messages.warning(request, str(galat))
    return redirect("umkm:bagian", usaha.kode, "foto")


@require_POST
@kelolaan
def legalitas_hapus(request: HttpRequest, usaha: Usaha, pk: int) -> HttpResponse:
    surat = get_object_or_404(usaha.legalitas.terbuka().select_related("berkas", "usaha"), pk=pk)
    try:
        isi.hapus_legalitas(surat, oleh=request.user)
        messages.success(request, "Surat dihapus.")
    except TransisiDitolak as galat:
        messages.warning(request, str(galat))
    return redirect("umkm:bagian", usaha.kode, "legalitas")


def _tambah(request: HttpRequest, usaha: Usaha, bagian: str, form: Any, simpan: Any) -> HttpResponse | None:
    """Run `simpan` with its upload as one, and return the way on; None when the form has to be shown again."""
    try:
        with transaction.atomic():
            kalimat = simpan(request, usaha, form)
    except TransisiDitolak as galat:
        messages.warning(request, f"Tidak ada yang diubah. {galat}")
        return redirect(usaha)
    except ValidationError as galat:
        tempel(form, galat)
        return None
    selesai(request, kalimat, f"{usaha.kode}:{bagian}")
    return redirect("umkm:bagian", usaha.kode, bagian)


def _simpan_surat(request: HttpRequest, usaha: Usaha, form: LegalitasForm) -> str:
    surat = form.save(commit=False)
    if usaha.legalitas.terbuka().filter(jenis=surat.jenis, nomor=surat.nomor).exists():
        return f"{surat.get_jenis_display()} dengan nomor ini sudah tercatat."
    berkas = form.cleaned_data.get("berkas")
    if isinstance(berkas, BerkasBersih):
        surat.berkas = simpan_berkas(berkas, oleh=request.user, jenis="legalitas")
    isi.tambah_legalitas(usaha, oleh=request.user, legalitas=surat)
    return f"{surat.get_jenis_display()} tersimpan."


def _simpan_foto(request: HttpRequest, usaha: Usaha, form: FotoForm) -> str:
    data = form.cleaned_data
    berkas = simpan_berkas(data["berkas"], oleh=request.user, jenis="foto_usaha")
    isi.tambah_foto(usaha, oleh=request.user, jenis=data["jenis"], berkas=berkas)
    return "Foto tersimpan. Tambah lagi, atau kembali ke halaman usaha."
