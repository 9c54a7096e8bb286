"""What somebody sees and changes about the own account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from akun import batas, kode_sekali, naskah, notifications, perangkat, queries
from akun.actions import (
    beri_persetujuan,
    ganti_email,
    ganti_nomor_sendiri,
    ganti_sandi,
    keluar_semua,
    tarik_persetujuan,
)
from akun.adapter import Adapter
from akun.enums import CaraSetuju, TujuanKode, TujuanPersetujuan
from akun.forms import EmailSendiriForm, GantiSandiForm, KodeForm, NomorForm, PersetujuanForm
from akun.masuk import PermintaanMasuk
from akun.views.masuk import kiriman, tampilkan
from inti import telepon

NOMOR_PER_AKUN = 5
_SALT_EMAIL = "akun.email"


@require_GET
def akun(request: PermintaanMasuk) -> HttpResponse:
    return tampilkan(request, "akun/akun.html", {"ada_kode": kode_sekali.tersedia()})


@sensitive_post_parameters("sandi", "sandi_baru")
def sandi(request: PermintaanMasuk) -> HttpResponse:
    """Change the password; this session goes on under a new key, every other one ends."""
    wajib = request.user.sandi_sekali_pakai
    form = GantiSandiForm(kiriman(request), request=request)
    if request.method == "POST" and form.is_valid():
        ganti_sandi(request.user, sandi=form.cleaned_data["sandi_baru"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "Kata sandi sudah diganti. Perangkat lain harus masuk lagi.")
        jawaban = redirect(Adapter(request).get_login_redirect_url(request) if wajib else "akun:akun")
        perangkat.kenali(request, jawaban, request.user)
        return jawaban
    return tampilkan(request, "akun/sandi.html", {"form": form, "wajib": wajib})


@sensitive_post_parameters("sandi")
def nomor(request: PermintaanMasuk) -> HttpResponse:
    """Change the number one logs in with: password first, then a code where a gateway is there."""
    form = NomorForm(kiriman(request), request=request)
    if request.method == "POST" and form.is_valid():
        baru = form.cleaned_data["telepon"]
        try:
            return _ganti_nomor(request, baru)
        except ValidationError as galat:
            form.add_error(None, galat)
    konteks = {"form": form, "ada_kode": kode_sekali.tersedia(), "nomor": request.user.telepon}
    return tampilkan(request, "akun/nomor.html", konteks)


@require_POST
def nomor_buktikan(request: PermintaanMasuk) -> HttpResponse:
    """Send a code to the number the account already has, to prove it."""
    kode_sekali.wajib_tersedia()
    if not request.user.telepon or request.user.telepon_terbukti:
        raise Http404
    try:
        return _minta_kode(request, request.user.telepon)
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
        return redirect("akun:nomor")


def nomor_kode(request: PermintaanMasuk) -> HttpResponse:
    """Take the code that went to the new number."""
    kode_sekali.wajib_tersedia()
    tunggu = kode_sekali.menunggu(request, TujuanKode.GANTI_NOMOR)
    if tunggu is None or tunggu.pengguna_id != request.user.pk:
        return redirect("akun:nomor")
    form = KodeForm(kiriman(request))
    if request.method == "POST" and form.is_valid():
        try:
            kode_sekali.pakai_kode(request, tujuan=TujuanKode.GANTI_NOMOR, angka=form.cleaned_data["kode"])
            ganti_nomor_sendiri(request.user, telepon_baru=tunggu.telepon, terbukti=True)
        except ValidationError as galat:
            form.add_error("kode", ValidationError(galat.messages))
        else:
            messages.success(request, "Nomor WhatsApp Anda sudah dibuktikan dan dipakai untuk masuk.")
            return redirect("akun:akun")
    konteks = {"form": form, "nomor": telepon.samarkan(tunggu.telepon), "menit": kode_sekali.MENIT}
    return tampilkan(request, "akun/nomor_kode.html", konteks)


@sensitive_post_parameters("sandi")
def email(request: PermintaanMasuk) -> HttpResponse:
    """Ask for an e-mail, password first; it belongs to the account only once its link was opened."""
    form = EmailSendiriForm(kiriman(request), request=request)
    if request.method == "POST" and form.is_valid():
        alamat = form.cleaned_data["email"].lower()
        if batas.pakai(f"email:{request.user.pk}", 3, batas.JAM) and batas.pakai(f"email_ke:{alamat}", 3, batas.JAM):
            tanda = signing.dumps({"k": request.user.kode, "e": alamat}, salt=_SALT_EMAIL)
            notifications.bukti_email(alamat, url=reverse("akun:email_sahkan", args=[tanda]))
            messages.success(request, "Buka email Anda dan tekan tombol di dalamnya. Berlaku satu jam.")
            return redirect("akun:akun")
        form.add_error(None, "Sudah beberapa kali dikirim. Tunggu satu jam, dan periksa juga kotak spam.")
    return tampilkan(request, "akun/email.html", {"form": form})


def email_sahkan(request: PermintaanMasuk, tanda: str) -> HttpResponse:
    """Opened from the mailbox: shows the address, and a button takes it into the account."""
    try:
        isi = signing.loads(tanda, salt=_SALT_EMAIL, max_age=batas.JAM)
    except signing.BadSignature:
        return render(request, "akun/tautan_mati.html", status=410)
    if isi["k"] != request.user.kode:
        return render(request, "akun/tautan_mati.html", status=410)
    if request.method == "POST":
        try:
            ganti_email(request.user, email=isi["e"])
        except ValidationError as galat:
            messages.error(request, " ".join(galat.messages))
        else:
            messages.success(request, "Email Anda sudah tersimpan dan dapat dipakai untuk masuk.")
        return redirect("akun:akun")
    return tampilkan(request, "akun/email_sahkan.html", {"email": isi["e"]})


@require_GET
def riwayat(request: PermintaanMasuk) -> HttpResponse:
    return tampilkan(request, "akun/riwayat.html", {"baris": queries.riwayat(request.user)})


@require_GET
def pembaca(request: PermintaanMasuk) -> HttpResponse:
    """ "Siapa yang melihat data saya": every opening of a protected fact, with name and reason."""
    return tampilkan(request, "akun/pembaca.html", {"baris": queries.pembaca_diri(request.user)})


@require_GET
def daftar_perangkat(request: PermintaanMasuk) -> HttpResponse:
    ini = perangkat.cari(request, request.user.pk)
    konteks = {"daftar": request.user.perangkat.all(), "ini": ini.kode if ini else ""}
    return tampilkan(request, "akun/perangkat.html", konteks)


@require_POST
def perangkat_akhiri(request: PermintaanMasuk, kode: str) -> HttpResponse:
    """Log one device out; on the one in hand that is a log-out."""
    perangkat.akhiri(get_object_or_404(request.user.perangkat, kode=kode))
    messages.success(request, "Perangkat itu sudah dikeluarkan.")
    return redirect("akun:perangkat")


@require_POST
def perangkat_keluar_semua(request: PermintaanMasuk) -> HttpResponse:
    """Log out everywhere, here too."""
    keluar_semua(request.user)
    Adapter(request).logout(request)
    return redirect("akun:sudah_keluar")


@login_not_required
@require_GET
def pemberitahuan(request: HttpRequest) -> HttpResponse:
    return render(request, "akun/pemberitahuan.html", {"naskah": naskah.baca(naskah.PEMBERITAHUAN)})


@require_GET
def persetujuan(request: PermintaanMasuk) -> HttpResponse:
    return tampilkan(request, "akun/persetujuan.html", {"daftar": queries.persetujuan(request.user.subjek)})


@require_POST
def persetujuan_beri(request: PermintaanMasuk) -> HttpResponse:
    """Consent to one use; sharing with a partner is asked for where the partner is named, not here."""
    tujuan = _tujuan(request, (TujuanPersetujuan.DIREKTORI, TujuanPersetujuan.KABAR_WA))
    beri_persetujuan(subjek_kode=request.user.subjek, tujuan=tujuan["tujuan"], cara=CaraSetuju.LAYAR)
    messages.success(request, "Persetujuan Anda sudah dicatat. Anda dapat menariknya kapan saja.")
    return redirect("akun:persetujuan")


@require_POST
def persetujuan_tarik(request: PermintaanMasuk) -> HttpResponse:
    isian = _tujuan(request, tuple(TujuanPersetujuan))
    tarik_persetujuan(subjek_kode=request.user.subjek, tujuan=isian["tujuan"], mitra=isian["mitra"])
    messages.success(request, "Persetujuan sudah ditarik dan berhenti berlaku sekarang.")
    return redirect("akun:persetujuan")


def _tujuan(request: PermintaanMasuk, boleh: tuple[str, ...]) -> dict[str, str]:
    form = PersetujuanForm(request.POST)
    if not form.is_valid() or form.cleaned_data["tujuan"] not in boleh:
        raise Http404
    return form.cleaned_data


def _ganti_nomor(request: PermintaanMasuk, baru: str) -> HttpResponse:
    if not batas.pakai(f"nomor:{request.user.pk}", NOMOR_PER_AKUN, batas.HARI):
        raise ValidationError("Nomor sudah beberapa kali diganti hari ini. Coba lagi besok, atau datang ke loket.")
    if kode_sekali.tersedia():
        return _minta_kode(request, baru)
    ganti_nomor_sendiri(request.user, telepon_baru=baru, terbukti=False)
    messages.success(request, "Nomor WhatsApp sudah diganti. Mulai sekarang masuk dengan nomor itu.")
    return redirect("akun:akun")


def _minta_kode(request: PermintaanMasuk, nomor_baru: str) -> HttpResponse:
    kode_sekali.minta_kode(request, tujuan=TujuanKode.GANTI_NOMOR, telepon=nomor_baru, pengguna=request.user)
    return redirect("akun:nomor_kode")
