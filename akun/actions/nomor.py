"""The number a person logs in with: proven, changed at the counter, changed by its owner."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from akun import notifications
from akun import permissions as izin
from akun.actions.catatan import catat, wajib_dasar
from akun.actions.pengguna import lepaskan_nomor, simpan_bernomor
from akun.enums import CaraBukti, VerbaAkun
from akun.models import Pengguna


@transaction.atomic
def buktikan_telepon(pengguna: Pengguna, *, oleh: Pengguna, dasar: str) -> None:
    """Note that the owner stood at the counter with the phone in hand. `dasar` says what was seen.

    Raises PermissionDenied outside the official's reach, ValidationError when there is no number or no paper.
    """
    if not izin.boleh_buktikan_telepon(oleh, pengguna):
        raise PermissionDenied
    surat = wajib_dasar(dasar)
    terkini = Pengguna.objects.select_for_update(of=("self",)).get(pk=pengguna.pk)
    if not terkini.telepon:
        raise ValidationError("Akun ini tidak punya nomor WhatsApp. Pakai “Ganti nomor” untuk mengisinya.")
    if terkini.telepon_terbukti:
        raise ValidationError("Nomor ini sudah dibuktikan.")
    _pasang(pengguna, terkini.telepon, CaraBukti.LOKET)
    catat(pengguna, VerbaAkun.BUKTIKAN_TELEPON, oleh=oleh, dasar=surat)


@transaction.atomic
def ganti_nomor(pengguna: Pengguna, *, telepon_baru: str, oleh: Pengguna, dasar: str) -> None:
    """Give the account another number at the counter, where the phone was seen: it counts as proven.

    An account that holds the number without proof loses it. The old number is told, whoever reads it.
    Raises PermissionDenied, ValidationError without a paper, NomorSudahDipakai when another account has proven it.
    """
    if not izin.boleh_ganti_nomor(oleh, pengguna):
        raise PermissionDenied
    surat = wajib_dasar(dasar)
    lama = _lama(pengguna, telepon_baru)
    lepaskan_nomor(telepon_baru, oleh=oleh, dasar=surat)
    _pasang(pengguna, telepon_baru, CaraBukti.LOKET)
    catat(pengguna, VerbaAkun.GANTI_NOMOR, oleh=oleh, dasar=surat)
    notifications.nomor_diganti(pengguna, lama=lama)


@transaction.atomic
def ganti_nomor_sendiri(pengguna: Pengguna, *, telepon_baru: str, terbukti: bool) -> None:
    """The owner changes the number, after the password was asked again.

    `terbukti` says that a one-time code has just reached the new number; without it the number is a claim, and
    the proof of the old one is lost. With the number the account already has, a code simply proves it.
    Raises NomorSudahDipakai when another account holds the number, with a code only if that one has proven it.
    """
    if terbukti and telepon_baru == pengguna.telepon:
        _pasang(pengguna, telepon_baru, CaraBukti.KODE)
        catat(pengguna, VerbaAkun.BUKTIKAN_TELEPON, oleh=pengguna)
        return
    lama = _lama(pengguna, telepon_baru)
    if terbukti:
        lepaskan_nomor(telepon_baru, oleh=None, dasar="")
    _pasang(pengguna, telepon_baru, CaraBukti.KODE if terbukti else "")
    catat(pengguna, VerbaAkun.GANTI_NOMOR, oleh=pengguna)
    notifications.nomor_diganti(pengguna, lama=lama)


def _lama(pengguna: Pengguna, baru: str) -> str:
    """Return the number that is left behind, locking the account."""
    lama = Pengguna.objects.select_for_update(of=("self",)).get(pk=pengguna.pk).telepon
    if lama == baru:
        raise ValidationError({"telepon": "Nomor ini sama dengan yang sekarang."})
    return lama or ""


def _pasang(pengguna: Pengguna, telepon: str, cara: str) -> None:
    pengguna.telepon, pengguna.nomor_dilepas = telepon, None
    pengguna.telepon_dibuktikan, pengguna.cara_bukti = (timezone.now() if cara else None), cara
    simpan_bernomor(pengguna, kolom=["telepon", "nomor_dilepas", "telepon_dibuktikan", "cara_bukti"])
