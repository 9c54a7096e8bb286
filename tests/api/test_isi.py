"""Filling in through the API: the forms of the pages judge, and only what was sent changes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from api.views.isi import FORM
from tests.api.conftest import masalah
from tests.factories import buat_usaha
from umkm.actions import periksa
from umkm.enums import StatusUsaha
from umkm.models import KeuanganUsaha, Usaha

NIK_LAIN = "3325114708900010"


@pytest.fixture
def draf(pemilik: Any, desa: Any) -> Any:
    """A business of which nothing is filled in but what its birth asks for."""
    return buat_usaha(pemilik=pemilik, desa=desa, nama="Keripik Contoh")


def segar(usaha: Usaha) -> Usaha:
    return Usaha.objects.get(pk=usaha.pk)


def test_every_section_is_read_and_filled_in(kasir, draf, desa_limpung, usaha):
    """`usaha` brings the KBLI; each value sent comes back as it was sent."""
    kiriman = {
        "pemilik": {"nama": "Siti Rahayu", "jenis_kelamin": "L", "tanggal_lahir": "1980-01-31"},
        "usaha": {"nama": "Kripik Baru", "kbli": "2025:10794", "bentuk": "CV", "tahun_mulai": 2021, "bulan_mulai": 3},
        "tempat": {
            "jenis_tempat": "TETAP",
            "desa": desa_limpung.kode,
            "alamat": "Jalan Baru",
            "rt": "003",
            "rw": "011",
        },
        "diri": {"desa": None, "domisili_luar": "Kota Pekalongan", "pendidikan": "SD", "disabilitas": "TIDAK"},
        "pekerja": {
            "pekerja_laki": 1,
            "pekerja_perempuan": 2,
            "pekerja_dibayar": 0,
            "pekerja_tak_dibayar": 3,
            "pekerja_disabilitas": 0,
        },
        "pemasaran": {"saluran": ["PASAR", "EKSPOR"], "tautan": "https://toko.example/keripik"},
    }
    assert set(kiriman) == set(FORM)
    for bagian, isi in kiriman.items():
        alamat = f"/usaha/{draf.kode}/isi/{bagian}/"
        jawaban = kasir.patch(alamat, isi)
        assert jawaban.status_code == 200, jawaban.text
        sekarang = kasir.get(alamat).json()
        assert {n: sekarang["isi"][n] for n in isi} == isi
        assert jawaban.json()["bagian"] == sekarang


def test_the_progress_of_all_sections(kasir, draf):
    hasil = kasir.get(f"/usaha/{draf.kode}/isi/").json()["hasil"]
    assert [b["bagian"] for b in hasil][:3] == ["pemilik", "usaha", "tempat"]
    assert [b["bagian"] for b in hasil if b["perlu"]] == ["pemilik", "usaha", "tempat"]


def test_what_was_not_sent_stays_and_what_did_not_differ_is_not_told(kasir, usaha, pemilik):
    alamat = f"/usaha/{usaha.kode}/isi/pemilik/"
    lahir, sidik = pemilik.pelaku.tanggal_lahir, pemilik.pelaku.nik_sidik
    assert kasir.patch(alamat, {"nama": "Siti Rahayu", "jenis_kelamin": "P"}).json()["tersimpan"] == ["nama"]
    pemilik.pelaku.refresh_from_db()
    assert (pemilik.pelaku.nama, pemilik.pelaku.tanggal_lahir) == ("Siti Rahayu", lahir)
    assert pemilik.pelaku.nik_sidik == sidik


def test_a_change_of_a_moment_ago_by_somebody_else_is_not_undone(kasir, usaha, monkeypatch):
    """The form is laid over what was read; a field that was not sent must not travel back with it."""
    from umkm.actions import isi

    asli = isi.simpan

    def disela(satu: Usaha, **kwargs: Any) -> Any:
        Usaha.objects.filter(pk=usaha.pk).update(produk_utama="dari layar lain")
        return asli(satu, **kwargs)

    monkeypatch.setattr("api.views.isi.isi.simpan", disela)
    kasir.patch(f"/usaha/{usaha.kode}/isi/usaha/", {"nama": "Nama Baru"})
    assert (segar(usaha).nama, segar(usaha).produk_utama) == ("Nama Baru", "dari layar lain")


def test_null_empties_what_may_be_empty(kasir, usaha):
    alamat = f"/usaha/{usaha.kode}/isi/usaha/"
    kasir.patch(alamat, {"produk_utama": "keripik balado", "tahun_mulai": 2019})
    kasir.patch(alamat, {"produk_utama": None, "tahun_mulai": None})
    assert (segar(usaha).produk_utama, segar(usaha).tahun_mulai) == ("", None)


def test_what_the_form_empties_because_of_another_answer_is_saved_too(kasir, usaha):
    assert kasir.patch(f"/usaha/{usaha.kode}/isi/tempat/", {"jenis_tempat": "KELILING"}).status_code == 200
    assert (segar(usaha).jenis_tempat, segar(usaha).alamat) == ("KELILING", "")


def test_a_point_on_the_map_is_two_numbers(kasir, usaha):
    alamat = f"/usaha/{usaha.kode}/isi/tempat/"
    assert kasir.patch(alamat, {"lintang": -6.90833, "bujur": 109.73083}).status_code == 200
    assert (segar(usaha).lintang, segar(usaha).bujur) == (Decimal("-6.908330"), Decimal("109.730830"))
    assert kasir.get(alamat).json()["isi"]["lintang"] == -6.90833
    for salah in ({"lintang": -6.9}, {"lintang": "-6.9", "bujur": 109.7}, {"lintang": 0, "bujur": 0}):
        kasir.patch(alamat, {"lintang": None, "bujur": None})
        assert masalah(kasir.patch(alamat, salah)) == (422, "isian_salah")


@pytest.mark.parametrize(
    ("bagian", "kiriman", "isian", "kalimat"),
    [
        ("usaha", {"nama": ""}, "nama", "Isi nama usaha."),
        ("usaha", {"nama": None}, "nama", "Isi nama usaha."),
        ("usaha", {"nama": 5}, "nama", "Tulis sebagai teks, di antara tanda kutip."),
        ("usaha", {"nama": {"a": 1}}, "nama", "Tulis sebagai teks, di antara tanda kutip."),
        ("usaha", {"tahun_mulai": "2019"}, "tahun_mulai", "Tulis sebagai angka bulat, tanpa tanda kutip."),
        ("usaha", {"tahun_mulai": True}, "tahun_mulai", "Tulis sebagai angka bulat, tanpa tanda kutip."),
        ("usaha", {"tahun_mulai": 2019.5}, "tahun_mulai", "Tulis sebagai angka bulat, tanpa tanda kutip."),
        ("usaha", {"tahun_mulai": 10**30}, "tahun_mulai", "Tahun mulai tidak boleh di masa depan."),
        ("usaha", {"bulan_mulai": 13, "tahun_mulai": 2019}, "bulan_mulai", "Pilih salah satu dari daftar."),
        ("usaha", {"petugas": 1}, "petugas", "Isian ini tidak dikenal di sini. Periksa namanya."),
        ("usaha", {"status": "TERVERIFIKASI"}, "status", "Isian ini tidak dikenal di sini. Periksa namanya."),
        ("usaha", {"usaha.nama": "x"}, "usaha.nama", "Isian ini tidak dikenal di sini. Periksa namanya."),
        ("usaha", {"kbli": "2025:99999"}, "kbli", "Kode KBLI itu tidak dikenal. Ketik nama usahanya, lalu pilih."),
        ("pemilik", {"foto_ktp": "x"}, "foto_ktp", "Isian ini tidak dikenal di sini. Periksa namanya."),
        (
            "pemilik",
            {"tanggal_lahir": "7-8-1990"},
            "tanggal_lahir",
            "Tulis tanggal sebagai tahun-bulan-tanggal, misalnya 1990-08-07.",
        ),
        (
            "pemilik",
            {"tanggal_lahir": "2999-01-01"},
            "tanggal_lahir",
            "Tanggal lahir harus sebelum hari ini, dengan tahun empat angka.",
        ),
        ("pemasaran", {"saluran": "PASAR"}, "saluran", "Tulis sebagai daftar teks, misalnya []."),
        ("pemasaran", {"saluran": ["PASAR", 1]}, "saluran", "Tulis sebagai daftar teks, misalnya []."),
        ("pemasaran", {"saluran": ["LAIN"]}, "saluran", "Pilih dari daftar."),
        (
            "pemasaran",
            {"tautan": "javascript:alert(1)"},
            "tautan",
            "Tulis alamat lengkap, misalnya shopee.co.id/namatoko.",
        ),
        ("diri", {"alamat": "a" * 201}, "alamat", None),
        ("pekerja", {"pekerja_laki": -1}, "pekerja_laki", "Isi dengan angka; tulis 0 bila tidak ada."),
        ("keuangan", {"omzet": 5}, "tahun", "Sebutkan tahunnya."),
        ("keuangan", {"tahun": 1990, "omzet": 5}, "tahun", "Pilih salah satu dari daftar."),
        ("keuangan", {"tahun": 10**20, "omzet": 5}, "tahun", "Pilih salah satu dari daftar."),
        ("keuangan", {"tahun": "2025", "omzet": 5}, "tahun", "Tulis sebagai angka bulat, tanpa tanda kutip."),
        ("keuangan", {"tahun": 2025, "omzet": 1.5}, "omzet", "Tulis sebagai angka bulat, tanpa tanda kutip."),
        ("keuangan", {"tahun": 2025}, "omzet", "Isi salah satu: penjualan atau modal."),
    ],
)
def test_what_the_page_refuses_is_refused_in_its_words(kasir, usaha, bagian, kiriman, isian, kalimat):
    jawaban = kasir.patch(f"/usaha/{usaha.kode}/isi/{bagian}/", kiriman)
    assert masalah(jawaban) == (422, "isian_salah")
    galat = jawaban.json()["isian"]
    assert isian in galat
    assert kalimat is None or galat[isian][0] == kalimat


def test_a_nik_goes_in_and_comes_back_as_a_mask(kasir, usaha, pemilik):
    alamat = f"/usaha/{usaha.kode}/isi/pemilik/"
    jawaban = kasir.patch(alamat, {"nik": NIK_LAIN})
    assert jawaban.json()["tersimpan"] == ["nik"]
    assert NIK_LAIN not in jawaban.text
    assert jawaban.json()["bagian"]["isi"]["nik"] == "••••••••••••0010"
    salah = kasir.patch(alamat, {"nik": "123"})
    assert (masalah(salah), "123" in salah.text) == ((422, "isian_salah"), False)
    samar = kasir.patch(alamat, {"nik": "••••••••••••0010"})
    assert masalah(samar) == (422, "isian_salah")


def test_what_the_nik_contradicts_is_a_warning(kasir, usaha):
    jawaban = kasir.patch(f"/usaha/{usaha.kode}/isi/pemilik/", {"nik": NIK_LAIN, "jenis_kelamin": "L"})
    assert jawaban.status_code == 200
    assert len(jawaban.json()["peringatan"]) == 1


def test_nothing_moves_while_the_office_holds_the_case(kasir, usaha, pemilik):
    periksa.ajukan(usaha, oleh=pemilik)
    for bagian, kiriman in (("usaha", {"nama": "Lain"}), ("keuangan", {"tahun": 2025, "omzet": 5})):
        alamat = f"/usaha/{usaha.kode}/isi/{bagian}/"
        assert set(kasir.get(alamat).json()["sifat"].values()) == {"terkunci"}
        assert masalah(kasir.patch(alamat, kiriman)) == (409, "isian_terkunci")
    assert segar(usaha).nama == "Keripik Contoh"


def test_only_what_was_asked_for_is_open_after_a_case_was_sent_back(kasir, usaha, pemilik, petugas):
    periksa.ajukan(usaha, oleh=pemilik)
    periksa.minta_perbaikan(usaha, oleh=petugas, isian={"usaha.nama": "Tulis nama di papan."})
    alamat = f"/usaha/{usaha.kode}/isi/usaha/"
    isi = kasir.get(alamat).json()
    assert isi["permintaan"] == [{"isian": "usaha.nama", "sebutan": "Nama usaha", "kalimat": "Tulis nama di papan."}]
    assert [n for n, s in isi["sifat"].items() if s == "bebas"] == ["nama"]
    assert masalah(kasir.patch(alamat, {"nama": "Baru", "uraian": "lain"})) == (409, "isian_terkunci")
    assert kasir.patch(alamat, {"nama": "Keripik Bu Siti"}).json()["tersimpan"] == ["nama"]


def test_a_case_that_moves_between_reading_and_writing_is_told(kasir, usaha, monkeypatch):
    from umkm.actions import isi

    asli = isi.simpan

    def disela(satu: Usaha, **kwargs: Any) -> Any:
        Usaha.objects.filter(pk=usaha.pk).update(status=StatusUsaha.DIAJUKAN)
        return asli(satu, **kwargs)

    monkeypatch.setattr("api.views.isi.isi.simpan", disela)
    jawaban = kasir.patch(f"/usaha/{usaha.kode}/isi/usaha/", {"nama": "Lain"})
    assert (masalah(jawaban), jawaban.json()["status_sekarang"]) == ((409, "status_berubah"), "DIAJUKAN")


def test_amounts_go_in_one_by_one_and_never_come_out(kasir, usaha):
    alamat = f"/usaha/{usaha.kode}/isi/keuangan/"
    tahun = timezone.localdate().year - 1
    assert kasir.patch(alamat, {"tahun": tahun, "omzet": 187_654_321}).status_code == 200
    jawaban = kasir.patch(alamat, {"tahun": tahun, "modal": 98_765_432})
    angka = KeuanganUsaha.objects.get()
    assert (angka.omzet, angka.modal) == (187_654_321, 98_765_432)
    assert jawaban.json()["tersimpan"] == ["modal"]
    assert kasir.get(alamat).json()["isi"] == {"tahun_terisi": [tahun]}
    assert [a for a in ("187654321", "98765432") if a in jawaban.text + kasir.get(alamat).text] == []
