"""The two gates: what must be done first, and too much at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.akun.conftest import baca_totp
from tests.factories import SANDI

pytestmark = pytest.mark.django_db

ADMIN = ["/admin/", "/admin/akun/pengguna/", "/admin/login/", "/admin/akun/pengguna/1/change/", "/admin/jsi18n/"]


@pytest.fixture(autouse=True)
def singgahan_kosong() -> None:
    """allauth remembers used codes and tries in the cache."""
    cache.clear()


@pytest.mark.parametrize("jalur", ADMIN)
def test_staff_with_a_password_alone_reach_no_page_of_the_admin(admin: Any, peramban: Any, jalur: str) -> None:
    klien = peramban(admin)
    jawaban = klien.get(jalur, follow=True)
    assert jawaban.redirect_chain[-1][0] == "/akun/2fa/aplikasi/"


@pytest.mark.parametrize("jalur", ["/akun/", "/pesan/", "/akun/persetujuan/"])
def test_staff_with_a_password_alone_reach_no_closed_page_either(petugas: Any, peramban: Any, jalur: str) -> None:
    assert peramban(petugas).get(jalur).url == "/akun/2fa/aplikasi/"


def test_public_pages_stay_open_to_staff(petugas: Any, peramban: Any) -> None:
    assert peramban(petugas).get("/akun/pemberitahuan/").status_code == 200


def test_the_admin_login_page_takes_no_password(admin: Any) -> None:
    klien = Client()
    jawaban = klien.post("/admin/login/", {"username": admin.kode, "password": SANDI})
    assert (jawaban.status_code, jawaban.url) == (302, "/masuk/?next=%2Fadmin%2F")
    assert "_auth_user_id" not in klien.session


def test_setting_up_an_app_opens_the_room_at_once(admin: Any, peramban: Any) -> None:
    klien = peramban(admin)
    halaman = klien.get("/akun/2fa/aplikasi/")
    kode = baca_totp(halaman.context["form"].secret)
    jawaban = klien.post("/akun/2fa/aplikasi/", {"code": kode})
    assert jawaban.url == "/akun/2fa/cadangan/"
    assert klien.get("/akun/2fa/cadangan/").status_code == 200
    assert klien.get("/admin/").status_code == 200


def test_the_secret_of_the_app_is_not_readable_in_the_database(admin: Any, peramban: Any) -> None:
    klien = peramban(admin)
    rahasia = klien.get("/akun/2fa/aplikasi/").context["form"].secret
    klien.post("/akun/2fa/aplikasi/", {"code": baca_totp(rahasia)})
    assert rahasia not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_a_second_login_stops_before_the_session_until_the_code(admin: Any, totp: Any) -> None:
    kode = totp(admin)
    klien = Client()
    jawaban = klien.post("/masuk/?next=/admin/", {"pengenal": admin.telepon, "sandi": SANDI})
    assert jawaban.url == "/masuk/dua-langkah/"
    assert "_auth_user_id" not in klien.session
    assert klien.get("/admin/", follow=True).redirect_chain[-1][0] == "/masuk/?next=%2Fadmin%2F"
    assert klien.post("/masuk/dua-langkah/", {"code": "000000"}).status_code == 422
    assert klien.post("/masuk/dua-langkah/", {"code": kode()}).url == "/admin/"
    assert klien.get("/admin/").status_code == 200


def test_a_code_is_good_once(admin: Any, totp: Any) -> None:
    kode = totp(admin)()
    for status in (302, 422):
        klien = Client()
        klien.post("/masuk/", {"pengenal": admin.telepon, "sandi": SANDI})
        assert klien.post("/masuk/dua-langkah/", {"code": kode}).status_code == status


def test_five_wrong_codes_are_the_last_ones(admin: Any, totp: Any) -> None:
    kode = totp(admin)
    klien = Client()
    klien.post("/masuk/", {"pengenal": admin.telepon, "sandi": SANDI})
    for _ in range(5):
        klien.post("/masuk/dua-langkah/", {"code": "000000"})
    assert klien.post("/masuk/dua-langkah/", {"code": kode()}).status_code == 422


def test_a_session_from_before_enrolment_may_not_add_or_remove_a_factor(admin: Any, peramban: Any, totp: Any) -> None:
    """A thief with the password and an old session must not put a second factor beside the owner's."""
    klien = peramban(admin)
    totp(admin)
    sebelum = set(Authenticator.objects.values_list("pk", flat=True))
    for jalur in ("/akun/2fa/aplikasi/", "/akun/2fa/kunci/tambah/", "/akun/2fa/aplikasi/matikan/", "/admin/"):
        for jawaban in (klien.get(jalur), klien.post(jalur, {"code": "123456", "name": "x", "credential": "{}"})):
            assert jawaban.url.startswith("/akun/2fa/pastikan/")
    assert klien.get("/admin/").status_code == 302
    assert set(Authenticator.objects.values_list("pk", flat=True)) == sebelum


def test_an_owner_with_a_factor_must_show_it_before_touching_it(pemilik: Any, peramban: Any, totp: Any) -> None:
    klien = peramban(pemilik)
    totp(pemilik)
    assert klien.post("/akun/2fa/aplikasi/matikan/").url.startswith("/akun/2fa/pastikan/")
    assert klien.get("/akun/").status_code == 200
    assert Authenticator.objects.filter(user=pemilik, type="totp").count() == 1


def test_an_old_session_goes_on_after_showing_the_factor(admin: Any, peramban: Any, totp: Any) -> None:
    klien = peramban(admin)
    kode = totp(admin)
    assert klien.get("/admin/").url == "/akun/2fa/pastikan/?next=%2Fadmin%2F"
    assert klien.post("/akun/2fa/pastikan/", {"code": kode(), "next": "/admin/"}).url == "/admin/"
    assert klien.get("/admin/").status_code == 200


def test_every_page_of_the_second_factor_can_be_opened(pemilik: Any, totp: Any) -> None:
    kode = totp(pemilik)
    klien = Client()
    klien.post("/masuk/", {"pengenal": pemilik.telepon, "sandi": SANDI})
    assert klien.get("/masuk/dua-langkah/").status_code == 200
    klien.post("/masuk/dua-langkah/", {"code": kode()})
    kunci = Authenticator.objects.create(user=pemilik, type="webauthn", data={"name": "Sidik jari", "credential": {}})
    ekor = ["", "pastikan/", "aplikasi/matikan/", "cadangan/buat/", "kunci/", f"kunci/{kunci.pk}/ubah/"]
    halaman = [f"/akun/2fa/{e}" for e in [*ekor, f"kunci/{kunci.pk}/hapus/"]]
    assert {jalur: klien.get(jalur).status_code for jalur in halaman} == dict.fromkeys(halaman, 200)
    assert klien.get("/akun/pastikan/").status_code == 200
    assert klien.post(f"/akun/2fa/kunci/{kunci.pk}/ubah/", {"name": "Kunci rumah"}).url == "/akun/2fa/kunci/"
    assert klien.post(f"/akun/2fa/kunci/{kunci.pk}/hapus/").url == "/akun/2fa/kunci/"
    assert klien.post("/akun/2fa/cadangan/buat/").url == "/akun/2fa/cadangan/"
    assert klien.post("/akun/2fa/aplikasi/matikan/").url == "/akun/2fa/"
    assert not Authenticator.objects.filter(user=pemilik).exists()


def test_records_of_another_person_in_the_session_do_not_count(admin: Any, kepala: Any, masuk: Any) -> None:
    klien = Client()
    klien.force_login(admin)
    sesi = klien.session
    sesi["account_authentication_methods"] = [{"method": "mfa", "type": "totp"}]
    sesi["account_authentication_methods_user"] = str(kepala.pk)
    sesi.save()
    assert klien.get("/admin/").url == "/akun/2fa/aplikasi/"


def test_the_demo_relaxes_the_factor_but_not_the_printed_password(admin: Any, peramban: Any, settings: Any) -> None:
    settings.DEMO = True
    klien = peramban(admin)
    assert klien.get("/admin/").status_code == 200
    admin.sandi_sekali_pakai_sampai = timezone.now() + timedelta(days=1)
    admin.save()
    assert klien.get("/admin/").url == "/akun/sandi/"


def test_owners_find_no_admin(pemilik: Any, peramban: Any) -> None:
    klien = peramban(pemilik)
    assert [klien.get(jalur).status_code for jalur in ("/admin/", "/admin/login/")] == [404, 404]


def test_a_printed_password_opens_only_the_page_that_changes_it(pemilik: Any, peramban: Any) -> None:
    pemilik.sandi_sekali_pakai_sampai = timezone.now() + timedelta(days=1)
    pemilik.save()
    klien = peramban(pemilik)
    for jalur in ("/akun/", "/akun/nomor/", "/akun/2fa/", "/akun/riwayat/"):
        assert klien.get(jalur).url == "/akun/sandi/"
    assert klien.post("/akun/sandi/", {"sandi": SANDI, "sandi_baru": SANDI}).status_code == 422
    assert klien.post("/akun/sandi/", {"sandi": SANDI, "sandi_baru": "sawah-hijau-9"}).status_code == 302
    assert klien.get("/akun/").status_code == 200


def test_a_printed_password_dies_after_its_time(pemilik: Any) -> None:
    pemilik.sandi_sekali_pakai_sampai = timezone.now() - timedelta(seconds=1)
    pemilik.save()
    jawaban = Client().post("/masuk/", {"pengenal": pemilik.telepon, "sandi": SANDI})
    assert jawaban.context["form"].non_field_errors() == [
        "Nomor, email atau kata sandi tidak cocok. Periksa lagi, lalu coba sekali lagi."
    ]


def test_asking_the_password_again_too_often_is_answered_429_not_500(pemilik: Any, peramban: Any) -> None:
    klien = peramban(pemilik)
    jawaban = [klien.post("/akun/pastikan/", {"password": "salah"}).status_code for _ in range(25)]
    assert jawaban[0] == 422
    assert jawaban[-1] == 429


def test_the_session_of_staff_ends_after_a_working_day(petugas: Any, pemilik: Any, peramban: Any) -> None:
    assert peramban(petugas).session.get_expiry_age() == 12 * 3600
    assert peramban(pemilik).session.get_expiry_age() == 14 * 24 * 3600
