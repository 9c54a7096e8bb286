"""Examples of accounts for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from akun.models import AcaraPendaftaran, Jabatan, LogBaca, Pejabat, Pengguna
from tests.factories import PenggunaFactory, lantik

_urut = count(1)


def pengguna(desa: Any, penanda: str) -> Pengguna:
    """An owner whose business lies in this desa."""
    satu = PenggunaFactory(nama=penanda)
    satu.kecamatan_usaha.add(desa.kecamatan)
    return satu


def acara(desa: Any, penanda: str) -> AcaraPendaftaran:
    return AcaraPendaftaran.objects.create(
        kode=f"UJI{next(_urut):04d}",
        nama=penanda,
        mulai=timezone.now(),
        sampai=timezone.now() + timedelta(days=1),
        dibuat_oleh=PenggunaFactory(is_staff=True),
    )


def log_baca(desa: Any, penanda: str) -> LogBaca:
    return LogBaca.objects.create(
        oleh=PenggunaFactory(is_staff=True), subjek_jenis="usaha", subjek_kode="contoh", apa=penanda, alasan="Diperiksa"
    )


def jabatan(desa: Any, penanda: str) -> Jabatan:
    return Jabatan.objects.create(kode=f"jabatan-contoh-{next(_urut)}", nama=penanda)


def pejabat(desa: Any, penanda: str) -> Pejabat:
    return lantik(jabatan(desa, "Jabatan Contoh"), nama=penanda)


CONTOH = {AcaraPendaftaran: acara, Jabatan: jabatan, LogBaca: log_baca, Pejabat: pejabat, Pengguna: pengguna}
