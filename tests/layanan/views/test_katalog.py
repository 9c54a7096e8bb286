"""The public catalogue: readable by all, 14 components, the promise beside the truth, few queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layanan.actions import katalog
from layanan.actions import permohonan as aksi
from layanan.models import Bidang, Permohonan, Tujuan
from tests.factories import buat_usaha
from tests.layanan.pabrik import buat_layanan
from umkm.enums import StatusUsaha

pytestmark = pytest.mark.django_db


def isi(jawaban) -> str:
    return jawaban.content.decode()


def test_everyone_reads_the_shipped_catalogue(tamu):
    katalog.muat(katalog.baca(katalog.BAWAAN))
    daftar = tamu.get("/layanan/")
    assert daftar.status_code == 200
    for kode in ("nib", "halal-mandiri", "surat-rekomendasi"):
        assert f"/layanan/{kode}/" in isi(daftar)
        satu = tamu.get(f"/layanan/{kode}/")
        assert satu.status_code == 200
        assert isi(satu).count("<dt>") >= 16
        assert "Belum ada permohonan yang diputuskan." in isi(satu)
    assert "Rp230.000" in isi(tamu.get("/layanan/halal-mandiri/"))
    assert "Rp500.000.000" not in isi(tamu.get("/layanan/halal-mandiri/"))


def test_what_cannot_be_asked_for_has_no_page(tamu):
    for layanan in (buat_layanan(aktif=False), buat_layanan(isian=())):
        assert tamu.get(layanan.get_absolute_url()).status_code == 404


def test_an_empty_catalogue_says_so(tamu):
    assert "Belum ada layanan" in isi(tamu.get("/layanan/"))


def test_the_list_asks_as_much_for_three_as_for_one(tamu):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as tanya:
            tamu.get("/layanan/")
        return len(tanya)

    buat_layanan()
    satu = hitung()
    buat_layanan()
    buat_layanan()
    assert hitung() == satu <= 12


def test_to_ask_one_logs_in_first(tamu):
    layanan = buat_layanan()
    jawaban = tamu.get(f"{layanan.get_absolute_url()}ajukan/")
    assert (jawaban.status_code, jawaban["Location"].split("?")[0]) == (302, "/masuk/")


@pytest.mark.parametrize(
    ("kata", "pertama"),
    [("izin keripik", "spp-irt"), ("HALAL", "halal-mandiri"), ("daftar merek", "rekomendasi-merek"), ("frozen", None)],
)
def test_a_service_is_found_by_the_words_of_the_day(tamu, kata, pertama):
    katalog.muat(katalog.baca(katalog.BAWAAN))
    cocok = tamu.get("/layanan/", {"q": kata}).context["cocok"]
    assert (cocok[0].kode if cocok else None) == pertama


def test_strange_searches_are_answered(tamu):
    buat_layanan()
    for kata in ("\x00", "a" * 5000, "<script>", "%", "   "):
        assert tamu.get("/layanan/", {"q": kata}).status_code == 200
    assert "Tidak ada yang cocok" in isi(tamu.get("/layanan/", {"q": "zzzz"}))


def test_services_stand_under_the_field_of_the_office(tamu):
    lain = Bidang.objects.create(kode="industri", nama="Bidang Perindustrian")
    a, b, c = buat_layanan(urut=1), buat_layanan(urut=2, bidang=lain), buat_layanan(urut=3)
    kelompok = tamu.get("/layanan/").context["kelompok"]
    assert kelompok == [("Bidang UMKM", [a, c]), ("Bidang Perindustrian", [b])]


class TestGoal:
    @pytest.fixture
    def tujuan(self):
        satu = Tujuan.objects.create(kode="toko", nama="Masuk toko oleh-oleh", uraian="Contoh.")
        for urut, kode in enumerate(("nib", "pkp", "spp-irt"), 1):
            satu.langkah.create(layanan=buat_layanan(kode=kode), urut=urut, wajib=kode != "pkp")
        satu.langkah.create(layanan=buat_layanan(aktif=False), urut=9)
        return satu

    def test_a_stranger_reads_the_path_in_order_without_ticks(self, tamu, tujuan):
        (usaha, jalan), *lain = tamu.get("/layanan/tujuan/toko/").context["jalan"]
        assert (usaha, lain) == (None, [])
        assert [(n.langkah.layanan.kode, n.ada, n.kini) for n in jalan] == [
            ("nib", False, False),
            ("pkp", False, False),
            ("spp-irt", False, False),
        ]

    def test_an_owner_sees_what_each_business_holds_and_what_comes_next(self, pemilik, masuk, tujuan):
        usaha = buat_usaha(pemilik=pemilik)
        usaha.legalitas.create(jenis="NIB", nomor="9120001234567")
        ((milik, jalan),) = masuk(pemilik).get("/layanan/tujuan/toko/").context["jalan"]
        assert milik == usaha
        assert [(n.langkah.layanan.kode, n.ada, n.kini) for n in jalan] == [
            ("nib", True, False),
            ("pkp", False, False),
            ("spp-irt", False, True),
        ]

    def test_it_asks_as_much_for_three_steps_as_for_one(self, tamu, tujuan):
        def hitung() -> int:
            with CaptureQueriesContext(connection) as tanya:
                tamu.get("/layanan/tujuan/toko/")
            return len(tanya)

        tiga = hitung()
        tujuan.langkah.filter(urut__gt=1).delete()
        assert hitung() == tiga <= 12

    def test_one_switched_off_is_not_there(self, tamu, tujuan):
        Tujuan.objects.update(aktif=False)
        assert tamu.get("/layanan/tujuan/toko/").status_code == 404


def test_an_account_does_not_begin_requests_without_end(masuk, pemilik, monkeypatch):
    monkeypatch.setattr("layanan.views.katalog.MULAI_SEHARI", (1, 3600))
    layanan, usaha = buat_layanan(), buat_usaha(pemilik=pemilik, status=StatusUsaha.TERVERIFIKASI)
    klien, alamat = masuk(pemilik), f"{layanan.get_absolute_url()}ajukan/"
    kunci = [f"6f4c1d1e-0000-4000-8000-00000000000{n}" for n in range(2)]
    assert [klien.post(alamat, {"usaha": usaha.kode, "kunci": k}).status_code for k in kunci] == [302, 429]
    assert Permohonan.objects.count() == 1


def test_the_page_of_a_request_sent_again_after_it_went_out_leads_to_that_request(masuk, pemilik):
    layanan = buat_layanan(isian=({"kode": "nama_usaha", "label": "Nama usaha", "jenis": "TEKS"},))
    usaha = buat_usaha(pemilik=pemilik, status=StatusUsaha.TERVERIFIKASI)
    klien, alamat = masuk(pemilik), f"{layanan.get_absolute_url()}ajukan/"
    data = {"usaha": usaha.kode, "kunci": "6f4c1d1e-0000-4000-8000-000000000001"}
    assert klien.post(alamat, data).status_code == 302
    satu = Permohonan.objects.get()
    aksi.isi(satu, oleh=pemilik, jawaban={"nama_usaha": "Keripik Contoh"})
    aksi.ajukan(satu, oleh=pemilik)
    assert klien.post(alamat, data)["Location"] == satu.get_absolute_url()
