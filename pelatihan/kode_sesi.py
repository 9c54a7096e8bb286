"""The code shown in the room, which changes: four digits to type, or the same as a QR to scan.

A code is made from a secret of the session and the number of the half minute, so that it needs no table and a photo of
it is worthless soon. The one before counts too, for whoever typed while it changed.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

MASA = timedelta(seconds=30)
ANGKA = 4


def kode(rahasia: str, kini: datetime) -> str:
    """Return the code of this half minute, four digits."""
    return _kode(rahasia, int(kini.timestamp() // MASA.total_seconds()))


def cocok(rahasia: str, isian: str, kini: datetime) -> bool:
    """Tell whether what was typed is the code of this half minute or the one before."""
    jendela = int(kini.timestamp() // MASA.total_seconds())
    return any(hmac.compare_digest(_kode(rahasia, n), isian) for n in (jendela, jendela - 1))


def sisa(kini: datetime) -> int:
    """Return the seconds for which the code of now is still shown."""
    panjang = int(MASA.total_seconds())
    return panjang - int(kini.timestamp()) % panjang


def _kode(rahasia: str, jendela: int) -> str:
    sidik = hmac.new(rahasia.encode(), str(jendela).encode(), sha256).digest()
    return f"{int.from_bytes(sidik[:8], 'big') % 10**ANGKA:0{ANGKA}d}"
