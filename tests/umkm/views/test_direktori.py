"""The public directory shows only who wants to be found, and only what the consent says."""

from __future__ import annotations

import pytest

from akun.actions import beri_persetujuan, tarik_persetujuan
from tests.factories import DesaFactory, buat_usaha
from umkm.enums import Keadaan, StatusUsaha


@pytest.fixture
def tampil(pemilik):
    """A verified, open business whose owner consents."""
    usaha = buat_usaha(pemilik=pemilik, status=StatusUsaha.TERVERIFIKASI, nama="Keripik Bu Contoh")
    beri_persetujuan(subjek_kode=usaha.pemilik.kode, tujuan="direktori", cara="layar")
    return usaha


def nama_tampil(klien, **saring):
    return [u.nama for u in klien.get("/direktori/", saring).context["usaha"]]


def test_a_verified_open_and_willing_business_is_found(tamu, tampil):
    assert nama_tampil(tamu) == ["Keripik Bu Contoh"]


def test_withdrawing_consent_hides_it_at_once(tamu, tampil):
    tarik_persetujuan(subjek_kode=tampil.pemilik.kode, tujuan="direktori")
    assert nama_tampil(tamu) == []


@pytest.mark.parametrize(
    "isian",
    [
        {"status": StatusUsaha.DIPERIKSA},
        {"status": StatusUsaha.DICABUT},
        {"keadaan": Keadaan.TUTUP},
        {"keadaan": Keadaan.TUTUP_SEMENTARA},
    ],
)
def test_unverified_or_closed_is_not_shown(tamu, tampil, isian):
    type(tampil).objects.filter(pk=tampil.pk).update(**isian)
    assert nama_tampil(tamu) == []


def test_words_and_kecamatan_narrow_the_list(tamu, tampil, pemilik_lain):
    lain = buat_usaha(
        pemilik=pemilik_lain, status=StatusUsaha.TERVERIFIKASI, nama="Emping Contoh", desa=DesaFactory(limpung=True)
    )
    beri_persetujuan(subjek_kode=lain.pemilik.kode, tujuan="direktori", cara="layar")
    assert nama_tampil(tamu) == ["Emping Contoh", "Keripik Bu Contoh"]
    assert nama_tampil(tamu, q="limpung emping") == ["Emping Contoh"]
    assert nama_tampil(tamu, kecamatan="33.25.11") == ["Keripik Bu Contoh"]
    assert nama_tampil(tamu, q="batik") == []


@pytest.mark.parametrize("saring", [{"h": "abc"}, {"h": "-1"}, {"h": "99999"}, {"q": "\x00%_'"}, {"kecamatan": "x"}])
def test_hostile_addresses_get_a_page(tamu, tampil, saring):
    assert tamu.get("/direktori/", saring).status_code == 200


def test_nothing_of_the_person_is_shown(tamu, tampil):
    halaman = tamu.get("/direktori/").content.decode()
    assert tampil.pemilik.nama not in halaman
    assert tampil.pemilik.telepon not in halaman
    assert tampil.nomor not in halaman


def test_queries_do_not_grow_with_rows(tamu, tampil, pemilik_lain, django_assert_num_queries):
    with django_assert_num_queries(2):
        tamu.get("/direktori/")
    for urut in range(2):
        usaha = buat_usaha(pemilik=pemilik_lain, status=StatusUsaha.TERVERIFIKASI, nama=f"Usaha {urut}")
        beri_persetujuan(subjek_kode=usaha.pemilik.kode, tujuan="direktori", cara="layar")
    with django_assert_num_queries(2):
        tamu.get("/direktori/")
