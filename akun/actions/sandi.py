"""Passwords: changed by their owner, reset at the counter, asked for by e-mail; and the sessions that hang on them."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from akun import notifications, sandi_cetak
from akun import permissions as izin
from akun.actions.catatan import catat, wajib_dasar
from akun.enums import VerbaAkun
from akun.models import Pengguna

MASA_SANDI_CETAK = timedelta(days=3)


@transaction.atomic
def ganti_sandi(pengguna: Pengguna, *, sandi: str) -> None:
    """Set the password that its owner chose; every other session of the account ends with the old one.

    Raises ValidationError when the password is too weak.
    """
    validate_password(sandi, pengguna)
    pengguna.set_password(sandi)
    pengguna.sandi_sekali_pakai_sampai = None
    pengguna.save(update_fields=["password", "sandi_sekali_pakai_sampai"])
    catat(pengguna, VerbaAkun.GANTI_SANDI, oleh=pengguna)
    notifications.sandi_diganti(pengguna)


@transaction.atomic
def setel_ulang_sandi(pengguna: Pengguna, *, oleh: Pengguna, dasar: str) -> str:
    """Make a one-time password at the counter and return it, to be printed and handed over.

    It is drawn by chance, never chosen by the official, opens the account for three days and only as far as the
    page that asks for a new one. All sessions end. `dasar` names the paper that was seen.
    Raises PermissionDenied outside the official's reach, ValidationError without a paper.
    """
    if not izin.boleh_setel_ulang_sandi(oleh, pengguna):
        raise PermissionDenied
    surat = wajib_dasar(dasar)
    sandi = sandi_cetak.buat()
    pengguna.set_password(sandi)
    pengguna.sandi_sekali_pakai_sampai = timezone.now() + MASA_SANDI_CETAK
    pengguna.save(update_fields=["password", "sandi_sekali_pakai_sampai"])
    akhiri_sesi(pengguna)
    catat(pengguna, VerbaAkun.SETEL_ULANG_SANDI, oleh=oleh, dasar=surat)
    notifications.sandi_disetel_ulang(pengguna)
    return sandi


@transaction.atomic
def lepas_dua_langkah(pengguna: Pengguna, *, oleh: Pengguna, dasar: str) -> None:
    """Take the second factor off an account whose owner lost phone and spare codes. All sessions end.

    Raises PermissionDenied outside the official's reach, ValidationError without a paper.
    """
    if not izin.boleh_setel_ulang_sandi(oleh, pengguna):
        raise PermissionDenied
    surat = wajib_dasar(dasar)
    Authenticator.objects.filter(user=pengguna).delete()
    akhiri_sesi(pengguna)
    catat(pengguna, VerbaAkun.LEPAS_DUA_LANGKAH, oleh=oleh, dasar=surat)
    notifications.dua_langkah_dilepas(pengguna)


def akhiri_sesi(pengguna: Pengguna) -> None:
    """End every session of the account and forget its devices: the next log-in on each starts as a new one."""
    Pengguna.objects.filter(pk=pengguna.pk).update(putaran_sesi=F("putaran_sesi") + 1)
    pengguna.refresh_from_db(fields=["putaran_sesi"])
    pengguna.perangkat.all().delete()


@transaction.atomic
def keluar_semua(pengguna: Pengguna) -> None:
    """Log out everywhere, at the owner's own wish."""
    akhiri_sesi(pengguna)
    catat(pengguna, VerbaAkun.KELUAR_SEMUA, oleh=pengguna)


@transaction.atomic
def minta_tautan_sandi(email: str) -> None:
    """Send a link that sets a new password, or word that this address has no account.

    One message goes out in both cases, so that whoever asks learns nothing.
    """
    pengguna = Pengguna.objects.filter(email__iexact=email, is_active=True).first()
    if pengguna is None:
        notifications.email_belum_terdaftar(email)
    else:
        notifications.tautan_sandi(pengguna)
