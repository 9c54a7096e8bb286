"""How much may be asked: buckets of `akun.batas`, so they hold over processes and survive a dead Redis."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import transaction
from django.db.utils import InternalError
from psycopg2.errors import ReadOnlySqlTransaction
from rest_framework.exceptions import Throttled
from rest_framework.throttling import BaseThrottle

from akun import batas


class Batas(NamedTuple):
    """So many requests within so many seconds, refilled evenly."""

    jumlah: int
    jendela: int

    @property
    def tunggu(self) -> int:
        """Seconds until the next request is due."""
        return math.ceil(self.jendela / self.jumlah)


# The address last and high: a hall full of people, or a mobile carrier, stands behind one.
PER_KUNCI = Batas(120, batas.MENIT)
PER_AKUN = Batas(240, batas.MENIT)
PER_ALAMAT_BERKUNCI = Batas(1200, batas.MENIT)
PER_ALAMAT = Batas(120, batas.MENIT)


class Laju(BaseThrottle):
    """Count a request by key, by account and by address; without a key by address alone."""

    penuh: Batas | None = None

    def allow_request(self, request: Any, view: Any) -> bool:
        with bila_dapat_ditulis():
            self.penuh = next((b for nama, b in _ember(request) if not batas.pakai(nama, *b)), None)
        return self.penuh is None

    def wait(self) -> float | None:
        return self.penuh.tunggu if self.penuh else None


def hitung_kunci_salah(request: Any) -> None:
    """Count a try with a key that opens nothing. Raises Throttled when there were too many from this address."""
    with bila_dapat_ditulis():
        if not batas.pakai(f"api_alamat:{batas.alamat(request)}", *PER_ALAMAT):
            raise Throttled(PER_ALAMAT.tunggu)


@contextmanager
def bila_dapat_ditulis() -> Iterator[None]:
    """Count where counting is possible: while the database is read-only (upkeep), reading goes on uncounted."""
    try:
        with transaction.atomic():
            yield
    except InternalError as galat:
        if not isinstance(galat.__cause__, ReadOnlySqlTransaction):
            raise


def _ember(request: Any) -> list[tuple[str, Batas]]:
    alamat = batas.alamat(request)
    if request.auth is None:
        return [(f"api_alamat:{alamat}", PER_ALAMAT)]
    return [
        (f"api_kunci:{request.auth.pk}", PER_KUNCI),
        (f"api_akun:{request.user.pk}", PER_AKUN),
        (f"api_berkunci:{alamat}", PER_ALAMAT_BERKUNCI),
    ]
