"""The reports that the apps declare, found over `settings.LANTAI`."""

from __future__ import annotations

from functools import cache
from typing import Any

from inti import lantai
from inti.laporan import Laporan

IZIN = "laporan.unduh_laporan"


@cache
def semua() -> dict[str, Laporan]:
    """Return every declared report by its code, in the order of the floors."""
    hasil: dict[str, Laporan] = {}
    for _, modul in lantai.modul("reports"):
        hasil |= {satu.kode: satu for satu in modul.LAPORAN}
    return hasil


def boleh(user: Any, laporan: Laporan) -> bool:
    """Whether `user` may have this report at all; which rows of it the scope decides."""
    return user.is_active and user.is_staff and user.has_perms((IZIN, laporan.izin))


def untuk(user: Any) -> list[Laporan]:
    """Return the reports that `user` may have."""
    return [satu for satu in semua().values() if boleh(user, satu)]
