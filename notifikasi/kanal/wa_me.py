"""Without a gateway: an official sends by hand, from a prefilled `wa.me` link that names nobody.

The message waits in "Kirim lewat WhatsApp" until an official says that it went; no worker ever takes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from inti import telepon as nomor_hp


def tujuan(*, akun: AbstractBaseUser | None, telepon: str, email: str) -> str:
    """Return the given number where no gateway carries messages, else ""."""
    return "" if settings.GERBANG_PESAN else telepon


def teks(nomor: Iterable[str]) -> str:
    """Say that there is news about these cases and where to read it: no name, no reason, no business."""
    tentang = ", ".join(nomor)
    pokok = f"tentang nomor {tentang}" if tentang else "tentang akun Anda"
    return f"Ada kabar {pokok}. Silakan buka {settings.PORTAL_URL} untuk membacanya.\n\n{settings.NAMA_DINAS}"


def tautan(telepon: str, teks: str) -> str:
    """Return the address that opens WhatsApp with the number and the text filled in."""
    return f"https://wa.me/{nomor_hp.wa_me(telepon)}?text={quote(teks, safe='')}"
