"""The channels. A new one is a module here, a value in `enums.Kanal` and a line in the tables below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from notifikasi.enums import Kanal
from notifikasi.kanal import aplikasi, email

if TYPE_CHECKING:
    from notifikasi.models import Pemberitahuan

# (akun=, telepon=, email=) -> the target, or "" when the channel cannot reach the person.
TUJUAN: dict[str, Callable[..., str]] = {
    Kanal.APLIKASI: aplikasi.tujuan,
    Kanal.EMAIL: email.tujuan,
}

# Hands a message to its carrier; raises one of `notifikasi.kanal.galat` when it is not taken.
# On a channel that is not here a message arrives by being written.
PENGANTAR: dict[str, Callable[[Pemberitahuan], None]] = {
    Kanal.EMAIL: email.antar,
}
