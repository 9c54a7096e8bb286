"""On the real pages: what was typed survives the server, the token and the session; secrets and other people do not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import Keluhan, Ruang
from tests.browser.test_draf import PITA, simpanan, tunggu
from tests.factories import SANDI, gambar, usaha_siap
from umkm.models import Usaha

pytestmark = pytest.mark.django_db(transaction=True)

ALAMAT = "Dukuh Sendang, sebelah timur balai desa"
NIK = "3325114708900002"


@pytest.fixture
def milik(pemilik: Any) -> Usaha:
    return usaha_siap(pemilik=pemilik, alamat="")


@pytest.fixture
def tempat(milik: Usaha) -> str:
    return reverse("umkm:bagian", args=[milik.kode, "tempat"])


def ketik_alamat(page: Page) -> None:
    page.get_by_label("Jalan atau dusun").fill(ALAMAT)
    tunggu(page, ALAMAT)


def diisi_lagi(page: Page) -> None:
    expect(page.get_by_text(PITA)).to_be_visible()
    expect(page.get_by_label("Jalan atau dusun")).to_have_value(ALAMAT)


def test_a_server_that_cannot_be_reached_costs_no_typing(
    tempat: str, milik: Usaha, pemilik: Any, ruang: Ruang, keluhan: Keluhan
) -> None:
    page = ruang(pemilik)
    page.goto(tempat)
    ketik_alamat(page)
    page.route("**/*", lambda rute: rute.abort("connectionrefused"))
    page.get_by_role("button", name="Simpan, nanti lagi").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/*")
    keluhan.pesan.clear()  # the browser's own, about a server that was not there
    page.goto(tempat)
    diisi_lagi(page)
    milik.refresh_from_db()
    assert milik.alamat == ""
    page.get_by_role("button", name="Simpan, nanti lagi").click()
    expect(page.get_by_role("heading", name="Siap dikirim ke petugas")).to_be_visible()
    milik.refresh_from_db()
    assert (milik.alamat, simpanan(page)) == (ALAMAT, {})


@pytest.mark.parametrize("js", [True, False], ids=["dengan_javascript", "tanpa_javascript"])
def test_a_stale_token_shows_the_typing_again_to_be_sent(
    js: bool, tempat: str, milik: Usaha, pemilik: Any, ruang: Ruang
) -> None:
    page = ruang(pemilik, java_script_enabled=js)
    page.goto(tempat)
    page.get_by_label("Jalan atau dusun").fill(ALAMAT)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.get_by_role("button", name="Simpan, nanti lagi").click()
    expect(page.get_by_role("heading", name="Belum terkirim")).to_be_visible()
    expect(page.get_by_text(ALAMAT)).to_be_visible()
    milik.refresh_from_db()
    assert milik.alamat == ""
    page.get_by_role("button", name="Kirim lagi").click()
    expect(page.get_by_role("heading", name="Siap dikirim ke petugas")).to_be_visible()
    milik.refresh_from_db()
    assert milik.alamat == ALAMAT


def test_a_stale_token_never_shows_a_nik_again(milik: Usaha, pemilik: Any, ruang: Ruang) -> None:
    page = ruang(pemilik)
    page.goto(reverse("umkm:bagian", args=[milik.kode, "pemilik"]))
    page.get_by_label("NIK").fill(NIK)
    page.get_by_label("Nama lengkap").fill("Siti Rahayu Contoh")
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.get_by_role("button", name="Simpan, nanti lagi").click()
    expect(page.get_by_text("Siti Rahayu Contoh")).to_be_visible()
    assert NIK not in page.content()


def test_an_ended_session_leads_through_the_log_in_back_to_the_typing(
    tempat: str, milik: Usaha, pemilik: Any, ruang: Ruang
) -> None:
    page = ruang(pemilik)
    page.goto(tempat)
    ketik_alamat(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Simpan, nanti lagi").click()
    expect(page.get_by_role("heading", name="Masuk", exact=True)).to_be_visible()
    page.get_by_label("Nomor WhatsApp").fill(pemilik.telepon)
    page.get_by_label("Kata sandi").fill(SANDI)
    page.get_by_role("button", name="Masuk", exact=True).click()
    diisi_lagi(page)
    milik.refresh_from_db()
    assert milik.alamat == ""


def test_identity_number_password_and_files_stay_out_of_the_phone(milik: Usaha, pemilik: Any, ruang: Ruang) -> None:
    page = ruang(pemilik)
    page.goto(reverse("umkm:bagian", args=[milik.kode, "pemilik"]))
    page.get_by_label("NIK").fill(NIK)
    foto = {"name": "ktp-saya.jpg", "mimeType": "image/jpeg", "buffer": gambar().read()}
    page.get_by_label("Foto KTP").set_input_files(foto)
    page.get_by_label("Nama lengkap").fill("Siti Rahayu Contoh")
    tunggu(page, "Siti Rahayu Contoh")
    assert [rahasia in str(simpanan(page)) for rahasia in (NIK, "ktp-saya")] == [False, False]
    tamu = ruang()
    tamu.goto("/daftar/")
    tamu.get_by_label("Kata sandi").fill(SANDI)
    tamu.get_by_label("Nama lengkap").fill("Budi Contoh")
    tunggu(tamu, "Budi Contoh")
    assert SANDI not in str(simpanan(tamu))


def test_a_sign_up_that_was_received_leaves_no_draft(ruang: Ruang) -> None:
    page = ruang()
    page.goto("/daftar/")
    page.get_by_label("Jual apa?").fill("keripik singkong")
    page.get_by_label("Desa tempat usaha").fill("Kauman, Kec. Batang")
    page.get_by_label("Nama lengkap").fill("Budi Contoh")
    page.get_by_label("Nomor WhatsApp").fill("0812-0000-0077")
    page.get_by_label("Kata sandi").fill(SANDI)
    tunggu(page, "Budi Contoh")
    page.get_by_role("button", name="Daftarkan usaha").click()
    expect(page.get_by_role("heading", name="Lengkapi, lalu kirim ke petugas")).to_be_visible()
    assert simpanan(page) == {}


def test_logging_out_wipes_the_phone(tempat: str, pemilik: Any, ruang: Ruang) -> None:
    page = ruang(pemilik)
    page.goto(tempat)
    ketik_alamat(page)
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/keluar/selesai/")
    assert simpanan(page) == {}


def test_a_draft_lives_for_a_day(tempat: str, pemilik: Any, ruang: Ruang) -> None:
    page = ruang(pemilik)
    kini = datetime(2026, 11, 23, 7, 0)
    page.clock.set_fixed_time(kini)
    page.goto(tempat)
    ketik_alamat(page)
    page.clock.set_fixed_time(kini + timedelta(hours=23, minutes=59))
    page.goto(tempat)
    diisi_lagi(page)
    page.clock.set_fixed_time(kini + timedelta(hours=24, minutes=1))
    page.goto(tempat)
    expect(page.get_by_label("Jalan atau dusun")).to_have_value("")
    assert simpanan(page) == {}


def test_somebody_else_on_the_same_phone_sees_nothing(
    pemilik: Any, pemilik_lain: Any, ruang: Ruang, masuk: Any, live_server: Any
) -> None:
    page = ruang(pemilik)
    page.goto("/usaha/baru/")
    page.get_by_label("Jual apa?").fill("jamu gendong")
    tunggu(page, "jamu gendong")
    sesi = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    for orang, isi in ((pemilik_lain, ""), (pemilik, "jamu gendong")):
        page.context.add_cookies([{**sesi, "value": masuk(orang).cookies[settings.SESSION_COOKIE_NAME].value}])
        page.goto("/usaha/baru/")
        expect(page.get_by_label("Jual apa?")).to_have_value(isi)
