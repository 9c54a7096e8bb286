"""A service as a file: written out for another kabupaten, and loaded from one as a draft that nobody sees yet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from inti.admin.kamar import tampilkan
from layanan import bentuk
from layanan.actions import katalog
from layanan.forms.katalog import KeluarkanForm, MuatForm
from layanan.models import Layanan


def keluarkan_view(request: HttpRequest) -> HttpResponse:
    """Choose services and take them along as one file; who did it and what for stands in their history."""
    _wajib(request, "layanan.change_layanan")
    pilihan = [kode for kode in request.GET.getlist("layanan") if kode.isdecimal()]
    form = KeluarkanForm(request.POST or None, initial={"layanan": pilihan})
    if request.method == "POST" and form.is_valid():
        dipilih = list(form.cleaned_data["layanan"])
        teks = katalog.tulis(katalog.keluarkan_satuan(dipilih))
        _catat(request, dipilih, CHANGE, f"Dikeluarkan sebagai berkas: {form.cleaned_data['alasan']}")
        nama = dipilih[0].kode if len(dipilih) == 1 else f"katalog-{timezone.localdate():%Y-%m-%d}"
        kepala = {"Content-Disposition": f'attachment; filename="layanan-{nama}.json"'}
        return HttpResponse(teks, content_type="application/json", headers=kepala)
    return _halaman(request, form, "Keluarkan sebagai berkas", "Unduh berkas", KELUAR)


def muat_view(request: HttpRequest) -> HttpResponse:
    """Load a file: what is new becomes a draft, what is there stays as it is. All of it or nothing."""
    _wajib(request, "layanan.add_layanan")
    form = MuatForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            isi = bentuk.baca(form.cleaned_data["berkas"].read())
            ada = set(Layanan.objects.values_list("kode", flat=True))
            katalog.muat(isi, rancangan=True)
        except ValidationError as galat:
            form.add_error("berkas", galat.messages)
        else:
            baru = list(Layanan.objects.exclude(kode__in=ada))
            _catat(request, baru, ADDITION, f"Dimuat dari berkas: {form.cleaned_data['alasan']}")
            lewat = sorted({satu["kode"] for satu in isi.get("layanan", [])} & ada)
            _kabarkan(request, baru, lewat)
            return HttpResponseRedirect(reverse("admin:layanan_layanan_changelist"))
    return _halaman(request, form, "Muat dari berkas", "Muat berkas", MUAT)


KELUAR = "Berkas ini memuat standar, formulir, syarat, tarif, dan alasan menolak. Nama orang tidak ikut."
MUAT = (
    "Layanan yang belum ada masuk sebagai rancangan: belum tampil untuk umum, dan formulirnya belum dipakai sampai "
    "Anda memeriksanya. Layanan yang sudah ada tidak disentuh. Aturan hari keberatan tidak ikut dimuat."
)


def _kabarkan(request: HttpRequest, baru: list[Layanan], lewat: list[str]) -> None:
    if baru:
        nama = ", ".join(satu.nama for satu in baru)
        messages.success(request, f"{len(baru)} layanan masuk sebagai rancangan: {nama}. Periksa, lalu tampilkan.")
    if lewat:
        messages.info(request, f"Sudah ada dan tidak disentuh: {', '.join(lewat)}.")
    if not baru and not lewat:
        messages.info(request, "Berkas ini tidak memuat layanan.")


def _halaman(request: HttpRequest, form: Any, judul: str, tombol: str, keterangan: str) -> HttpResponse:
    konteks = {"title": judul, "form": form, "tombol": tombol, "keterangan": keterangan, "opts": Layanan._meta}
    return tampilkan(request, "admin/layanan/katalog_berkas.html", konteks, status=422 if form.errors else 200)


def _wajib(request: HttpRequest, izin: str) -> None:
    if not request.user.has_perm(izin):
        raise PermissionDenied


def _catat(request: HttpRequest, layanan: list[Layanan], apa: int, kalimat: str) -> None:
    oleh: Any = request.user
    if layanan:
        LogEntry.objects.log_actions(oleh.pk, layanan, apa, kalimat)
