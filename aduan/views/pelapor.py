"""The reporter's page. Two doors lead to it, the secret link and the account that sent it; behind both is one page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aduan import queries
from aduan import tautan as tautan_aduan
from aduan.actions import pelapor as aksi
from aduan.forms.pelapor import KeberatanForm, KeteranganForm
from aduan.models import Aduan
from akun import batas
from inti import tautan
from inti.workflow import TransisiDitolak

LENGKAP = ("jenis", "unit", "foto", "suara", "satu_keberatan")
SEHARI = (20, batas.HARI)
TERLALU_BANYAK = "Sudah banyak keterangan hari ini. Lanjutkan besok."
Halaman = Callable[..., HttpResponse]


def lewat_kunci(halaman: Halaman) -> Halaman:
    """Open a page by the secret link."""

    @tautan.tanpa_masuk
    def buka(request: HttpRequest, token: str) -> HttpResponse:
        kode = tautan_aduan.buka(token)
        if kode is None:
            return render(request, "aduan/tautan_habis.html", status=404)
        alamat = partial(_alamat, "lacak", token)
        return halaman(request, get_object_or_404(Aduan.objects.select_related(*LENGKAP), kode=kode), alamat)

    return buka


def lewat_akun(halaman: Halaman) -> Halaman:
    """Open a page from the account that sent the report; anybody else's does not exist."""

    def buka(request: HttpRequest, kode: str) -> HttpResponse:
        satu = get_object_or_404(Aduan.objects.milik(request.user).select_related(*LENGKAP), kode=kode)
        return halaman(request, satu, partial(_alamat, "saya", kode))

    return buka


def _alamat(pintu: str, kunci: str, verba: str = "") -> str:
    return reverse(f"aduan:{pintu}_{verba}" if verba else f"aduan:{pintu}", args=[kunci])


@require_GET
def daftar_saya(request: HttpRequest) -> HttpResponse:
    milik = Aduan.objects.milik(request.user).select_related("jenis")
    return render(request, "aduan/saya.html", {"daftar": list(milik[:50])})


@require_GET
def lihat(request: HttpRequest, aduan: Aduan, alamat: Callable[..., str]) -> HttpResponse:
    return _halaman(request, aduan, alamat, KeteranganForm())


@require_http_methods(["GET", "POST"])
def lengkapi(request: HttpRequest, aduan: Aduan, alamat: Callable[..., str]) -> HttpResponse:
    """Answer a question of the office, or add something."""
    if request.method == "GET":
        return redirect(alamat())
    form = KeteranganForm(request.POST)
    if form.is_valid():
        if not batas.pakai(f"aduan_keterangan:{aduan.kode}", *SEHARI):
            messages.warning(request, TERLALU_BANYAK)
            return redirect(alamat())
        jawaban = _coba(request, form, partial(aksi.lengkapi, aduan, teks=form.cleaned_data["teks"]), "Terkirim.")
        if jawaban:
            return redirect(alamat())
    return _halaman(request, aduan, alamat, form, status=422)


@require_POST
def selesai(request: HttpRequest, aduan: Aduan, alamat: Callable[..., str]) -> HttpResponse:
    _coba(request, None, partial(aksi.nyatakan_selesai, aduan), "Terima kasih. Laporan ini selesai.")
    return redirect(alamat())


@require_POST
def buka_lagi(request: HttpRequest, aduan: Aduan, alamat: Callable[..., str]) -> HttpResponse:
    """One tap; what is still missing may be added on the page afterwards."""
    kalimat = "Laporan dibuka lagi. Tulis di bawah ini apa yang belum selesai."
    _coba(request, None, partial(aksi.buka_lagi, aduan), kalimat)
    return redirect(alamat())


@require_http_methods(["GET", "POST"])
def keberatan(request: HttpRequest, aduan: Aduan, alamat: Callable[..., str]) -> HttpResponse:
    if not aduan.boleh_keberatan:
        messages.info(request, "Keberatan atas laporan ini tidak dapat diajukan sekarang.")
        return redirect(alamat())
    form = KeberatanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        aksi_ini = partial(aksi.ajukan_keberatan, aduan, uraian=form.cleaned_data["teks"])
        if _coba(request, form, aksi_ini, "Keberatan terkirim kepada atasan."):
            return redirect(alamat())
    konteks = queries.halaman_pelapor(aduan) | {"form": form, "kembali": alamat(), "dasar": _dasar(alamat)}
    return render(request, "aduan/keberatan.html", konteks, status=422 if form.is_bound else 200)


def _coba(request: HttpRequest, form: Any, verba: Callable[[], Any], berhasil: str) -> bool:
    """Do a verb and say so. What the form can mend goes into the form; whatever came too late is told."""
    try:
        verba()
    except (TransisiDitolak, PermissionDenied):
        messages.info(request, "Tidak ada yang diubah: status laporan ini sudah berganti.")
    except ValidationError as galat:
        if form is None:
            messages.warning(request, " ".join(galat.messages))
            return True
        form.add_error("teks", galat.messages)
        return False
    else:
        messages.success(request, berhasil)
    return True


def _halaman(
    request: HttpRequest, aduan: Aduan, alamat: Callable[..., str], form: KeteranganForm, *, status: int = 200
) -> HttpResponse:
    baru = "baru" in request.GET
    konteks = queries.halaman_pelapor(aduan) | {
        "form": form,
        "dasar": _dasar(alamat),
        "baru": request.build_absolute_uri(alamat()) if baru else "",
    }
    return render(request, "aduan/lacak.html", konteks, status=status)


def _dasar(alamat: Callable[..., str]) -> dict[str, str]:
    return {verba: alamat(verba) for verba in VERBA}


VERBA: dict[str, Halaman] = {
    "lengkapi": lengkapi,
    "selesai": selesai,
    "buka_lagi": buka_lagi,
    "keberatan": keberatan,
}
