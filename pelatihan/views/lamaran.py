"""Applying for a class that selects: the criteria before the answers, the answers until the window ends."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pelatihan import kantor, queries, seleksi, syarat
from pelatihan.actions import seleksi as aksi
from pelatihan.enums import AKTIF, CaraMasuk, StatusPeserta
from pelatihan.forms.seleksi import LamarForm
from pelatihan.models import Angkatan, Peserta
from pelatihan.permissions import pengelola_peserta
from pelatihan.views.peserta import milik_sendiri


@require_http_methods(["GET", "POST"])
def lamar(request: HttpRequest, kode: str) -> HttpResponse:
    """The criteria of a class and the questions it asks, for one business of this person.

    From the counter, where the address names the person too, an official fills it in with him.
    """
    angkatan = get_object_or_404(Angkatan.objects.tampil().select_related("kurikulum"), kode=kode)
    if angkatan.cara != CaraMasuk.SELEKSI:
        raise Http404
    kode_usaha, orang = (request.GET.get(n, "").replace("\x00", "") for n in ("usaha", "orang"))
    loket = bool(orang)
    siapa = (
        kantor.calon(request.user, usaha=kode_usaha, orang=orang)
        if loket
        else queries.calon(request.user, kode=kode_usaha)
    )
    if not siapa:
        return redirect(angkatan)
    pelaku, usaha = siapa[0]
    if ada := angkatan.peserta.filter(pelaku=pelaku, status__in=AKTIF).first():
        return redirect(ada)
    if halangan := syarat.halangan(angkatan, pelaku, usaha):
        for kalimat in halangan:
            messages.warning(request, kalimat)
        return redirect(angkatan)
    butir = seleksi.untuk_pelamar(angkatan, pelaku, usaha)
    form = LamarForm(request.POST or None, kriteria=[b.kriteria for b in butir])
    # A class may ask nothing: then the tap itself is the application.
    if request.method == "POST" and (form.is_valid() if form.ditanya else True):
        jawaban = form.jawaban if form.ditanya else {}
        try:
            peserta = aksi.lamar(angkatan, pelaku=pelaku, usaha=usaha, jawaban=jawaban, oleh=request.user)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            return redirect("admin:pelatihan_peserta_change", peserta.pk) if loket else redirect(peserta)
    konteks = _konteks(angkatan, form, butir) | {"usaha": usaha, "mangkir": syarat.sering_mangkir(pelaku)}
    konteks |= {"untuk": pelaku.nama if loket else "", "kembali": _kelas(angkatan, loket)}
    return render(request, "pelatihan/lamar.html", konteks, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@milik_sendiri
def ubah(request: HttpRequest, peserta: Peserta) -> HttpResponse:
    """Answer anew while applications are taken."""
    angkatan = peserta.angkatan
    loket = pengelola_peserta(request.user, peserta)
    tempat = reverse("admin:pelatihan_peserta_change", args=[peserta.pk]) if loket else peserta.get_absolute_url()
    if peserta.status != StatusPeserta.MENUNGGU_SELEKSI or not angkatan.menerima():
        messages.info(request, "Jawaban tidak dapat diubah lagi.")
        return redirect(peserta)
    butir = seleksi.untuk_pelamar(angkatan, peserta.pelaku, peserta.usaha)
    lama = dict(peserta.jawaban.values_list("kriteria", "jawaban"))
    form = LamarForm(request.POST or None, kriteria=[b.kriteria for b in butir], jawaban=lama)
    if request.method == "POST" and (form.is_valid() if form.ditanya else True):
        try:
            aksi.ubah_jawaban(peserta, jawaban=form.jawaban if form.ditanya else {}, oleh=request.user)
        except (ValidationError, PermissionDenied) as galat:
            form.add_error(None, galat.messages if isinstance(galat, ValidationError) else str(galat))
        else:
            messages.success(request, "Jawaban pelamar tersimpan." if loket else "Jawaban Anda tersimpan.")
            return redirect(tempat)
    konteks = _konteks(angkatan, form, butir) | {"usaha": peserta.usaha, "peserta": peserta, "mangkir": False}
    konteks |= {"untuk": peserta.pelaku.nama if loket else "", "kembali": tempat}
    return render(request, "pelatihan/lamar.html", konteks, status=422 if form.is_bound else 200)


def _kelas(angkatan: Angkatan, loket: bool) -> str:
    return reverse("admin:pelatihan_angkatan_change", args=[angkatan.pk]) if loket else angkatan.get_absolute_url()


def _konteks(angkatan: Angkatan, form: LamarForm, butir: list[seleksi.Butir]) -> dict[str, Any]:
    return {
        "angkatan": angkatan,
        "form": form,
        "peserta": None,
        "aturan": seleksi.aturan(angkatan),
        "kursi": sum(k.jumlah for k in angkatan.kuota.all()),
        "dari_data": [b for b in butir if not b.kriteria.dijawab and not b.kriteria.dinilai],
        "dinilai": [b.kriteria for b in butir if b.kriteria.dinilai and not b.kriteria.dijawab],
        "bobot": [b.kriteria for b in butir],
        "jumlah_bobot": sum(b.kriteria.bobot for b in butir),
    }
