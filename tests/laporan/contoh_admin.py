"""Examples of the reports' records for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from typing import Any

from laporan.models import Unduhan
from tests.factories import PenggunaFactory


def unduhan(desa: Any, penanda: str) -> Unduhan:
    """A list of the kecamatan of `desa`, asked for by a colleague."""
    return Unduhan.objects.create(
        laporan="daftar-usaha",
        judul="Daftar usaha",
        format="xlsx",
        oleh=PenggunaFactory(is_staff=True),
        alasan=f"rapat {penanda}",
        wilayah=[desa.kecamatan_id],
        lingkup=f"Kecamatan {desa.kecamatan}",
    )


CONTOH = {Unduhan: unduhan}
