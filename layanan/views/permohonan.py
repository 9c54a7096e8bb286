"""One request as its applicant sees it: where it stands, filling in step by step, sending, objecting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.berkas import sajikan
from inti.workflow import TransisiDitolak, tersedia
from layanan import formulir, queries, syarat
from layanan.actions import keberatan as aksi_keberatan
from layanan.actions import permohonan as aksi
from layanan.forms.permohonan import KeberatanForm, UnggahForm
from layanan.models import BerkasPermohonan, Permohonan
from layanan.models.rincian import AWALAN_ISIAN
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
    return render(request, "layanan/permohonan.html", konteks)


@require_http_methods(["GET", "POST"])
@kelolaan
def isi(request: HttpRequest, permohonan: Permohonan, nomor: int) -> HttpResponse:
    """One step of the form; saved by itself. The documents are the last one."""
    halaman = queries.halaman_isi(permohonan)
    kini = next((h for h in halaman if h.nomor == nomor), None)
    if kini is None:
        if halaman and permohonan.formulir.isian.filter(langkah=nomor).exists():
            return redirect(_sesudah(permohonan, nomor))
        if not halaman:
            messages.info(request, f"Isian tidak dapat diubah. Status sekarang: {permohonan.nama_publik}.")
            return redirect(permohonan)
        raise Http404
    if not kini.kode:
        return _halaman_berkas(request, permohonan, kini)
    semua = list(permohonan.formulir.isian.all())
    kelas = formulir.buat_form([i for i in semua if i.kode in kini.kode], semua=semua)
    form = kelas(request.POST or None, request.FILES or None, jawaban=permohonan.jawaban)
    _terangkan(form, semua, kini.kode, permohonan)
    if request.method == "POST" and form.is_valid():
        try:
            aksi.isi(permohonan, oleh=request.user, jawaban=form.hasil())
        except TransisiDitolak as galat:
            messages.warning(request, f"Tidak ada yang diubah. {galat}")
            return redirect(permohonan)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            selesai(request, f"{kini.judul} tersimpan.", f"{permohonan.kode}:{nomor}")
            return redirect(_sesudah(permohonan, nomor) if "lanjut" in request.POST else permohonan)
    konteks = _konteks_isi(permohonan, kini, halaman) | {"form": form}
    return render(request, "layanan/permohonan_isi.html", konteks, status=422 if form.is_bound else 200)


def _sesudah(permohonan: Permohonan, nomor: int) -> Any:
    """The next page that is open, or the summary."""
    berikut = [h.nomor for h in queries.halaman_isi(permohonan) if h.nomor > nomor]
    if berikut:
        return reverse("layanan:permohonan_isi", args=[permohonan.kode, berikut[0]])
    return reverse("layanan:permohonan_periksa", args=[permohonan.kode])


def _terangkan(form: Any, semua: list[Any], kode: tuple[str, ...], permohonan: Permohonan) -> None:
    """Say at each field when it is asked, for who fills in without a script, and what the office wrote about it."""
    menurut_kode = {i.kode: i for i in semua}
    diminta = {p.perihal: p.kalimat for p in permohonan.permintaan.filter(terbuka=True)}
    for satu in (menurut_kode[k] for k in kode):
        medan = form.fields[satu.kode]
        medan.petugas = diminta.get(AWALAN_ISIAN + satu.kode, "")
        if satu.kondisi and satu.kondisi["isian"] in kode:
            induk = menurut_kode[satu.kondisi["isian"]]
            kata = " atau ".join(f"“{formulir.tampil(induk, n)}”" for n in satu.kondisi["nilai"])
            medan.help_text = f"Isi hanya bila “{induk.label}” Anda jawab {kata}. {medan.help_text}".strip()


def _konteks_isi(permohonan: Permohonan, kini: queries.Halaman, halaman: list[queries.Halaman]) -> dict[str, Any]:
    return {
        "permohonan": permohonan,
        "kini": kini,
        "halaman": halaman,
        "ke": halaman.index(kini) + 1,
        "permintaan": permohonan.permintaan.filter(terbuka=True),
    }


def _halaman_berkas(
    request: HttpRequest, permohonan: Permohonan, kini: queries.Halaman, salah: UnggahForm | None = None, kode: str = ""
) -> HttpResponse:
    boleh = aksi.berkas_terbuka(permohonan)
    baris = [
        b | {"form": salah if b["syarat"].kode == kode else UnggahForm(syarat=b["syarat"])}
        for b in queries.lampiran(permohonan)
        if b["diminta"] and b["syarat"].kode in boleh
    ]
    halaman = queries.halaman_isi(permohonan)
    konteks = _konteks_isi(permohonan, kini, halaman) | {"baris": baris, "form": salah}
    return render(request, "layanan/permohonan_berkas.html", konteks, status=422 if salah else 200)


@require_POST
@kelolaan
def unggah(request: HttpRequest, permohonan: Permohonan, syarat: str) -> HttpResponse:
    """Hand in one photo or PDF; a refused one comes back on the page of the documents."""
    satu = get_object_or_404(permohonan.layanan.berkas, kode=syarat)
    form = UnggahForm(request.POST, request.FILES, syarat=satu)
    halaman = next((h for h in queries.halaman_isi(permohonan) if not h.kode), None)
    if halaman is None:
        messages.info(request, f"Berkas tidak dapat ditambah. Status sekarang: {permohonan.nama_publik}.")
        return redirect(permohonan)
    if form.is_valid():
        try:
            aksi.tambah_berkas(permohonan, oleh=request.user, syarat_berkas=satu, unggahan=form.cleaned_data["berkas"])
        except (ValidationError, TransisiDitolak) as galat:
            form.add_error(None, galat if isinstance(galat, ValidationError) else str(galat))
        else:
            messages.success(request, f"{satu.nama} tersimpan.")
            return redirect("layanan:permohonan_isi", permohonan.kode, halaman.nomor)
    return _halaman_berkas(request, permohonan, halaman, form, satu.kode)


@require_GET
def berkas(request: HttpRequest, kode: str, pk: int) -> FileResponse:
    """Serve a document of a request to who may see the request."""
    satu = get_object_or_404(Permohonan.objects.terlihat_oleh(request.user), kode=kode)
    return sajikan(get_object_or_404(BerkasPermohonan.objects.select_related("berkas"), permohonan=satu, pk=pk).berkas)


@require_POST
@kelolaan
def berkas_hapus(request: HttpRequest, permohonan: Permohonan, pk: int) -> HttpResponse:
    satu = get_object_or_404(permohonan.lampiran.select_related("syarat", "berkas"), pk=pk)
    try:
        aksi.hapus_berkas(permohonan, oleh=request.user, lampiran=satu)
        messages.success(request, f"Satu berkas {satu.syarat.nama} dihapus.")
    except (ValidationError, TransisiDitolak) as galat:
        messages.warning(request, galat.messages[0] if isinstance(galat, ValidationError) else str(galat))
        return redirect(permohonan)
    halaman = next((h for h in queries.halaman_isi(permohonan) if not h.kode), None)
    return redirect("layanan:permohonan_isi", permohonan.kode, halaman.nomor) if halaman else redirect(permohonan)


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
        "langkah": formulir.langkah(semua),
        "bagian": [
            (judul, [b | {"ke": nomor.get(b["kode"])} for b in baris if b["kode"] in {i.kode for i in milik}])
            for _, judul, milik in formulir.langkah(semua)
        ],
        "lampiran": queries.lampiran(permohonan),
        "ke_berkas": next((h.nomor for h in halaman if not h.kode), None),
        "kurang": syarat.kurang_isian(permohonan),
        "kurang_syarat": syarat.kurang_syarat(permohonan.layanan, permohonan.usaha),
        "nomor_isi": nomor,
    }
    return render(request, "layanan/permohonan_periksa.html", konteks)


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
