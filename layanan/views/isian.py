"""Filling in a request step by step: the answers of one step, saved by themselves; the documents are the last one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from inti.berkas import BerkasBersih
from inti.workflow import TransisiDitolak
from layanan import formulir, queries
from layanan.actions import permohonan as aksi
from layanan.models import Permohonan
from layanan.models.rincian import AWALAN_ISIAN
from layanan.views.akses import kelolaan
from layanan.views.lampiran import halaman_berkas
from umkm.views.akses import selesai


@require_http_methods(["GET", "POST"])
@kelolaan
def isi(request: HttpRequest, permohonan: Permohonan, nomor: int) -> HttpResponse:
    """One step of the form, or the page of the documents."""
    halaman = queries.halaman_isi(permohonan)
    kini = next((h for h in halaman if h.nomor == nomor), None)
    if kini is None:
        return _tidak_ada(request, permohonan, nomor, halaman)
    if not kini.kode:
        return halaman_berkas(request, permohonan, kini, halaman)
    semua = list(permohonan.formulir.isian.all())
    kelas = formulir.buat_form([i for i in semua if i.kode in kini.kode], semua=semua)
    kirim = (request.POST, request.FILES) if request.method == "POST" else ()
    form = kelas(*kirim, jawaban=permohonan.jawaban)
    if request.method == "POST":
        tanggapan = _simpan(request, permohonan, kini, form)
        if tanggapan is not None:
            return tanggapan
    _terangkan(form, semua, kini.kode, permohonan)
    konteks = {
        "permohonan": permohonan,
        "kini": kini,
        "halaman": halaman,
        "ke": halaman.index(kini) + 1,
        "permintaan": permohonan.permintaan.filter(terbuka=True),
        "form": form,
    }
    return render(request, "layanan/permohonan_isi.html", konteks, status=422 if form.is_bound else 200)


def _tidak_ada(
    request: HttpRequest, permohonan: Permohonan, nomor: int, halaman: list[queries.Halaman]
) -> HttpResponse:
    """Lead on from a step that is not open (any more); one that never was does not exist."""
    if halaman and permohonan.formulir.isian.filter(langkah=nomor).exists():
        return redirect(_sesudah(permohonan, nomor))
    if not halaman:
        messages.info(request, f"Isian tidak dapat diubah. Status sekarang: {permohonan.nama_publik}.")
        return redirect(permohonan)
    raise Http404


def _simpan(request: HttpRequest, permohonan: Permohonan, kini: queries.Halaman, form: Any) -> HttpResponse | None:
    """Keep the answers and return the way on; None when the form has to be shown again.

    A good photo in a form that goes back for mending is kept: nobody sends it twice over a weak signal.
    """
    baik = form.is_valid()
    jawaban = form.hasil() if baik else {k: n for k, n in form.cleaned_data.items() if isinstance(n, BerkasBersih)}
    if not jawaban:
        return None
    try:
        aksi.isi(permohonan, oleh=request.user, jawaban=jawaban)
    except TransisiDitolak as galat:
        messages.warning(request, f"Tidak ada yang diubah. {galat}")
        return redirect(permohonan)
    except ValidationError as galat:
        form.add_error(None, galat)
        return None
    if not baik:
        return None
    selesai(request, f"{kini.judul} tersimpan.", f"{permohonan.kode}:{kini.nomor}")
    return redirect(_sesudah(permohonan, kini.nomor) if "lanjut" in request.POST else permohonan)


def _sesudah(permohonan: Permohonan, nomor: int) -> Any:
    """The next page that is open, or the summary."""
    berikut = [h.nomor for h in queries.halaman_isi(permohonan) if h.nomor > nomor]
    if berikut:
        return reverse("layanan:permohonan_isi", args=[permohonan.kode, berikut[0]])
    return reverse("layanan:permohonan_periksa", args=[permohonan.kode])


def _terangkan(form: Any, semua: list[Any], kode: tuple[str, ...], permohonan: Permohonan) -> None:
    """Say at each field when it is asked, for who fills in without a script, what the office wrote, what is kept."""
    menurut_kode = {i.kode: i for i in semua}
    diminta = {p.perihal: p.kalimat for p in permohonan.permintaan.all() if p.terbuka}
    for satu in (menurut_kode[k] for k in kode):
        medan = form.fields[satu.kode]
        medan.petugas = diminta.get(AWALAN_ISIAN + satu.kode, "")
        medan.tersimpan = queries.alamat_berkas(permohonan, satu)
    formulir.terangkan(form, semua)
