"""Examples of reports for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from aduan.models import Aduan, AturanWaktu, JenisAduan, KolomSp4n, Unit
from akun.models import Pengguna
from tests.aduan.pabrik import buat_aduan, siapkan

_urut = count(1)


def aduan(desa: Any, penanda: str) -> Aduan:
    """A report at a unit whose officials work in the kecamatan of `desa`."""
    unit = siapkan(*Pengguna.objects.filter(is_staff=True, kecamatan=desa.kecamatan))
    return buat_aduan("DITERUSKAN", unit=unit, perihal=penanda)


def jenis(desa: Any, penanda: str) -> JenisAduan:
    return JenisAduan.objects.create(kode=f"jenis-{next(_urut)}", nama=penanda, kelompok="ASPIRASI", uraian="Contoh.")


def aturan(desa: Any, penanda: str) -> AturanWaktu:
    mulai = date(2030, 1, next(_urut) % 28 + 1)
    return AturanWaktu.objects.create(ruang="TANYA", hari=7, berlaku_mulai=mulai, sumber=penanda)


def unit(desa: Any, penanda: str) -> Unit:
    return Unit.objects.create(kode=f"unit-contoh-{next(_urut)}", nama=penanda)


def kolom(desa: Any, penanda: str) -> KolomSp4n:
    return KolomSp4n.objects.create(judul=f"{penanda} {next(_urut)}", sumber="nomor")


CONTOH = {Aduan: aduan, JenisAduan: jenis, AturanWaktu: aturan, Unit: unit, KolomSp4n: kolom}
