"""Accountability of a class: what is missing, papers to print, what came back signed. Two rooms show the same.

The trainers' room has it for who teaches the class, the officials' room for who prepares the papers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.admin.kamar import tampilkan
from inti.berkas import MIME_GAMBAR, sajikan
from pelatihan import permissions, spj, spj_cetak
from pelatihan.actions import spj as aksi
from pelatihan.forms.spj import BuktiForm, DataSpjForm, NikForm
from pelatihan.models import Angkatan, BentukSpj, DataSpj

MENGAJAR, KANTOR = "mengajar", "kantor"
KELAS = "kelas"
"""Stands in an address where a day would, for a paper of the whole class."""
SISI_KECIL = 320
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def yang_mengurus(halaman: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the view a class of this room: one that the user teaches, or whose papers he prepares."""

    @wraps(halaman)
    def periksa_akses(request: HttpRequest, kode: str, *, ruang: str, **sisa: Any) -> HttpResponse:
        lengkap = Angkatan.objects.select_related("kurikulum", "desa__kecamatan").prefetch_related("sesi", "pelatih")
        satu = get_object_or_404(lengkap, kode=kode)
        boleh = permissions.pengajar_bernama if ruang == MENGAJAR else permissions.penyiap_spj
        if not boleh(request.user, satu):
            raise Http404
        return halaman(request, satu, ruang=ruang, **sisa)

    return periksa_akses


def alamat(ruang: str, nama: str, *args: Any) -> str:
    """Return the address of a page in this room."""
    return reverse(f"ruang:{'kantor_' if ruang == KANTOR else ''}{nama}", args=args)


@require_http_methods(["GET", "POST"])
@yang_mengurus
def siap(request: HttpRequest, angkatan: Angkatan, ruang: str) -> HttpResponse:
    """What is missing, what can be printed, what is there; and the form by which scans and photos come in."""
    form = BuktiForm(request.POST or None, request.FILES or None, angkatan=angkatan)
    if request.method == "POST" and form.is_valid() and _simpan(request, angkatan, form):
        return redirect(alamat(ruang, "spj", angkatan.kode))
    konteks = {
        "title": "Pertanggungjawaban (SPJ)",
        "angkatan": angkatan,
        "ruang": ruang,
        "form": form,
        "kurang": spj.kurang(angkatan),
        "kertas": _kertas(angkatan, ruang),
        "bukti": _bukti(angkatan, ruang),
        "data": DataSpj.objects.filter(angkatan=angkatan).first(),
        "url_data": alamat(KANTOR, "spj_data", angkatan.kode) if ruang == KANTOR else "",
        "boleh_hapus": angkatan.status != "SELESAI",
    }
    return _tampil(request, ruang, "spj", konteks, status=422 if form.is_bound else 200)


def _simpan(request: HttpRequest, angkatan: Angkatan, form: BuktiForm) -> bool:
    """Keep each upload; what the verb refuses stands in the form."""
    isi = dict(form.cleaned_data)
    semua = isi.pop("berkas")
    try:
        for bersih in semua:
            aksi.tambah_bukti(angkatan, oleh=request.user, unggahan=bersih, **isi)
    except ValidationError as galat:
        form.add_error(None, galat.messages)
        return False
    messages.success(request, f"{len(semua)} berkas tersimpan.")
    return True


def _kertas(angkatan: Angkatan, ruang: str) -> list[dict[str, Any]]:
    """Return each paper with the addresses of its prints, one for each day where it is one of the day."""
    hasil = []
    for satu in spj.bentuk():
        cetakan = []
        for pada in spj.hari(angkatan) if spj.per_hari(satu) else [None]:
            args = (angkatan.kode, satu.kode, pada.isoformat() if pada else KELAS)
            nik = alamat(KANTOR, "spj_nik", *args) if ruang == KANTOR and spj.memuat_nik(satu) else ""
            cetakan.append(
                {
                    "kata": spj.kata_hari(pada) if pada else "",
                    "pdf": alamat(ruang, "spj_pdf", *args),
                    "xlsx": alamat(ruang, "spj_xlsx", *args) if satu.kolom.all() else "",
                    "nik": nik,
                }
            )
        hasil.append({"bentuk": satu, "cetakan": cetakan})
    return hasil


def _bukti(angkatan: Angkatan, ruang: str) -> list[dict[str, Any]]:
    semua = angkatan.bukti.select_related("berkas", "sesi", "oleh").order_by("sesi__mulai", "jenis", "pk")
    return [
        {
            "satu": b,
            "gambar": b.berkas.mime == MIME_GAMBAR,
            "lihat": alamat(ruang, "spj_bukti", angkatan.kode, b.kode),
            "kecil": alamat(ruang, "spj_bukti_kecil", angkatan.kode, b.kode),
            "hapus": alamat(ruang, "spj_bukti_hapus", angkatan.kode, b.kode),
        }
        for b in semua
    ]


@require_GET
@yang_mengurus
def cetak(request: HttpRequest, angkatan: Angkatan, ruang: str, bentuk: str, pada: str, rupa: str) -> HttpResponse:
    """Print a paper without any NIK; where it has that column, it is left to be written by hand."""
    satu, tanggal = _bentuk(angkatan, bentuk, pada)
    return _kirim(angkatan, spj.susun(angkatan, satu, pada=tanggal), pada, rupa)


@require_http_methods(["GET", "POST"])
@yang_mengurus
def nik(request: HttpRequest, angkatan: Angkatan, ruang: str, bentuk: str, pada: str) -> HttpResponse:
    """Ask why the NIK must stand on the paper, write it into the read log of each person, and print."""
    satu, tanggal = _bentuk(angkatan, bentuk, pada)
    if not (request.user.has_perm(aksi.IZIN_NIK) and spj.memuat_nik(satu)):
        raise Http404
    form = NikForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            terbuka = aksi.buka_nik(angkatan, oleh=request.user, alasan=form.cleaned_data["alasan"])
        except ValidationError as galat:
            form.add_error("alasan", galat.messages)
        else:
            rupa = "xlsx" if "xlsx" in request.POST else "pdf"
            return _kirim(angkatan, spj.susun(angkatan, satu, pada=tanggal, nik=terbuka), pada, rupa)
    konteks = {
        "title": f"{satu.nama} dengan NIK",
        "angkatan": angkatan,
        "form": form,
        "url_kembali": alamat(ruang, "spj", angkatan.kode),
    }
    return tampilkan(request, "admin/pelatihan/spj_nik.html", konteks, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@yang_mengurus
def data(request: HttpRequest, angkatan: Angkatan, ruang: str) -> HttpResponse:
    """Numbers, days and the amount for transport of this class."""
    ada = DataSpj.objects.filter(angkatan=angkatan).first()
    awal = {nama: getattr(ada, nama) for nama in DataSpjForm.base_fields} if ada else {}
    form = DataSpjForm(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid():
        aksi.atur(angkatan, oleh=request.user, isian=form.cleaned_data)
        messages.success(request, "Data SPJ tersimpan.")
        return redirect(alamat(ruang, "spj", angkatan.kode))
    konteks = {
        "title": "Data SPJ",
        "angkatan": angkatan,
        "form": form,
        "url_kembali": alamat(ruang, "spj", angkatan.kode),
    }
    return tampilkan(request, "admin/pelatihan/spj_data.html", konteks, status=422 if form.is_bound else 200)


@require_GET
@yang_mengurus
def bukti(request: HttpRequest, angkatan: Angkatan, ruang: str, bukti: str) -> FileResponse:
    return sajikan(get_object_or_404(angkatan.bukti.select_related("berkas"), kode=bukti).berkas)


@require_GET
@yang_mengurus
def bukti_kecil(request: HttpRequest, angkatan: Angkatan, ruang: str, bukti: str) -> HttpResponse:
    """Serve a photo at the size of a thumb."""
    from inti.gambar import kecilkan  # here: only a worker that handles pictures carries their library

    satu = get_object_or_404(angkatan.bukti.select_related("berkas"), kode=bukti, berkas__mime=MIME_GAMBAR)
    with satu.berkas.file.open("rb") as isi:
        tanggapan = HttpResponse(kecilkan(isi, SISI_KECIL), content_type=MIME_GAMBAR)
    tanggapan["Cache-Control"] = "private, max-age=3600"
    return tanggapan


@require_POST
@yang_mengurus
def bukti_hapus(request: HttpRequest, angkatan: Angkatan, ruang: str, bukti: str) -> HttpResponse:
    satu = get_object_or_404(angkatan.bukti.select_related("berkas"), kode=bukti)
    try:
        aksi.hapus_bukti(satu, oleh=request.user)
        messages.success(request, "Berkas dihapus.")
    except ValidationError as galat:
        messages.warning(request, galat.messages[0])
    return redirect(alamat(ruang, "spj", angkatan.kode))


def _bentuk(angkatan: Angkatan, kode: str, pada: str) -> tuple[BentukSpj, date | None]:
    """Fetch a paper in use, and the day in the address: one on which the class meets, where it is one of the day."""
    satu = get_object_or_404(spj.bentuk(), kode=kode)
    if not spj.per_hari(satu):
        if pada != KELAS:
            raise Http404
        return satu, None
    cocok = next((h for h in spj.hari(angkatan) if h.isoformat() == pada), None)
    if cocok is None:
        raise Http404
    return satu, cocok


def _kirim(angkatan: Angkatan, lembar: spj.Lembar, pada: str, rupa: str) -> HttpResponse:
    if rupa == "pdf":
        jawaban = HttpResponse(spj_cetak.cetak(angkatan, lembar), content_type="application/pdf")
    elif lembar.kolom:
        jawaban = HttpResponse(spj_cetak.lembar_sebar(lembar), content_type=XLSX)
    else:
        raise Http404
    cara = "inline" if rupa == "pdf" else "attachment"
    jawaban["Content-Disposition"] = f'{cara}; filename="{lembar.bentuk.kode}-{pada}.{rupa}"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def _tampil(request: HttpRequest, ruang: str, nama: str, konteks: dict[str, Any], *, status: int) -> HttpResponse:
    if ruang == KANTOR:
        return tampilkan(request, f"admin/pelatihan/{nama}.html", konteks, status=status)
    return render(request, f"pelatihan/{nama}.html", konteks, status=status)
