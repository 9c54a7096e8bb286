"""The inbox: whose it is, what it shows, and that only a POST marks anything as read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifikasi import queries
from notifikasi.enums import Keadaan
from notifikasi.models import Pemberitahuan
from tests.notifikasi.pabrik import masuk_kotak, surat

Masuk = Callable[[Any], Client]
KOTAK = "/pesan/"


def dibaca(akun: Any, **isian: Any) -> Pemberitahuan:
    return masuk_kotak(akun, keadaan=Keadaan.DIBACA, dibaca_pada=timezone.now(), **isian)


def test_guests_are_asked_to_log_in(tamu: Client) -> None:
    for jawaban in (tamu.get(KOTAK), tamu.post(f"{KOTAK}dibaca/"), tamu.post(f"{KOTAK}X/buka/")):
        assert (jawaban.status_code, jawaban.url.startswith(reverse("account_login"))) == (302, True)


@pytest.mark.parametrize("orang", ["pemilik", "petugas", "kepala", "pelatih", "mitra"])
def test_everyone_has_an_inbox_of_their_own(
    orang: str, pemilik_lain: Any, masuk: Masuk, request: pytest.FixtureRequest
) -> None:
    akun = request.getfixturevalue(orang)
    masuk_kotak(akun, judul="Untuk saya")
    masuk_kotak(pemilik_lain, judul="Untuk orang lain")
    surat(akun=akun, judul="Surat keluar")
    jawaban = masuk(akun).get(KOTAK)
    assert jawaban.status_code == 200
    assert [satu.judul for satu in jawaban.context["belum"]] == ["Untuk saya"]
    assert "orang lain" not in jawaban.text


@pytest.mark.parametrize("jalur", ["buka", "dibaca"])
def test_the_message_of_another_does_not_exist(jalur: str, pemilik: Any, pemilik_lain: Any, masuk: Masuk) -> None:
    pesan = masuk_kotak(pemilik_lain)
    assert masuk(pemilik).post(f"{KOTAK}{pesan.kode}/{jalur}/").status_code == 404
    pesan.refresh_from_db()
    assert pesan.dibaca_pada is None


def test_an_admin_does_not_open_the_messages_of_others(admin: Any, pemilik: Any, masuk: Masuk) -> None:
    pesan = masuk_kotak(pemilik)
    assert masuk(admin).post(f"{KOTAK}{pesan.kode}/buka/").status_code == 404


def test_looking_changes_nothing(pemilik: Any, masuk: Masuk) -> None:
    pesan = masuk_kotak(pemilik)
    klien = masuk(pemilik)
    assert klien.get(KOTAK).status_code == 200
    assert [klien.get(f"{KOTAK}{jalur}").status_code for jalur in (f"{pesan.kode}/buka/", "dibaca/")] == [405, 405]
    pesan.refresh_from_db()
    assert pesan.keadaan == Keadaan.SAMPAI


def test_the_button_opens_what_it_is_about_and_marks_it_read(pemilik: Any, masuk: Masuk) -> None:
    pesan = masuk_kotak(pemilik, url="/saya/", tombol="Lihat usaha")
    jawaban = masuk(pemilik).post(f"{KOTAK}{pesan.kode}/buka/")
    assert (jawaban.status_code, jawaban.url) == (302, "/saya/")
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.dibaca_pada is not None) == (Keadaan.DIBACA, True)


def test_marking_one_and_then_all(pemilik: Any, pemilik_lain: Any, masuk: Masuk) -> None:
    satu, _, lain = masuk_kotak(pemilik), masuk_kotak(pemilik), masuk_kotak(pemilik_lain)
    klien = masuk(pemilik)
    assert klien.post(f"{KOTAK}{satu.kode}/dibaca/").url == KOTAK
    assert queries.belum_dibaca(pemilik) == 1
    assert klien.post(f"{KOTAK}dibaca/").url == KOTAK
    assert queries.belum_dibaca(pemilik) == 0
    lain.refresh_from_db()
    assert lain.keadaan == Keadaan.SAMPAI


def test_marking_twice_keeps_the_first_reading(pemilik: Any, masuk: Masuk) -> None:
    pesan = dibaca(pemilik)
    masuk(pemilik).post(f"{KOTAK}{pesan.kode}/dibaca/")
    semula = pesan.dibaca_pada
    pesan.refresh_from_db()
    assert pesan.dibaca_pada == semula


def test_unread_first_then_newest_page_by_page(pemilik: Any, masuk: Masuk) -> None:
    lama = dibaca(pemilik)
    belum = [masuk_kotak(pemilik) for _ in range(queries.ISI_HALAMAN + 1)]
    baru = dibaca(pemilik)
    klien = masuk(pemilik)
    pertama = klien.get(KOTAK)
    assert (pertama.context["belum"], pertama.context["sudah"]) == (belum[:0:-1], [])
    kedua = klien.get(KOTAK, {"setelah": pertama.context["berikut"]})
    assert (kedua.context["belum"], kedua.context["sudah"]) == ([belum[0]], [baru, lama])
    assert kedua.context["berikut"] == ""


def test_paging_after_the_message_of_another_is_404(pemilik: Any, pemilik_lain: Any, masuk: Masuk) -> None:
    assert masuk(pemilik).get(KOTAK, {"setelah": masuk_kotak(pemilik_lain).kode}).status_code == 404


def test_htmx_gets_the_list_alone(pemilik: Any, masuk: Masuk) -> None:
    masuk_kotak(pemilik, judul="Kabar baru")
    jawaban = masuk(pemilik).get(KOTAK, headers={"HX-Request": "true"})
    assert ("<html" in jawaban.text, "Kabar baru" in jawaban.text) == (False, True)


def test_an_empty_inbox_says_why(pemilik: Any, masuk: Masuk) -> None:
    jawaban = masuk(pemilik).get(KOTAK)
    assert "Kabar tentang usaha dan akun Anda akan muncul di sini." in jawaban.text


def test_hostile_text_is_shown_as_text(pemilik: Any, masuk: Masuk) -> None:
    masuk_kotak(pemilik, judul="<script>alert(1)</script>", isi="<img src=x onerror=alert(1)>")
    jawaban = masuk(pemilik).get(KOTAK)
    assert "<script>alert" not in jawaban.text
    assert "<img src=x" not in jawaban.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in jawaban.text


def test_the_list_asks_as_much_for_three_as_for_one(pemilik: Any, masuk: Masuk) -> None:
    klien = masuk(pemilik)
    jumlah = []
    for banyak in (1, 2):
        for _ in range(banyak):
            masuk_kotak(pemilik)
            dibaca(pemilik)
        with CaptureQueriesContext(connection) as catatan:
            klien.get(KOTAK)
        jumlah.append(len(catatan))
    assert jumlah[0] == jumlah[1]
