"""The pages of the own account."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from akun import actions
from akun.models import Pengguna, PerangkatDikenal, Persetujuan
from tests.akun.conftest import pesan_ke
from tests.factories import SANDI, PenggunaFactory

pytestmark = pytest.mark.django_db
BARU = "+6281277778888"

HALAMAN = [
    "/akun/",
    "/akun/sandi/",
    "/akun/nomor/",
    "/akun/email/",
    "/akun/riwayat/",
    "/akun/pembaca/",
    "/akun/perangkat/",
    "/akun/persetujuan/",
    "/akun/2fa/",
    "/akun/2fa/aplikasi/",
    "/akun/2fa/kunci/",
    "/akun/2fa/kunci/tambah/",
]
UMUM = [
    "/masuk/",
    "/keluar/selesai/",
    "/akun/tidak-aktif/",
    "/akun/lupa-sandi/",
    "/akun/lupa-sandi/terkirim/",
    "/akun/pemberitahuan/",
]
TOMBOL = [
    "/akun/perangkat/keluar-semua/",
    "/akun/persetujuan/beri/",
    "/akun/persetujuan/tarik/",
]


@pytest.mark.parametrize("jalur", HALAMAN)
def test_own_pages_are_for_those_who_are_in(pemilik: Any, peramban: Any, jalur: str) -> None:
    assert Client().get(jalur).url.startswith("/masuk/?next=")
    jawaban = peramban(pemilik).get(jalur)
    assert jawaban.status_code == 200
    assert "no-store" in jawaban["Cache-Control"]


@pytest.mark.parametrize("jalur", UMUM)
def test_public_pages_are_for_everyone(jalur: str) -> None:
    assert Client().get(jalur).status_code == 200


@pytest.mark.parametrize("jalur", TOMBOL)
def test_a_deed_is_never_done_by_get(pemilik: Any, peramban: Any, jalur: str) -> None:
    assert peramban(pemilik).get(jalur).status_code == 405


class TestSandi:
    def test_this_session_goes_on_and_every_other_ends(self, pemilik: Any, peramban: Any) -> None:
        ini, lain = peramban(pemilik), peramban(pemilik)
        kunci = ini.session.session_key
        jawaban = ini.post("/akun/sandi/", {"sandi": SANDI, "sandi_baru": "sawah-hijau-9"})
        assert jawaban.url == "/akun/"
        assert ini.session.session_key != kunci
        assert (ini.get("/akun/").status_code, lain.get("/akun/").status_code) == (200, 302)
        assert actions.catat(pemilik, "daftar", oleh=pemilik).pengguna.catatan.filter(verba="ganti_sandi").count() == 1

    @pytest.mark.parametrize("isian", [{"sandi": "salah"}, {"sandi_baru": "pendek"}, {"sandi_baru": SANDI}])
    def test_a_refusal_changes_nothing(self, pemilik: Any, peramban: Any, isian: dict) -> None:
        kiriman = {"sandi": SANDI, "sandi_baru": "sawah-hijau-9"} | isian
        assert peramban(pemilik).post("/akun/sandi/", kiriman).status_code == 422
        assert peramban(pemilik).get("/akun/").status_code == 200


class TestNomor:
    def test_without_a_gateway_the_new_number_is_a_claim(self, pemilik: Any, peramban: Any) -> None:
        assert peramban(pemilik).post("/akun/nomor/", {"telepon": "0812 7777 8888", "sandi": SANDI}).url == "/akun/"
        pemilik.refresh_from_db()
        assert (pemilik.telepon, pemilik.telepon_terbukti) == (BARU, False)

    def test_with_a_gateway_the_number_changes_only_with_its_code(
        self, pemilik: Any, peramban: Any, gerbang: Any
    ) -> None:
        klien = peramban(pemilik)
        lama = pemilik.telepon
        assert klien.post("/akun/nomor/", {"telepon": BARU, "sandi": SANDI}).url == "/akun/nomor/kode/"
        pemilik.refresh_from_db()
        assert pemilik.telepon == lama
        assert klien.post("/akun/nomor/kode/", {"kode": "000000x"}).status_code == 422
        assert klien.post("/akun/nomor/kode/", {"kode": gerbang(BARU)}).url == "/akun/"
        pemilik.refresh_from_db()
        assert (pemilik.telepon, pemilik.cara_bukti) == (BARU, "kode")
        assert [p.templat for p in pesan_ke(lama)] == ["nomor_diganti"]

    def test_a_taken_number_looks_the_same_until_its_holder_reads_the_message(
        self, pemilik: Any, peramban: Any, gerbang: Any
    ) -> None:
        PenggunaFactory(telepon=BARU, telepon_dibuktikan=timezone.now(), cara_bukti="kode")
        klien = peramban(pemilik)
        assert klien.post("/akun/nomor/", {"telepon": BARU, "sandi": SANDI}).url == "/akun/nomor/kode/"
        assert klien.get("/akun/nomor/kode/").status_code == 200
        assert [p.templat for p in pesan_ke(BARU)] == ["nomor_sudah_terdaftar"]

    def test_the_own_number_is_proven_by_a_code(self, pemilik: Any, peramban: Any, gerbang: Any) -> None:
        klien = peramban(pemilik)
        assert klien.post("/akun/nomor/buktikan/").url == "/akun/nomor/kode/"
        klien.post("/akun/nomor/kode/", {"kode": gerbang(pemilik.telepon)})
        pemilik.refresh_from_db()
        assert pemilik.telepon_terbukti

    def test_the_password_is_asked(self, pemilik: Any, peramban: Any) -> None:
        assert peramban(pemilik).post("/akun/nomor/", {"telepon": BARU, "sandi": "salah"}).status_code == 422


class TestPerangkat:
    def test_one_device_is_logged_out(self, pemilik: Any, peramban: Any) -> None:
        ini, lain = peramban(pemilik), peramban(pemilik)
        kode = PerangkatDikenal.objects.get(sesi=lain.session.session_key).kode
        assert ini.post(f"/akun/perangkat/{kode}/keluar/").url == "/akun/perangkat/"
        assert (ini.get("/akun/").status_code, lain.get("/akun/").status_code) == (200, 302)

    def test_the_device_of_another_person_is_not_there(self, pemilik: Any, pemilik_lain: Any, peramban: Any) -> None:
        asing = peramban(pemilik_lain)
        kode = PerangkatDikenal.objects.get().kode
        assert peramban(pemilik).post(f"/akun/perangkat/{kode}/keluar/").status_code == 404
        assert asing.get("/akun/").status_code == 200

    def test_all_devices_are_logged_out_at_once(self, pemilik: Any, peramban: Any) -> None:
        ini, lain = peramban(pemilik), peramban(pemilik)
        assert ini.post("/akun/perangkat/keluar-semua/").url == "/keluar/selesai/"
        assert [k.get("/akun/").status_code for k in (ini, lain)] == [302, 302]

    def test_the_list_costs_the_same_with_one_and_three(
        self, pemilik: Any, peramban: Any, django_assert_num_queries: Any
    ) -> None:
        klien = peramban(pemilik)
        for _ in (1, 3):
            with django_assert_num_queries(5):
                klien.get("/akun/perangkat/")
            peramban(pemilik)
            peramban(pemilik)


@pytest.mark.parametrize("jalur", ["/akun/riwayat/", "/akun/pembaca/", "/akun/persetujuan/"])
def test_lists_cost_the_same_with_one_and_three_rows(
    pemilik: Any, petugas: Any, peramban: Any, jalur: str, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    klien = peramban(pemilik)

    def isi(n: int) -> None:
        actions.catat(pemilik, "ganti_sandi", oleh=pemilik)
        actions.catat_baca(
            oleh=petugas, subjek_jenis="pelaku", subjek_kode=pemilik.kode, apa="NIK", alasan="cocokkan KTP"
        )
        actions.beri_persetujuan(subjek_kode=pemilik.subjek, tujuan="mitra", mitra=f"Bank {n}", cara="layar")

    def biaya() -> int:
        with CaptureQueriesContext(connection) as tertangkap:
            assert klien.get(jalur).status_code == 200
        return len(tertangkap)

    isi(1)
    satu = biaya()
    isi(2)
    isi(3)
    assert biaya() == satu


class TestPersetujuan:
    def test_given_and_withdrawn_on_the_page(self, pemilik: Any, peramban: Any) -> None:
        klien = peramban(pemilik)
        klien.post("/akun/persetujuan/beri/", {"tujuan": "direktori"})
        assert Persetujuan.objects.berlaku().get().subjek_kode == pemilik.kode
        klien.post("/akun/persetujuan/tarik/", {"tujuan": "direktori"})
        assert Persetujuan.objects.berlaku().count() == 0

    @pytest.mark.parametrize("tujuan", ["mitra", "semua", ""])
    def test_sharing_with_a_partner_is_not_given_here(self, pemilik: Any, peramban: Any, tujuan: str) -> None:
        assert peramban(pemilik).post("/akun/persetujuan/beri/", {"tujuan": tujuan}).status_code == 404

    def test_a_partner_is_withdrawn_by_name(self, pemilik: Any, peramban: Any) -> None:
        actions.beri_persetujuan(subjek_kode=pemilik.subjek, tujuan="mitra", mitra="Bank A", cara="loket")
        actions.beri_persetujuan(subjek_kode=pemilik.subjek, tujuan="mitra", mitra="Bank B", cara="loket")
        peramban(pemilik).post("/akun/persetujuan/tarik/", {"tujuan": "mitra", "mitra": "Bank A"})
        assert [p.mitra for p in Persetujuan.objects.berlaku()] == ["Bank B"]


class TestLupaSandi:
    def test_a_link_sets_a_password_once(self, pemilik: Any) -> None:
        Pengguna.objects.filter(pk=pemilik.pk).update(email="siti@contoh.id")
        assert Client().post("/akun/lupa-sandi/", {"email": "SITI@contoh.id"}).url == "/akun/lupa-sandi/terkirim/"
        tautan = pesan_ke("siti@contoh.id")[-1].url
        assert Client().get(tautan).status_code == 200
        assert Client().post(tautan, {"sandi_baru": "lemah"}).status_code == 422
        assert Client().post(tautan, {"sandi_baru": "sawah-hijau-9"}).url == "/masuk/"
        assert Client().post(tautan, {"sandi_baru": "sawah-hijau-10"}).status_code == 410
        pemilik.refresh_from_db()
        assert pemilik.check_password("sawah-hijau-9")

    def test_known_and_unknown_addresses_are_answered_alike(self, pemilik: Any, django_assert_num_queries: Any) -> None:
        Pengguna.objects.filter(pk=pemilik.pk).update(email="siti@contoh.id")
        hasil = []
        for alamat in ("siti@contoh.id", "lain@contoh.id"):
            with django_assert_num_queries(QUERY_LUPA):
                hasil.append(Client().post("/akun/lupa-sandi/", {"email": alamat}).url)
        assert hasil == ["/akun/lupa-sandi/terkirim/"] * 2
        assert [p.templat for a in ("siti@contoh.id", "lain@contoh.id") for p in pesan_ke(a)] == [
            "tautan_sandi",
            "email_belum_terdaftar",
        ]

    def test_one_address_gets_three_links_an_hour(self) -> None:
        status = [Client().post("/akun/lupa-sandi/", {"email": "siti@contoh.id"}).status_code for _ in range(4)]
        assert status == [302, 302, 302, 422]

    @pytest.mark.parametrize("tanda", ["x", "abc-def", "ck1234-" + "0" * 32])
    def test_a_forged_link_is_dead(self, pemilik: Any, tanda: str) -> None:
        assert Client().get(f"/akun/lupa-sandi/{pemilik.kode}/{tanda}/").status_code == 410
        assert Client().get(f"/akun/lupa-sandi/ZZZZ/{tanda}/").status_code == 410


# Buckets of the address and the target, the account; then the message inside one transaction.
QUERY_LUPA = 6


class TestEmail:
    def test_an_address_belongs_to_the_account_only_after_its_link(self, pemilik: Any, peramban: Any) -> None:
        klien = peramban(pemilik)
        klien.post("/akun/email/", {"email": "Siti@Contoh.id", "sandi": SANDI})
        pemilik.refresh_from_db()
        assert pemilik.email is None
        tautan = pesan_ke("siti@contoh.id")[-1].url
        assert klien.get(tautan).status_code == 200
        pemilik.refresh_from_db()
        assert pemilik.email is None, "opening a link writes nothing"
        klien.post(tautan)
        pemilik.refresh_from_db()
        assert pemilik.email == "siti@contoh.id"

    def test_the_link_of_another_account_is_dead(self, pemilik: Any, pemilik_lain: Any, peramban: Any) -> None:
        peramban(pemilik).post("/akun/email/", {"email": "siti@contoh.id", "sandi": SANDI})
        tautan = pesan_ke("siti@contoh.id")[-1].url
        assert peramban(pemilik_lain).post(tautan).status_code == 410

    def test_an_address_of_another_account_stays_there(self, pemilik: Any, pemilik_lain: Any, peramban: Any) -> None:
        klien = peramban(pemilik)
        klien.post("/akun/email/", {"email": "siti@contoh.id", "sandi": SANDI})
        Pengguna.objects.filter(pk=pemilik_lain.pk).update(email="SITI@contoh.id")
        klien.post(pesan_ke("siti@contoh.id")[-1].url)
        pemilik.refresh_from_db()
        assert pemilik.email is None
