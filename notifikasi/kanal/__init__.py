"""The channels. A new one is a module here, a value in `enums.Kanal` and a line in the tables below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from notifikasi.enums import Jenis, Kanal
from notifikasi.kanal import aplikasi, email, wa_me, whatsapp

if TYPE_CHECKING:
    from notifikasi.models import Pemberitahuan

# (akun=, telepon=, email=) -> the target, or "" when the channel cannot reach the person.
TUJUAN: dict[str, Callable[..., str]] = {
    Kanal.APLIKASI: aplikasi.tujuan,
    Kanal.EMAIL: email.tujuan,
    Kanal.WHATSAPP: whatsapp.tujuan,
    Kanal.WA_ME: wa_me.tujuan,
}

# Hands a message to its carrier and returns the carrier's id for it ("" where there is none); raises one of
# `notifikasi.kanal.galat` when it is not taken. On a channel that is not here a message arrives by being written,
# or waits for a person.
PENGANTAR: dict[str, Callable[[Pemberitahuan], str]] = {
    Kanal.EMAIL: email.antar,
    Kanal.WHATSAPP: whatsapp.antar,
}

# What may travel on which channel. A code must not lie in an inbox nor pass through an official; news by hand to
# thousands is nobody's work.
MEMBAWA: dict[str, frozenset[str]] = {
    Kanal.APLIKASI: frozenset({Jenis.PERKARA, Jenis.KABAR}),
    Kanal.EMAIL: frozenset(Jenis),
    Kanal.WHATSAPP: frozenset(Jenis),
    Kanal.WA_ME: frozenset({Jenis.PERKARA}),
}
# These ring in a pocket; the weekly cap on news counts them.
LUAR = (Kanal.EMAIL, Kanal.WHATSAPP)
KE_HP = (Kanal.WHATSAPP, Kanal.WA_ME)
