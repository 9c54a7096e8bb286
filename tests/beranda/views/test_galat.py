"""Error pages say what to do next, and a stale token costs nobody their typing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from beranda import galat

SITUS = "http://testserver"
TERBUKA = "/cek/AAAA/nama/"
TERTUTUP = "/pesan/dibaca/"
Masuk = Callable[[Any], Client]


@pytest.fixture
def ketat(db: None) -> Client:
    """A browser whose tokens are checked."""
    return Client(enforce_csrf_checks=True)


def kirim(klien: Client, jalur: str, isian: dict[str, Any], **kepala: str) -> HttpResponse:
    return klien.post(jalur, isian, headers={"Origin": SITUS} | kepala)


def tersembunyi(jawaban: HttpResponse) -> list[tuple[str, str]]:
    pasangan = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', jawaban.text)
    return [(nama, isi) for nama, isi in pasangan if nama != "csrfmiddlewaretoken"]


# --- Error pages ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tampilan", "status", "jalan_keluar"),
    [
        (galat.galat_400, 400, "mulai dari halaman depan"),
        (galat.galat_403, 403, "masuk dengan akun itu"),
        (galat.galat_404, 404, "cek tanda bukti"),
    ],
)
def test_an_error_page_shows_a_way_forward(tampilan: Any, status: int, jalan_keluar: str, rf: RequestFactory) -> None:
    jawaban = tampilan(rf.get("/apa-saja/"))
    assert jawaban.status_code == status
    assert jalan_keluar in jawaban.content.decode()


def test_an_address_that_leads_nowhere_answers_404(tamu: Client) -> None:
    jawaban = tamu.get("/tidak-ada/")
    assert (jawaban.status_code, "Halaman tidak ditemukan" in jawaban.text) == (404, True)


def test_too_often_says_how_long_to_wait(rf: RequestFactory) -> None:
    assert "Tunggu sekitar lima menit" in render_to_string("429.html", request=rf.get("/"))


def test_the_page_for_500_needs_neither_database_nor_context() -> None:
    jawaban = galat.galat_500(None)
    assert (jawaban.status_code, "Ini bukan salah Anda" in jawaban.content.decode()) == (500, True)
    assert "Ini bukan salah Anda" in render_to_string("500.html")


def test_when_even_templates_fail_one_sentence_remains(settings: Any) -> None:
    settings.TEMPLATES = []
    jawaban = galat.galat_500(None)
    assert (jawaban.status_code, jawaban.content.decode()) == (500, galat.TEKS_DARURAT)


# --- A stale token -------------------------------------------------------------------


def test_a_stale_token_shows_what_was_typed_and_sends_it_only_when_asked(ketat: Client) -> None:
    jawaban = kirim(ketat, TERBUKA, {"nama": "Siti <b>Contoh", "kec": ["Batang", "Limpung"]})
    assert jawaban.status_code == 403
    assert f'<form method="post" action="{TERBUKA}">' in jawaban.text
    assert tersembunyi(jawaban) == [("nama", "Siti &lt;b&gt;Contoh"), ("kec", "Batang"), ("kec", "Limpung")]
    assert "<dd>Siti &lt;b&gt;Contoh</dd>" in jawaban.text
    segar = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', jawaban.text)
    assert segar
    ulang = kirim(ketat, TERBUKA, {"nama": "Siti <b>Contoh", "csrfmiddlewaretoken": segar[1]})
    assert ulang.status_code == 404  # past the gate: no paper bears this code


@pytest.mark.parametrize(
    "nama",
    [
        *("nik", "pemilik-nik", "nik_ulang", "password", "password1", "oldpassword", "sandi", "sandi_baru"),
        *("code", "kode", "kode_sekali", "otp", "pin", "csrfmiddlewaretoken"),
    ],
)
def test_secrets_are_never_written_back(nama: str, ketat: Client) -> None:
    jawaban = kirim(ketat, TERBUKA, {nama: "rahasia-3325110708900001", "kota": "Batang"})
    assert tersembunyi(jawaban) == [("kota", "Batang")]
    assert "rahasia-3325110708900001" not in jawaban.text


@pytest.mark.parametrize("nama", ["teknik", "kodepos", "uraian", "opini", "pinjaman"])
def test_ordinary_words_that_look_like_secrets_are_kept(nama: str, ketat: Client) -> None:
    assert tersembunyi(kirim(ketat, TERBUKA, {nama: "isi"})) == [(nama, "isi")]


@pytest.mark.parametrize("asal", ["https://jahat.example", "null", "http://testserver.jahat.example"])
def test_a_strange_page_cannot_put_words_into_a_form_of_ours(asal: str, ketat: Client) -> None:
    jawaban = ketat.post(TERBUKA, {"nama": "titipan"}, headers={"Origin": asal})
    assert jawaban.status_code == 403
    assert ("titipan" in jawaban.text, "Kirim lagi" in jawaban.text) == (False, False)


@pytest.mark.parametrize(
    ("kepala", "dari_sini"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Referer": f"{SITUS}/cek/"}, False),
        ({"Referer": f"{SITUS}/cek/"}, True),
        ({"Referer": "https://jahat.example/"}, False),
        ({}, False),
    ],
)
def test_without_an_origin_the_browsers_other_word_is_taken(kepala: dict, dari_sini: bool, rf: RequestFactory) -> None:
    assert galat.asal_sendiri(rf.post("/", headers=kepala)) is dari_sini


def test_who_is_logged_out_is_led_back_through_the_log_in(ketat: Client) -> None:
    jawaban = kirim(ketat, TERTUTUP, {"cerita": "panjang"}, Referer=f"{SITUS}/pesan/?setelah=A")
    assert jawaban.status_code == 403
    assert f'href="{reverse("account_login")}?next=%2Fpesan%2F%3Fsetelah%3DA"' in jawaban.text
    assert ("<dd>panjang</dd>" in jawaban.text, "Kirim lagi" in jawaban.text) == (True, False)


def test_a_foreign_referrer_never_becomes_the_way_back(ketat: Client) -> None:
    jawaban = kirim(ketat, TERTUTUP, {}, Referer="https://jahat.example/masuk/")
    assert "jahat.example" not in jawaban.text
    assert f'href="{reverse("account_login")}?next=%2Fpesan%2Fdibaca%2F"' in jawaban.text


def test_who_is_still_logged_in_sends_again_at_once(pemilik: Any) -> None:
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(pemilik)
    jawaban = kirim(klien, TERTUTUP, {"cerita": "panjang"})
    assert f'<form method="post" action="{TERTUTUP}">' in jawaban.text
    assert tersembunyi(jawaban) == [("cerita", "panjang")]
