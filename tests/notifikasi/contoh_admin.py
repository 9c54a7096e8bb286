"""An example of the outbox for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from typing import Any

from notifikasi.models import Pemberitahuan
from tests.notifikasi.pabrik import surat


def pesan(desa: Any, penanda: str) -> Pemberitahuan:
    return surat(judul=penanda)


CONTOH = {Pemberitahuan: pesan}
