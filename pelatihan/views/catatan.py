"""Notes of trainers about participants, in their own room alone."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from pelatihan.actions import catatan as aksi
from pelatihan.enums import BERKURSI
from pelatihan.forms.mengajar import CatatanForm
from pelatihan.models import Angkatan, CatatanPelatih
from pelatihan.views.mengajar import yang_mengenal


@require_http_methods(["GET", "POST"])
@yang_mengenal
def daftar(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    """Every note of the class, by person, and the form for one more."""
    peserta = list(angkatan.peserta.filter(status__in=BERKURSI).select_related("pelaku").order_by("pelaku__nama", "pk"))
    awal = {"peserta": request.GET.get("peserta", "")}
    form = CatatanForm(request.POST or None, peserta=peserta, initial=awal)
    if request.method == "POST" and form.is_valid():
        orang = form.menurut_kode[form.cleaned_data["peserta"]]
        aksi.catat(orang, oleh=request.user, teks=form.cleaned_data["teks"])
        messages.success(request, "Catatan tersimpan.")
        return redirect("ruang:catatan", angkatan.kode)
    semua = CatatanPelatih.objects.filter(peserta__angkatan=angkatan).select_related("peserta__pelaku", "penulis")
    konteks = {
        "angkatan": angkatan,
        "form": form,
        "daftar": semua.order_by("peserta__pelaku__nama", "peserta", "pk"),
        "ada_peserta": bool(peserta),
    }
    return render(request, "pelatihan/catatan.html", konteks, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@yang_mengenal
def ubah(request: HttpRequest, angkatan: Angkatan, pk: int) -> HttpResponse:
    """One's own note, to be written anew."""
    satu = _sendiri(request, angkatan, pk)
    form = CatatanForm(request.POST or None, initial={"teks": satu.teks})
    if request.method == "POST" and form.is_valid():
        try:
            aksi.ubah(satu, oleh=request.user, teks=form.cleaned_data["teks"])
        except ValidationError as galat:
            form.add_error("teks", galat.messages)
        else:
            messages.success(request, "Catatan diubah.")
            return redirect("ruang:catatan", angkatan.kode)
    konteks = {"angkatan": angkatan, "form": form, "satu": satu}
    return render(request, "pelatihan/catatan_ubah.html", konteks, status=422 if form.is_bound else 200)


@require_POST
@yang_mengenal
def hapus(request: HttpRequest, angkatan: Angkatan, pk: int) -> HttpResponse:
    aksi.hapus(_sendiri(request, angkatan, pk), oleh=request.user)
    messages.success(request, "Catatan dihapus.")
    return redirect("ruang:catatan", angkatan.kode)


def _sendiri(request: HttpRequest, angkatan: Angkatan, pk: int) -> CatatanPelatih:
    """Fetch one's own note of this class; another's cannot be changed, so it does not exist here."""
    milik = CatatanPelatih.objects.filter(peserta__angkatan=angkatan, penulis=request.user)
    return get_object_or_404(milik.select_related("peserta__pelaku", "peserta__angkatan"), pk=pk)
