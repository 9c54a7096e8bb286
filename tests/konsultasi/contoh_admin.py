"""Examples of the consultations for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from konsultasi.models import Absen, DaftarTunggu, JamKonsultasi, JanjiTemu, Meja
from tests.konsultasi.pabrik import buat_absen, buat_jam, buat_janji_temu, buat_meja, buat_tunggu


def meja(desa: Any, penanda: str) -> Meja:
    return buat_meja(hari=(), nama=penanda, kecamatan=desa.kecamatan)


def jam(desa: Any, penanda: str) -> JamKonsultasi:
    return buat_jam(meja(desa, penanda), topik=penanda)


def absen(desa: Any, penanda: str) -> Absen:
    return buat_absen(meja(desa, penanda), timezone.now() + timedelta(days=1))


def janji_temu(desa: Any, penanda: str) -> JanjiTemu:
    return buat_janji_temu(meja=meja(desa, f"Meja {penanda}"), nama=penanda, perihal=penanda)


def tunggu(desa: Any, penanda: str) -> DaftarTunggu:
    return buat_tunggu(meja(desa, f"Meja {penanda}"), nama=penanda, perihal=penanda)


CONTOH = {JanjiTemu: janji_temu, Meja: meja, JamKonsultasi: jam, Absen: absen, DaftarTunggu: tunggu}
