"""The further rooms of a class: each line is a door on its page in the officials' room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from pelatihan.enums import CaraMasuk

if TYPE_CHECKING:
    from pelatihan.models import Angkatan

RUANG: tuple[tuple[str, str, str], ...] = (
    ("Seleksi", "kelas:seleksi", "pelatihan.change_angkatan"),
    ("Usulan", "kelas:usulan", "pelatihan.usulkan_peserta"),
    ("SPJ", "ruang:kantor_spj", "pelatihan.siapkan_spj"),
    ("Kesan peserta", "kelas:kesan", "pelatihan.lihat_dampak"),
    ("Sertifikat", "kelas:sertifikat", "pelatihan.view_penerbitan"),
)
"""What the door says, the name of its address (which takes the kode of the class), and the permission that opens it."""

HANYA = {"kelas:seleksi": CaraMasuk.SELEKSI, "kelas:usulan": CaraMasuk.USULAN}
"""Rooms that only a class with this way of giving seats has."""


def pintu(angkatan: Angkatan, user: Any) -> list[tuple[str, str]]:
    """Return label and address of the rooms of this class that are open to `user`."""
    return [
        (label, reverse(nama, args=[angkatan.kode]))
        for label, nama, izin in RUANG
        if user.has_perm(izin) and HANYA.get(nama, angkatan.cara) == angkatan.cara
    ]
