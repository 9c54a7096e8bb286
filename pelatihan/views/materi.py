"""Materials: handed out by trainers, opened by who has a seat."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.berkas import BerkasBersih, sajikan
from pelatihan.actions import materi as aksi
from pelatihan.forms.mengajar import MateriForm
from pelatihan.models import Angkatan, Materi, Peserta
from pelatihan.permissions import diri
from pelatihan.views.mengajar import yang_mengajar


@require_http_methods(["GET", "POST"])
@yang_mengajar
def daftar(request: HttpRequest, angkatan: Angkatan) -> HttpResponse:
    """What the class has, when it opens, and the form for one more."""
    form = MateriForm(request.POST or None, request.FILES or None, angkatan=angkatan)
    if request.method == "POST" and form.is_valid():
        isi = dict(form.cleaned_data)
        berkas = isi.pop("berkas")
        isi["unggahan"] = berkas if isinstance(berkas, BerkasBersih) else None
        try:
            aksi.tambah(angkatan, oleh=request.user, **isi)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            messages.success(request, "Materi tersimpan.")
            return redirect("ruang:materi", angkatan.kode)
    konteks = {
        "angkatan": angkatan,
        "form": form,
        "daftar": angkatan.materi.select_related("berkas", "topik", "sesi", "oleh", "angkatan"),
    }
    return render(request, "pelatihan/materi.html", konteks, status=422 if form.is_bound else 200)


@require_POST
@yang_mengajar
def hapus(request: HttpRequest, angkatan: Angkatan, materi: str) -> HttpResponse:
    aksi.hapus(get_object_or_404(angkatan.materi.select_related("angkatan", "berkas"), kode=materi), oleh=request.user)
    messages.success(request, "Materi dihapus.")
    return redirect("ruang:materi", angkatan.kode)


@require_GET
@yang_mengajar
def unduh(request: HttpRequest, angkatan: Angkatan, materi: str) -> FileResponse:
    """The file as participants will get it."""
    return _berkas(get_object_or_404(angkatan.materi.select_related("berkas"), kode=materi))


@require_GET
def peserta(request: HttpRequest, kode: str, materi: str) -> FileResponse:
    """A material for a participant who has a seat, once it is open; nothing else exists for him."""
    satu = get_object_or_404(Peserta.objects.select_related("pelaku"), kode=kode)
    if not diri(request.user, satu):
        raise Http404
    return _berkas(get_object_or_404(Materi.objects.bagi(satu), kode=materi))


def _berkas(materi: Materi) -> FileResponse:
    if materi.berkas is None:
        raise Http404
    return sajikan(materi.berkas, unduh=True)
