"""Who may do what to an account, as predicates over permissions (never over group names)."""

from __future__ import annotations

from typing import Any


def kecamatan_kerja(user: Any) -> set[str] | None:
    """Return the kecamatan codes this person works for: None means all, an empty set means none.

    Fails closed: anyone who is not active staff, and staff with neither all nor some kecamatan, gets the empty set.
    """
    if not user.is_authenticated or not user.is_active or not user.is_staff:
        return set()
    if user.semua_kecamatan:
        return None
    if not hasattr(user, "_kecamatan_kerja"):
        user._kecamatan_kerja = set(user.kecamatan.values_list("pk", flat=True))
    return set(user._kecamatan_kerja)


def melayani(user: Any, pengguna: Any) -> bool:
    """True when `pengguna` is an owner within the reach of this official; never oneself, never a colleague."""
    if pengguna.is_staff or pengguna.pk == user.pk:
        return False
    return type(pengguna).objects.terlihat_oleh(user).filter(pk=pengguna.pk).exists()


def _di_loket(user: Any, pengguna: Any, izin: str) -> bool:
    if not user.has_perm(izin):
        return False
    if pengguna.is_staff:
        return pengguna.pk != user.pk and user.has_perm("akun.atur_peran")
    return melayani(user, pengguna)


def boleh_setel_ulang_sandi(user: Any, pengguna: Any) -> bool:
    return _di_loket(user, pengguna, "akun.setel_ulang_sandi")


def boleh_ganti_nomor(user: Any, pengguna: Any) -> bool:
    return _di_loket(user, pengguna, "akun.ganti_nomor")


def boleh_buktikan_telepon(user: Any, pengguna: Any) -> bool:
    return _di_loket(user, pengguna, "akun.buktikan_telepon")


def boleh_atur_peran(user: Any, pengguna: Any) -> bool:
    """Roles are set by an admin for others: nobody widens the own permissions."""
    return user.has_perm("akun.atur_peran") and pengguna.pk != user.pk
