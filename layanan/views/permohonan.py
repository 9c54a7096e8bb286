"""One request as its applicant sees it: where it stands, filling in step by step, sending, objecting."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.berkas import sajikan
from inti.workflow import TransisiDitolak, tersedia
from layanan import formulir, permissions, queries, survei, syarat
from layanan.actions import keberatan as aksi_keberatan
from layanan.actions import permohonan as aksi
from layanan.forms.permohonan import KeberatanForm
from layanan.models import Permohonan
from layanan.models.rincian import AWALAN_BERKAS, AWALAN_ISIAN
from layanan.views.akses import jalankan, kelolaan
from umkm.views.akses import selesai


@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    milik = Permohonan.objects.dikelola(request.user).select_related("layanan", "usaha").prefetch_related("riwayat")
    return render(request, "layanan/permohonan_daftar.html", {"daftar": list(milik[:50])})


@require_GET
@kelolaan
def permohonan(request: HttpRequest, permohonan: Permohonan) -> HttpResponse:
    konteks = queries.halaman_permohonan(permohonan, request.user)
    konteks["halaman"] = queries.halaman_isi(permohonan)
    konteks["nilai"] = permissions.pengelola(request.user, permohonan) and survei.dapat_dinilai(permohonan)
    return render(request, "layanan/permohonan.html", konteks)


@require_GET
@kelolaan
def periksa(request: HttpRequest, permohonan: Permohonan) -> HttpResponse:
    """Show every answer before it is sent, with "Ubah" beside each that may be changed."""
    if "ajukan" not in {t.verba for t in tersedia(permohonan, request.user)}:
        messages.info(request, f"Permohonan ini sudah terkirim. Statusnya sekarang: {permohonan.nama_publik}.")
        return redirect(permohonan)
    queries.siapkan(permohonan)
    semua = list(permohonan.formulir.isian.all())
    halaman = queries.halaman_isi(permohonan)
    nomor = {kode: h.nomor for h in halaman for kode in h.kode}
    baris = queries.jawaban(permohonan, semua)
    konteks = {
        "permohonan": permohonan,
        "bagian": [
            (judul, [b | {"ke": nomor.get(b["kode"])} for b in baris if b["kode"] in {i.kode for i in milik}])
            for _, judul, milik in formulir.langkah(semua)
        ],
        "lampiran": queries.lampiran(permohonan),
        "ke_berkas": next((h.nomor for h in halaman if not h.kode), None),
        "kurang": [(k.label, _alamat_isian(permohonan, k.perihal, halaman)) for k in syarat.kurang_isian(permohonan)],
        "kurang_syarat": syarat.kurang_syarat(permohonan.layanan, permohonan.usaha),
    }
    return render(request, "layanan/permohonan_periksa.html", konteks)


def _alamat_isian(permohonan: Permohonan, perihal: str, halaman: list[queries.Halaman]) -> str:
    """Return where something that is missing is filled in; "" where the applicant may not."""
    kode = perihal.removeprefix(AWALAN_ISIAN)
    if perihal.startswith(AWALAN_BERKAS):
        di, jangkar = next((h for h in halaman if not h.kode), None), f"berkas-{perihal.removeprefix(AWALAN_BERKAS)}"
    else:
        di, jangkar = next((h for h in halaman if kode in h.kode), None), f"id_{kode}"
    return "" if di is None else f"{reverse('layanan:permohonan_isi', args=[permohonan.kode, di.nomor])}#{jangkar}"


@require_GET
def hasil(request: HttpRequest, kode: str) -> FileResponse:
    """Serve the product: the signed letter, or the file of the body that decided."""
    satu = get_object_or_404(
        Permohonan.objects.terlihat_oleh(request.user).select_related("hasil_dokumen", "hasil_berkas"), kode=kode
    )
    produk = satu.hasil_dokumen or satu.hasil_berkas
    if produk is None:
        raise Http404
    return sajikan(produk, unduh="unduh" in request.GET)


@require_POST
@kelolaan
def ajukan(request: HttpRequest, permohonan: Permohonan) -> HttpResponse:
    kalimat = "Terkirim ke petugas. Anda akan dikabari."
    if permohonan.oleh_loket:
        kalimat = "Terkirim. Cetak resinya dan serahkan kepada pemilik."
    return jalankan(request, permohonan, lambda: aksi.ajukan(permohonan, oleh=request.user), kalimat)


@require_POST
@kelolaan
def tarik(request: HttpRequest, permohonan: Permohonan) -> HttpResponse:
    kalimat = "Ditarik kembali. Anda dapat mengubah lalu mengirim lagi."
    return jalankan(request, permohonan, lambda: aksi.tarik(permohonan, oleh=request.user), kalimat)


@require_http_methods(["GET", "POST"])
@kelolaan
def batalkan(request: HttpRequest, permohonan: Permohonan) -> HttpResponse:
    """Ask once more, for it cannot be taken back."""
    if request.method == "POST":
        return jalankan(
            request, permohonan, lambda: aksi.batalkan(permohonan, oleh=request.user), "Permohonan dibatalkan."
        )
    return render(request, "layanan/permohonan_batalkan.html", {"permohonan": permohonan})


@require_http_methods(["GET", "POST"])
@kelolaan
def keberatan(request: HttpRequest, permohonan: Permohonan) -> HttpResponse:
    if "ajukan_keberatan" not in {t.verba for t in tersedia(permohonan, request.user)}:
        messages.info(request, f"Keberatan tidak dapat diajukan. Status sekarang: {permohonan.nama_publik}.")
        return redirect(permohonan)
    form = KeberatanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            aksi_keberatan.ajukan_keberatan(permohonan, oleh=request.user, **form.cleaned_data)
        except (TransisiDitolak, PermissionDenied) as galat:
            messages.warning(request, str(galat))
            return redirect(permohonan)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            selesai(request, "Keberatan terkirim. Anda akan dikabari.", f"{permohonan.kode}:keberatan")
            return redirect(permohonan)
    konteks = {"permohonan": permohonan, "form": form, "aturan": aksi_keberatan.aturan_kini()}
    return render(request, "layanan/permohonan_keberatan.html", konteks, status=422 if form.is_bound else 200)
