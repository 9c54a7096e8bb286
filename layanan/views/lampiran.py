"""The documents of a request: handed in, put in order, taken away, shown to who may see the request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET, require_POST

from inti.berkas import MIME_GAMBAR, Berkas, sajikan
from inti.workflow import TransisiDitolak
from layanan import queries
from layanan.actions import lampiran as aksi
from layanan.enums import JenisIsian
from layanan.forms.permohonan import UnggahForm
from layanan.models import BerkasPermohonan, Permohonan, SyaratBerkas
from layanan.models.rincian import AWALAN_BERKAS
from layanan.views.akses import kelolaan

SISI_KECIL = 320


def halaman_berkas(
    request: HttpRequest,
    permohonan: Permohonan,
    kini: queries.Halaman,
    halaman: list[queries.Halaman],
    salah: UnggahForm | None = None,
) -> HttpResponse:
    """Show the documents that are asked for, each with its pages; `salah` is the form that was refused."""
    boleh = aksi.berkas_terbuka(permohonan)
    diminta = {p.perihal: p.kalimat for p in permohonan.permintaan.all() if p.terbuka}
    baris = [
        b
        | {
            "form": salah if salah and salah.syarat == b["syarat"] else UnggahForm(syarat=b["syarat"]),
            "petugas": diminta.get(AWALAN_BERKAS + b["syarat"].kode, ""),
            "penuh": len(b["berkas"]) >= aksi.LAMPIRAN_MAKS,
        }
        for b in queries.lampiran(permohonan)
        if b["diminta"] and b["syarat"].kode in boleh
    ]
    konteks = {
        "permohonan": permohonan,
        "kini": kini,
        "halaman": halaman,
        "ke": halaman.index(kini) + 1,
        "baris": baris,
        "form": salah,
        "gabungan": aksi.GABUNGAN,
    }
    return render(request, "layanan/permohonan_berkas.html", konteks, status=422 if salah else 200)


@require_POST
@kelolaan
def unggah(request: HttpRequest, permohonan: Permohonan, syarat: str) -> HttpResponse:
    """Hand in photos or PDFs; what is good is kept, and a refused one comes back with its sentence."""
    satu = get_object_or_404(permohonan.layanan.berkas, kode=syarat)
    semua = queries.halaman_isi(permohonan)
    halaman = next((h for h in semua if not h.kode), None)
    if halaman is None:
        messages.info(request, f"Berkas tidak dapat ditambah. Status sekarang: {permohonan.nama_publik}.")
        return redirect(permohonan)
    form = UnggahForm(request.POST, request.FILES, syarat=satu)
    form.is_valid()
    tersimpan = _simpan(request, permohonan, satu, form)
    if not form.errors:
        kata = "tersimpan" if tersimpan == 1 else f"tersimpan, {tersimpan} foto"
        messages.success(request, f"{satu.nama} {kata}.")
        return _kembali(permohonan, satu)
    return halaman_berkas(request, permohonan, halaman, semua, form)


def _simpan(request: HttpRequest, permohonan: Permohonan, syarat: SyaratBerkas, form: UnggahForm) -> int:
    """Keep each good upload by itself and return how many; what the verb refuses stands in the form."""
    jumlah = 0
    for bersih in form.lembar:
        try:
            aksi.tambah_berkas(permohonan, oleh=request.user, syarat_berkas=syarat, unggahan=bersih)
            jumlah += 1
        except (ValidationError, TransisiDitolak) as galat:
            form.add_error("berkas", galat if isinstance(galat, ValidationError) else str(galat))
            break
    return jumlah


def _kembali(permohonan: Permohonan, syarat: SyaratBerkas) -> HttpResponse:
    halaman = next((h for h in queries.halaman_isi(permohonan) if not h.kode), None)
    if halaman is None:
        return redirect(permohonan)
    tujuan = redirect("layanan:permohonan_isi", permohonan.kode, halaman.nomor)
    tujuan["Location"] += f"#berkas-{syarat.kode}"
    return tujuan


def _ubah(
    request: HttpRequest, permohonan: Permohonan, pk: int, aksinya: Callable[..., None], kalimat: str
) -> HttpResponse:
    """Do a verb on one page of a document, and lead back to that document."""
    satu = get_object_or_404(permohonan.lampiran.select_related("syarat", "berkas"), pk=pk)
    try:
        aksinya(permohonan, oleh=request.user, lampiran=satu)
        messages.success(request, kalimat.format(nama=satu.syarat.nama))
    except (ValidationError, TransisiDitolak) as galat:
        messages.warning(request, galat.messages[0] if isinstance(galat, ValidationError) else str(galat))
        return redirect(permohonan)
    return _kembali(permohonan, satu.syarat)


@require_POST
@kelolaan
def berkas_hapus(request: HttpRequest, permohonan: Permohonan, pk: int) -> HttpResponse:
    return _ubah(request, permohonan, pk, aksi.hapus_berkas, "Satu berkas {nama} dihapus.")


@require_POST
@kelolaan
def berkas_majukan(request: HttpRequest, permohonan: Permohonan, pk: int) -> HttpResponse:
    return _ubah(request, permohonan, pk, aksi.majukan_berkas, "Urutan {nama} diubah.")


@require_POST
@kelolaan
def berkas_pisah(request: HttpRequest, permohonan: Permohonan, pk: int) -> HttpResponse:
    return _ubah(request, permohonan, pk, aksi.pisah_berkas, "{nama} dapat diubah per halaman.")


def _lihat(request: HttpRequest, kode: str, pk: int) -> Berkas:
    """Fetch one document of a request that the user may see; anything else does not exist."""
    satu = get_object_or_404(Permohonan.objects.terlihat_oleh(request.user), kode=kode)
    return get_object_or_404(BerkasPermohonan.objects.select_related("berkas"), permohonan=satu, pk=pk).berkas


@require_GET
def berkas(request: HttpRequest, kode: str, pk: int) -> FileResponse:
    return sajikan(_lihat(request, kode, pk))


@require_GET
def berkas_kecil(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Serve a photo at the size of a thumb; the browser keeps it and asks each time whether it may still show it."""
    from inti.gambar import kecilkan  # here: only a worker that handles pictures carries their library

    satu = _lihat(request, kode, pk)
    if satu.mime != MIME_GAMBAR:
        raise Http404
    tanda = quote_etag(satu.sha256)
    tanggapan = get_conditional_response(request, etag=tanda)
    if tanggapan is None:
        with satu.file.open("rb") as isi:
            tanggapan = HttpResponse(kecilkan(isi, SISI_KECIL), content_type=satu.mime)
    tanggapan["ETag"] = tanda
    tanggapan["Cache-Control"] = "private, no-cache"
    return tanggapan


@require_GET
def jawaban_berkas(request: HttpRequest, kode: str, isian: str) -> FileResponse:
    """Serve the photo or PDF that answers a field of the form to who may see the request."""
    satu = get_object_or_404(Permohonan.objects.terlihat_oleh(request.user), kode=kode)
    medan: Any = get_object_or_404(satu.formulir.isian, kode=isian, jenis=JenisIsian.BERKAS)
    return sajikan(get_object_or_404(Berkas, kode=satu.jawaban.get(medan.kode, "")))
