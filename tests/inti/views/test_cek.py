"""The public check page: what anyone may know of a paper, and no more."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from inti import kode, views
from inti.dokumen import AlasanCabut, Butir, Dokumen, cabut, terbitkan
from inti.workflow import SISTEM

pytestmark = pytest.mark.django_db
NAMA = "Siti Aminah"
ORANG = ("tamu", "pemilik", "pemilik_lain", "petugas", "kepala", "pelatih", "mitra")


@pytest.fixture(autouse=True)
def _bersih(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def dokumen(db: None) -> Dokumen:
    return buat()


def buat(**ubah: Any) -> Dokumen:
    bawaan: dict[str, Any] = {
        "kode": kode.buat(),
        "jenis": "Tanda Bukti Contoh",
        "nomor": "000123/CONTOH/2026",
        "isi": [Butir("Nama usaha", "Keripik <b>Contoh</b>"), Butir("Nama pemilik", NAMA, samar=True)],
        "pdf": b"%PDF-1.7",
        "perihal_jenis": "usaha",
        "perihal_kode": "PERIHAL-RAHASIA",
        "url": "/usaha/RAHASIA/",
        "oleh": SISTEM,
    }
    return terbitkan(**{**bawaan, **ubah})


def alamat(kode_: str) -> str:
    return f"/cek/{kode_}/"


def isi(tanggapan: Any) -> str:
    return tanggapan.content.decode()


@pytest.mark.parametrize("orang", ORANG)
@pytest.mark.parametrize("metode", ["get", "post"])
def test_everyone_may_check(orang: str, metode: str, request: Any, masuk: Any, dokumen: Dokumen) -> None:
    siapa = request.getfixturevalue(orang)
    klien = siapa if isinstance(siapa, Client) else masuk(siapa)
    if metode == "get":
        status = [klien.get(u).status_code for u in ("/cek/", alamat(dokumen.kode))]
        assert status == [200, 200]
    else:
        assert klien.post(f"{alamat(dokumen.kode)}nama/", {"nama": NAMA}).status_code == 200


def test_a_valid_paper_shows_kind_number_dates_and_pairs_and_no_more(tamu: Client, dokumen: Dokumen) -> None:
    halaman = isi(tamu.get(alamat(dokumen.kode)))
    for ada in (
        "Tanda Bukti Contoh",
        "000123/CONTOH/2026",
        escape("Keripik <b>Contoh</b>"),
        "S••• A•••",
        kode.tampil(dokumen.kode),
        "Selama tidak dicabut",
        "masih berlaku hari ini",
    ):
        assert ada in halaman
    for rahasia in (NAMA, "RAHASIA", dokumen.sha256, dokumen.file.name, "<b>Contoh"):
        assert rahasia not in halaman


def test_an_expired_paper_says_since_when(tamu: Client) -> None:
    kini = timezone.localdate()
    lewat = buat(diterbitkan=kini - timedelta(days=10), berlaku_sampai=kini - timedelta(days=1))
    halaman = isi(tamu.get(alamat(lewat.kode)))
    assert "masa berlakunya habis pada" in halaman
    assert "masih berlaku" not in halaman


def test_a_revoked_paper_says_why_without_the_note(tamu: Client, dokumen: Dokumen) -> None:
    cabut(dokumen, alasan=AlasanCabut.DATA_BERUBAH, oleh=SISTEM, catatan="CATATAN-DALAM")
    halaman = isi(tamu.get(alamat(dokumen.kode)))
    assert ("sudah dicabut" in halaman, "Berlaku sampai" in halaman) == (True, False)
    assert AlasanCabut.DATA_BERUBAH.label in halaman
    assert "CATATAN-DALAM" not in halaman
    assert "masih berlaku" not in halaman


@pytest.mark.parametrize("bentuk", [str.lower, kode.tampil, lambda k: f" {k[:6]} {k[6:]}"])
def test_a_code_may_be_typed_in_any_way(tamu: Client, dokumen: Dokumen, bentuk: Any) -> None:
    assert tamu.get(alamat(bentuk(dokumen.kode))).status_code == 200
    lewat_formulir = tamu.get("/cek/", {"kode": bentuk(dokumen.kode)})
    assert (lewat_formulir.status_code, lewat_formulir["Location"]) == (302, alamat(dokumen.kode))


@pytest.mark.parametrize("ketikan", ["ABC", "x" * 500, "<script>", "0000000000001", "%00", "é'\"", "123/../456"])
def test_unknown_and_garbled_codes_get_the_same_page(tamu: Client, ketikan: str) -> None:
    acuan = tamu.get(alamat(kode.buat()))
    tanggapan = tamu.get("/cek/" + (ketikan if "%" in ketikan else ketikan.replace("/", "%2F")) + "/")
    lewat_formulir = tamu.get("/cek/", {"kode": ketikan[:50]}, follow=True)
    assert (acuan.status_code, tanggapan.status_code, lewat_formulir.status_code) == (404, 404, 404)
    assert "<script>" not in isi(lewat_formulir)
    judul = "<h1>Tidak ada surat dengan kode ini</h1>"
    assert [judul in isi(t) for t in (acuan, lewat_formulir)] == [True, True]


def test_unknown_and_garbled_codes_cost_the_same_queries(tamu: Client) -> None:
    jumlah = []
    for ketikan in (kode.buat(), "SALAH"):
        with CaptureQueriesContext(connection) as kueri:
            tamu.get(alamat(ketikan))
        jumlah.append(len(kueri))
    assert jumlah == [1, 1]


def test_an_empty_code_is_asked_for_beside_the_field(tamu: Client) -> None:
    tanggapan = tamu.get("/cek/", {"kode": " "})
    assert tanggapan.status_code == 422
    assert tanggapan.context["form"].errors == {"kode": ["Ketik kode yang tertulis di bawah kotak QR."]}


@pytest.mark.parametrize("ke", ["/cek/", "/cek/SALAH/", "dokumen", "nama"])
def test_no_page_is_kept_by_caches_or_search_engines(tamu: Client, dokumen: Dokumen, ke: str) -> None:
    if ke == "nama":
        tanggapan = tamu.post(f"{alamat(dokumen.kode)}nama/", {"nama": NAMA})
    else:
        tanggapan = tamu.get(alamat(dokumen.kode) if ke == "dokumen" else ke)
    assert (tanggapan["X-Robots-Tag"], tanggapan["Cache-Control"]) == ("noindex, nofollow", "private, no-store")
    assert '<meta name="robots" content="noindex, nofollow">' in isi(tanggapan)


def test_the_right_name_is_answered_and_shown(tamu: Client, dokumen: Dokumen) -> None:
    tanggapan = tamu.post(f"{alamat(dokumen.kode)}nama/", {"nama": "siti  AMINAH"})
    assert tanggapan.status_code == 200
    assert "cocok dengan nama di surat ini" in isi(tanggapan)
    assert NAMA in isi(tanggapan)


def test_a_wrong_name_is_answered_beside_the_field_and_nothing_is_shown(tamu: Client, dokumen: Dokumen) -> None:
    tanggapan = tamu.post(f"{alamat(dokumen.kode)}nama/", {"nama": "Siti Lain"})
    assert tanggapan.status_code == 422
    assert tanggapan.context["form"].errors == {
        "nama": ["Nama itu tidak sama dengan nama di surat ini. Periksa ejaannya, lalu coba lagi."]
    }
    assert 'value="Siti Lain"' in isi(tanggapan)
    assert NAMA not in isi(tanggapan)


@pytest.mark.parametrize("nama", ["", "x" * 151, "a\x00b"])
def test_an_unfit_name_is_refused(tamu: Client, dokumen: Dokumen, nama: str) -> None:
    assert tamu.post(f"{alamat(dokumen.kode)}nama/", {"nama": nama}).status_code == 422


def test_names_cannot_be_tried_without_end(tamu: Client, dokumen: Dokumen) -> None:
    status = [
        tamu.post(f"{alamat(dokumen.kode)}nama/", {"nama": f"Coba {i}"}).status_code for i in range(views.COBA_MAKS + 1)
    ]
    assert status == [422] * views.COBA_MAKS + [429]


def test_the_tries_are_remembered_while_much_else_is_kept_for_a_while(tamu: Client, dokumen: Dokumen) -> None:
    for i in range(views.COBA_MAKS):
        tamu.post(f"{alamat(dokumen.kode)}nama/", {"nama": f"Coba {i}"})
    cache.set_many({f"poster:{i}": i for i in range(400)})
    terakhir = tamu.post(f"{alamat(dokumen.kode)}nama/", {"nama": NAMA})
    assert terakhir.status_code == 429
    assert NAMA not in isi(terakhir).replace(f'value="{NAMA}"', "")
    lain = buat(nomor="lain")
    assert tamu.post(f"{alamat(lain.kode)}nama/", {"nama": NAMA}).status_code == 200


def test_a_reload_of_the_answer_leads_back_to_the_paper(tamu: Client, dokumen: Dokumen) -> None:
    tanggapan = tamu.get(f"{alamat(dokumen.kode)}nama/")
    assert (tanggapan.status_code, tanggapan["Location"]) == (302, alamat(dokumen.kode))


def test_a_name_for_an_unknown_paper_gets_the_not_found_page(tamu: Client) -> None:
    assert tamu.post("/cek/SALAH/nama/", {"nama": NAMA}).status_code == 404


def test_without_a_masked_pair_no_name_is_asked(tamu: Client) -> None:
    terbuka = buat(isi=[("Nama usaha", "Keripik Contoh")])
    assert "Cocokkan nama" not in isi(tamu.get(alamat(terbuka.kode)))


def test_checking_writes_nothing(tamu: Client, dokumen: Dokumen) -> None:
    with CaptureQueriesContext(connection) as kueri:
        tamu.get(alamat(dokumen.kode))
    assert [k["sql"].split()[0] for k in kueri] == ["SELECT"]
