"""Reads of the registry: the clock of a business, and what its scale waits for."""

from __future__ import annotations

from datetime import date

import pytest

from inti.workflow import lama_di_tangan, pindah
from tests.factories import buat_usaha
from umkm.enums import Keadaan
from umkm.models import KeuanganUsaha
from umkm.queries import kurang_skala, skala_usaha


@pytest.mark.parametrize(
    ("tahun", "bulan", "angka", "kata"),
    [
        (None, None, {"omzet": 10**7}, "tahun mulai usaha"),
        (2015, None, {}, "penjualan setahun"),
        (2015, None, {"modal": 10**7}, "penjualan setahun"),
        (2021, 1, {"modal": 10**7}, "penjualan setahun"),
        (2021, 2, {"omzet": 10**7}, "modal usaha"),
        (2024, None, {"omzet": 10**7}, "modal usaha"),
    ],
)
def test_the_owner_reads_what_the_scale_waits_for(pemilik, tahun, bulan, angka, kata):
    usaha = buat_usaha(pemilik=pemilik, tahun_mulai=tahun, bulan_mulai=bulan)
    if angka:
        KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, **angka)
    assert kurang_skala(usaha)["kata"] == kata


def test_a_known_scale_waits_for_nothing(pemilik):
    usaha = buat_usaha(pemilik=pemilik, tahun_mulai=2015)
    KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, omzet=10**7)
    assert (skala_usaha(usaha), kurang_skala(usaha)) == ("mikro", None)


def test_a_verb_after_the_verdict_does_not_wipe_the_clock(pemilik, petugas):
    usaha = buat_usaha(pemilik=pemilik)
    pindah(usaha, "ajukan", oleh=pemilik)
    pindah(usaha, "tolak", oleh=petugas)
    sebelum = lama_di_tangan(usaha)
    pindah(usaha, "ubah_keadaan", oleh=pemilik, keadaan=Keadaan.TUTUP, keadaan_sejak=date(2026, 11, 1))
    assert lama_di_tangan(usaha) == sebelum
