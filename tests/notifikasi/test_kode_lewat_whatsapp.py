"""With the gateway the pages of the one-time code work from end to end: what a phone would show is all that is used."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from akun.models import Pengguna
from notifikasi import tasks
from notifikasi.enums import Kanal, Keadaan
from notifikasi.models import Pemberitahuan
from tests.factories import SANDI, PenggunaFactory, buat_usaha
from tests.notifikasi.server_whatsapp import ServerWhatsApp
from tests.umkm.views.test_daftar import isian as isian_daftar
from tests.umkm.views.test_pembantu import undangan
from umkm.models import AksesPembantu, Usaha

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("siang")]


def hp(meta: ServerWhatsApp, nomor: str) -> list[dict[str, Any]]:
    """Let the worker do what it was told to, and return what lies in the WhatsApp of this phone."""
    for satu in Pemberitahuan.objects.filter(kanal=Kanal.WHATSAPP, keadaan=Keadaan.ANTRE).order_by("pk"):
        tasks.antar(satu.pk)
    return [satu["template"] for satu in meta.diterima if satu["to"] == nomor.removeprefix("+")]


def kode(meta: ServerWhatsApp, nomor: str, templat: str) -> str:
    terakhir = hp(meta, nomor)[-1]
    assert terakhir["name"] == templat
    return terakhir["components"][0]["parameters"][0]["text"]


def tombol(satu: dict[str, Any]) -> str:
    return "/" + satu["components"][-1]["parameters"][0]["text"]


def test_an_owner_signs_up_with_the_code_on_the_phone(meta: ServerWhatsApp, tamu: Client, desa: Any) -> None:
    assert tamu.post("/daftar/", isian_daftar()).url == "/daftar/kode/"
    assert Pengguna.objects.count() == 0
    angka = kode(meta, "+6281200004001", "kode_daftar_1")
    jawaban = tamu.post("/daftar/kode/", {"kode": angka}, follow=True)
    usaha = Usaha.objects.get()
    assert jawaban.redirect_chain == [(f"/usaha/{usaha.kode}/", 302)]
    assert (usaha.pemilik.akun.telepon, usaha.pemilik.akun.cara_bukti) == ("+6281200004001", "kode")


def test_a_taken_number_hears_so_on_its_own_phone_only(meta: ServerWhatsApp, tamu: Client, desa: Any) -> None:
    PenggunaFactory(telepon="+6281200004001", telepon_dibuktikan=timezone.now(), cara_bukti="loket")
    assert tamu.post("/daftar/", isian_daftar()).url == "/daftar/kode/"
    [satu] = hp(meta, "+6281200004001")
    assert (satu["name"], tombol(satu)) == ("nomor_sudah_terdaftar_1", "/masuk/")


def test_a_helper_is_invited_signs_up_and_logs_in_by_phone_alone(
    meta: ServerWhatsApp, masuk: Any, pemilik: Any, tamu: Client
) -> None:
    usaha = buat_usaha(pemilik=pemilik)
    masuk(pemilik).post(f"/usaha/{usaha.kode}/pembantu/", undangan())
    [undang] = hp(meta, "+6281200005001")
    assert undang["name"] == "undangan_pembantu_1"
    data = {"nama": "Joko Contoh", "telepon": "0812 0000 5001", "sandi": SANDI}
    assert tamu.post(tombol(undang), data).url == "/daftar/kode/"
    angka = kode(meta, "+6281200005001", "kode_daftar_1")
    halaman = tamu.post("/daftar/kode/", {"kode": angka}, follow=True)
    assert halaman.redirect_chain == [(usaha.get_absolute_url(), 302)]
    joko = AksesPembantu.objects.get().akun
    tamu.post("/keluar/")
    assert tamu.post("/masuk/kode/", {"telepon": "0812-0000-5001"}).url == "/masuk/kode/periksa/"
    angka = kode(meta, "+6281200005001", "kode_masuk_1")
    assert tamu.post("/masuk/kode/periksa/", {"kode": angka}).url == "/saya/"
    assert tamu.session["_auth_user_id"] == str(joko.pk)
    assert set(Pemberitahuan.objects.filter(kanal=Kanal.WHATSAPP).values_list("isi", "url")) == {("", "")}


def test_the_own_number_is_proven_and_changed_by_code(meta: ServerWhatsApp, masuk: Any, pemilik: Any) -> None:
    klien = masuk(pemilik)
    klien.post("/akun/nomor/", {"telepon": "0812 0000 7001", "sandi": SANDI})
    lama = pemilik.telepon
    klien.post("/akun/nomor/kode/", {"kode": kode(meta, "+6281200007001", "kode_nomor_1")})
    pemilik.refresh_from_db()
    assert (pemilik.telepon, pemilik.telepon_dibuktikan is not None) == ("+6281200007001", True)
    assert [satu["name"] for satu in hp(meta, lama)] == ["nomor_diganti_1"]


@pytest.mark.parametrize("alamat", ["/daftar/kode/", "/masuk/kode/", "/masuk/kode/periksa/"])
def test_the_pages_of_the_code_are_there(meta: ServerWhatsApp, tamu: Client, alamat: str) -> None:
    assert tamu.get(alamat).status_code in (200, 302)


def test_an_unknown_number_gets_a_message_and_no_code(meta: ServerWhatsApp, tamu: Client) -> None:
    assert tamu.post("/masuk/kode/", {"telepon": "0812 0000 9001"}).url == "/masuk/kode/periksa/"
    [satu] = hp(meta, "+6281200009001")
    assert (satu["name"], tombol(satu)) == ("nomor_belum_terdaftar_1", "/akun/daftar/")


def test_an_invitation_names_its_last_day(meta: ServerWhatsApp, masuk: Any, pemilik: Any) -> None:
    usaha = buat_usaha(pemilik=pemilik)
    masuk(pemilik).post(f"/usaha/{usaha.kode}/pembantu/", undangan())
    [undang] = hp(meta, "+6281200005001")
    sampai: date = timezone.localdate() + timedelta(days=30)
    assert undang["components"][0]["parameters"][0]["text"].endswith(f"{sampai.year}")
