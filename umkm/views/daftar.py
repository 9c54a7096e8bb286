"""Start in a minute: account and business together, or one more business."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from akun import batas, naskah, pendaftaran
from akun.forms import KodeForm
from umkm import permissions
from umkm.actions.daftar import USAHA_SEHARI
from umkm.actions.daftar import daftar as daftarkan_usaha
from umkm.actions.pemilik import terima_undangan
from umkm.forms.daftar import DaftarForm, UsahaBaruForm
from umkm.models import KepemilikanUsaha, Usaha
from umkm.views.akses import selesai
from wilayah.models import Desa

# The draft that the browser keeps of the sign-up, which nobody owns yet.
DRAF = "tamu:daftar"


@login_not_required
@require_http_methods(["GET", "POST"])
def daftar(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_kembaran(request, request.user) or "umkm:usaha_baru")
    awal = {"acara": request.GET.get("acara", "")[:20]}
    form = DaftarForm(request.POST or None, request=request, initial=awal)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            pengguna = pendaftaran.mulai(
                request,
                nama=data["nama"],
                telepon=data["telepon"],
                sandi=data["sandi"],
                isian=form.isian(),
                buat=_buat_usaha,
                acara=data["acara"],
                bukti=form.bukti,
            )
        except ValidationError as galat:
            pengguna = _akun_kembaran(data)
            if pengguna is not None:
                return sambut(request, pengguna)
            form.tolak(galat)
        else:
            return redirect("umkm:daftar_kode") if pengguna is None else sambut(request, pengguna)
    pemberitahuan = naskah.baca(naskah.PEMBERITAHUAN)
    konteks = {
        "form": form,
        "draf": DRAF,
        "pemberitahuan": pemberitahuan,
        "acara": pendaftaran.cari_acara(awal["acara"]),
    }
    return render(request, "umkm/daftar.html", konteks, status=status(form))


@login_not_required
@require_http_methods(["GET", "POST"])
def daftar_kode(request: HttpRequest) -> HttpResponse:
    """Finish a sign-up with the code that the gateway sent; without a gateway there is no such page."""
    if not pendaftaran.butuh_kode():
        raise Http404
    nomor = pendaftaran.nomor_tertunda(request)
    if not nomor:
        return redirect("umkm:daftar")
    form = KodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pengguna = pendaftaran.sahkan(request, kode=form.cleaned_data["kode"], buat=_buat)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            return sambut(request, pengguna)
    return render(request, "umkm/daftar_kode.html", {"form": form, "nomor": nomor}, status=status(form))


@require_http_methods(["GET", "POST"])
def usaha_baru(request: HttpRequest) -> HttpResponse:
    form = UsahaBaruForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if not batas.pakai(f"usaha_baru:{request.user.pk}", USAHA_SEHARI, batas.HARI):
            raise batas.TerlaluSering
        try:
            usaha = daftarkan_usaha(
                oleh=request.user, desa=data["desa"], uraian=data["uraian"], kunci_kirim=data["kunci_kirim"]
            )
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            selesai(request, f"Usaha tercatat dengan nomor {usaha.nomor}.", "usaha-baru")
            return redirect(usaha)
    return render(request, "umkm/usaha_baru.html", {"form": form}, status=status(form))


def _buat_usaha(pengguna: Any, isian: dict[str, Any]) -> Usaha:
    return daftarkan_usaha(
        oleh=pengguna,
        desa=Desa.objects.select_related("kecamatan").get(pk=isian["desa"]),
        uraian=isian["uraian"],
        kunci_kirim=UUID(isian["kunci_kirim"]),
        acara=pengguna.asal_acara.kode if pengguna.asal_acara else "",
    )


def _buat(pengguna: Any, isian: dict[str, Any]) -> Any:
    """Write what hangs on an account whose code has arrived: its business, or the invitation it accepts."""
    if "undangan" in isian:
        return terima_undangan(isian["undangan"], oleh=pengguna)
    return _buat_usaha(pengguna, isian)


def sambut(request: HttpRequest, pengguna: Any) -> HttpResponse:
    """Log the new account in and lead it to its business, with its number."""
    usaha = Usaha.objects.dikelola(pengguna).latest("pk")
    if permissions.pemilik(pengguna, usaha):
        kalimat = f"Selesai, usaha Anda tercatat. Foto layar ini atau catat nomornya: {usaha.nomor}."
    else:
        kalimat = f"Akun Anda sudah jadi. Anda sekarang membantu {usaha.nama}."
    messages.success(request, kalimat, extra_tags=DRAF)
    return pendaftaran.masukkan(request, pengguna, ke=usaha.get_absolute_url())


def _kembaran(request: HttpRequest, pengguna: Any) -> Usaha | None:
    """Return the business that this very form has made already, when it is sent a second time."""
    try:
        kunci = UUID(request.POST.get("kunci_kirim", ""))
    except ValueError:
        return None
    return Usaha.objects.dikelola(pengguna).filter(kunci_kirim=kunci).first()


def _akun_kembaran(data: dict[str, Any]) -> Any:
    """Return the account that the twin of this form has just opened: same form, same number, same password."""
    milik = KepemilikanUsaha.objects.berjalan().filter(
        usaha__kunci_kirim=data["kunci_kirim"], pelaku__akun__telepon=data["telepon"]
    )
    kepemilikan = milik.select_related("pelaku__akun").first()
    akun = kepemilikan.pelaku.akun if kepemilikan else None
    return akun if akun is not None and akun.check_password(data["sandi"]) else None


def status(form: Any) -> int:
    """422 for what was refused, 429 when the address is asked for a proof of work."""
    if getattr(form, "soal", ""):
        return 429
    return 422 if form.is_bound else 200
