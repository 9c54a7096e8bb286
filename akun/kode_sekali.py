"""One-time codes over the message gateway. Without a gateway (GERBANG_PESAN empty) none of this is reachable.

Known and unknown numbers get the same row, the same number of queries and one message each; only the text of the
message differs, and that is read by whoever holds the phone. A code is six digits, lives ten minutes, opens once,
only in the browser session that asked for it, and dies after five tries. No official ever sees one.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from akun import batas, bukti_kerja, notifications
from akun.enums import TujuanKode
from akun.models import KodeSekali, Pengguna

MENIT = 10
PER_NOMOR = ((3, 10 * batas.MENIT), (10, batas.HARI))
PER_ALAMAT = 100
_SESI = "kode_sekali"
_TEMPLAT = {
    TujuanKode.DAFTAR: "kode_daftar",
    TujuanKode.MASUK: "kode_masuk",
    TujuanKode.GANTI_NOMOR: "kode_nomor",
}
_BALASAN_LAIN = {
    TujuanKode.DAFTAR: notifications.nomor_sudah_terdaftar,
    TujuanKode.MASUK: notifications.nomor_belum_terdaftar,
    TujuanKode.GANTI_NOMOR: notifications.nomor_sudah_terdaftar,
}

TIDAK_COCOK = "Kode tidak cocok atau sudah lewat waktunya. Periksa pesan terakhir, atau minta kode baru."


def tersedia() -> bool:
    return bool(settings.GERBANG_PESAN)


def wajib_tersedia() -> None:
    """Raise Http404 on an installation without a gateway: what cannot work is not there."""
    if not tersedia():
        raise Http404


def jaga_alamat(request: HttpRequest, bukti: str) -> None:
    """Count one request for a code against the address. Raises PerluBukti when it is spent."""
    bukti_kerja.jaga_alamat(request, "kode", jumlah=PER_ALAMAT, jendela=batas.JAM, bukti=bukti)


def minta_kode(request: HttpRequest, *, tujuan: TujuanKode, telepon: str, pengguna: Pengguna | None = None) -> None:
    """Send a code to an E.164 number and bind it to this session; an earlier code for the same purpose is dead.

    `pengguna` is whoever asks while logged in (to prove a number). The caller has counted the address. Raises
    ValidationError when this number was sent too many.
    """
    for jumlah, jendela in PER_NOMOR:
        if not batas.pakai(f"kode{jendela}:{telepon}", jumlah, jendela):
            raise ValidationError("Kode sudah beberapa kali dikirim ke nomor ini. Tunggu 10 menit, lalu coba lagi.")
    pemegang = Pengguna.objects.filter(telepon=telepon, telepon_dibuktikan__isnull=False).first()
    berlaku = _untuk_siapa(tujuan, pemegang, pengguna)
    angka = f"{secrets.randbelow(1_000_000):06d}"
    with transaction.atomic():
        kode = KodeSekali(
            tujuan=tujuan,
            telepon=telepon,
            pengguna=pemegang if tujuan == TujuanKode.MASUK else pengguna,
            sesi=_sidik_sesi(request),
            kedaluwarsa=timezone.now() + timedelta(minutes=MENIT),
        )
        # For a number that must not get in, the row holds the hash of something nobody knows.
        kode.sidik = _sidik(kode, angka if berlaku else secrets.token_hex(16))
        kode.save()
        pesan = _kirim(tujuan, telepon, angka) if berlaku else _BALASAN_LAIN[tujuan](telepon)
        if not pesan:
            raise ImproperlyConfigured("GERBANG_PESAN diisi, tetapi tidak ada kanal yang membawa pesan ke nomor HP.")
    request.session[_SESI] = {**request.session.get(_SESI, {}), str(tujuan): kode.kode}


def pakai_kode(request: HttpRequest, *, tujuan: TujuanKode, angka: str) -> KodeSekali:
    """Spend the code that this session asked for and return it.

    The try is counted under a lock and stays counted. Must not run inside a transaction, which could undo the
    count. Raises ValidationError, always with the same sentence, when there is no living code or it differs.
    """
    terpakai = _coba(request, tujuan, "".join(filter(str.isdecimal, angka)))
    if terpakai is None:
        raise ValidationError(TIDAK_COCOK, code="kode_salah")
    request.session[_SESI] = {k: v for k, v in request.session[_SESI].items() if k != str(tujuan)}
    return terpakai


def menunggu(request: HttpRequest, tujuan: TujuanKode) -> KodeSekali | None:
    """Return the code this session waits for, for the page that asks for it."""
    nama = request.session.get(_SESI, {}).get(str(tujuan), "")
    return KodeSekali.objects.filter(kode=nama, tujuan=tujuan, sesi=_sidik_sesi(request)).first()


@transaction.atomic(durable=True)
def _coba(request: HttpRequest, tujuan: TujuanKode, angka: str) -> KodeSekali | None:
    nama = request.session.get(_SESI, {}).get(str(tujuan), "")
    baris = KodeSekali.objects.select_for_update(of=("self",)).filter(kode=nama, tujuan=tujuan)
    kode = baris.filter(sesi=_sidik_sesi(request)).first()
    if kode is None or kode.dipakai or kode.kedaluwarsa <= timezone.now():
        return None
    if kode.percobaan >= KodeSekali.PERCOBAAN_MAKS:
        return None
    kode.percobaan += 1
    cocok = constant_time_compare(kode.sidik, _sidik(kode, angka))
    kode.dipakai = timezone.now() if cocok else None
    kode.save(update_fields=["percobaan", "dipakai"])
    return kode if cocok else None


def _untuk_siapa(tujuan: TujuanKode, pemegang: Pengguna | None, pengguna: Pengguna | None) -> bool:
    """True when a code to this number may open something.

    Logging in needs a proven number; signing up and changing need one that nobody else has proven. So an account
    that somebody opened with a stranger's number can never be entered, or kept, by a code to that number.
    """
    if tujuan == TujuanKode.MASUK:
        return pemegang is not None
    return pemegang is None or (pengguna is not None and pemegang.pk == pengguna.pk)


def _kirim(tujuan: TujuanKode, telepon: str, angka: str) -> list[Any]:
    return notifications.kode_sekali(telepon=telepon, templat=_TEMPLAT[tujuan], kode=angka, menit=MENIT)


def _sidik(kode: KodeSekali, angka: str) -> str:
    return salted_hmac("akun.kode_sekali", f"{kode.kode}:{angka}", algorithm="sha256").hexdigest()


def _sidik_sesi(request: HttpRequest) -> str:
    """A secret of this session that survives the change of its key at log-in."""
    rahasia = request.session.get("kode_rahasia")
    if rahasia is None:
        rahasia = request.session["kode_rahasia"] = secrets.token_urlsafe(24)
    return salted_hmac("akun.kode_sekali.sesi", rahasia, algorithm="sha256").hexdigest()
