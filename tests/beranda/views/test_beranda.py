"""The public home: what it offers, what its figures count, and what browsers ask for by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beranda import queries
from tests.factories import DesaFactory, KecamatanFactory, buat_usaha
from umkm.enums import Keadaan, StatusUsaha

Masuk = Callable[[Any], Client]


@pytest.fixture(autouse=True)
def tanpa_singgahan(db: None) -> Iterator[None]:
    cache.delete(queries.KUNCI_ANGKA)
    yield
    cache.delete(queries.KUNCI_ANGKA)


def usaha(banyak: int, desa: Any, **isian: Any) -> None:
    for _ in range(banyak):
        buat_usaha(desa=desa, **({"status": StatusUsaha.TERVERIFIKASI} | isian))


def test_a_guest_is_offered_one_thing_to_do(tamu: Client) -> None:
    jawaban = tamu.get("/")
    assert jawaban.status_code == 200
    assert jawaban.text.count("tombol-utama") == 1
    assert "Daftarkan usaha" in jawaban.text


@pytest.mark.parametrize(("orang", "tujuan"), [("pemilik", "/saya/"), ("petugas", "/admin/")])
def test_who_is_logged_in_is_led_to_their_own_room(
    orang: str, tujuan: str, masuk: Masuk, request: pytest.FixtureRequest
) -> None:
    jawaban = masuk(request.getfixturevalue(orang)).get("/")
    assert f'<a class="tombol tombol-utama" href="{tujuan}">' in jawaban.text
    assert "Daftarkan usaha<" not in jawaban.text


def test_figures_count_the_verified_that_still_run(desa: Any, desa_limpung: Any) -> None:
    usaha(5, desa)
    usaha(1, desa, keadaan=Keadaan.TUTUP_SEMENTARA)
    usaha(2, desa_limpung)
    usaha(1, desa, keadaan=Keadaan.TUTUP)
    usaha(1, desa, keadaan=Keadaan.PINDAH_DAERAH)
    usaha(1, desa, status=StatusUsaha.DIAJUKAN)
    usaha(1, desa, status=StatusUsaha.DICABUT)
    angka = queries.angka_publik()
    assert (angka["terverifikasi"], angka["kecamatan_terisi"]) == (8, 2)
    assert {k["nama"]: k["teks"] for k in angka["kecamatan"]} == {"Batang": "6", "Limpung": "kurang dari 5"}


def test_a_small_count_is_not_kept_either(desa_limpung: Any) -> None:
    usaha(4, desa_limpung)
    assert queries.angka_publik()["kecamatan"] == [{"nama": "Limpung", "jumlah": None, "teks": "kurang dari 5"}]


def test_a_kecamatan_without_any_says_so(desa: Any) -> None:
    assert queries.angka_publik()["kecamatan"] == [{"nama": "Batang", "jumlah": 0, "teks": "belum ada"}]


def test_figures_carry_their_time_and_stand_for_a_while(desa: Any) -> None:
    pertama = queries.angka_publik()
    usaha(5, desa)
    assert queries.angka_publik() == pertama


def test_one_kecamatan_costs_as_many_queries_as_three(tamu: Client, desa: Any) -> None:
    def hitung() -> int:
        cache.delete(queries.KUNCI_ANGKA)
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            assert tamu.get("/").status_code == 200
        return len(kueri)

    usaha(1, desa)
    satu = hitung()
    KecamatanFactory(kode="33.25.02", nama="Bandar")
    usaha(2, DesaFactory(limpung=True))
    assert hitung() == satu


def test_the_home_page_needs_neither_htmx_nor_anything_from_elsewhere(tamu: Client) -> None:
    isi = tamu.get("/").text
    assert ("htmx" in isi, 'src="http' in isi, 'href="http' in isi) == (False, False, False)


@pytest.mark.parametrize(("demo", "status"), [(False, 404), (True, 200)])
def test_the_gallery_is_for_builders(demo: bool, status: int, tamu: Client, settings: Any) -> None:
    settings.DEMO = demo
    assert tamu.get("/gaya/").status_code == status


def test_a_page_with_errors_says_so_first(tamu: Client, settings: Any) -> None:
    settings.DEMO = True
    isi = tamu.get("/gaya/").text
    assert "<title>Ada yang perlu diperbaiki: Gaya · Portal UMKM Batang</title>" in isi
    assert isi.count('<a href="#id_telepon">') == 1
    assert 'aria-describedby="id_telepon_helptext id_telepon_error"' in isi


def test_robots_are_kept_from_the_rooms_of_people(tamu: Client) -> None:
    baris = tamu.get("/robots.txt").text.splitlines()
    assert baris == ["User-agent: *", *(f"Disallow: /{j}" for j in ("admin", "akun", "saya", "usaha", "pesan", "cek/"))]


def test_a_phone_may_keep_the_portal_on_its_home_screen(tamu: Client) -> None:
    jawaban = tamu.get("/manifest.webmanifest")
    assert jawaban["Content-Type"] == "application/manifest+json"
    isi = jawaban.json()
    assert (isi["short_name"], isi["start_url"], isi["lang"]) == ("Portal UMKM Batang", "/", "id")
    assert [ikon["purpose"] for ikon in isi["icons"]] == ["any", "any", "maskable"]


def test_an_old_browser_finds_the_icon(tamu: Client) -> None:
    assert tamu.get("/favicon.ico").url == "/static/gambar/favicon.ico"


@pytest.mark.parametrize("jalur", ["/", "/robots.txt", "/manifest.webmanifest", "/favicon.ico"])
def test_public_pages_only_read(jalur: str, tamu: Client) -> None:
    assert tamu.post(jalur).status_code == 405


def test_another_regency_brings_its_own_name_logo_and_colours(tamu: Client, settings: Any) -> None:
    settings.NAMA_PORTAL, settings.NAMA_KABUPATEN = "Portal UMKM Contoh", "Kabupaten Contoh"
    settings.LOGO, settings.GAYA_KABUPATEN = "gambar/favicon.svg", "gaya/contoh.css"
    isi = tamu.get("/").text
    assert "Batang" not in isi.replace(settings.NAMA_DINAS, "").replace(settings.ALAMAT_DINAS, "")
    assert '<img src="/static/gambar/favicon.svg"' in isi
    assert '<link rel="stylesheet" href="/static/gaya/contoh.css">' in isi
