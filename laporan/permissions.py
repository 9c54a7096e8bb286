"""Who may fetch what was made."""

from __future__ import annotations

from typing import Any

from akun.permissions import kecamatan_kerja
from laporan import daftar
from laporan.models import Unduhan


def pemintanya(user: Any, unduhan: Unduhan) -> bool:
    return unduhan.oleh_id == user.pk


def pengunduh(user: Any, unduhan: Unduhan) -> bool:
    """The one who asked, while he still has every permission that the file took and works wherever its rows lie."""
    laporan = daftar.semua().get(unduhan.laporan)
    if laporan is None or not pemintanya(user, unduhan) or not daftar.boleh(user, laporan):
        return False
    return user.has_perms(unduhan.izin) and mencakup(user, unduhan.wilayah)


def mencakup(user: Any, wilayah: list[str] | None) -> bool:
    """Whether `user` works in all of `wilayah` (None: the whole regency)."""
    lingkup = kecamatan_kerja(user)
    return lingkup is None or (wilayah is not None and lingkup >= set(wilayah))
