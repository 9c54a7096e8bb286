"""One business as its owner sees it: where it stands, what to do next, sending it, its proof."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.berkas import Berkas, sajikan
from inti.workflow import TransisiDitolak, tersedia
from umkm import isian as aturan
from umkm import permissions, queries
from umkm.actions import periksa, usulan
from umkm.enums import StatusUsaha, StatusUsulan
from umkm.forms.keadaan import KeadaanForm
from umkm.models import FotoUsaha, Legalitas, Usaha
from umkm.views.akses import kelolaan, milik_sendiri, selesai

VERBA = {
    "ajukan": periksa.ajukan,
    "tarik": periksa.tarik,
    "buka_lagi": periksa.buka_lagi,
    "pastikan": periksa.pastikan,
}
BERHASIL = {
    "ajukan": "Terkirim ke petugas. Anda akan dikabari.",
    "tarik": "Ditarik kembali. Anda dapat mengubah lalu mengirim lagi.",
    "buka_lagi": "Silakan perbaiki, lalu kirim lagi.",
    "pastikan": "Terima kasih. Tercatat bahwa data usaha Anda masih benar.",
}


@require_GET
@kelolaan
def usaha(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    return render(request, "umkm/usaha.html", queries.halaman_usaha(usaha, request.user))


@require_GET
def nomor(request: HttpRequest, nomor: str) -> HttpResponse:
    """Lead from a spoken number to its business; the number of a double that was merged away, to the survivor."""
    milik = Usaha.objects.dikelola(request.user).utuh().distinct()
    return redirect(get_object_or_404(milik, Q(nomor=nomor) | Q(leburan__nomor=nomor)))


@require_GET
@kelolaan
def periksa_jawaban(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    """Show every answer before it is sent, with "Ubah" beside each that may be changed."""
    if "ajukan" not in {t.verba for t in tersedia(usaha, request.user)}:
        messages.info(request, f"Usaha ini sudah terkirim. Statusnya sekarang: {usaha.get_status_display()}.")
        return redirect(usaha)
    pelaku = usaha.pemilik
    sendiri = permissions.pemilik(request.user, usaha)
    konteks = {
        "usaha": usaha,
        "bagian": [
            {
                "judul": b.judul,
                "baris": _boleh_diubah(usaha, b, queries.isi_bagian(usaha, pelaku, b.kode, sendiri=sendiri)),
            }
            for b in aturan.BAGIAN.values()
        ],
        "kurang": [{"label": aturan.label(n), "url": aturan.alamat(usaha, n)} for n in aturan.kurang(usaha, pelaku)],
        "permintaan": usaha.perbaikan.filter(terbuka=True) if usaha.status == StatusUsaha.PERBAIKAN else [],
        "janji": Usaha.ALUR.janji,
    }
    return render(request, "umkm/periksa_jawaban.html", konteks)


def _boleh_diubah(usaha: Usaha, bagian: aturan.Bagian, baris: list[dict[str, str]]) -> list[dict[str, str]]:
    """Take the way to change it from every row that is locked now; an empty section is one row."""
    sifat = aturan.sifat(usaha)
    lain = any(sifat[n] != aturan.TERKUNCI for n in bagian.isian) or aturan.bagian_terbuka(usaha, bagian.kode)
    terbuka = {b["nama"]: sifat[b["nama"]] != aturan.TERKUNCI if b["nama"] else lain for b in baris}
    tampil = [b if terbuka[b["nama"]] else b | {"url": ""} for b in baris]
    if any(b["isi"] for b in tampil):
        return tampil
    return [{"label": "Seluruh bagian ini", "isi": "", "url": aturan.alamat(usaha, bagian.kode) if lain else ""}]


def verba(nama: str) -> Any:
    """Make the page behind one button: POST, then back to the business with a sentence."""

    @require_POST
    @kelolaan
    def jalankan(request: HttpRequest, usaha: Usaha) -> HttpResponse:
        try:
            VERBA[nama](usaha, oleh=request.user)
            messages.success(request, BERHASIL[nama])
        except TransisiDitolak:
            segar = Usaha.objects.get(pk=usaha.pk)
            messages.info(request, f"Status usaha ini sekarang: {segar.get_status_display()}.")
        except ValidationError as galat:
            for kalimat in galat.messages:
                messages.warning(request, kalimat)
            return redirect("umkm:periksa_jawaban", usaha.kode)
        return redirect(usaha)

    return jalankan


@require_http_methods(["GET", "POST"])
@milik_sendiri
def keadaan(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    form = KeadaanForm(request.POST or None, initial={"keadaan": usaha.keadaan})
    if request.method == "POST" and form.is_valid():
        try:
            periksa.ubah_keadaan(usaha, oleh=request.user, sumber="PEMILIK", **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            selesai(request, f"Tercatat: {usaha.get_keadaan_display().lower()}.", f"{usaha.kode}:keadaan")
            return redirect(usaha)
    konteks = {"usaha": usaha, "form": form}
    return render(request, "umkm/usaha_keadaan.html", konteks, status=422 if form.is_bound else 200)


@require_GET
def berkas(request: HttpRequest, kode: str, berkas: str) -> FileResponse:
    """Serve a file of this business to who may see the business; the photo of a KTP has its own way.

    A helper sees the letters that he files, and not the paper form with the owner's NIK.
    """
    satu = get_object_or_404(Usaha.objects.terlihat_oleh(request.user), kode=kode)
    milik_usaha = list(FotoUsaha.objects.filter(usaha=satu).values_list("berkas", flat=True))
    kertas = permissions.pembaca_kertas(request.user, satu)
    if kertas or permissions.pengelola(request.user, satu):
        surat = Legalitas.objects.filter(usaha=satu)
        dibaca = surat if permissions.pembuka_nik(request.user, satu) else surat.terbuka()
        milik_usaha += dibaca.values_list("berkas", flat=True)
    if kertas:
        milik_usaha.append(satu.formulir_id)
    return sajikan(get_object_or_404(Berkas, kode=berkas, pk__in=[pk for pk in milik_usaha if pk]))


@require_GET
def bukti_pdf(request: HttpRequest, kode: str) -> FileResponse:
    """Serve the kept file of the proof that stands."""
    satu = get_object_or_404(Usaha.objects.terlihat_oleh(request.user), kode=kode)
    surat = queries.bukti(satu)
    if surat is None:
        raise Http404
    return sajikan(surat, unduh="unduh" in request.GET)


@require_POST
@kelolaan
def usulan_batalkan(request: HttpRequest, usaha: Usaha) -> HttpResponse:
    menunggu = usaha.usulan.filter(status=StatusUsulan.DIAJUKAN).first()
    try:
        if menunggu is None:
            raise TransisiDitolak
        usulan.batalkan(menunggu, oleh=request.user)
        messages.success(request, "Usulan dibatalkan. Data yang lama tetap berlaku.")
    except TransisiDitolak:
        messages.info(request, "Usulan ini sudah diputuskan petugas.")
    return redirect(usaha)
