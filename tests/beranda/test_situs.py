"""The door of the officials' room and its first page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin import ModelAdmin
from django.contrib.admin import site as situs_admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse

from beranda.situs import Pekerjaan, lingkup, pekerjaan
from inti.admin import AdminDasar
from tests.factories import SANDI, KecamatanFactory

HALAMAN = ["/admin/", "/admin/inti/", "/admin/inti/harilibur/", "/admin/tidak-ada/", "/admin/jsi18n/"]


@pytest.mark.parametrize("alamat", HALAMAN)
def test_guest_is_led_to_the_portals_own_log_in(tamu: Client, alamat: str) -> None:
    jawaban = tamu.get(alamat, follow=True)
    assert jawaban.redirect_chain[-1][0].split("?")[0] == reverse("account_login")


@pytest.mark.parametrize("alamat", [*HALAMAN, "/admin/login/", "/admin/logout/", "/admin/password_change/"])
def test_owner_finds_nothing_here(pemilik: Any, masuk: Any, alamat: str) -> None:
    klien = masuk(pemilik)
    assert [klien.get(alamat).status_code, klien.post(alamat).status_code] == [404, 404]


def test_password_alone_never_logs_in_at_the_admins_own_page(tamu: Client, petugas: Any) -> None:
    jawaban = tamu.post("/admin/login/?next=/admin/inti/", {"username": petugas.kode, "password": SANDI})
    assert jawaban.status_code == 302
    assert jawaban.headers["Location"].split("?")[0] == reverse("account_login")
    assert "_auth_user_id" not in tamu.session


@pytest.mark.parametrize("alamat", HALAMAN)
def test_staff_without_second_factor_in_the_session_get_no_page(petugas: Any, alamat: str) -> None:
    klien = Client()
    klien.force_login(petugas)
    jawaban = klien.get(alamat)
    assert jawaban.status_code == 302
    assert not jawaban.headers["Location"].startswith("/admin/inti")


def test_staff_with_second_factor_come_in(petugas: Any, masuk: Any) -> None:
    jawaban = masuk(petugas).get("/admin/")
    assert jawaban.status_code == 200
    assert "Kerja saya hari ini" in jawaban.content.decode()


def test_site_itself_asks_for_the_second_factor_even_without_the_middleware(petugas: Any, settings: Any) -> None:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if m != "akun.middleware.FaktorKedua"]
    klien = Client()
    klien.force_login(petugas)
    assert klien.get("/admin/").headers["Location"].split("?")[0] == "/admin/login/"
    assert klien.get("/admin/login/").headers["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("alamat", ["/admin/password_change/", "/admin/password_change/done/", "/admin/logout/"])
def test_account_matters_are_the_portals(petugas: Any, masuk: Any, alamat: str) -> None:
    tujuan = "account_logout" if "logout" in alamat else "account_change_password"
    assert masuk(petugas).get(alamat).headers["Location"] == reverse(tujuan)


def test_no_address_tells_where_any_record_is_seen() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[1, 1])


def test_pages_that_libraries_bring_stay_out() -> None:
    situs_admin.register(Group, ModelAdmin)
    assert not situs_admin.is_registered(Group)


@pytest.mark.parametrize("halaman", list(situs_admin._registry.values()), ids=str)
def test_every_list_keeps_the_house_rules(halaman: Any) -> None:
    assert isinstance(halaman, AdminDasar)
    bidang = {f.name: f for f in halaman.opts.get_fields() if f.concrete}
    tampil = [n for n in halaman.list_display if n in bidang and bidang[n].many_to_one]
    disertakan = [s.split("__")[0] for s in halaman.list_select_related]
    assert [n for n in tampil if n not in disertakan] == []
    assert halaman.search_fields != ()
    assert halaman.untuk_semua or halaman.list_filter != ()
    assert (halaman.list_editable, halaman.show_full_result_count, halaman.view_on_site) == ((), False, False)
    assert halaman.list_per_page <= 50
    diketik = {*halaman.boleh_ditambah, *halaman.boleh_diubah}
    hubungan = {n for n in diketik if n in bidang and bidang[n].is_relation}
    assert hubungan <= {*halaman.get_autocomplete_fields(None), *halaman.pilihan_pendek}


def test_nobody_may_delete_but_an_absence_that_was_planned_and_is_taken_back(admin: Any, rf: Any) -> None:
    admin.user_permissions.set(Permission.objects.all())
    permintaan = rf.get("/")
    permintaan.user = admin
    halaman = situs_admin._registry.values()
    assert [str(h) for h in halaman if h.has_delete_permission(permintaan)] == ["konsultasi.AdminAbsen"]
    assert [str(h) for h in halaman if "delete_selected" in h.get_actions(permintaan)] == []


def test_first_page_gathers_the_work_of_each_app(petugas: Any, masuk: Any) -> None:
    konteks = masuk(petugas).get("/admin/").context
    assert konteks["bagian"] == list(pekerjaan(petugas))
    assert all(isinstance(b, Pekerjaan) for _, baris in konteks["bagian"] for b in baris)


def test_scope_is_said_in_words(buat_staf: Any, kepala: Any, settings: Any) -> None:
    batang, limpung = KecamatanFactory(), KecamatanFactory(limpung=True)
    dua = buat_staf("petugas", limpung, batang)
    tanpa = buat_staf("petugas", batang)
    tanpa.kecamatan.clear()
    assert [lingkup(u) for u in (kepala, dua, tanpa)] == [
        f"seluruh {settings.NAMA_KABUPATEN}",
        "Kecamatan Batang dan Limpung",
        "belum ada kecamatan; minta admin mengaturnya",
    ]
