"""Public data: the facts of the pages, kept for an hour, asked again by their tag."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inti import dokumen, kode
from inti.dokumen import AlasanCabut, Butir
from inti.workflow import SISTEM
from tests.api.conftest import masalah, tanpa_nama
from tests.factories import DesaFactory, KbliFactory, KecamatanFactory


@pytest.fixture
def surat(db):
    return dokumen.terbitkan(
        kode=kode.buat(),
        jenis="Tanda Bukti Terdata UMKM",
        nomor="000123/UMKM/2026",
        isi=[Butir("Usaha", "Keripik Contoh"), Butir("Pemilik", "Siti Rahayu Contoh", samar=True)],
        pdf=b"%PDF-contoh",
        perihal_jenis="usaha",
        perihal_kode="X",
        oleh=SISTEM,
        diterbitkan=date(2026, 11, 20),
    )


def test_the_kecamatan_stand_in_order(umum, desa, desa_limpung):
    jawaban = umum.get("/kecamatan/")
    assert [k["nama"] for k in jawaban.json()["hasil"]] == ["Batang", "Limpung"]
    assert jawaban.json()["hasil"][0] == {"kode": "33.25.11", "nama": "Batang", "lintang": -6.90833, "bujur": 109.73083}


def test_the_villages_come_in_pages_and_by_kecamatan(umum, desa, desa_limpung):
    satu = umum.get("/desa/?jumlah=1").json()
    assert [d["nama"] for d in satu["hasil"]] == ["Limpung"]
    dua = umum.get(satu["berikut"].partition("/api/v1")[2]).json()
    assert ([d["nama"] for d in dua["hasil"]], dua["berikut"]) == (["Kauman"], None)
    assert [d["kode"] for d in umum.get("/desa/?kecamatan=33.25.08").json()["hasil"]] == ["33.25.08.2007"]


def test_a_village_is_found_by_words(umum, desa, desa_limpung):
    assert umum.get("/desa/cari/?q=kauman").json()["hasil"] == [
        {
            "kode": "33.25.11.1015",
            "nama": "Kauman",
            "jenis": "kelurahan",
            "kecamatan": {"kode": "33.25.11", "nama": "Batang"},
            "kode_pos": "51215",
        }
    ]


def test_a_kbli_is_found_by_words_in_its_version(umum, db):
    KbliFactory()
    hasil = umum.get("/kbli/cari/?q=keripik").json()["hasil"]
    assert [(k["nilai"], k["versi"]) for k in hasil] == [("2025:10794", "2025")]
    assert umum.get("/kbli/cari/?q=keripik&versi=2020").json()["hasil"] == []


@pytest.mark.parametrize(
    ("jalur", "isian"),
    [
        ("/kbli/cari/", "q"),
        ("/kbli/cari/?q=", "q"),
        ("/kbli/cari/?q=" + "a" * 81, "q"),
        ("/kbli/cari/?q=kopi&versi=1999", "versi"),
        ("/desa/cari/", "q"),
        ("/desa/?kecamatan=tidak", "kecamatan"),
        ("/desa/?kecamatan=%00", "kecamatan"),
        ("/desa/?jumlah=0", "jumlah"),
        ("/desa/?jumlah=301", "jumlah"),
        ("/desa/?jumlah=x", "jumlah"),
        ("/desa/?kursor=rusak", "kursor"),
        ("/desa/?kursor=cD0lMDA=", "kursor"),
    ],
)
def test_a_wrong_parameter_is_named(umum, db, jalur, isian):
    jawaban = umum.get(jalur)
    assert masalah(jawaban) == (422, "isian_salah")
    assert list(jawaban.json()["isian"]) == [isian]


@pytest.mark.parametrize("jalur", ["/kecamatan/", "/desa/", "/desa/cari/?q=kauman", "/kbli/cari/?q=keripik"])
def test_reference_data_may_be_kept_and_are_asked_for_again_by_their_tag(umum, desa, jalur):
    pertama = umum.get(jalur)
    assert pertama["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in pertama.get("Vary", "")
    lagi = umum.get(jalur, If_None_Match=pertama["ETag"])
    assert (lagi.status_code, lagi.content, lagi["ETag"]) == (304, b"", pertama["ETag"])
    KecamatanFactory()
    DesaFactory(kode="33.25.11.1099", nama="Kauman Baru", jenis="desa")
    KbliFactory()
    assert umum.get(jalur, If_None_Match='"lain"').status_code == 200


def test_the_check_tells_what_the_page_tells_and_no_more(umum, surat, client):
    jawaban = umum.get(f"/cek/{surat.kode}/")
    assert jawaban.json() == {
        "kode": surat.kode,
        "jenis": "Tanda Bukti Terdata UMKM",
        "nomor": "000123/UMKM/2026",
        "keadaan": "berlaku",
        "diterbitkan": "2026-11-20",
        "berlaku_sampai": None,
        "dicabut_pada": None,
        "alasan_cabut": "",
        "butir": [
            {"label": "Usaha", "nilai": "Keripik Contoh"},
            {"label": "Pemilik", "nilai": "S••• R••• C•••"},
        ],
        "alamat": f"http://127.0.0.1:8000/cek/{surat.kode}/",
    }
    halaman = client.get(f"/cek/{surat.kode}/").text
    assert [b["nilai"] for b in jawaban.json()["butir"] if b["nilai"] not in halaman] == []
    assert (jawaban["Cache-Control"], jawaban["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")


def test_the_code_may_be_written_as_printed(umum, surat):
    assert umum.get(f"/cek/{kode.tampil(surat.kode).lower()}/").json()["kode"] == surat.kode


def test_a_revoked_paper_says_why_without_the_officials_words(umum, surat):
    dokumen.cabut(surat, alasan=AlasanCabut.SALAH_TERBIT, oleh=SISTEM, catatan="Rahasia kantor")
    jawaban = umum.get(f"/cek/{surat.kode}/")
    isi = jawaban.json()
    assert (isi["keadaan"], isi["alasan_cabut"]) == ("dicabut", "salah_terbit")
    assert "Rahasia" not in jawaban.text


def test_an_unknown_code_and_a_garbled_one_are_answered_alike_after_the_same_questions(umum, surat):
    jawaban, kueri_api = [], []
    for salah in (kode.buat(), "abc", "0" * 13, "%F0%9F%98%80", "a" * 500):
        with CaptureQueriesContext(connection) as kueri:
            satu = umum.get(f"/cek/{salah}/")
        jawaban.append((masalah(satu), str(tanpa_nama(satu))))
        kueri_api.append(len([k for k in kueri if "inti_dokumen" in k["sql"]]))
    assert {j for j, _ in jawaban} == {(404, "tidak_ada")}
    assert (len({isi for _, isi in jawaban}), set(kueri_api)) == (1, {1})


@pytest.mark.parametrize("banyak", [1, 3])
def test_the_list_of_villages_asks_twice_however_long(umum, banyak, db):
    kecamatan = KecamatanFactory()
    for i in range(banyak):
        DesaFactory(kode=f"33.25.11.10{i:02d}", nama=f"Desa {i}", kecamatan=kecamatan)
    with CaptureQueriesContext(connection) as kueri:
        umum.get("/desa/")
    assert len([k for k in kueri if "wilayah_" in k["sql"]]) == 1
