"""The figures of the services: what each counts, whose they are, and that they add up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from inti.perkara import batas_hampir
from laporan import papan, permohonan, queries
from layanan.actions.kenyataan import catat
from tests.factories import buat_usaha
from tests.layanan.pabrik import buat_layanan, buat_permohonan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _segar() -> None:
    cache.clear()


@pytest.fixture
def ramai(desa, desa_limpung):
    """Two in each figure, one of them in another kecamatan, and what no figure counts."""
    layanan, hari_ini = buat_layanan(nama="Layanan Ramai"), timezone.localdate()
    for satu_desa in (desa, desa_limpung):
        usaha = buat_usaha(desa=satu_desa)
        for status, tempo in (
            ("DIAJUKAN", hari_ini - timedelta(days=1)),
            ("DIPERIKSA", batas_hampir()),
            ("PERBAIKAN", None),
            ("MENUNGGU_INSTANSI", None),
            ("DRAF", None),
            ("SELESAI", None),
        ):
            buat_permohonan(layanan=layanan, usaha=usaha, status=status, jatuh_tempo=tempo)
    return layanan


def test_each_figure_is_the_sum_of_the_kecamatan_and_the_unknown(kepala, ramai):
    data = permohonan.angka(kepala)
    assert data["jumlah"] == {"menunggu": 4, "lewat": 2, "hampir": 2, "pemohon": 2, "instansi": 2}
    kolom = zip(*(k["nilai"] for k in data["kecamatan"]), strict=True)
    assert [sum(k) for k in kolom] == list(data["jumlah"].values())
    assert data["kecamatan"][-1] == {"nama": "Tidak diketahui", "nilai": [0] * 5}


def test_behind_each_figure_stands_the_list_of_as_many_rows(kepala, masuk, ramai):
    klien = masuk(kepala)
    for kartu in permohonan.angka(kepala)["kartu"]:
        assert klien.get(kartu["url"]).context["cl"].result_count == kartu["nilai"], kartu["label"]


def test_the_scope_is_that_of_the_official_and_others_get_nothing(petugas_limpung, admin, ramai):
    data = permohonan.angka(petugas_limpung)
    assert (data["jumlah"]["menunggu"], [k["nama"] for k in data["kecamatan"]]) == (2, ["Limpung", "Tidak diketahui"])
    assert permohonan.angka(admin) is None


def test_the_head_reads_what_is_late_and_what_each_service_keeps(kepala, masuk, ramai):
    catat()
    halaman = masuk(kepala).get("/laporan/angka/")
    data = halaman.context["permohonan"]
    assert {b["rupa"] for b in data["terlambat"]} == {"tolak"}
    (satu,) = data["layanan"]
    assert (satu["menunggu"], satu["lewat"], satu["kenyataan"].jumlah, satu["kenyataan"].tengah_kata) == (4, 2, 2, "0")
    assert "100% dari 2" in halaman.text


def test_the_text_to_send_on_says_them_too(kepala, ramai):
    teks = papan.pesan(queries.angka(kepala), "Seluruh kabupaten", permohonan.angka(kepala))
    assert teks.split("*Permohonan layanan*\n")[1].split("\n") == [
        "Menunggu kita: 4",
        "Lewat janji: 2",
        "Hampir lewat: 2",
        "Menunggu pemohon: 2",
        "Di instansi lain: 2",
    ]
