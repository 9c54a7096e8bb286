"""Who may do what with a request; each predicate takes the user and the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layanan import bsre
from layanan.enums import MENUNGGU_PEMOHON, JenisTanda
from umkm import permissions as usaha

if TYPE_CHECKING:
    from layanan.models import Permohonan


def pengelola(user: Any, permohonan: Permohonan) -> bool:
    """The owner of the business, or a helper of today."""
    return usaha.pengelola(user, permohonan.usaha)


def berwenang(user: Any, permohonan: Permohonan, izin: str) -> bool:
    """An official of the kecamatan of the business with the permission `izin`; never about a business of his own."""
    return (
        user.is_staff
        and user.has_perm(f"layanan.{izin}")
        and usaha.dalam_lingkup(user, permohonan.usaha)
        and not pengelola(user, permohonan)
    )


def pembuat(user: Any, permohonan: Permohonan) -> bool:
    """Who may ask: the owner, a helper, an official at the counter on behalf of the owner."""
    return pengelola(user, permohonan) or berwenang(user, permohonan, "buat_atas_nama")


def pengisi(user: Any, permohonan: Permohonan) -> bool:
    """Who may fill in and send: the owner and helper; an official what was begun at the counter."""
    return pengelola(user, permohonan) or (permohonan.atas_nama and berwenang(user, permohonan, "buat_atas_nama"))


def pembatal(user: Any, permohonan: Permohonan) -> bool:
    """Who may give a request up: the owner and helper; the counter what it began, while it waits for the applicant."""
    return pengelola(user, permohonan) or (permohonan.status in MENUNGGU_PEMOHON and pengisi(user, permohonan))


def petugas(user: Any, permohonan: Permohonan) -> bool:
    return berwenang(user, permohonan, "periksa_permohonan")


def petugas_bebas(user: Any, permohonan: Permohonan) -> bool:
    return permohonan.petugas_id is None and petugas(user, permohonan)


def petugasnya(user: Any, permohonan: Permohonan) -> bool:
    return permohonan.petugas_id == user.pk and petugas(user, permohonan)


def penugas(user: Any, permohonan: Permohonan) -> bool:
    return berwenang(user, permohonan, "tugaskan_permohonan")


def pelepas(user: Any, permohonan: Permohonan) -> bool:
    """Whoever has it gives it back; whoever assigns may give it back for a colleague who is away."""
    return petugasnya(user, permohonan) or (permohonan.petugas_id is not None and penugas(user, permohonan))


def pengaju_tanda(user: Any, permohonan: Permohonan) -> bool:
    """Only where the service ends in a letter and says who signs it."""
    return petugas(user, permohonan) and permohonan.layanan.bertanda_tangan


def penyelesai(user: Any, permohonan: Permohonan) -> bool:
    """Where nobody signs, the official himself ends the case with a file or a note."""
    return petugas(user, permohonan) and not permohonan.layanan.bertanda_tangan


def penanda(user: Any, permohonan: Permohonan) -> bool:
    """The office-holder of today whose paraf or signature is next, or his stand-in.

    For one who works without an account an official with `catat_tanda_tangan` writes it down. Nobody signs for a
    business of his own.
    """
    if not user.is_staff or (tahap := permohonan.tahap_berikut) is None or pengelola(user, permohonan):
        return False
    pejabat = tahap.jabatan.pejabat_pada()
    if pejabat is None:
        return False
    if pejabat.akun_id is not None:
        return bool(pejabat.akun_id == user.pk and user.is_staff)
    return berwenang(user, permohonan, "catat_tanda_tangan")


def penanda_elektronik(user: Any, permohonan: Permohonan) -> bool:
    """The office-holder himself, at the signature and no paraf, where BSrE is set up and knows him. Never for another.

    An official who writes down the ink of a colleague has no passphrase to type.
    """
    tahap = permohonan.tahap_berikut if bsre.terpasang() else None
    if tahap is None or tahap.jenis != JenisTanda.TANDA_TANGAN:
        return False
    pejabat = tahap.jabatan.pejabat_pada()
    if pejabat is None or not pejabat.nik_sandi or pejabat.akun_id is None:
        return False
    return penanda(user, permohonan)


def pengembali(user: Any, permohonan: Permohonan) -> bool:
    """Send a letter back: whoever should sign next, and the officials who handle it."""
    return penanda(user, permohonan) or petugas(user, permohonan)


def penerbit(user: Any, permohonan: Permohonan) -> bool:
    """Hand in the scan of the signed letter, once it has its number."""
    return petugas(user, permohonan) and permohonan.nomor_surat_berlaku is not None


def pengaju_keberatan(user: Any, permohonan: Permohonan) -> bool:
    """The owner or helper, once for each refusal; an objection that was refused has its way at court."""
    return permohonan.boleh_keberatan and pengelola(user, permohonan)


def pemutus_keberatan(user: Any, permohonan: Permohonan) -> bool:
    """The superior named on the service, or his stand-in; never whoever refused, and never about his own business.

    While nobody with an account holds that office, or its holder refused himself, an official with
    `putuskan_keberatan`: the days of the rule run, so there is always somebody who may decide.
    """
    if not user.is_staff or pengelola(user, permohonan) or permohonan.penolak_id == user.pk:
        return False
    atasan = permohonan.layanan.atasan
    pejabat = atasan.pejabat_pada() if atasan else None
    if pejabat is not None and pejabat.akun_id not in (None, permohonan.penolak_id):
        return bool(pejabat.akun_id == user.pk)
    return berwenang(user, permohonan, "putuskan_keberatan")


def tidak_seorang_pun(user: Any, permohonan: Permohonan) -> bool:
    """Only the portal itself does it, because time has passed."""
    return False


def pembaca_catatan(user: Any, permohonan: Permohonan) -> bool:
    """Notes between officials: those who see the case at work, and never the owner, were he an official himself."""
    return (
        user.has_perm("layanan.view_permohonan")
        and usaha.dalam_lingkup(user, permohonan.usaha)
        and not pengelola(user, permohonan)
    )
