"""What a key looks like, and the keyed hash by which it is found again. The key itself is kept nowhere."""

from __future__ import annotations

import re
import secrets
import string
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import salted_hmac

# Programs that search published code for secrets know a key by its first letters.
AWALAN = "umkm_"
PANJANG_AWALAN, PANJANG_RAHASIA = 8, 40
_HURUF = string.ascii_letters + string.digits
_BENTUK = re.compile(rf"{AWALAN}[A-Za-z0-9]{{{PANJANG_AWALAN}}}_[A-Za-z0-9]{{{PANJANG_RAHASIA}}}")
_RANAH = "api.kunci"


class KunciJadi(NamedTuple):
    """A key on the one day it is seen, and its beginning, by which people tell their keys apart."""

    kunci: str
    awalan: str


def buat() -> KunciJadi:
    """Make a new key: letters and figures only, so that a double click takes all of it; 238 random bits."""
    awalan = AWALAN + _acak(PANJANG_AWALAN)
    return KunciJadi(f"{awalan}_{_acak(PANJANG_RAHASIA)}", awalan)


def sidik(kunci: str) -> str:
    """Return the HMAC of a key under the present SECRET_KEY, as it is stored."""
    return _sidik(kunci, settings.SECRET_KEY)


def semua_sidik(kunci: str) -> list[str]:
    """Return what may be stored of a key, also while SECRET_KEY is being changed; nothing for what is no key."""
    if not _BENTUK.fullmatch(kunci):
        return []
    return [_sidik(kunci, rahasia) for rahasia in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _acak(panjang: int) -> str:
    return "".join(secrets.choice(_HURUF) for _ in range(panjang))


def _sidik(kunci: str, rahasia: str) -> str:
    return salted_hmac(_RANAH, kunci, secret=rahasia, algorithm="sha256").hexdigest()
