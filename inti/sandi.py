"""Encryption of identity numbers, and the keyed hash by which they are found again.

Two secrets from the settings, both lists whose first entry is the current one: NIK_KUNCI (Fernet keys)
encrypts, NIK_KUNCI_SIDIK (long random text) hashes. A NIK has so few possible values that a plain hash
could be tried out in minutes; without NIK_KUNCI_SIDIK the keyed one cannot. Losing NIK_KUNCI loses the
numbers for good; losing NIK_KUNCI_SIDIK loses only the hashes, which can be computed anew.

A key is changed by putting the new one in front, re-writing every row (`putar`, `sidik`), and only then
taking the old one away.
"""

import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# Binds a hash to its use: the same key under another purpose gives unrelated hashes.
_RANAH = b"batang_portal/nik/v1\x00"


class KunciSalah(Exception):
    """A key in the settings is missing or malformed, or none of them opens a value.

    A value that was damaged looks the same as one under a foreign key. Nothing of the value is in the
    message. It is never turned into an empty field: a page that needs the value fails, loudly, until the
    right key is back.
    """


def enkripsi(teks: str) -> str:
    """Return the text encrypted with the first key of NIK_KUNCI; twice the same text gives two results.

    Raises KunciSalah when the keys are missing or malformed.
    """
    return _kunci(tuple(settings.NIK_KUNCI)).encrypt(teks.encode()).decode()


def dekripsi(token: str) -> str:
    """Return the text of `enkripsi`, whichever key of NIK_KUNCI it was made with; else raise KunciSalah."""
    try:
        return _kunci(tuple(settings.NIK_KUNCI)).decrypt(token.encode()).decode()
    except InvalidToken:
        raise _tak_terbuka() from None


def putar(token: str) -> str:
    """Return the same text encrypted anew with the first key of NIK_KUNCI; raise KunciSalah if none opens it."""
    try:
        return _kunci(tuple(settings.NIK_KUNCI)).rotate(token.encode()).decode()
    except InvalidToken:
        raise _tak_terbuka() from None


def sidik(teks: str) -> str:
    """Return the HMAC-SHA256 of the text as 64 hex digits, under the first key of NIK_KUNCI_SIDIK.

    Hash only normalised text (`nik.urai(...).nik`): another writing of the same number gives another
    hash. Raises KunciSalah when the key is missing.
    """
    return _sidik(_kunci_sidik()[0], teks)


def semua_sidik(teks: str) -> list[str]:
    """Return the hashes under every key of NIK_KUNCI_SIDIK, current first, to search while keys change."""
    return [_sidik(kunci, teks) for kunci in _kunci_sidik()]


@lru_cache(maxsize=8)
def _kunci(kunci: tuple[str, ...]) -> MultiFernet:
    # Keyed by the keys themselves, not by "the settings": a test or a command may swap them.
    try:
        return MultiFernet([Fernet(satu) for satu in kunci])
    except ValueError:
        raise KunciSalah(
            "NIK_KUNCI harus berisi satu atau lebih kunci Fernet (32 byte, base64 urlsafe), dipisah koma."
        ) from None


def _kunci_sidik() -> list[str]:
    kunci = list(settings.NIK_KUNCI_SIDIK)
    if not kunci or not all(kunci):
        raise KunciSalah("NIK_KUNCI_SIDIK harus berisi satu atau lebih kunci, dipisah koma, tanpa yang kosong.")
    return kunci


def _sidik(kunci: str, teks: str) -> str:
    return hmac.digest(kunci.encode(), _RANAH + teks.encode(), "sha256").hex()


def _tak_terbuka() -> KunciSalah:
    return KunciSalah("Tidak ada kunci di NIK_KUNCI yang dapat membuka data ini, atau datanya rusak.")
