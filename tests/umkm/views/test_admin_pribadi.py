"""What is sacred: opened by POST with a reason, shown once, written down; and the page of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from akun.models import LogBaca, Persetujuan
from tests.factories import PelakuFactory, buat_berkas, buat_usaha, usaha_siap
from umkm.models import DugaanPelaku, KepemilikanUsaha, KeuanganUsaha, PelakuUsaha, Usaha

NIK = "3325114708900002"
ALASAN = "Mencocokkan dengan KTP di loket"
DAFTAR = reverse("admin:umkm_pelakuusaha_changelist")


def di_usaha(usaha: Usaha, nama: str) -> str:
    return reverse(f"admin:umkm_usaha_{nama}", args=[usaha.pk])


def di_pelaku(pelaku: PelakuUsaha, nama: str = "change") -> str:
    return reverse(f"admin:umkm_pelakuusaha_{nama}", args=[pelaku.pk])


@pytest.fixture
def usaha(pemilik: Any) -> Usaha:
    satu = usaha_siap(pemilik=pemilik, nik=NIK)
    KeuanganUsaha.objects.create(usaha=satu, tahun=2025, modal=10**7, omzet=18 * 10**7)
    pelaku = satu.pemilik
    pelaku.foto_ktp = buat_berkas(jenis="foto_ktp")
    pelaku.save()
    return satu


@pytest.fixture
def klien(petugas: Any, masuk: Callable[[Any], Client]) -> Client:
    return masuk(petugas)


def log() -> list[tuple[str, str]]:
    return list(LogBaca.objects.order_by("pk").values_list("apa", "alasan"))


class TestReveal:
    def test_asking_shows_nothing_and_writes_nothing(self, klien: Client, usaha: Usaha) -> None:
        for nama in ("buka-nik", "buka-ktp", "buka-keuangan"):
            jawaban = klien.get(di_usaha(usaha, nama))
            assert (jawaban.status_code, NIK in jawaban.content.decode()) == (200, False)
            assert "no-store" in jawaban.headers["Cache-Control"]
        assert log() == []

    @pytest.mark.parametrize("alasan", ["", "   ", "perlu", "x" * 301])
    def test_without_a_reason_it_stays_closed(self, klien: Client, usaha: Usaha, alasan: str) -> None:
        jawaban = klien.post(di_usaha(usaha, "buka-nik"), {"alasan": alasan})
        assert (jawaban.status_code, NIK in jawaban.content.decode(), log()) == (422, False, [])

    def test_nik_is_shown_once_kept_nowhere_and_the_look_is_written_down(
        self, klien: Client, usaha: Usaha, petugas: Any
    ) -> None:
        jawaban = klien.post(di_usaha(usaha, "buka-nik"), {"alasan": ALASAN})
        assert (jawaban.status_code, NIK in jawaban.content.decode()) == (200, True)
        assert "no-store" in jawaban.headers["Cache-Control"]
        baris = LogBaca.objects.get()
        assert (baris.oleh, baris.subjek_kode, baris.apa, baris.alasan) == (petugas, usaha.pemilik.kode, "NIK", ALASAN)
        assert NIK not in klien.get(di_usaha(usaha, "buka-nik")).content.decode()

    def test_amounts_are_shown_with_their_year(self, klien: Client, usaha: Usaha) -> None:
        teks = klien.post(di_usaha(usaha, "buka-keuangan"), {"alasan": ALASAN}).content.decode()
        assert ("2025" in teks, "Rp10.000.000" in teks, "Rp180.000.000" in teks) == (True, True, True)
        assert log() == [(f"Angka keuangan usaha {usaha.nomor}", ALASAN)]

    def test_photo_of_the_card_is_the_answer_itself(self, klien: Client, usaha: Usaha) -> None:
        jawaban = klien.post(di_usaha(usaha, "buka-ktp"), {"alasan": ALASAN})
        jawaban.getvalue()
        assert (jawaban.status_code, jawaban.headers["Content-Type"]) == (200, "image/jpeg")
        assert "no-store" in jawaban.headers["Cache-Control"]
        assert log() == [("Foto KTP", ALASAN)]

    def test_what_is_not_there_has_no_page(self, klien: Client) -> None:
        kosong = buat_usaha()
        for nama in ("buka-nik", "buka-ktp", "buka-keuangan"):
            assert klien.post(di_usaha(kosong, nama), {"alasan": ALASAN}).status_code == 404

    def test_from_the_persons_page_too(self, klien: Client, usaha: Usaha) -> None:
        jawaban = klien.post(di_pelaku(usaha.pemilik, "buka-nik"), {"alasan": ALASAN})
        assert (jawaban.status_code, NIK in jawaban.content.decode()) == (200, True)
        assert log() == [("NIK", ALASAN)]

    @pytest.mark.parametrize(
        ("orang", "status"),
        [
            ("tamu", 302),
            ("pemilik", 404),
            ("pelatih", 404),
            ("mitra", 404),
            ("petugas_limpung", 404),
            ("petugas", 200),
            ("kepala", 200),
            ("admin", 404),
        ],
    )
    def test_access_table(self, usaha: Usaha, request: Any, masuk: Any, orang: str, status: int) -> None:
        siapa = request.getfixturevalue(orang)
        klien = siapa if orang == "tamu" else masuk(siapa)
        for url in (
            di_usaha(usaha, "buka-nik"),
            di_pelaku(usaha.pemilik, "buka-nik"),
            di_usaha(usaha, "buka-keuangan"),
        ):
            assert klien.post(url, {"alasan": ALASAN}).status_code == status
        assert len(log()) == (3 if status == 200 else 0)

    def test_it_is_get_or_post(self, klien: Client, usaha: Usaha) -> None:
        assert klien.put(di_usaha(usaha, "buka-nik")).status_code == 405


class TestPerson:
    def test_page_shows_the_mask_the_consents_and_who_looked(self, klien: Client, usaha: Usaha, petugas: Any) -> None:
        pelaku = usaha.pemilik
        Persetujuan.objects.create(subjek_kode=pelaku.kode, tujuan="direktori", versi="1", cara="sendiri")
        klien.post(di_pelaku(pelaku, "buka-nik"), {"alasan": ALASAN})
        teks = klien.get(di_pelaku(pelaku)).content.decode()
        assert (NIK in teks, "••••••••••••0002" in teks, ALASAN in teks, petugas.nama in teks) == (
            False,
            True,
            True,
            True,
        )
        assert reverse("admin:umkm_usaha_change", args=[usaha.pk]) in teks

    def test_businesses_elsewhere_are_counted_not_named(self, klien: Client, usaha: Usaha, desa_limpung: Any) -> None:
        buat_usaha(desa=desa_limpung, pelaku=usaha.pemilik, nama="Warung Jauh")
        lama = buat_usaha(desa=desa_limpung, nama="Toko Jauh")
        KepemilikanUsaha.objects.create(pelaku=usaha.pemilik, usaha=lama, sampai=timezone.localdate())
        jawaban = klien.get(di_pelaku(usaha.pemilik))
        assert (jawaban.context["usaha_luar"], "Jauh" in jawaban.content.decode()) == (1, False)

    def test_nobody_writes_here(self, klien: Client, usaha: Usaha) -> None:
        assert klien.post(di_pelaku(usaha.pemilik), {"nama": "Lain"}).status_code == 403
        assert PelakuUsaha.objects.get(pk=usaha.pemilik.pk).nama == "Siti Contoh"

    def test_search_takes_a_phone_in_any_spelling_and_sends_a_nik_away(self, klien: Client, usaha: Usaha) -> None:
        pelaku = usaha.pemilik
        pelaku.telepon = "+6281200009999"
        pelaku.save()
        hasil = [list(klien.get(DAFTAR, {"q": q}).context["cl"].result_list) for q in ("0812 0000 9999", "siti")]
        assert hasil == [[pelaku], [pelaku]]
        assert klien.get(DAFTAR, {"q": "3325 1147 0890 0002"}).headers["Location"] == DAFTAR

    def test_queries_of_the_page_do_not_grow_with_its_businesses(self, klien: Client, usaha: Usaha) -> None:
        def kueri() -> int:
            with CaptureQueriesContext(connection) as k:
                klien.get(di_pelaku(usaha.pemilik))
            return len(k)

        def tambah() -> None:
            buat_usaha(pelaku=usaha.pemilik)
            DugaanPelaku.objects.create(a=usaha.pemilik, b=buat_usaha(pelaku=PelakuFactory()).pemilik, alasan=["NIK"])

        tambah()
        kueri()
        satu = kueri()
        tambah()
        tambah()
        assert kueri() == satu
