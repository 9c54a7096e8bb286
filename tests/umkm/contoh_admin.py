"""Examples of the registry for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from typing import Any

from tests.factories import PelakuFactory, PenggunaFactory, buat_usaha
from umkm.enums import StatusUsaha, StatusUsulan
from umkm.models import DugaanPelaku, DugaanUsaha, PelakuUsaha, Penggabungan, Usaha, Usulan


def usaha(desa: Any, penanda: str) -> Usaha:
    return buat_usaha(desa=desa, nama=penanda, status=StatusUsaha.DIAJUKAN)


def pelaku(desa: Any, penanda: str) -> PelakuUsaha:
    orang = PelakuFactory(nama=penanda)
    buat_usaha(desa=desa, pelaku=orang)
    return orang


def usulan(desa: Any, penanda: str) -> Usulan:
    milik = buat_usaha(desa=desa, nama=penanda, status=StatusUsaha.TERVERIFIKASI)
    satu = Usulan.objects.create(usaha=milik, status=StatusUsulan.DIAJUKAN)
    satu.isian.create(nama="usaha.nama", lama=penanda, baru=f"{penanda} Baru")
    return satu


def dugaan_pelaku(desa: Any, penanda: str) -> DugaanPelaku:
    return DugaanPelaku.objects.create(a=pelaku(desa, penanda), b=pelaku(desa, f"{penanda} Kembar"), alasan=["NIK"])


def dugaan_usaha(desa: Any, penanda: str) -> DugaanUsaha:
    return DugaanUsaha.objects.create(a=usaha(desa, penanda), b=usaha(desa, f"{penanda} Kembar"), alasan=["NAMA"])


def penggabungan(desa: Any, penanda: str) -> Penggabungan:
    return Penggabungan.objects.create(
        jenis="USAHA",
        utama=usaha(desa, penanda).kode,
        lebur=usaha(desa, f"{penanda} Lebur").kode,
        pindahan=[],
        isian={},
        alasan="Satu warung didaftarkan dua kali",
        oleh=PenggunaFactory(is_staff=True),
    )


CONTOH = {
    Usaha: usaha,
    PelakuUsaha: pelaku,
    Usulan: usulan,
    DugaanPelaku: dugaan_pelaku,
    DugaanUsaha: dugaan_usaha,
    Penggabungan: penggabungan,
}
