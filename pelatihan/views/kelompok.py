"""Coming together: the head of a group asks others along by their registration numbers, and sees who answered.

He learns of nobody more than the number that he has written himself and the answer.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from akun import batas
from pelatihan import queries
from pelatihan.actions.kelompok import cari_anggota, daftar_kelompok
from pelatihan.forms.peserta import KelompokForm
from pelatihan.models import Angkatan, Kelompok

SEHARI = 10
"""Tries of one account in a day: enough to mend a typing mistake, too few to look which numbers exist."""


@require_http_methods(["GET", "POST"])
def ajak(request: HttpRequest, kode: str) -> HttpResponse:
    """Ask others along: the head is enrolled, each of the others answers from his own message."""
    angkatan = get_object_or_404(Angkatan.objects.tampil().select_related("kurikulum"), kode=kode)
    sendiri = [(p, u) for p, u in queries.calon(request.user) if p.akun_id == request.user.pk]
    form = KelompokForm(request.POST or None, usaha=[u for _, u in sendiri])
    if request.method == "POST" and form.is_valid():
        if not batas.pakai(f"kelompok:{request.user.pk}", SEHARI, batas.HARI):
            raise batas.TerlaluSering
        isi = form.cleaned_data
        ketua = next(satu for satu in sendiri if satu[1] == isi["usaha"])
        try:
            anggota = [ketua, *cari_anggota(isi["nomor"])]
            baru = daftar_kelompok(
                angkatan, nama=isi["nama"], anggota=anggota, semua=isi["cara"] == "semua", oleh=request.user
            )
            return redirect("pelatihan:kelompok", baru[0].kelompok.kode)
        except ValidationError as galat:
            form.add_error("nomor", galat)
    konteks = {"angkatan": angkatan, "form": form, "berusaha": bool(sendiri)}
    return render(request, "pelatihan/kelompok_ajak.html", konteks, status=422 if form.is_bound else 200)


@require_GET
def kelompok(request: HttpRequest, kode: str) -> HttpResponse:
    """What has become of the group; for its head alone."""
    milik = Kelompok.objects.filter(ketua__akun=request.user, ketua__meninggal_pada=None)
    satu = get_object_or_404(milik.select_related("angkatan__kurikulum", "ketua"), kode=kode)
    konteks = {"kelompok": satu, "angkatan": satu.angkatan, "anggota": queries.anggota(satu)}
    return render(request, "pelatihan/kelompok.html", konteks)
