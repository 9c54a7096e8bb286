from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from akun import actions, queries, sandi_cetak
from akun.actions.pengenal import cocok_tanggal_lahir
from akun.models import (
    CatatanAkun,
    EmberLaju,
    KodeSekali,
    PengakuanPemberitahuan,
    PengenalMasuk,
    Pengguna,
    PerangkatDikenal,
    Persetujuan,
)
from notifikasi.models import Pemberitahuan
from tests.akun.conftest import pesan_ke
from tests.factories import SANDI, KecamatanFactory, PenggunaFactory

pytestmark = pytest.mark.django_db
KTP = "KTP asli atas nama pemilik akun"
BARU = "+6281277778888"


@pytest.fixture
def dilayani(pemilik: Any) -> Pengguna:
    actions.catat_kecamatan_usaha(pemilik, [KecamatanFactory().pk])
    return pemilik


def verba(pengguna: Pengguna) -> list[str]:
    return [c.verba for c in pengguna.catatan.order_by("pk")]


class TestSetelUlangSandi:
    def test_a_password_is_drawn_printed_told_and_written_down(
        self, dilayani: Any, petugas: Any, peramban: Any
    ) -> None:
        klien = peramban(dilayani)
        sandi = actions.setel_ulang_sandi(dilayani, oleh=petugas, dasar=KTP)
        assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-\d{4}", sandi)
        dilayani.refresh_from_db()
        assert dilayani.check_password(sandi)
        assert dilayani.sandi_sekali_pakai
        assert klien.get("/akun/").status_code == 302, "every session ends"
        assert dilayani.perangkat.count() == 0
        baris = queries.riwayat(dilayani)[0]
        assert baris["kalimat"] == "Kata sandi disetel ulang di loket, oleh Petugas Batang."
        assert baris["catatan"] == f"Dasar: {KTP}"
        assert [p.templat for p in Pemberitahuan.objects.filter(akun=dilayani)] == ["sandi_disetel_ulang"]

    def test_the_old_password_is_dead_and_the_new_one_leads_to_the_change(self, dilayani: Any, petugas: Any) -> None:
        sandi = actions.setel_ulang_sandi(dilayani, oleh=petugas, dasar=KTP)
        assert Client().post("/masuk/", {"pengenal": dilayani.telepon, "sandi": SANDI}).status_code == 422
        klien = Client()
        klien.post("/masuk/", {"pengenal": dilayani.telepon, "sandi": sandi})
        assert klien.get("/akun/").url == "/akun/sandi/"

    @pytest.mark.parametrize("dasar", ["", "  ", "x"])
    def test_without_a_paper_nothing_happens(self, dilayani: Any, petugas: Any, dasar: str) -> None:
        with pytest.raises(ValidationError):
            actions.setel_ulang_sandi(dilayani, oleh=petugas, dasar=dasar)
        dilayani.refresh_from_db()
        assert dilayani.check_password(SANDI)
        assert verba(dilayani) == []

    def test_who_may(
        self,
        dilayani: Any,
        petugas: Any,
        petugas_limpung: Any,
        kepala: Any,
        admin: Any,
        pelatih: Any,
        pemilik_lain: Any,
    ) -> None:
        tabel = {petugas: True, petugas_limpung: False, kepala: True, admin: True, pelatih: False, pemilik_lain: False}
        hasil = {}
        for orang in tabel:
            try:
                actions.setel_ulang_sandi(dilayani, oleh=orang, dasar=KTP)
                hasil[orang] = True
            except PermissionDenied:
                hasil[orang] = False
        assert hasil == tabel

    def test_staff_are_reset_by_an_admin_alone_and_nobody_resets_oneself(
        self, petugas: Any, kepala: Any, admin: Any
    ) -> None:
        for oleh in (kepala, petugas):
            with pytest.raises(PermissionDenied):
                actions.setel_ulang_sandi(petugas, oleh=oleh, dasar=KTP)
        with pytest.raises(PermissionDenied):
            actions.setel_ulang_sandi(admin, oleh=admin, dasar=KTP)
        assert actions.setel_ulang_sandi(petugas, oleh=admin, dasar=KTP)

    def test_passwords_are_drawn_from_128_words(self) -> None:
        assert len(set(sandi_cetak.KATA)) == 128
        assert len({sandi_cetak.buat() for _ in range(50)}) == 50


class TestGantiNomor:
    def test_the_old_number_is_told_and_the_new_one_is_proven(self, dilayani: Any, petugas: Any, gerbang: Any) -> None:
        lama = dilayani.telepon
        actions.ganti_nomor(dilayani, telepon_baru=BARU, oleh=petugas, dasar=KTP)
        dilayani.refresh_from_db()
        assert (dilayani.telepon, dilayani.cara_bukti) == (BARU, "loket")
        assert [p.templat for p in pesan_ke(lama)] == ["nomor_diganti"]
        assert pesan_ke(BARU) == []
        assert verba(dilayani) == ["ganti_nomor"]

    def test_an_unproven_holder_loses_the_number_and_keeps_the_account(self, dilayani: Any, petugas: Any) -> None:
        perampas = PenggunaFactory(telepon=BARU)
        actions.daftarkan_pengenal(perampas, "BTG-26-000777-Y")
        actions.ganti_nomor(dilayani, telepon_baru=BARU, oleh=petugas, dasar=KTP)
        assert (
            Client().post("/masuk/", {"pengenal": BARU, "sandi": SANDI}).status_code == 302
        )  # dilayani's, same password
        klien = Client()
        klien.post("/masuk/", {"pengenal": "BTG-26-000777-Y", "sandi": SANDI})
        assert klien.session["_auth_user_id"] == str(perampas.pk)
        assert verba(perampas) == ["lepas_nomor"]
        assert [p.templat for p in Pemberitahuan.objects.filter(akun=perampas)] == ["nomor_dilepas"]

    def test_a_proven_holder_keeps_the_number(self, dilayani: Any, petugas: Any) -> None:
        PenggunaFactory(telepon=BARU, telepon_dibuktikan=timezone.now(), cara_bukti="kode")
        with pytest.raises(actions.NomorSudahDipakai):
            actions.ganti_nomor(dilayani, telepon_baru=BARU, oleh=petugas, dasar=KTP)
        assert verba(dilayani) == []

    def test_outside_the_kecamatan_it_is_forbidden(self, dilayani: Any, petugas_limpung: Any) -> None:
        with pytest.raises(PermissionDenied):
            actions.ganti_nomor(dilayani, telepon_baru=BARU, oleh=petugas_limpung, dasar=KTP)

    def test_proof_at_the_counter(self, dilayani: Any, petugas: Any) -> None:
        actions.buktikan_telepon(dilayani, oleh=petugas, dasar="HP dengan nomor itu menyala di depan saya")
        dilayani.refresh_from_db()
        assert dilayani.telepon_terbukti
        with pytest.raises(ValidationError):
            actions.buktikan_telepon(dilayani, oleh=petugas, dasar=KTP)
        assert verba(dilayani) == ["buktikan_telepon"]

    def test_without_a_code_the_owner_makes_only_a_claim(self, pemilik: Any) -> None:
        pemilik.telepon_dibuktikan, pemilik.cara_bukti = timezone.now(), "loket"
        pemilik.save()
        actions.ganti_nomor_sendiri(pemilik, telepon_baru=BARU, terbukti=False)
        pemilik.refresh_from_db()
        assert (pemilik.telepon, pemilik.telepon_terbukti) == (BARU, False)

    def test_without_a_code_even_an_unproven_number_of_another_cannot_be_taken(self, pemilik: Any) -> None:
        PenggunaFactory(telepon=BARU)
        with pytest.raises(actions.NomorSudahDipakai):
            actions.ganti_nomor_sendiri(pemilik, telepon_baru=BARU, terbukti=False)


def test_the_second_factor_is_taken_off_only_by_who_may(admin: Any, petugas: Any, kepala: Any, totp: Any) -> None:
    totp(petugas)
    with pytest.raises(PermissionDenied):
        actions.lepas_dua_langkah(petugas, oleh=kepala, dasar=KTP)
    actions.lepas_dua_langkah(petugas, oleh=admin, dasar=KTP)
    assert not queries.berdua_langkah(petugas)
    assert verba(petugas) == ["lepas_dua_langkah"]


def test_closing_and_opening_an_account(admin: Any, kepala: Any, pemilik: Any, peramban: Any) -> None:
    klien = peramban(pemilik)
    with pytest.raises(PermissionDenied):
        actions.nonaktifkan(pemilik, oleh=kepala, dasar=KTP)
    with pytest.raises(PermissionDenied):
        actions.nonaktifkan(admin, oleh=admin, dasar=KTP)
    actions.nonaktifkan(pemilik, oleh=admin, dasar="Surat permintaan pemilik")
    assert klien.get("/akun/").status_code == 302
    actions.aktifkan(pemilik, oleh=admin, dasar="Surat permintaan pemilik")
    assert verba(pemilik) == ["nonaktifkan", "aktifkan"]


class TestPengenal:
    def test_a_number_opens_one_account_in_any_spelling(self, pemilik: Any, pemilik_lain: Any) -> None:
        satu = actions.daftarkan_pengenal(pemilik, "BTG-26-000123-O")
        assert actions.daftarkan_pengenal(pemilik, "btg 26 000123 0") == satu
        with pytest.raises(ValidationError):
            actions.daftarkan_pengenal(pemilik_lain, "BTG260001230")

    def test_it_is_handed_over_or_closed(self, pemilik: Any, pemilik_lain: Any) -> None:
        actions.daftarkan_pengenal(pemilik, "BTG-26-000123-X")
        actions.alihkan_pengenal("BTG-26-000123-X", ke=pemilik_lain)
        assert PengenalMasuk.objects.get().pengguna == pemilik_lain
        actions.alihkan_pengenal("BTG-26-000123-X", ke=None)
        assert PengenalMasuk.objects.count() == 0
        actions.alihkan_pengenal("BTG-26-000123-X", ke=pemilik)
        assert PengenalMasuk.objects.get().pengguna == pemilik


def test_a_birth_date_is_kept_as_a_hash_under_present_and_older_keys(pemilik: Any, settings: Any) -> None:
    lahir = date(1990, 8, 7)
    actions.catat_tanggal_lahir(pemilik, lahir)
    assert "1990" not in pemilik.tanggal_lahir_sidik
    settings.NIK_KUNCI_SIDIK = ["baru", *settings.NIK_KUNCI_SIDIK]
    assert cocok_tanggal_lahir(pemilik, lahir)
    assert not cocok_tanggal_lahir(pemilik, date(1990, 7, 8))


class TestPersetujuan:
    def test_given_once_stands_once_and_is_withdrawn_at_once(self) -> None:
        satu = actions.beri_persetujuan(subjek_kode="S", tujuan="direktori", cara="layar")
        assert actions.beri_persetujuan(subjek_kode="S", tujuan="direktori", cara="loket") == satu
        assert queries.setuju("S", "direktori")
        assert actions.tarik_persetujuan(subjek_kode="S", tujuan="direktori") == 1
        assert not queries.setuju("S", "direktori")
        assert actions.tarik_persetujuan(subjek_kode="S", tujuan="direktori") == 0
        actions.beri_persetujuan(subjek_kode="S", tujuan="direktori", cara="layar")
        assert Persetujuan.objects.count() == 2

    def test_a_new_text_needs_a_new_consent(self) -> None:
        lama = Persetujuan.objects.create(subjek_kode="S", tujuan="direktori", versi="2020-01", cara="layar")
        baru = actions.beri_persetujuan(subjek_kode="S", tujuan="direktori", cara="layar")
        lama.refresh_from_db()
        assert lama.ditarik_pada is not None
        assert baru.versi == "2026-11"

    def test_sharing_names_its_partner(self) -> None:
        with pytest.raises(ValidationError):
            actions.beri_persetujuan(subjek_kode="S", tujuan="mitra", cara="layar")
        actions.beri_persetujuan(subjek_kode="S", tujuan="mitra", cara="layar", mitra="Bank Contoh")
        assert queries.setuju("S", "mitra", "Bank Contoh")
        assert not queries.setuju("S", "mitra", "Bank Lain")

    def test_consents_follow_the_person(self, pemilik: Any) -> None:
        actions.beri_persetujuan(subjek_kode=pemilik.subjek, tujuan="direktori", cara="layar")
        actions.beri_persetujuan(subjek_kode=pemilik.subjek, tujuan="kabar_wa", cara="layar")
        actions.beri_persetujuan(subjek_kode="PELAKU1", tujuan="direktori", cara="loket")
        actions.akui_pemberitahuan(subjek_kode=pemilik.subjek, cara="layar")
        actions.akui_pemberitahuan(subjek_kode="PELAKU1", cara="loket")
        actions.tautkan_subjek(pemilik, "PELAKU1")
        assert pemilik.subjek == "PELAKU1"
        berlaku = Persetujuan.objects.berlaku().filter(subjek_kode="PELAKU1").order_by("tujuan")
        assert [(p.tujuan, p.cara) for p in berlaku] == [("direktori", "loket"), ("kabar_wa", "layar")]
        assert PengakuanPemberitahuan.objects.count() == 1


def test_who_read_my_data(pemilik: Any, petugas: Any) -> None:
    actions.catat_baca(oleh=petugas, subjek_jenis="pelaku", subjek_kode=pemilik.kode, apa="NIK", alasan="cocokkan KTP")
    actions.catat_baca(oleh=petugas, subjek_jenis="pelaku", subjek_kode="LAIN", apa="NIK", alasan="cocokkan KTP")
    actions.catat_baca(oleh=petugas, subjek_jenis="usaha", subjek_kode="U1", apa="omzet", alasan="hitung skala")
    assert [b["kalimat"] for b in queries.pembaca_diri(pemilik)] == ["Petugas Batang membuka NIK."]
    dua = queries.pembaca([("pelaku", pemilik.kode), ("usaha", "U1")])
    assert [b.apa for b in dua] == ["omzet", "NIK"]
    assert list(queries.pembaca([])) == []


def test_a_line_at_the_counter_needs_a_paper_in_the_database_too(pemilik: Any, petugas: Any) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        CatatanAkun.objects.create(pengguna=pemilik, verba="ganti_nomor", oleh=petugas, di_loket=True, dasar="")


def test_the_sweep_throws_away_what_time_has_made_useless(pemilik: Any, peramban: Any) -> None:
    peramban(pemilik)
    actions.sapu()
    assert (PerangkatDikenal.objects.count(), EmberLaju.objects.count() > 0) == (1, True)
    dulu = timezone.now() - timedelta(days=365)
    EmberLaju.objects.update(diisi=dulu)
    PerangkatDikenal.objects.update(terlihat=dulu)
    KodeSekali.objects.create(
        tujuan="masuk", telepon=BARU, sidik="a", sesi="b", dibuat=dulu, kedaluwarsa=dulu + timedelta(minutes=10)
    )
    actions.sapu()
    assert [m.objects.count() for m in (EmberLaju, PerangkatDikenal, KodeSekali)] == [0, 0, 0]
