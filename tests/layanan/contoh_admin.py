"""Examples of the services for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from typing import Any

from layanan.models import Permohonan
from tests.factories import buat_usaha
from tests.layanan.pabrik import buat_permohonan


def permohonan(desa: Any, penanda: str) -> Permohonan:
    return buat_permohonan(usaha=buat_usaha(desa=desa, nama=penanda, status="TERVERIFIKASI"), status="DIAJUKAN")


CONTOH = {Permohonan: permohonan}
