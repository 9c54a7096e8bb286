"""The way in: a password is compared behind its limits, and allauth's stages carry the log-in on."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from akun import batas, bukti_kerja, perangkat
from akun.backends import cari_pengguna
from akun.models import Pengguna

PER_AKUN = 5
PER_AKUN_JENDELA = 5 * batas.MENIT
PER_ALAMAT = 300
PER_ALAMAT_JENDELA = batas.JAM

TIDAK_COCOK = "Nomor, email atau kata sandi tidak cocok. Periksa lagi, lalu coba sekali lagi."
TERLALU_SERING = "Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi. Lupa kata sandi? Lihat di bawah."


class PermintaanMasuk(HttpRequest):
    """A request behind the log-in: whoever asks has an account."""

    user: Pengguna


def periksa(request: HttpRequest, *, pengenal: str, sandi: str, bukti: str = "") -> Pengguna:
    """Return the account that `pengenal` and `sandi` open; it may be inactive, which the next step tells.

    Tries are counted per account, over all its names and all addresses; the browser of a past log-in has a count
    of its own, so that strangers cannot lock the owner out. A success gives its try back. Raises ValidationError
    with one and the same sentence for an unknown name and a wrong password, PerluBukti when the address is spent.
    """
    bukti_kerja.jaga_alamat(request, "masuk", jumlah=PER_ALAMAT, jendela=PER_ALAMAT_JENDELA, bukti=bukti)
    pengguna, rapi = cari_pengguna(pengenal)
    kunci = _kunci(request, pengguna, rapi)
    if not batas.pakai(kunci, PER_AKUN, PER_AKUN_JENDELA):
        raise ValidationError(TERLALU_SERING, code="terlalu_sering")
    AuthenticationBackend.unstash_authenticated_user()
    masuk = authenticate(request, pengenal=pengenal, password=sandi)
    masuk = masuk or AuthenticationBackend.unstash_authenticated_user()  # inactive, with the right password
    if masuk is None:
        raise ValidationError(TIDAK_COCOK, code="tidak_cocok")
    batas.kembalikan(kunci, PER_AKUN)
    batas.kembalikan(bukti_kerja.kunci_alamat(request, "masuk"), PER_ALAMAT)
    return masuk


def cocokkan_sandi(request: HttpRequest, pengguna: Pengguna, sandi: str) -> bool:
    """Compare the password of somebody who is logged in; the tries count with those at the log-in page.

    Raises ValidationError when there were too many.
    """
    kunci = _kunci(request, pengguna, "")
    if not batas.pakai(kunci, PER_AKUN, PER_AKUN_JENDELA):
        raise ValidationError(TERLALU_SERING, code="terlalu_sering")
    if not pengguna.check_password(sandi):
        return False
    batas.kembalikan(kunci, PER_AKUN)
    return True


def lanjutkan(
    request: HttpRequest, pengguna: Pengguna, *, cara: str, ke: str | None = None, baru: bool = False
) -> HttpResponse:
    """Carry on after the first factor (`cara`: "password" or "code"): second factor, then the session.

    The password was typed this minute, so it also counts as asked again for what follows.
    """
    record_authentication(request, pengguna, method=cara, reauthenticated=cara == "password" or None)
    return perform_login(request, pengguna, redirect_url=ke or get_next_redirect_url(request), signup=baru)


def _kunci(request: HttpRequest, pengguna: Pengguna | None, rapi: str) -> str:
    nama = f"akun {pengguna.pk}" if pengguna else f"nama {rapi}"
    dikenal = perangkat.cari(request, pengguna.pk if pengguna else None)
    return f"masuk:{nama} {dikenal.pk if dikenal else ''}"
