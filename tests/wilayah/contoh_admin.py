"""Examples of reference data for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.factories import KbliFactory, KecamatanFactory
from wilayah.models import Desa, Kbli, Kecamatan, SinonimKbli

_urut = count(1)


def kecamatan(desa: Any, penanda: str) -> Kecamatan:
    n = next(_urut)
    return KecamatanFactory(kode=f"33.25.{50 + n % 50:02d}", nama=f"{penanda} {n}")


def desa(desa: Any, penanda: str) -> Desa:
    n = next(_urut)
    return Desa.objects.create(
        kode=f"{desa.kecamatan_id}.{3000 + n}",
        nama=f"{penanda} {n}",
        jenis=desa.jenis,
        kecamatan=desa.kecamatan,
        kode_pos="51211",
        lat=-6.9,
        lon=109.7,
    )


def kbli(desa: Any, penanda: str) -> Kbli:
    return KbliFactory(kode=f"{90000 + next(_urut)}", judul=penanda)


def sinonim(desa: Any, penanda: str) -> SinonimKbli:
    return SinonimKbli.objects.create(kata=f"{penanda.lower()} {next(_urut)}")


CONTOH = {Kecamatan: kecamatan, Desa: desa, Kbli: kbli, SinonimKbli: sinonim}
