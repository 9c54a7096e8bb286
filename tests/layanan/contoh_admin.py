"""Examples of the services for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from itertools import count
from typing import Any

from layanan.models import Bidang, Layanan, Permohonan
from tests.factories import buat_usaha
from tests.layanan.pabrik import buat_layanan, buat_permohonan

_urut = count(1)


def permohonan(desa: Any, penanda: str) -> Permohonan:
    return buat_permohonan(usaha=buat_usaha(desa=desa, nama=penanda, status="TERVERIFIKASI"), status="DIAJUKAN")


def layanan(desa: Any, penanda: str) -> Layanan:
    return buat_layanan(nama=penanda)


def bidang(desa: Any, penanda: str) -> Bidang:
    return Bidang.objects.create(kode=f"bidang-{next(_urut)}", nama=penanda)


CONTOH = {Permohonan: permohonan, Layanan: layanan, Bidang: bidang}
