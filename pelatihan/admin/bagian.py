"""The parts of a class that officials change, each on a page of its own: facts, timetable, seats, trainers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from inti.admin.kamar import tampilkan
from pelatihan import kantor
from pelatihan.actions import angkatan as aksi_angkatan
from pelatihan.actions import rencana as aksi
from pelatihan.admin import isian, rencana
from pelatihan.enums import BERAKHIR, JenisKuota, StatusAngkatan
from pelatihan.models import Angkatan, Kuota
from pelatihan.permissions import penyelenggara


def milik_penyelenggara(lihat: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who runs this class; for anybody else, and for one that has ended, the page does not exist."""

    def jaga(halaman: Any, request: HttpRequest, obj: Angkatan) -> HttpResponse:
        if not penyelenggara(request.user, obj) or obj.status in BERAKHIR:
            raise Http404
        if request.method not in ("GET", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        return lihat(halaman, request, obj)

    return jaga


@milik_penyelenggara
def ubah_view(halaman: Any, request: HttpRequest, obj: Angkatan) -> HttpResponse:
    """Change the facts of a class; those that people agreed to are refused by the verb."""
    form = isian.AngkatanForm(request.POST if request.method == "POST" else None, instance=obj)
    if request.method == "POST" and form.is_valid():
        try:
            berubah = aksi.ubah(Angkatan.objects.get(pk=obj.pk), oleh=request.user, **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat)
        except PermissionDenied:
            form.add_error("desa", rencana.LUAR_WILAYAH)
        else:
            if berubah:
                halaman.log_change(request, obj, f"Mengubah {', '.join(berubah)}.")
            messages.success(request, "Keterangan kelas tersimpan.")
            return _kembali(obj)
    return _tampil(request, obj, "angkatan_ubah", f"Ubah keterangan {obj}", form, {"media": form.media})


@milik_penyelenggara
def jadwal_view(halaman: Any, request: HttpRequest, obj: Angkatan) -> HttpResponse:
    """Change the timetable: every row at once, so that two sessions may change places."""
    data = request.POST if request.method == "POST" else None
    topik = rencana.topik_pelatihan(str(obj.kurikulum_id))
    mengisi = data is not None and (rencana.BUAT in data or rencana.GESER in data)
    bagian: dict[str, Any] = {
        "pola": isian.PolaForm(data if mengisi else None),
        "jadwal": isian.JadwalFormSet(
            data,
            prefix="jadwal",
            form_kwargs={"angkatan": obj, "topik": topik},
            initial=None if data else rencana.baris_awal(obj),
        ),
        "topik": topik,
    }
    form = bagian["jadwal"]
    if data is not None and not rencana.diisikan(request, bagian) and form.is_valid():
        try:
            aksi_angkatan.susun_jadwal(obj, form.baris(), hapus=form.hapus())
        except ValidationError as galat:
            form._non_form_errors = form.error_class(galat.messages)
        else:
            halaman.log_change(request, obj, "Mengubah jadwal.")
            messages.success(request, "Jadwal tersimpan.")
            return _kembali(obj)
    return _tampil(request, obj, "angkatan_jadwal", f"Jadwal {obj}", bagian["jadwal"], bagian)


@milik_penyelenggara
def kursi_view(halaman: Any, request: HttpRequest, obj: Angkatan) -> HttpResponse:
    """Change the sizes of the pools; a smaller one than who sits there is refused with the names.

    Of a class that was announced it shows who waits for which pool, and seats taken back need a reason.
    """
    data = request.POST if request.method == "POST" else None
    kuota = list(obj.kuota.select_related("kecamatan"))
    khusus = [k for k in kuota if k.jenis == JenisKuota.KECAMATAN]
    jenis_form = isian.KursiForm if obj.status == StatusAngkatan.RENCANA else isian.UbahKursiForm
    form = jenis_form(data, initial={k.jenis.lower(): k.jumlah for k in kuota if k not in khusus})
    baris = isian.KuotaFormSet(
        data, prefix="kuota", initial=[{"kecamatan": k.kecamatan_id, "jumlah": k.jumlah} for k in khusus]
    )
    if data is not None and form.is_valid() and baris.is_valid():
        jumlah, baru = _banding(kuota, isian.kuota_baru(form, baris))
        try:
            aksi.atur_kursi(
                obj, jumlah=jumlah, baru=baru, oleh=request.user, alasan=form.cleaned_data.get("alasan", "")
            )
        except ValidationError as galat:
            beralasan = hasattr(galat, "error_dict") and set(galat.error_dict) <= set(form.fields)
            form.add_error(None, galat if beralasan else galat.messages)
        else:
            halaman.log_change(request, obj, "Mengubah banyaknya kursi.")
            messages.success(request, "Kursi tersimpan. Yang kosong langsung ditawarkan kepada yang menunggu.")
            return _kembali(obj)
    return _tampil(
        request,
        obj,
        "angkatan_kursi",
        f"Kursi {obj}",
        form,
        {"baris": baris, "kuota": kantor.menunggu_kuota(obj, kuota)},
    )


def _banding(kuota: list[Kuota], diminta: list[Kuota]) -> tuple[dict[Kuota, int], list[Kuota]]:
    """Sort what was asked for into new sizes of pools that exist, and new pools. What is left out keeps its size."""
    ada = {(k.jenis, k.kecamatan_id): k for k in kuota}
    jumlah = {ada[k.jenis, k.kecamatan_id]: k.jumlah for k in diminta if (k.jenis, k.kecamatan_id) in ada}
    return jumlah, [k for k in diminta if (k.jenis, k.kecamatan_id) not in ada]


@milik_penyelenggara
def pelatih_view(halaman: Any, request: HttpRequest, obj: Angkatan) -> HttpResponse:
    """Put somebody on the class, as trainer or stand-in; each who is there has a button that takes him off."""
    ada = list(obj.pelatih.select_related("akun").order_by("-peran", "pk"))
    form = isian.PelatihForm(request.POST if request.method == "POST" else None, calon=isian.calon_pelatih())
    form.fields["akun"].required = True
    form.fields["akun"].error_messages["required"] = "Pilih orangnya."
    if request.method == "POST" and form.is_valid():
        peran = form.cleaned_data["peran"] or form.fields["peran"].choices[0][0]  # type: ignore[attr-defined]
        try:
            aksi.pasang_pelatih(obj, akun=form.cleaned_data["akun"], peran=peran, oleh=request.user)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            halaman.log_change(request, obj, "Menetapkan pelatih.")
            messages.success(request, f"{form.cleaned_data['akun']} tercatat mengajar kelas ini, dan dikabari.")
            return redirect("admin:pelatihan_angkatan_pelatih", obj.pk)
    return _tampil(request, obj, "angkatan_pelatih", f"Pelatih {obj}", form, {"pelatih": ada})


@milik_penyelenggara
def lepas_view(halaman: Any, request: HttpRequest, obj: Angkatan) -> HttpResponse:
    """Take a trainer off (`pelatih` in the form): the marks he put stay."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    kode = request.POST.get("pelatih", "").replace("\x00", "")
    satu = get_object_or_404(obj.pelatih.select_related("akun"), akun__kode=kode)
    aksi.lepas_pelatih(satu, oleh=request.user)
    halaman.log_change(request, obj, "Melepas pelatih.")
    messages.success(request, f"{satu.akun} tidak lagi mengajar kelas ini. Daftar hadir yang sudah ia isi tetap.")
    return redirect("admin:pelatihan_angkatan_pelatih", obj.pk)


HALAMAN: dict[str, Callable[..., HttpResponse]] = {
    "ubah": ubah_view,
    "jadwal": jadwal_view,
    "kursi": kursi_view,
    "pelatih": pelatih_view,
    "lepas-pelatih": lepas_view,
}


def _kembali(obj: Angkatan) -> HttpResponse:
    return redirect("admin:pelatihan_angkatan_change", obj.pk)


def _tampil(
    request: HttpRequest, obj: Angkatan, templat: str, judul: str, form: Any, konteks: dict[str, Any]
) -> HttpResponse:
    """Show a part of a class, with 422 when what was sent is not right."""
    salah = rencana.bergalat(form) or rencana.bergalat(konteks.get("baris")) or rencana.bergalat(konteks.get("pola"))
    isi = {
        "title": judul,
        "isian_salah": salah,
        "angkatan": Angkatan.objects.select_related("kurikulum").get(pk=obj.pk),
        "form": form,
        "dibuka": obj.status != StatusAngkatan.RENCANA,
        "url_kembali": reverse("admin:pelatihan_angkatan_change", args=[obj.pk]),
        "media": "",
        **konteks,
    }
    return tampilkan(request, f"admin/pelatihan/{templat}.html", isi, status=422 if salah else 200)
