"""What participants say of a class: answering by a link, and reading what all said together.

Behind a link nobody is logged in, and the page knows the class alone: neither name nor business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from inti import tautan
from pelatihan import kesan
from pelatihan.actions import dampak as aksi
from pelatihan.enums import TahapTanya
from pelatihan.forms.dampak import DampakForm, KesanForm
from pelatihan.models import Angkatan, Peserta
from pelatihan.permissions import diri
from pelatihan.views.mengajar import yang_mengajar
from pelatihan.views.peserta import milik_sendiri

T = TahapTanya
ALAMAT = {T.KESAN: "pelatihan:kesan_isi", T.DAMPAK: "pelatihan:dampak_isi"}


@tautan.tanpa_masuk
@require_http_methods(["GET", "POST"])
def kesan_isi(request: HttpRequest, token: str) -> HttpResponse:
    """Three marks for a class that has just ended. To look changes nothing; sending uses the link."""

    def simpan(isi: dict[str, Any]) -> None:
        aksi.jawab_kesan(token, isi=isi)

    return _isi(request, token, T.KESAN, KesanForm(request.POST or None), simpan)


@tautan.tanpa_masuk
@require_http_methods(["GET", "POST"])
def dampak_isi(request: HttpRequest, token: str) -> HttpResponse:
    """Two questions three months after a class."""

    def simpan(isi: dict[str, Any]) -> None:
        aksi.jawab_dampak(token, **isi)

    return _isi(request, token, T.DAMPAK, DampakForm(request.POST or None), simpan)


def _isi(
    request: HttpRequest, token: str, tahap: str, form: forms.Form, simpan: Callable[[dict[str, Any]], None]
) -> HttpResponse:
    peserta = (
        Peserta.objects.select_related("angkatan__kurikulum")
        .filter(kode=tautan.buka(token, kesan.KEPERLUAN[T(tahap)]) or "")
        .first()
    )
    if peserta is None or kesan.dapat_dijawab(peserta) != tahap:
        return render(request, "pelatihan/kesan_habis.html", status=410)
    if request.method == "POST" and form.is_valid():
        try:
            simpan(form.cleaned_data)
        except ValidationError:
            return render(request, "pelatihan/kesan_habis.html", status=410)
        return redirect("pelatihan:kesan_terima_kasih")
    konteks = {"form": form, "angkatan": peserta.angkatan, "tahap": tahap}
    return render(request, "pelatihan/kesan_isi.html", konteks, status=422 if form.is_bound else 200)


@login_not_required
@require_safe
def terima_kasih(request: HttpRequest) -> HttpResponse:
    return render(request, "pelatihan/kesan_terima_kasih.html")


@require_POST
@milik_sendiri
def dari_sendiri(request: HttpRequest, peserta: Peserta) -> HttpResponse:
    """Lead a participant from the page of his place to what he is asked, where nobody is logged in."""
    if not diri(request.user, peserta):
        messages.info(request, "Hanya pesertanya sendiri yang menjawab.")
        return redirect(peserta)
    try:
        tahap, token = aksi.buka(peserta, oleh=request.user)
    except ValidationError as galat:
        messages.info(request, galat.messages[0])
        return redirect(peserta)
    return redirect(ALAMAT[T(tahap)], token)


@require_GET
@yang_mengajar
def mengajar(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    """What participants said: of this class, and of all classes that this trainer teaches."""
    konteks = {"angkatan": angkatan, **halaman(angkatan, request.user)}
    return render(request, "pelatihan/kesan_hasil.html", konteks)


def halaman(angkatan: Angkatan, pelatih: Any = None) -> dict[str, Any]:
    """Return what is shown of one class, and to its trainer of all that are his."""
    rangkuman = {tahap: kesan.rangkum(tahap, pelatih=pelatih) for tahap in T}
    return {
        "keadaan": kesan.keadaan(angkatan),
        "hasil": rangkuman[T.KESAN].kelas.get(angkatan.pk),
        "kata": kesan.kata(angkatan, rangkuman[T.KESAN]),
        "dampak": rangkuman[T.DAMPAK].kelas.get(angkatan.pk),
        "semua": [rangkuman[tahap].pelatih.get(pelatih.pk) for tahap in T] if pelatih is not None else None,
    }
