"""Limits on tries: buckets of tokens in PostgreSQL, so that they hold over processes and survive a dead Redis.

The order of the questions is: this account, this number, this target; the address last and at high values only,
because mobile carriers and a bazaar hall send hundreds of people through one address. Past that value an address
is not refused but asked for a proof of work (`akun.bukti_kerja`), or let through by the code of an event.
"""

from __future__ import annotations

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MENIT = 60
JAM = 60 * MENIT
HARI = 24 * JAM
# Old buckets are swept once even the slowest of them is full again.
UMUR_EMBER = timedelta(days=2)

# One statement, so that twenty requests at once cannot all see the same last token. The clock is the database's.
_AMBIL = """
INSERT INTO akun_emberlaju AS e (kunci, isi, diisi) VALUES (%(kunci)s, %(jumlah)s - 1, clock_timestamp())
ON CONFLICT (kunci) DO UPDATE SET
    isi = LEAST(%(jumlah)s, e.isi + EXTRACT(EPOCH FROM clock_timestamp() - e.diisi) * %(laju)s) - 1,
    diisi = clock_timestamp()
WHERE LEAST(%(jumlah)s, e.isi + EXTRACT(EPOCH FROM clock_timestamp() - e.diisi) * %(laju)s) >= 1
RETURNING e.isi
"""
_KEMBALI = "UPDATE akun_emberlaju SET isi = LEAST(%(jumlah)s, isi + 1) WHERE kunci = %(kunci)s"


class TerlaluSering(Exception):
    """A limit is passed and the page has no form of its own to say so: `akun.middleware.TerlaluSering` answers 429."""


def pakai(kunci: str, jumlah: int, jendela: int) -> bool:
    """Take one token from the bucket `kunci`, which holds `jumlah` and refills evenly over `jendela` seconds.

    Returns False when it is empty. Call it outside a transaction that may roll back, or the try is forgotten.
    """
    with connection.cursor() as kursor:
        kursor.execute(_AMBIL, {"kunci": _sandikan(kunci), "jumlah": jumlah, "laju": jumlah / jendela})
        return kursor.fetchone() is not None


def kembalikan(kunci: str, jumlah: int) -> None:
    """Put one token back: the try succeeded, so it does not count."""
    with connection.cursor() as kursor:
        kursor.execute(_KEMBALI, {"kunci": _sandikan(kunci), "jumlah": jumlah})


def alamat(request: HttpRequest) -> str:
    """The address of the caller as seen by the outermost proxy of ours; IPv6 is cut to the /64 one line owns."""
    return truncate_ip(get_adapter().get_client_ip(request))


def _sandikan(kunci: str) -> str:
    """Keep the name of the limit readable and hide what follows it: numbers and addresses are personal data."""
    nama, _, isi = kunci.partition(":")
    return f"{nama}:{salted_hmac('akun.batas', isi, algorithm='sha256').hexdigest()}"[:100]
