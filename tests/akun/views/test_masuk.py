from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from akun.actions import daftarkan_pengenal
from akun.models import Pengguna, PerangkatDikenal
from tests.factories import SANDI, PenggunaFactory

pytestmark = pytest.mark.django_db

EJAAN = [
    "+6281211112222",
    "081211112222",
    "0812-1111-2222",
    "0812 1111 2222",
    "6281211112222",
    "81211112222",
    "+62 (812) 1111-2222",
    "+62081211112222",
    "https://wa.me/6281211112222",
    "BTG-26-000123-X",
    "btg26000123x",
    "btg 26 ooo123 x",
    "SITI@contoh.id",
    " siti@contoh.id ",
]


@pytest.fixture
def siti() -> Pengguna:
    siti = PenggunaFactory(nama="Siti Contoh", telepon="+6281211112222", email="siti@contoh.id")
    daftarkan_pengenal(siti, "BTG-26-000123-X")
    return siti


def coba(klien: Client, pengenal: str, sandi: str = SANDI) -> Any:
    return klien.post("/masuk/", {"pengenal": pengenal, "sandi": sandi})


@pytest.mark.parametrize("pengenal", EJAAN)
def test_every_spelling_of_phone_number_registration_and_email_logs_in(siti: Pengguna, pengenal: str) -> None:
    klien = Client()
    assert coba(klien, pengenal).status_code == 302
    assert klien.session["_auth_user_id"] == str(siti.pk)


@pytest.mark.parametrize(
    "pengenal", ["081211112223", "BTG-26-000124-X", "lain@contoh.id", "sampah", "🙂", "0285391234"]
)
def test_unknown_name_and_wrong_password_are_answered_alike(
    siti: Pengguna, pengenal: str, django_assert_num_queries: Any
) -> None:
    dikenal, asing = coba(Client(), siti.telepon, "salah-sekali"), coba(Client(), pengenal, "salah-sekali")
    assert (dikenal.status_code, asing.status_code) == (422, 422)
    assert dikenal.context["form"].errors == asing.context["form"].errors


def test_unknown_name_and_wrong_password_cost_the_same_queries_and_one_hash(
    siti: Pengguna, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hitung: list[str] = []
    asli = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda diri, sandi, garam: (hitung.append(sandi), asli(diri, sandi, garam))[1]
    )
    biaya = {}
    for nama in (siti.telepon, "081211112223", "siti@contoh.id", "lain@contoh.id", "BTG-26-000123-X", "BTG-26-9"):
        hitung.clear()
        with django_assert_num_queries(JUMLAH_QUERY_GAGAL):
            coba(Client(), nama, "salah-sekali")
        biaya[nama] = len(hitung)
    assert set(biaya.values()) == {1}


# Address bucket, account, account bucket, device, and the account once more inside authenticate().
JUMLAH_QUERY_GAGAL = 5


def test_five_wrong_tries_lock_the_account_over_all_its_names(siti: Pengguna) -> None:
    for pengenal in ("081211112222", "+62 812 1111 2222", "BTG-26-000123-X", "siti@contoh.id", "62812-1111-2222"):
        assert coba(Client(), pengenal, "salah").status_code == 422
    jawaban = coba(Client(), "0812.1111.2222", SANDI)
    assert jawaban.status_code == 422
    assert jawaban.context["form"].non_field_errors()[0].startswith("Terlalu banyak percobaan")


def test_an_unknown_name_is_locked_like_a_known_one() -> None:
    jawaban = [coba(Client(), "0812-9999-0000", "salah") for _ in range(6)]
    kata = [j.context["form"].non_field_errors()[0].split(".")[0] for j in jawaban]
    assert kata == ["Nomor, email atau kata sandi tidak cocok"] * 5 + ["Terlalu banyak percobaan"]


def test_a_success_gives_its_try_back(siti: Pengguna) -> None:
    for _ in range(8):
        assert coba(Client(), siti.telepon).status_code == 302


def test_strangers_cannot_lock_the_owner_out_of_a_known_device(siti: Pengguna, peramban: Any) -> None:
    hp = peramban(siti)
    hp.post("/keluar/")
    for _ in range(6):
        coba(Client(), siti.telepon, "tebakan")
    assert coba(Client(), siti.telepon).status_code == 422
    assert coba(hp, siti.telepon).status_code == 302


def test_the_session_key_changes_at_login(siti: Pengguna) -> None:
    klien = Client()
    sesi = klien.session
    sesi["jebakan"] = "ya"
    sesi.save()
    lama = sesi.session_key
    klien.cookies["sesi"] = lama
    coba(klien, siti.telepon)
    assert klien.cookies["sesi"].value != lama
    assert not type(sesi)(lama).exists(lama)


def test_an_inactive_account_learns_so_only_with_the_right_password(siti: Pengguna) -> None:
    siti.is_active = False
    siti.save()
    assert coba(Client(), siti.telepon, "salah").status_code == 422
    klien = Client()
    assert coba(klien, siti.telepon).url == "/akun/tidak-aktif/"
    assert "_auth_user_id" not in klien.session


def test_next_leads_only_inside_the_portal(siti: Pengguna) -> None:
    for ke, tujuan in (
        ("/akun/riwayat/", "/akun/riwayat/"),
        ("https://jahat.example/", "/saya/"),
        ("//jahat.example", "/saya/"),
    ):
        jawaban = Client().post("/masuk/", {"pengenal": siti.telepon, "sandi": SANDI, "next": ke})
        assert jawaban.url == tujuan


def test_get_writes_nothing_and_an_empty_form_keeps_the_page(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/masuk/").status_code == 200
    jawaban = Client().post("/masuk/", {"pengenal": "0812", "sandi": ""})
    assert jawaban.status_code == 422
    assert jawaban.context["form"]["pengenal"].value() == "0812"


def test_a_null_byte_is_refused_as_input(siti: Pengguna) -> None:
    assert coba(Client(), "0812\x001111").status_code == 422


def test_logging_out_needs_a_post_and_forgets_the_session(siti: Pengguna, peramban: Any) -> None:
    klien = peramban(siti)
    assert klien.get("/keluar/").status_code == 200
    assert "_auth_user_id" in klien.session
    jawaban = klien.post("/keluar/")
    assert jawaban.url == "/keluar/selesai/"
    assert jawaban["Clear-Site-Data"] == '"storage"'
    assert klien.get("/akun/").status_code == 302
    assert Client().get("/keluar/selesai/").status_code == 200


def test_a_login_writes_the_device_down(siti: Pengguna) -> None:
    klien = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 9) Chrome/120.0 Mobile Safari/537.36"})
    coba(klien, siti.telepon)
    perangkat = PerangkatDikenal.objects.get()
    assert (perangkat.pengguna, perangkat.nama) == (siti, "Chrome di HP Android")
    assert perangkat.sesi == klien.session.session_key


def test_the_signup_address_of_allauth_leads_to_the_registry() -> None:
    assert Client().get("/akun/daftar/").url == "/daftar/"
