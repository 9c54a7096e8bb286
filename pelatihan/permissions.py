"""Who may do what with a class and with a place in it; each predicate takes the user and the object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from akun.permissions import kecamatan_kerja

if TYPE_CHECKING:
    from pelatihan.models import Angkatan, Peserta


def penyelenggara(user: Any, angkatan: Angkatan) -> bool:
    """An official who runs classes: of the whole kabupaten, or those held in a kecamatan for which he works."""
    if not (user.is_staff and user.has_perm("pelatihan.change_angkatan")):
        return False
    lingkup = kecamatan_kerja(user)
    return lingkup is None or (angkatan.desa is not None and angkatan.desa.kecamatan_id in lingkup)


def pengajar(user: Any, angkatan: Angkatan) -> bool:
    """A trainer of this class, or his stand-in."""
    return any(p.akun_id == user.pk for p in angkatan.pelatih.all())


def diri(user: Any, peserta: Peserta) -> bool:
    """The participant himself."""
    return peserta.pelaku.akun_id is not None and peserta.pelaku.akun_id == user.pk


def pengelola_peserta(user: Any, peserta: Peserta) -> bool:
    """An official who keeps the list, for the businesses of his kecamatan and never for himself."""
    return _sewilayah(user, peserta, "pelatihan.kelola_peserta") and not diri(user, peserta)


def diri_atau_kantor(user: Any, peserta: Peserta) -> bool:
    """The participant himself, the head of his group, or an official at the counter on his behalf."""
    kelompok = peserta.kelompok
    ketua = kelompok is not None and kelompok.ketua.akun_id is not None and kelompok.ketua.akun_id == user.pk
    return diri(user, peserta) or ketua or pengelola_peserta(user, peserta)


def pengusul(user: Any, peserta: Peserta) -> bool:
    """An official of the kecamatan of the business."""
    return _sewilayah(user, peserta, "pelatihan.usulkan_peserta")


def _sewilayah(user: Any, peserta: Peserta, izin: str) -> bool:
    if not (user.is_staff and user.has_perm(izin)):
        return False
    lingkup = kecamatan_kerja(user)
    return lingkup is None or peserta.usaha.desa.kecamatan_id in lingkup


def tidak_seorang_pun(user: Any, peserta: Peserta) -> bool:
    """Only the portal itself does it, because a seat is free or time has passed."""
    return False
