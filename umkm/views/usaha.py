"""One business as its owner sees it: where it stands, what to do next, sending it, its proof."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.berkas import Berkas, sajikan
from inti.workflow import TransisiDitolak, tersedia
from umkm import isian as aturan
from umkm import permissions, queries
from umkm.actions import bukti, periksa, usulan
from umkm.forms.keadaan import KeadaanForm
from umkm.models import FotoUsaha, Legalitas, Usaha
from umkm.views.isi import alamat_bagian, milik

VERBA = {"ajukan": periksa.ajukan, "tarik": periksa.tarik, "buka_lagi": periksa.buka_lagi}
BERHASIL = {
    "ajukan": "Terkirim ke petugas. Anda akan dikabari.",
    "tarik": "Ditarik kembali. Anda dapat mengubah lalu mengirim lagi.",
    "buka_lagi": "Silakan perbaiki, lalu kirim lagi.",
}


@require_GET
def usaha(request: HttpRequest, kode: str) -> HttpResponse:
    satu = get_object_or_404(Usaha.objects.select_related("digabung_ke"), kode=kode)
    if satu.digabung_ke is not None and permissions.pengelola(request.user, satu.digabung_ke):
        return redirect(satu.digabung_ke)
    satu = milik(request, kode)
    return render(request, "umkm/usaha.html", queries.halaman_usaha(satu, request.user))


@require_GET
def nomor(request: HttpRequest, nomor: str) -> HttpResponse:
    """Lead from a spoken number to its business, the merged one to the survivor."""
    satu = get_object_or_404(Usaha.objects.terlihat_oleh(request.user), nomor=nomor)
    return redirect(satu.digabung_ke or satu)


@require_GET
def periksa_jawaban(request: HttpRequest, kode: str) -> HttpResponse:
    """Show every answer before it is sent, with "Ubah" beside each."""
    satu = milik(request, kode)
    if "ajukan" not in {t.verba for t in tersedia(satu, request.user)}:
        messages.info(request, f"Usaha ini sudah terkirim. Statusnya sekarang: {satu.nama_status}.")
        return redirect(satu)
    pelaku = satu.pemilik
    bagian = [
        {
            "judul": b.judul,
            "baris": [
                {"label": aturan.label(n), "isi": aturan.tampil(satu, pelaku, n), "url": alamat_bagian(satu, n)}
                for n in b.isian
                if n not in ("usaha.lintang", "usaha.bujur")
            ],
        }
        for b in aturan.BAGIAN.values()
        if b.isian
    ]
    kurang = [{"label": aturan.label(n), "url": alamat_bagian(satu, n)} for n in aturan.kurang(satu, pelaku)]
    konteks = {"usaha": satu, "bagian": bagian, "kurang": kurang, "janji": Usaha.ALUR.janji}
    return render(request, "umkm/periksa_jawaban.html", konteks)


def verba(nama: str) -> Any:
    """Make the page behind one button: POST, then back to the business with a sentence."""

    @require_POST
    def jalankan(request: HttpRequest, kode: str) -> HttpResponse:
        satu = milik(request, kode)
        try:
            VERBA[nama](satu, oleh=request.user)
            messages.success(request, BERHASIL[nama])
        except TransisiDitolak:
            segar = Usaha.objects.get(pk=satu.pk)
            messages.info(request, f"Status usaha ini sekarang: {segar.nama_status}.")
        except ValidationError as galat:
            for kalimat in galat.messages:
                messages.warning(request, kalimat)
            return redirect("umkm:periksa_jawaban", kode)
        return redirect("umkm:usaha", kode)

    return jalankan


@require_http_methods(["GET", "POST"])
def keadaan(request: HttpRequest, kode: str) -> HttpResponse:
    satu = milik(request, kode)
    if not permissions.pemilik(request.user, satu):
        raise Http404
    form = KeadaanForm(request.POST or None, initial={"keadaan": satu.keadaan})
    if request.method == "POST" and form.is_valid():
        try:
            periksa.ubah_keadaan(satu, oleh=request.user, sumber="PEMILIK", **form.cleaned_data)
            messages.success(request, f"Tercatat: {satu.get_keadaan_display().lower()}.")
            return redirect("umkm:usaha", kode)
        except ValidationError as galat:
            form.add_error(None, galat)
    konteks = {"usaha": satu, "form": form}
    return render(request, "umkm/usaha_keadaan.html", konteks, status=422 if form.is_bound else 200)


@require_GET
def berkas(request: HttpRequest, kode: str, berkas: str) -> HttpResponse:
    """Serve a file of this business to who may see the business; the photo of a KTP has its own way."""
    satu = get_object_or_404(Usaha.objects.terlihat_oleh(request.user), kode=kode)
    milik_usaha = [
        *FotoUsaha.objects.filter(usaha=satu).values_list("berkas", flat=True),
        *Legalitas.objects.filter(usaha=satu).values_list("berkas", flat=True),
        satu.formulir_id,
    ]
    return sajikan(get_object_or_404(Berkas, kode=berkas, pk__in=[pk for pk in milik_usaha if pk]))


@require_GET
def bukti_pdf(request: HttpRequest, kode: str) -> HttpResponse:
    """Serve the kept file of the proof that stands."""
    satu = get_object_or_404(Usaha.objects.terlihat_oleh(request.user), kode=kode)
    surat = bukti.berlaku(satu)
    if surat is None:
        raise Http404
    return sajikan(surat, unduh="unduh" in request.GET)


@require_POST
def usulan_batalkan(request: HttpRequest, kode: str) -> HttpResponse:
    satu = milik(request, kode)
    menunggu = get_object_or_404(satu.usulan, status="DIAJUKAN")
    try:
        usulan.batalkan(menunggu, oleh=request.user)
        messages.success(request, "Usulan dibatalkan.")
    except TransisiDitolak:
        messages.info(request, "Usulan ini sudah diputuskan petugas.")
    return redirect(reverse("umkm:usaha", args=[kode]))
