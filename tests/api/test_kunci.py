"""Keys: made with the password, shown once, kept as a hash, ended with the sessions of their account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from akun.actions import ganti_sandi, keluar_semua, nonaktifkan, setel_ulang_sandi
from akun.models import CatatanAkun
from api import actions, kunci
from api.actions import KUNCI_TERBANYAK, cabut_kunci
from api.models import KunciApi
from notifikasi.models import Pemberitahuan
from tests.api.conftest import Program, masalah
from tests.factories import SANDI, PenggunaFactory

ISIAN = {"nama": "Aplikasi kasir", "cakupan": "kirim", "masa": "30", "sandi": SANDI}


def buat_lewat_halaman(klien: Any, **isian: str) -> Any:
    return klien.post("/api/kunci/", ISIAN | isian)


def test_an_owner_makes_a_key_that_is_shown_once_and_opens_his_account(masuk, pemilik):
    klien = masuk(pemilik)
    jawaban = buat_lewat_halaman(klien)
    satu = KunciApi.objects.get()
    teks = jawaban.context["teks"]
    assert jawaban.status_code == 200
    assert teks in jawaban.text
    assert teks.startswith(f"{satu.awalan}_")
    assert "no-store" in jawaban["Cache-Control"]
    assert teks not in klien.get("/api/kunci/").text
    saya = Program(teks).get("/saya/").json()
    assert (saya["nama"], saya["kunci"]["nama"], saya["kunci"]["cakupan"]) == ("Siti Contoh", "Aplikasi kasir", "kirim")


def test_only_a_keyed_hash_is_kept(masuk, pemilik, settings):
    teks = buat_lewat_halaman(masuk(pemilik)).context["teks"]
    satu = KunciApi.objects.get()
    baris = [str(nilai) for nilai in KunciApi.objects.values().get().values()]
    assert [nilai for nilai in baris if teks[len(satu.awalan) + 1 :] in nilai] == []
    assert satu.sidik == kunci.sidik(teks)
    settings.SECRET_KEY = "lain"
    assert satu.sidik != kunci.sidik(teks)


def test_a_key_outlives_the_change_of_the_secret_while_the_old_one_stands_beside_it(program, pemilik, settings):
    milik = program(pemilik)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "baru", [settings.SECRET_KEY]
    assert milik.get("/saya/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert masalah(milik.get("/saya/")) == (401, "kunci_tidak_berlaku")


@pytest.mark.parametrize(
    ("isian", "medan", "kalimat"),
    [
        ({"sandi": "salah-sekali-9"}, "sandi", "Kata sandi tidak cocok."),
        ({"sandi": ""}, "sandi", "Isi kata sandi Anda sekarang."),
        ({"nama": " "}, "nama", "Tulis nama programnya, misalnya aplikasi kasir."),
        ({"cakupan": "semua"}, "cakupan", "Pilih salah satu dari daftar."),
        ({"masa": "3650"}, "masa", "Pilih salah satu dari daftar."),
    ],
)
def test_a_refused_form_makes_no_key(masuk, pemilik, isian, medan, kalimat):
    jawaban = buat_lewat_halaman(masuk(pemilik), **isian)
    assert (jawaban.status_code, jawaban.context["form"].errors[medan]) == (422, [kalimat])
    assert KunciApi.objects.count() == 0


def test_making_and_revoking_stand_in_the_history_of_the_account_and_a_message_goes_out(masuk, pemilik):
    klien = masuk(pemilik)
    buat_lewat_halaman(klien)
    klien.post(f"/api/kunci/{KunciApi.objects.get().kode}/cabut/")
    klien.post(f"/api/kunci/{KunciApi.objects.get().kode}/cabut/")
    verba = CatatanAkun.objects.filter(pengguna=pemilik).order_by("pk").values_list("verba", flat=True)
    assert list(verba) == ["buat_kunci_api", "cabut_kunci_api"]
    assert set(Pemberitahuan.objects.values_list("templat", flat=True)) == {"kunci_api_dibuat"}


def test_an_account_holds_so_many_living_keys_and_no_more(pemilik, buat_kunci):
    semua = [buat_kunci(pemilik)[0] for _ in range(KUNCI_TERBANYAK)]
    with pytest.raises(ValidationError, match="Paling banyak 5 kunci"):
        buat_kunci(pemilik)
    cabut_kunci(semua[0], oleh=pemilik)
    KunciApi.objects.filter(pk=semua[1].pk).update(
        dibuat=timezone.now() - timedelta(days=31), kedaluwarsa=timezone.now() - timedelta(days=1)
    )
    buat_kunci(pemilik)
    buat_kunci(pemilik)
    assert pemilik.kunci_api.hidup().count() == KUNCI_TERBANYAK


def test_the_page_tells_the_limit(masuk, pemilik, buat_kunci):
    for _ in range(KUNCI_TERBANYAK):
        buat_kunci(pemilik)
    jawaban = buat_lewat_halaman(masuk(pemilik))
    assert jawaban.status_code == 422
    assert jawaban.context["form"].non_field_errors() == [
        "Paling banyak 5 kunci yang berlaku. Cabut dulu yang tidak dipakai."
    ]


def test_an_official_gets_no_key_and_one_who_becomes_an_official_loses_it(masuk, petugas, pemilik, program, peran):
    assert masuk(petugas).get("/api/kunci/").context["form"] is None
    assert buat_lewat_halaman(masuk(petugas)).status_code == 200
    assert KunciApi.objects.count() == 0
    with pytest.raises(PermissionDenied):
        actions.buat_kunci(oleh=petugas, nama="x", cakupan="baca", masa=30)
    milik = program(pemilik)
    pemilik.is_staff = True
    pemilik.save()
    assert masalah(milik.get("/saya/")) == (401, "kunci_tidak_berlaku")


@pytest.mark.parametrize(
    "akhiri",
    [
        lambda p, petugas, admin: ganti_sandi(p, sandi="sapi-lari-cepat-3"),
        lambda p, petugas, admin: keluar_semua(p),
        lambda p, petugas, admin: setel_ulang_sandi(p, oleh=petugas, dasar="KTP asli"),
        lambda p, petugas, admin: nonaktifkan(p, oleh=admin, dasar="Permintaan pemilik"),
        lambda p, petugas, admin: cabut_kunci(p.kunci_api.get(), oleh=p),
        lambda p, petugas, admin: p.kunci_api.update(
            dibuat=timezone.now() - timedelta(days=31), kedaluwarsa=timezone.now()
        ),
    ],
    ids=["password changed", "logged out everywhere", "password reset", "account closed", "revoked", "expired"],
)
def test_what_ends_the_sessions_of_an_account_ends_its_keys(akhiri, pemilik, petugas, admin, program, desa):
    pemilik.kecamatan_usaha.add(desa.kecamatan)
    milik = program(pemilik)
    assert milik.get("/saya/").status_code == 200
    akhiri(pemilik, petugas, admin)
    jawaban = milik.get("/saya/")
    assert masalah(jawaban) == (401, "kunci_tidak_berlaku")
    assert jawaban["WWW-Authenticate"] == 'Bearer realm="api"'


def test_the_page_says_what_became_of_each_key(masuk, pemilik, buat_kunci):
    nama = ["hidup", "cabut", "habis"]
    semua = {n: buat_kunci(pemilik, nama=n)[0] for n in ["putus"]}
    ganti_sandi(pemilik, sandi="sapi-lari-cepat-3")
    semua |= {n: buat_kunci(pemilik, nama=n)[0] for n in nama}
    cabut_kunci(semua["cabut"], oleh=pemilik)
    lalu = timezone.now() - timedelta(days=60)
    KunciApi.objects.filter(nama="habis").update(dibuat=lalu, kedaluwarsa=lalu + timedelta(days=30))
    daftar = masuk(pemilik).get("/api/kunci/").context["daftar"]
    assert {k.nama: k.keadaan.value for k in daftar} == {
        "hidup": "berlaku",
        "cabut": "dicabut",
        "habis": "habis",
        "putus": "terputus",
    }


def test_nobody_revokes_the_key_of_another(masuk, pemilik, pemilik_lain, buat_kunci):
    satu, _ = buat_kunci(pemilik)
    assert masuk(pemilik_lain).post(f"/api/kunci/{satu.kode}/cabut/").status_code == 404
    with pytest.raises(PermissionDenied):
        cabut_kunci(satu, oleh=pemilik_lain)
    satu.refresh_from_db()
    assert satu.dicabut_pada is None


def test_a_guest_is_led_to_the_log_in(tamu):
    jawaban = tamu.get("/api/kunci/")
    assert (jawaban.status_code, jawaban.url) == (302, "/masuk/?next=/api/kunci/")


@pytest.mark.parametrize(
    "header",
    [
        "Bearer salah",
        "Bearer ",
        "Basic c2l0aTpzYW5kaQ==",
        "Bearer a b",
        "Kunci umkm_abc",
        "Bearer umkm_AAAAAAAA_" + "a" * 40,
        "Bearer \x00",
        "Bearer " + "ü" * 10,
        "Bearer " + "A" * 9000,
    ],
)
def test_what_is_no_key_is_refused_in_one_manner(umum, header):
    assert masalah(umum.get("/saya/", Authorization=header)) == (401, "kunci_tidak_berlaku")
    assert masalah(umum.get("/kecamatan/", Authorization=header)) == (401, "kunci_tidak_berlaku")


def test_without_a_key_personal_data_ask_for_one(umum):
    jawaban = umum.get("/usaha/")
    assert masalah(jawaban) == (401, "kunci_perlu")
    assert jawaban["WWW-Authenticate"] == 'Bearer realm="api"'


def test_a_session_of_a_browser_opens_nothing(masuk, pemilik, usaha):
    klien = masuk(pemilik)
    for jalur in ("/saya/", "/usaha/", f"/usaha/{usaha.kode}/"):
        assert masalah(klien.get(f"/api/v1{jalur}")) == (401, "kunci_perlu")
    assert masalah(klien.post(f"/api/v1/usaha/{usaha.kode}/ajukan/")) == (401, "kunci_perlu")


def test_an_official_without_second_factor_reads_reference_data_like_anybody(petugas, client):
    client.force_login(petugas)
    assert client.get("/api/v1/kecamatan/").status_code == 200


def test_a_key_that_only_reads_sends_nothing(program, pemilik, usaha):
    milik = program(pemilik, cakupan="baca")
    assert milik.get(f"/usaha/{usaha.kode}/").status_code == 200
    assert masalah(milik.post(f"/usaha/{usaha.kode}/ajukan/")) == (403, "cakupan_kurang")
    assert masalah(milik.patch(f"/usaha/{usaha.kode}/isi/usaha/", {"nama": "Lain"})) == (403, "cakupan_kurang")
    assert masalah(milik.post("/usaha/", {"uraian": "kopi", "desa": usaha.desa_id})) == (403, "cakupan_kurang")
    usaha.refresh_from_db()
    assert (usaha.status, usaha.nama) == ("DRAF", "Keripik Contoh")


def test_the_day_of_use_is_noted_once_a_day(program, pemilik):
    milik = program(pemilik)
    assert KunciApi.objects.get().dipakai is None
    milik.get("/saya/")
    assert KunciApi.objects.get().dipakai == timezone.localdate()
    with CaptureQueriesContext(connection) as kueri:
        milik.get("/saya/")
    assert [k["sql"] for k in kueri if k["sql"].startswith('UPDATE "api_kunciapi"')] == []


def test_the_page_of_keys_asks_as_much_for_three_as_for_one(masuk, pemilik, buat_kunci):
    klien, jumlah = masuk(pemilik), []
    for banyak in (1, 2):
        for _ in range(banyak):
            buat_kunci(pemilik)
        with CaptureQueriesContext(connection) as kueri:
            klien.get("/api/kunci/")
        jumlah.append(len(kueri))
    assert jumlah[0] == jumlah[1]


def test_two_accounts_have_keys_of_their_own(program, pemilik):
    lain = PenggunaFactory(nama="Budi Contoh")
    assert [program(p).get("/saya/").json()["nama"] for p in (pemilik, lain)] == ["Siti Contoh", "Budi Contoh"]
