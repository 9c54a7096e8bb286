"""Scores in the trainers' room: the table, what is pasted from a spreadsheet, who changed what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pelatihan import nilai as aturan
from pelatihan.actions import nilai as aksi
from pelatihan.enums import BERAKHIR, BERKURSI, StatusPeserta, Tes
from pelatihan.forms.mengajar import NilaiForm, TempelForm, terapkan
from pelatihan.models import Angkatan, PerubahanNilai, Peserta
from pelatihan.nilai import Baris, Orang
from pelatihan.views.mengajar import yang_mengenal

RIWAYAT_MAKS = 200


def _peserta(angkatan: Angkatan) -> list[Peserta]:
    """Return who can be scored, or who was, by name."""
    lengkap = angkatan.peserta.filter(status__in=BERKURSI).select_related("pelaku", "usaha", "nilai")
    return list(lengkap.order_by("pelaku__nama", "pk"))


@require_http_methods(["GET", "POST"])
@yang_mengenal
def tabel(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    """Type the scores; what is refused keeps everything that was typed."""
    form = NilaiForm(request.POST or None, peserta=_peserta(angkatan))
    if request.method == "POST" and form.is_valid():
        try:
            jumlah = aksi.simpan(angkatan, ubah=form.ubah(), oleh=request.user)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            messages.success(request, f"{jumlah} nilai tersimpan." if jumlah else "Tidak ada nilai yang berubah.")
            return redirect("ruang:nilai", angkatan.kode)
    konteks = {"angkatan": angkatan, "form": form, "berakhir": angkatan.status in BERAKHIR}
    return render(request, "pelatihan/nilai.html", konteks, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@yang_mengenal
def tempel(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    """Take what was pasted and show whom each line means; nothing is kept yet."""
    form = TempelForm(request.POST or None)
    baris = _baca(form, _orang(angkatan)) if request.method == "POST" else []
    if not baris:
        status = 422 if form.is_bound else 200
        return render(request, "pelatihan/nilai_tempel.html", {"angkatan": angkatan, "form": form}, status=status)
    salah = [b.salah for b in baris if b.salah]
    return _periksa(request, angkatan, form, baris, salah)


@require_POST
@yang_mengenal
def simpan(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    """Keep what was pasted, read anew, with the participants chosen for doubtful lines."""
    form = TempelForm(request.POST)
    orang = _orang(angkatan)
    baris = _baca(form, orang)
    if not baris:
        return render(request, "pelatihan/nilai_tempel.html", {"angkatan": angkatan, "form": form}, status=422)
    salah = terapkan(baris, {o.kode: o for o in orang}, request.POST)
    if not salah and request.POST.get("cap") != _cap(angkatan):
        salah = ["Rekan Anda baru saja mengubah nilai kelas ini. Periksa sekali lagi, lalu simpan."]
    if not salah:
        try:
            jumlah = aksi.simpan(angkatan, ubah=_ubah(angkatan, baris), oleh=request.user)
        except ValidationError as galat:
            salah = galat.messages
        else:
            messages.success(request, f"{jumlah} nilai tersimpan.")
            return redirect("ruang:nilai", angkatan.kode)
    return _periksa(request, angkatan, form, baris, salah)


@require_GET
@yang_mengenal
def riwayat(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    """Who changed which score, the latest first."""
    semua = PerubahanNilai.objects.filter(peserta__angkatan=angkatan).select_related("peserta__pelaku", "oleh")
    baris = [
        {"satu": p, "dari": aturan.tulis(p.dari) or "kosong", "ke": aturan.tulis(p.ke) or "kosong"}
        for p in semua[:RIWAYAT_MAKS]
    ]
    return render(request, "pelatihan/nilai_riwayat.html", {"angkatan": angkatan, "baris": baris})


def _orang(angkatan: Angkatan) -> list[Orang]:
    duduk = angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR).select_related("pelaku", "usaha")
    return [Orang(p.kode, p.pelaku.nama, p.usaha.nama, p.usaha.nomor) for p in duduk.order_by("pelaku__nama", "pk")]


def _baca(form: TempelForm, orang: list[Orang]) -> list[Baris]:
    """Return the lines of a valid form; none when it is refused, with the reason in the form."""
    if not form.is_valid():
        return []
    try:
        return aturan.tempelan(form.cleaned_data["teks"], orang, tes=form.cleaned_data["tes"])
    except ValidationError as galat:
        form.add_error("teks", galat.messages)
        return []


def _ubah(angkatan: Angkatan, baris: list[Baris]) -> list[aksi.Ubah]:
    ada = aksi.sekarang(angkatan)
    return [
        aksi.Ubah(kode, tes, getattr(ada[kode], Tes(tes).lower()) if kode in ada else None, angka)
        for kode, nilai in aturan.pasangan(baris)
        for tes, angka in nilai.items()
    ]


def _cap(angkatan: Angkatan) -> str:
    """Return what changes whenever a score of the class does."""
    terakhir = PerubahanNilai.objects.filter(peserta__angkatan=angkatan).values_list("pk", flat=True).first()
    return str(terakhir or 0)


def _periksa(
    request: HttpRequest, angkatan: Angkatan, form: TempelForm, baris: list[Baris], salah: list[str]
) -> HttpResponse:
    ada = aksi.sekarang(angkatan)
    orang = _orang(angkatan)
    tampil = [_tampil(b, orang, ada, request.POST.get(f"pilih_{b.nomor}", "")) for b in baris]
    disebut = {b.pasti.kode for b in baris if b.pasti is not None}
    konteks = {
        "angkatan": angkatan,
        "form": form,
        "baris": tampil,
        "salah": salah,
        "isian_salah": bool(salah),
        "hitung": _hitung(baris),
        "tanpa": [o.nama for o in orang if o.kode not in disebut],
        "cap": _cap(angkatan),
        "dapat": not any(b.salah for b in baris),
    }
    return render(request, "pelatihan/nilai_periksa.html", konteks, status=422 if salah else 200)


def _tampil(baris: Baris, orang: list[Orang], ada: Any, dipilih: str) -> dict[str, Any]:
    """Return a line as the preview shows it: the score that is there, the new one, and who may be chosen."""
    lama = ada.get(baris.pasti.kode) if baris.pasti else None
    keadaan = baris.ragu or baris.keadaan
    return {
        "b": baris,
        "keadaan": keadaan,
        "nilai": [
            (Tes(tes).label, aturan.tulis(getattr(lama, Tes(tes).lower())) if lama else "", aturan.tulis(angka))
            for tes, angka in baris.nilai.items()
        ],
        "pilihan": (baris.calon or orang) if keadaan in ("mirip", "ganda", "asing") else [],
        "dipilih": dipilih or (baris.pasti.kode if baris.pasti else "lewati" if keadaan == "asing" else ""),
    }


def _hitung(baris: list[Baris]) -> dict[str, int]:
    keadaan = [b.ragu or b.keadaan for b in baris]
    return {"cocok": keadaan.count("cocok"), "periksa": sum(k in ("mirip", "ganda", "asing") for k in keadaan)}
