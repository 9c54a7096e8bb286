"""Logging in with a one-time code. Without a message gateway these pages do not exist."""

from __future__ import annotations

import time

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from akun import batas, kode_sekali, perangkat
from akun import masuk as jalan_masuk
from akun.actions.pengenal import cocok_tanggal_lahir
from akun.enums import TujuanKode
from akun.forms import KodeForm, PengenalPerangkatForm, TeleponForm
from akun.models import KodeSekali, Pengguna
from akun.views.masuk import kiriman, tampilkan
from inti import telepon

_TERBUKTI = "kode_terbukti"
UMUR_TERBUKTI = 10 * batas.MENIT
TEBAK_TANGGAL = 5


@login_not_required
def minta_kode(request: HttpRequest) -> HttpResponse:
    """Ask for a code; the answer is the same page whether the number is known or not."""
    kode_sekali.wajib_tersedia()
    form = TeleponForm(kiriman(request), request=request)
    if request.method == "POST" and form.is_valid():
        try:
            kode_sekali.jaga_alamat(request, form.bukti)
            kode_sekali.minta_kode(request, tujuan=TujuanKode.MASUK, telepon=form.cleaned_data["telepon"])
        except ValidationError as galat:
            form.tolak(galat)
        else:
            return redirect("akun:periksa_kode")
    return tampilkan(request, "akun/kode_minta.html", {"form": form})


@login_not_required
def periksa_kode(request: HttpRequest) -> HttpResponse:
    """Take the code; a known device is then in, any other is asked one thing more."""
    kode_sekali.wajib_tersedia()
    tunggu = kode_sekali.menunggu(request, TujuanKode.MASUK)
    if tunggu is None:
        return redirect("akun:minta_kode")
    form = KodeForm(kiriman(request))
    if request.method == "POST" and form.is_valid():
        try:
            terpakai = kode_sekali.pakai_kode(request, tujuan=TujuanKode.MASUK, angka=form.cleaned_data["kode"])
        except ValidationError as galat:
            form.add_error("kode", galat)
        else:
            return _setelah_kode(request, terpakai)
    konteks = {"form": form, "nomor": telepon.samarkan(tunggu.telepon), "menit": kode_sekali.MENIT}
    return tampilkan(request, "akun/kode_periksa.html", konteks)


@login_not_required
@sensitive_post_parameters("sandi", "tanggal_lahir")
def kenali_perangkat(request: HttpRequest) -> HttpResponse:
    """On a device not seen for 90 days a code alone is not enough: a stolen SIM card reads codes too."""
    kode_sekali.wajib_tersedia()
    pengguna = _terbukti(request)
    if pengguna is None:
        return redirect("akun:minta_kode")
    form = PengenalPerangkatForm(kiriman(request))
    if not pengguna.tanggal_lahir_sidik:
        del form.fields["tanggal_lahir"]
    if request.method == "POST" and form.is_valid():
        try:
            _jawaban_kedua(request, pengguna, form)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            del request.session[_TERBUKTI]
            return jalan_masuk.lanjutkan(request, pengguna, cara="code")
    return tampilkan(request, "akun/kode_kenali.html", {"form": form})


def _setelah_kode(request: HttpRequest, terpakai: KodeSekali) -> HttpResponse:
    pengguna = terpakai.pengguna
    if pengguna is None or pengguna.telepon != terpakai.telepon or not pengguna.telepon_terbukti:
        return redirect("akun:minta_kode")  # the number left the account while the code was on its way
    if perangkat.cari(request, pengguna.pk):
        return jalan_masuk.lanjutkan(request, pengguna, cara="code")
    request.session[_TERBUKTI] = {"pengguna": pengguna.pk, "sampai": time.time() + UMUR_TERBUKTI}
    return redirect("akun:kenali_perangkat")


def _terbukti(request: HttpRequest) -> Pengguna | None:
    isi = request.session.get(_TERBUKTI, {})
    if isi.get("sampai", 0) < time.time():
        return None
    return Pengguna.objects.filter(pk=isi["pengguna"]).first()


def _jawaban_kedua(request: HttpRequest, pengguna: Pengguna, form: PengenalPerangkatForm) -> None:
    """Compare birth date or password; tries at the date are few, for a stranger may guess it."""
    salah = ValidationError("Jawaban tidak cocok. Coba lagi, atau datang ke loket membawa KTP.")
    tanggal, sandi = form.cleaned_data.get("tanggal_lahir"), form.cleaned_data.get("sandi")
    if tanggal:
        if not batas.pakai(f"lahir:{pengguna.pk}", TEBAK_TANGGAL, batas.HARI):
            raise ValidationError("Terlalu banyak percobaan hari ini. Pakai kata sandi, atau datang ke loket.")
        if not cocok_tanggal_lahir(pengguna, tanggal):
            raise salah
    elif not jalan_masuk.cocokkan_sandi(request, pengguna, sandi or ""):
        raise salah
