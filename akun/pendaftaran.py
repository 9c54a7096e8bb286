"""How somebody signs up, for the page that the registry owns (`/daftar/`).

Without a gateway `mulai` opens the account at once, with the business, in one transaction, and returns it. With a
gateway it sends a code, keeps what was typed in the session on the server, and returns None; `sahkan` then does
the rest once the code is right. In both cases the caller gives `buat`, which writes what hangs on the account:

    def daftar(request):
        form = DaftarForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                pengguna = pendaftaran.mulai(request, nama=…, telepon=…, sandi=…, isian=form.isian(), buat=_buat_usaha)
            except ValidationError as galat:       # fields "telepon" and "sandi", or the whole form
                form.add_error(None, galat)
            else:
                if pengguna is None:
                    return redirect("umkm:daftar_kode")
                return pendaftaran.masukkan(request, pengguna, ke=reverse(…))

    def daftar_kode(request):                      # GET shows pendaftaran.nomor_tertunda(request), POST:
        pengguna = pendaftaran.sahkan(request, kode=…, buat=_buat_usaha)
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from akun import batas, bukti_kerja, kode_sekali, masuk
from akun.actions import daftarkan
from akun.enums import TujuanKode
from akun.models import AcaraPendaftaran, Pengguna

Buat = Callable[[Pengguna, dict[str, Any]], object]

PER_ALAMAT = 60
PER_NOMOR = 5
PER_ACARA = 1000
MASA = batas.JAM
_SESI = "pendaftaran"

TERLALU_SERING = "Nomor ini sudah beberapa kali dicoba untuk mendaftar. Tunggu satu jam, atau datang ke loket."
KEDALUWARSA = "Pendaftaran ini sudah lewat waktunya. Silakan mulai lagi."


def butuh_kode() -> bool:
    """True when a sign-up is finished by a code: links and pages for it are shown only then."""
    return kode_sekali.tersedia()


def cari_acara(kode: str) -> AcaraPendaftaran | None:
    """Return the event that runs at this moment under the code people were told, in any spelling."""
    kini = timezone.now()
    rapi = "".join(filter(str.isalnum, kode.upper()))
    return AcaraPendaftaran.objects.filter(kode=rapi, mulai__lte=kini, sampai__gt=kini).first()


def mulai(
    request: HttpRequest,
    *,
    nama: str,
    telepon: str,
    sandi: str,
    isian: dict[str, Any],
    buat: Buat,
    acara: str = "",
    bukti: str = "",
) -> Pengguna | None:
    """Open the account, or send the code that will; see the module. `telepon` is E.164, `isian` fits into JSON.

    Raises ValidationError for a weak password ("sandi"), a number that is taken ("telepon", only without a
    gateway) or tried too often, PerluBukti when the address is spent and no event lifts the limit.
    """
    acara_ini = cari_acara(acara) if acara else None
    _jaga(request, telepon, acara_ini, bukti)
    _periksa_sandi(sandi, nama, telepon)
    if not butuh_kode():
        with transaction.atomic():
            pengguna = daftarkan(nama=nama, telepon=telepon, sandi=sandi, acara=acara_ini)
            buat(pengguna, isian)
        return pengguna
    kode_sekali.minta_kode(request, tujuan=TujuanKode.DAFTAR, telepon=telepon)
    request.session[_SESI] = {
        "nama": nama,
        "telepon": telepon,
        "sandi": make_password(sandi),
        "isian": isian,
        "acara": acara_ini.pk if acara_ini else None,
        "sampai": time.time() + MASA,
    }
    return None


def sahkan(request: HttpRequest, *, kode: str, buat: Buat) -> Pengguna:
    """Finish a sign-up whose code has arrived: account and `buat` in one transaction.

    Raises ValidationError for a wrong or dead code, and NomorSudahDipakai to the slower of two who proved the
    same number at once.
    """
    calon = _tertunda(request)
    if not calon:
        raise ValidationError(KEDALUWARSA, code="kedaluwarsa")
    terpakai = kode_sekali.pakai_kode(request, tujuan=TujuanKode.DAFTAR, angka=kode)
    acara = AcaraPendaftaran.objects.filter(pk=calon["acara"]).first() if calon["acara"] else None
    with transaction.atomic():
        pengguna = daftarkan(
            nama=calon["nama"],
            telepon=terpakai.telepon,
            sandi=calon["sandi"],
            acara=acara,
            terbukti=True,
            sandi_tersandi=True,
        )
        buat(pengguna, calon["isian"])
    del request.session[_SESI]
    return pengguna


def kirim_ulang(request: HttpRequest, *, bukti: str = "") -> None:
    """Send a fresh code for the sign-up that waits. Raises as `mulai` does."""
    nomor = nomor_tertunda(request)
    if not nomor:
        raise ValidationError(KEDALUWARSA, code="kedaluwarsa")
    kode_sekali.jaga_alamat(request, bukti)
    kode_sekali.minta_kode(request, tujuan=TujuanKode.DAFTAR, telepon=nomor)


def nomor_tertunda(request: HttpRequest) -> str:
    """Return the E.164 number whose code is awaited, "" when no sign-up waits in this session."""
    return _tertunda(request).get("telepon", "")


def masukkan(request: HttpRequest, pengguna: Pengguna, *, ke: str) -> HttpResponse:
    """Log the new owner in, in a fresh session, and send them on to `ke`."""
    return masuk.lanjutkan(request, pengguna, cara="password", ke=ke, baru=True)


def _tertunda(request: HttpRequest) -> dict[str, Any]:
    calon = request.session.get(_SESI, {})
    return calon if calon.get("sampai", 0) > time.time() else {}


def _jaga(request: HttpRequest, telepon: str, acara: AcaraPendaftaran | None, bukti: str) -> None:
    if not (acara and batas.pakai(f"acara:{acara.kode}", PER_ACARA, batas.HARI)):
        bukti_kerja.jaga_alamat(request, "daftar", jumlah=PER_ALAMAT, jendela=batas.JAM, bukti=bukti)
    if not batas.pakai(f"daftar:{telepon}", PER_NOMOR, batas.JAM):
        raise ValidationError({"telepon": TERLALU_SERING})


def _periksa_sandi(sandi: str, nama: str, telepon: str) -> None:
    try:
        validate_password(sandi, Pengguna(nama=nama, telepon=telepon))
    except ValidationError as galat:
        raise ValidationError({"sandi": galat.messages}) from None
