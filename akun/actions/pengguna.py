"""An account is born, switched off and on again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from akun import notifications
from akun import permissions as izin
from akun.actions.catatan import catat, wajib_dasar
from akun.actions.persetujuan import akui_pemberitahuan
from akun.actions.sandi import akhiri_sesi
from akun.enums import CaraBukti, CaraSetuju, VerbaAkun
from akun.models import AcaraPendaftaran, Pengguna


class NomorSudahDipakai(ValidationError):
    """The number already belongs to an account. What is told, and why no more, is in docs/keputusan/0003."""

    def __init__(self) -> None:
        kalimat = (
            "Nomor ini sudah dipakai sebuah akun. Bila itu akun Anda, silakan masuk. "
            "Bila bukan, datang ke loket membawa KTP dan HP dengan nomor ini."
        )
        super().__init__({"telepon": ValidationError(kalimat, code="nomor_dipakai")})


@transaction.atomic
def daftarkan(
    *,
    nama: str,
    telepon: str,
    sandi: str,
    acara: AcaraPendaftaran | None = None,
    terbukti: bool = False,
    sandi_tersandi: bool = False,
) -> Pengguna:
    """Open an account for a person with an E.164 number; the notice counts as acknowledged.

    `terbukti` says that a one-time code has just reached the phone: then an unproven holder of the number
    loses it, for a code outweighs a claim. `sandi_tersandi` says that `sandi` is already hashed, as it is while
    a sign-up waits for its code. The new account is unproven otherwise and opens no older record.
    Raises NomorSudahDipakai, also to the slower of two sign-ups that run at once.
    """
    if terbukti:
        lepaskan_nomor(telepon, oleh=None, dasar="")
    pengguna = Pengguna(nama=nama, telepon=telepon, asal_acara=acara)
    if terbukti:
        pengguna.telepon_dibuktikan, pengguna.cara_bukti = timezone.now(), CaraBukti.KODE
    if sandi_tersandi:
        pengguna.password = sandi
    else:
        pengguna.set_password(sandi)
    simpan_bernomor(pengguna)
    catat(pengguna, VerbaAkun.DAFTAR, oleh=pengguna)
    akui_pemberitahuan(subjek_kode=pengguna.subjek, cara=CaraSetuju.LAYAR)
    return pengguna


def simpan_bernomor(pengguna: Pengguna, *, kolom: list[str] | None = None) -> None:
    """Save an account whose number is new; the unique index, not a look beforehand, says whether it is free."""
    try:
        with transaction.atomic():
            pengguna.save(update_fields=kolom)
    except IntegrityError as galat:
        if "telepon" not in str(galat):
            raise
        raise NomorSudahDipakai from None


def lepaskan_nomor(telepon: str, *, oleh: Pengguna | None, dasar: str) -> Pengguna | None:
    """Take the number from an account that never proved it; returns that account, None when nobody held it.

    The account stays: its registration number or e-mail still opens it, and its owner may give another number.
    Raises NomorSudahDipakai when the holder has proven it.
    """
    pemegang = Pengguna.objects.select_for_update(of=("self",)).filter(telepon=telepon).first()
    if pemegang is None:
        return None
    if pemegang.telepon_terbukti:
        raise NomorSudahDipakai
    pemegang.telepon, pemegang.nomor_dilepas = None, timezone.now()
    pemegang.save(update_fields=["telepon", "nomor_dilepas"])
    catat(pemegang, VerbaAkun.LEPAS_NOMOR, oleh=oleh, dasar=dasar)
    notifications.nomor_dilepas(pemegang)
    return pemegang


@transaction.atomic
def ganti_email(pengguna: Pengguna, *, email: str) -> None:
    """Take over an address whose link was just opened from its mailbox: the account may be entered with it.

    Raises ValidationError when another account has it.
    """
    pengguna.email = email
    try:
        with transaction.atomic():
            pengguna.save(update_fields=["email"])
    except IntegrityError:
        pengguna.refresh_from_db(fields=["email"])
        raise ValidationError("Email ini sudah dipakai akun lain.") from None
    catat(pengguna, VerbaAkun.GANTI_EMAIL, oleh=pengguna)


@transaction.atomic
def nonaktifkan(pengguna: Pengguna, *, oleh: Pengguna, dasar: str) -> None:
    """Close an account: it cannot log in, its open sessions end, its records stay."""
    _ubah_aktif(pengguna, aktif=False, verba=VerbaAkun.NONAKTIFKAN, oleh=oleh, dasar=dasar)
    akhiri_sesi(pengguna)


@transaction.atomic
def aktifkan(pengguna: Pengguna, *, oleh: Pengguna, dasar: str) -> None:
    """Open a closed account again."""
    _ubah_aktif(pengguna, aktif=True, verba=VerbaAkun.AKTIFKAN, oleh=oleh, dasar=dasar)


def _ubah_aktif(pengguna: Pengguna, *, aktif: bool, verba: VerbaAkun, oleh: Pengguna, dasar: str) -> None:
    if not izin.boleh_atur_peran(oleh, pengguna):
        raise PermissionDenied
    alasan = wajib_dasar(dasar)
    Pengguna.objects.filter(pk=pengguna.pk).update(is_active=aktif)
    pengguna.is_active = aktif
    catat(pengguna, verba, oleh=oleh, dasar=alasan)
