"""The figures of today: what they count, that they add up, and against what they stand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from inti.kalender import HariLibur, awal_hari
from inti.perkara import batas_hampir
from laporan import actions, papan, queries
from laporan.models import AngkaHarian
from tests.factories import DesaFactory, buat_usaha
from umkm.angka import MENURUT_KODE, UKURAN, senin
from umkm.enums import StatusUsaha
from umkm.models import Legalitas, Usaha

S = StatusUsaha


@pytest.fixture(autouse=True)
def _segar(db: None) -> None:
    cache.clear()


def jumlah(user: Any) -> dict[str, int]:
    cache.clear()
    return {u.kode: queries.angka(user)["jumlah"][u.kode] for u in UKURAN}


def tertanggal(usaha: Usaha, **isian: Any) -> Usaha:
    Usaha.objects.filter(pk=usaha.pk).update(**isian)
    return usaha


@pytest.fixture
def ramai(desa: Any, desa_limpung: Any) -> list[Usaha]:
    """Some of everything, in two kecamatan."""
    hari_ini = timezone.localdate()
    semua = [buat_usaha(desa=d, status=s) for d in (desa, desa_limpung) for s in S]
    menunggu = [u for u in semua if u.status in (S.DIAJUKAN, S.DIPERIKSA)]
    for usaha, tenggat in zip(menunggu, (-1, 0, 1, 30), strict=True):
        tertanggal(usaha, jatuh_tempo=hari_ini + timedelta(days=tenggat))
    tertanggal(menunggu[2], jatuh_tempo=batas_hampir())
    Legalitas.objects.create(usaha=semua[0], jenis="NIB", nomor="1234567890123")
    Legalitas.objects.create(usaha=semua[1], jenis="PIRT", nomor="1")
    Legalitas.objects.create(usaha=semua[2], jenis="NIB", nomor="1234567890124", ditutup_pada=timezone.now())
    return semua


def test_each_figure_counts_what_its_definition_says(kepala, ramai):
    angka = jumlah(kepala)
    assert {k: angka[k] for k in ("terdaftar", "terverifikasi", "menunggu", "lewat", "hampir", "nib")} == {
        "terdaftar": 16,
        "terverifikasi": 2,
        "menunggu": 4,
        "lewat": 1,
        "hampir": 2,
        "nib": 1,
    }


def test_the_day_a_promise_counts_as_nearly_past_follows_the_days_off(kepala, desa):
    besok_kerja = batas_hampir()
    buat_usaha(desa=desa, status=S.DIAJUKAN, jatuh_tempo=besok_kerja)
    assert jumlah(kepala)["hampir"] == 1
    lusa_kerja = besok_kerja + timedelta(days=1)
    buat_usaha(desa=desa, status=S.DIAJUKAN, jatuh_tempo=lusa_kerja)
    sebelum = jumlah(kepala)["hampir"]
    HariLibur.objects.create(tanggal=besok_kerja, nama="Libur contoh")
    assert (sebelum, batas_hampir() > besok_kerja) == (1, True)
    assert jumlah(kepala)["hampir"] == 1 + (batas_hampir() >= lusa_kerja)


def test_new_ones_are_counted_by_the_day_of_the_office_not_of_utc(kepala, desa):
    hari_ini = timezone.localdate()
    tengah_malam = awal_hari(hari_ini)
    for pada in (
        tengah_malam,
        tengah_malam - timedelta(seconds=1),
        tengah_malam - timedelta(days=1),
        tengah_malam - timedelta(days=1, seconds=1),
    ):
        tertanggal(buat_usaha(desa=desa), dibuat=pada)
    assert (jumlah(kepala)["kemarin"], queries.angka(kepala)["jumlah"]["sebelum_kemarin"]) == (2, 1)


def test_this_week_begins_on_monday_and_is_set_against_the_same_stretch(kepala, desa):
    awal = awal_hari(senin(timezone.localdate()))
    for pada in (awal, awal - timedelta(seconds=1), awal - timedelta(days=7)):
        tertanggal(buat_usaha(desa=desa), dibuat=pada)
    angka = (jumlah(kepala)["minggu"], queries.angka(kepala)["jumlah"]["sebelum_minggu"])
    # The second before this Monday lies in the compared stretch only once that hour has come round again.
    assert angka == (1, 1 + (awal - timedelta(seconds=1) < timezone.now() - timedelta(days=7)))


def test_what_was_merged_away_is_not_counted_twice(kepala, ramai):
    tertanggal(ramai[0], digabung_ke=ramai[1])
    assert jumlah(kepala)["terdaftar"] == 15


@pytest.mark.parametrize("ukuran", [u.kode for u in UKURAN])
def test_every_total_is_the_sum_of_the_kecamatan_and_the_unknown(kepala, ramai, ukuran):
    data = queries.angka(kepala)
    bagian = sum(k["angka"][ukuran] for k in data["kecamatan"]) + data["tak_diketahui"][ukuran]
    langsung = Usaha.objects.utuh().filter(MENURUT_KODE[ukuran].syarat()).count()
    assert data["jumlah"][ukuran] == bagian == langsung
    tabel = papan.tabel(data)
    letak = [u.kode for u in UKURAN].index(ukuran)
    assert sum(b["nilai"][letak] for b in tabel["baris"]) == tabel["jumlah"][letak] == langsung


def test_an_official_of_one_kecamatan_sees_its_figures_and_not_those_of_others(petugas_limpung, ramai):
    data = queries.angka(petugas_limpung)
    assert data["jumlah"]["terdaftar"] == 8
    assert {k["nama"]: (k["milik"], k["angka"]["terdaftar"]) for k in data["kecamatan"]} == {
        "Batang": (False, 0),
        "Limpung": (True, 8),
    }


def test_the_business_of_an_official_elsewhere_stands_in_no_kecamatan_of_his(petugas_limpung, desa, desa_limpung):
    buat_usaha(pemilik=petugas_limpung, desa=desa)
    tabel = papan.tabel(queries.angka(petugas_limpung))
    assert [(b["nama"], b["nilai"][0]) for b in tabel["baris"]] == [("Limpung", 0), ("Tidak diketahui", 1)]


def test_figures_are_kept_for_a_minute_and_say_from_when(kepala, ramai, django_assert_num_queries):
    pertama = queries.angka(kepala)
    buat_usaha()
    with django_assert_num_queries(1):
        kedua = queries.angka(kepala)
    assert (kedua["per"], kedua["jumlah"]) == (pertama["per"], pertama["jumlah"])


def test_figures_of_one_scope_are_not_shown_to_another(kepala, petugas, petugas_limpung, ramai):
    assert [queries.angka(s)["jumlah"]["terdaftar"] for s in (kepala, petugas, petugas_limpung)] == [16, 8, 8]
    buat_usaha(desa=DesaFactory())
    cache.clear()
    assert [queries.angka(s)["jumlah"]["terdaftar"] for s in (petugas_limpung, petugas, kepala)] == [8, 9, 17]


# The record of each morning.


def test_the_record_of_a_morning_is_written_once(ramai):
    assert actions.catat_harian() == 2 * 6
    buat_usaha()
    assert actions.catat_harian() == 0
    assert sum(AngkaHarian.objects.filter(ukuran="terdaftar").values_list("nilai", flat=True)) == 16


def mundurkan(hari: int) -> None:
    AngkaHarian.objects.update(tanggal=timezone.localdate() - timedelta(days=hari))


def test_a_figure_stands_against_yesterday_and_last_week(kepala, petugas_limpung, ramai, desa):
    actions.catat_harian()
    mundurkan(7)
    buat_usaha(desa=desa)
    actions.catat_harian()
    AngkaHarian.objects.filter(tanggal=timezone.localdate()).update(tanggal=timezone.localdate() - timedelta(days=1))
    buat_usaha(desa=desa)
    cache.clear()
    banding = papan.banding(MENURUT_KODE["terdaftar"], queries.angka(kepala))
    assert banding == "+1 dari kemarin, +2 dari minggu lalu"
    assert papan.banding(MENURUT_KODE["terdaftar"], queries.angka(petugas_limpung)) == (
        "sama dengan kemarin, sama dengan minggu lalu"
    )


def test_without_a_record_nothing_is_compared(kepala, ramai):
    data = queries.angka(kepala)
    assert (data["kemarin"], data["minggu_lalu"]) == (None, None)
    assert papan.banding(MENURUT_KODE["terdaftar"], data) == ""


@pytest.mark.parametrize(("n", "kata"), [(0, "sama"), (3, "+3"), (-1200, "−1.200")])
def test_a_difference_has_its_sign(n, kata):
    assert papan.selisih(n) == kata


# How it is laid out.


@pytest.mark.parametrize("terbesar", [1, 2, 3, 4, 5, 7, 100, 1203])
def test_legend_says_of_every_count_the_step_that_its_tile_has(terbesar):
    data = {"kecamatan": [{"angka": {"x": n}} for n in range(terbesar + 1)]}
    ramah = {}
    for satu in papan.legenda(data, "x"):
        dari, _, sampai = satu["teks"].replace(".", "").partition("–")
        ramah |= dict.fromkeys(range(int(dari), int(sampai or dari) + 1), satu["tingkat"])
    assert ramah == {n: papan.tingkat(n, terbesar) for n in range(terbesar + 1)}


def test_nothing_at_all_has_a_legend_and_no_step():
    assert papan.legenda({"kecamatan": []}, "x") == [{"tingkat": 0, "teks": "0"}]
    assert papan.tingkat(0, 0) == 0


def test_the_text_to_send_on_names_no_person_and_no_business(kepala, ramai):
    teks = papan.pesan(queries.angka(kepala), "Seluruh Kabupaten Batang")
    assert [u.nama for u in ramai if u.nama in teks] + [u.pemilik.nama for u in ramai if u.pemilik.nama in teks] == []
    assert "Terdaftar: 16\n" in teks + "\n"
    assert teks.endswith("Lewat janji menurut kecamatan: Batang 1")


def test_the_cases_that_press_come_with_their_deadline(kepala, petugas_limpung, ramai):
    terlambat = next(u for u in ramai if u.status == S.DIAJUKAN)
    mendesak = papan.mendesak(queries.mendesak(kepala), queries.angka(kepala), "/x/")
    assert [(m["judul"], m["jumlah"], len(m["daftar"])) for m in mendesak] == [
        ("Lewat janji", 1, 1),
        ("Hampir lewat", 2, 2),
    ]
    assert mendesak[0]["daftar"][0]["usaha"] == terlambat
    assert queries.mendesak(petugas_limpung)["lewat"] == []


def test_ten_at_most_of_each(kepala, desa):
    for _ in range(12):
        buat_usaha(desa=desa, status=S.DIAJUKAN, jatuh_tempo=timezone.localdate() - timedelta(days=1))
    assert len(queries.mendesak(kepala)["lewat"]) == 10
