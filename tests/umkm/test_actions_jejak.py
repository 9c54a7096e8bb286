"""Facts that other apps write down into the registry."""

from __future__ import annotations

from datetime import date

from tests.factories import buat_usaha
from umkm.actions.jejak import catat_jejak


def lulus(usaha, **lain):
    return catat_jejak(
        usaha,
        jenis="pelatihan",
        kode="PB-26-01",
        judul="Lulus Pembukuan Dasar, 30 JP",
        tanggal=date(2026, 11, 2),
        **lain,
    )


def test_a_fact_stands_with_the_business(pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    jejak = lulus(usaha, url="/pelatihan/PB-26-01/", nilai={"jp": 30})
    assert list(usaha.rekam_jejak.all()) == [jejak]
    assert (jejak.judul, jejak.nilai) == ("Lulus Pembukuan Dasar, 30 JP", {"jp": 30})


def test_the_same_fact_again_is_renewed_and_not_doubled(pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    lulus(usaha, nilai={"jp": 30})
    assert lulus(usaha, nilai={"jp": 32}).nilai == {"jp": 32}
    assert usaha.rekam_jejak.count() == 1


def test_a_fact_about_a_merged_business_goes_to_the_survivor(pemilik):
    utama = buat_usaha(pemilik=pemilik)
    lebur = buat_usaha(pemilik=pemilik, digabung_ke=utama)
    assert lulus(lebur).usaha == utama
