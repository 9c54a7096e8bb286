"""Logging in with a code: known and unknown numbers alike, and never by a code alone on a strange device."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from akun.actions import catat_tanggal_lahir
from akun.models import KodeSekali, Pengguna, PerangkatDikenal
from tests.akun.conftest import pesan_ke
from tests.factories import SANDI, PenggunaFactory

pytestmark = pytest.mark.django_db
NOMOR = "+6281211112222"


@pytest.fixture
def siti() -> Pengguna:
    siti = PenggunaFactory(nama="Siti Contoh", telepon=NOMOR, telepon_dibuktikan=timezone.now(), cara_bukti="loket")
    catat_tanggal_lahir(siti, date(1990, 8, 7))
    return siti


def minta(klien: Client, telepon: str = NOMOR) -> Any:
    return klien.post("/masuk/kode/", {"telepon": telepon})


def test_on_a_known_device_a_code_is_enough(siti: Pengguna, gerbang: Any, peramban: Any) -> None:
    hp = peramban(siti)
    hp.post("/keluar/")
    assert minta(hp, "0812-1111-2222").url == "/masuk/kode/periksa/"
    assert hp.post("/masuk/kode/periksa/", {"kode": gerbang(NOMOR)}).url == "/saya/"
    assert hp.session["_auth_user_id"] == str(siti.pk)


@pytest.mark.parametrize(
    ("jawaban", "masuk"),
    [
        ({"tanggal_lahir": "1990-08-07"}, True),
        ({"tanggal_lahir": "7-8-1990"}, True),
        ({"sandi": SANDI}, True),
        ({"tanggal_lahir": "1990-07-08"}, False),
        ({"sandi": "salah"}, False),
        ({}, False),
    ],
)
def test_on_a_strange_device_one_thing_more_is_asked(siti: Pengguna, gerbang: Any, jawaban: dict, masuk: bool) -> None:
    klien = Client()
    minta(klien)
    assert klien.post("/masuk/kode/periksa/", {"kode": gerbang(NOMOR)}).url == "/masuk/kode/kenali/"
    assert "_auth_user_id" not in klien.session
    hasil = klien.post("/masuk/kode/kenali/", jawaban)
    assert hasil.status_code == (302 if masuk else 422)
    assert ("_auth_user_id" in klien.session) == masuk


def test_a_device_not_seen_for_ninety_days_is_strange_again(siti: Pengguna, gerbang: Any, peramban: Any) -> None:
    hp = peramban(siti)
    hp.post("/keluar/")
    PerangkatDikenal.objects.update(terlihat=timezone.now() - timedelta(days=91))
    minta(hp)
    assert hp.post("/masuk/kode/periksa/", {"kode": gerbang(NOMOR)}).url == "/masuk/kode/kenali/"


def test_the_birth_date_may_be_guessed_five_times_a_day(siti: Pengguna, gerbang: Any) -> None:
    klien = Client()
    minta(klien)
    klien.post("/masuk/kode/periksa/", {"kode": gerbang(NOMOR)})
    for hari in range(1, 6):
        klien.post("/masuk/kode/kenali/", {"tanggal_lahir": f"1991-01-0{hari}"})
    assert klien.post("/masuk/kode/kenali/", {"tanggal_lahir": "1990-08-07"}).status_code == 422
    assert "_auth_user_id" not in klien.session


def test_the_second_question_cannot_be_asked_without_a_code(siti: Pengguna, gerbang: Any) -> None:
    klien = Client()
    assert klien.get("/masuk/kode/kenali/").url == "/masuk/kode/"
    assert klien.post("/masuk/kode/kenali/", {"tanggal_lahir": "1990-08-07"}).url == "/masuk/kode/"


def test_known_unproven_and_unknown_numbers_are_answered_alike(
    siti: Pengguna, gerbang: Any, django_assert_num_queries: Any
) -> None:
    PenggunaFactory(telepon="+6281211113333")
    hasil = []
    for nomor in (NOMOR, "+6281211113333", "+6281211114444"):
        klien = Client()
        with django_assert_num_queries(QUERY_MINTA):
            jawaban = minta(klien, nomor)
        halaman = klien.get(jawaban.url)
        salah = klien.post(jawaban.url, {"kode": "000000"})
        hasil.append((jawaban.status_code, jawaban.url, halaman.status_code, salah.status_code))
    assert hasil == [(302, "/masuk/kode/periksa/", 200, 422)] * 3
    assert [p.templat for p in pesan_ke(NOMOR)] == ["kode_masuk"]
    for nomor in ("+6281211113333", "+6281211114444"):
        assert [p.templat for p in pesan_ke(nomor)] == ["nomor_belum_terdaftar"]


# Buckets of the address and two of the number, holder; then row and message, and the new session.
QUERY_MINTA = 12


def test_a_code_in_another_browser_opens_nothing(siti: Pengguna, gerbang: Any) -> None:
    korban, pencuri = Client(), Client()
    minta(korban)
    minta(pencuri, "0812-1111-9999")
    assert pencuri.post("/masuk/kode/periksa/", {"kode": gerbang(NOMOR)}).status_code == 422
    assert Client().post("/masuk/kode/periksa/", {"kode": gerbang(NOMOR)}).url == "/masuk/kode/"


def test_a_code_on_its_way_dies_with_the_number(siti: Pengguna, gerbang: Any, peramban: Any) -> None:
    hp = peramban(siti)
    hp.post("/keluar/")
    minta(hp)
    Pengguna.objects.filter(pk=siti.pk).update(telepon="+6281277778888")
    assert hp.post("/masuk/kode/periksa/", {"kode": gerbang(NOMOR)}).url == "/masuk/kode/"
    assert "_auth_user_id" not in hp.session


def test_staff_with_a_code_still_show_the_second_factor(petugas: Any, gerbang: Any, totp: Any) -> None:
    Pengguna.objects.filter(pk=petugas.pk).update(telepon_dibuktikan=timezone.now(), cara_bukti="loket")
    totp(petugas)
    klien = Client()
    minta(klien, petugas.telepon)
    klien.post("/masuk/kode/periksa/", {"kode": gerbang(petugas.telepon)})
    assert klien.post("/masuk/kode/kenali/", {"sandi": SANDI}).url == "/masuk/dua-langkah/"
    assert "_auth_user_id" not in klien.session


def test_tries_are_counted_although_the_page_is_refused(siti: Pengguna, gerbang: Any) -> None:
    klien = Client()
    minta(klien)
    for _ in range(7):
        klien.post("/masuk/kode/periksa/", {"kode": "000000" if gerbang(NOMOR) != "000000" else "111111"})
    assert KodeSekali.objects.get().percobaan == 5
    assert klien.post("/masuk/kode/periksa/", {"kode": gerbang(NOMOR)}).status_code == 422


def test_the_number_is_shown_masked(siti: Pengguna, gerbang: Any) -> None:
    klien = Client()
    minta(klien)
    halaman = klien.get("/masuk/kode/periksa/").content.decode()
    assert "222" in halaman
    assert "1111" not in halaman
