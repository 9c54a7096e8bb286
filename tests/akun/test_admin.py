"""Accounts in the officials' room: scope, the counter, and roles that nobody widens for oneself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth.models import Group
from django.test import Client

from akun import actions
from akun.models import AcaraPendaftaran, Pengguna
from tests.factories import SANDI, KecamatanFactory, PenggunaFactory

pytestmark = pytest.mark.django_db
DAFTAR = "/admin/akun/pengguna/"
KTP = "KTP asli atas nama pemilik akun"


@pytest.fixture
def kantor() -> Any:
    """A browser of an official who has shown the second factor."""

    def buat(pengguna: Any) -> Client:
        klien = Client()
        klien.force_login(pengguna)
        sesi = klien.session
        sesi[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp"}]
        sesi["account_authentication_methods_user"] = str(pengguna.pk)
        sesi.save()
        return klien

    return buat


@pytest.fixture
def dilayani(pemilik: Any) -> Pengguna:
    actions.catat_kecamatan_usaha(pemilik, [KecamatanFactory().pk])
    return pemilik


def test_the_list_shows_the_own_kecamatan_only(
    dilayani: Any, pemilik_lain: Any, petugas: Any, petugas_limpung: Any, kantor: Any
) -> None:
    batang = kantor(petugas).get(DAFTAR).content.decode()
    limpung = kantor(petugas_limpung).get(DAFTAR).content.decode()
    assert ("Siti Contoh" in batang, "Siti Contoh" in limpung) == (True, False)
    assert "Budi Contoh" not in batang + limpung
    assert "Petugas Limpung" not in batang


@pytest.mark.parametrize("ekor", ["change/", "setel-sandi/", "ganti-nomor/", "buktikan-nomor/", "history/"])
def test_an_account_of_another_kecamatan_is_not_there(
    dilayani: Any, petugas: Any, petugas_limpung: Any, kantor: Any, ekor: str
) -> None:
    assert kantor(petugas_limpung).get(f"{DAFTAR}{dilayani.pk}/{ekor}").status_code == 404
    assert kantor(petugas).get(f"{DAFTAR}{dilayani.pk}/{ekor}").status_code == 200


def test_a_number_is_searched_as_it_is_spoken(dilayani: Any, petugas: Any, kantor: Any) -> None:
    halaman = kantor(petugas).get(DAFTAR, {"q": dilayani.telepon.replace("+62", "0")}).content.decode()
    assert "Siti Contoh" in halaman


def test_the_slip_is_shown_once_and_opens_the_account(dilayani: Any, petugas: Any, kantor: Any) -> None:
    klien = kantor(petugas)
    alamat = f"{DAFTAR}{dilayani.pk}/setel-sandi/"
    assert klien.get(alamat).status_code == 200
    dilayani.refresh_from_db()
    assert dilayani.check_password(SANDI), "GET changes nothing"
    jawaban = klien.post(alamat, {"dasar": KTP})
    assert "no-store" in jawaban["Cache-Control"]
    sandi = re.search(r"[a-z]+-[a-z]+-[a-z]+-\d{4}", jawaban.content.decode())[0]
    assert Client().post("/masuk/", {"pengenal": dilayani.telepon, "sandi": sandi}).status_code == 302


def test_without_a_paper_the_form_comes_back(dilayani: Any, petugas: Any, kantor: Any) -> None:
    klien = kantor(petugas)
    for kata in ("setel-sandi", "buktikan-nomor"):
        assert klien.post(f"{DAFTAR}{dilayani.pk}/{kata}/", {"dasar": "x"}).status_code == 422
    jawaban = klien.post(f"{DAFTAR}{dilayani.pk}/ganti-nomor/", {"telepon_baru": "0812", "dasar": KTP})
    assert jawaban.status_code == 422
    assert list(jawaban.context["form"].errors) == ["telepon_baru"]


def test_a_proven_number_of_another_is_refused_beside_the_field(dilayani: Any, petugas: Any, kantor: Any) -> None:
    from django.utils import timezone

    PenggunaFactory(telepon="+6281277778888", telepon_dibuktikan=timezone.now(), cara_bukti="kode")
    kiriman = {"telepon_baru": "0812-7777-8888", "dasar": KTP}
    jawaban = kantor(petugas).post(f"{DAFTAR}{dilayani.pk}/ganti-nomor/", kiriman)
    assert jawaban.status_code == 422
    assert list(jawaban.context["form"].errors) == ["telepon_baru"]


def test_an_official_changes_no_field_and_no_staff(dilayani: Any, petugas: Any, kepala: Any, kantor: Any) -> None:
    klien = kantor(petugas)
    kelompok = Group.objects.get(name="admin") if Group.objects.filter(name="admin") else None
    klien.post(f"{DAFTAR}{dilayani.pk}/change/", {"nama": "Dibajak", "is_staff": "on", "groups": kelompok.pk})
    dilayani.refresh_from_db()
    assert (dilayani.nama, dilayani.is_staff, dilayani.groups.count()) == ("Siti Contoh", False, 0)
    assert klien.get(f"{DAFTAR}{kepala.pk}/change/").status_code == 404
    assert klien.get(f"{DAFTAR}add/").status_code == 403


def test_an_official_does_not_widen_the_own_scope(petugas: Any, kantor: Any) -> None:
    alamat = f"{DAFTAR}{petugas.pk}/change/"
    kantor(petugas).post(alamat, {"nama": petugas.nama, "is_staff": "on", "semua_kecamatan": "on"})
    petugas.refresh_from_db()
    assert petugas.semua_kecamatan is False


def test_an_admin_does_not_change_the_own_permissions(admin: Any, kantor: Any, peran: Any) -> None:
    klien = kantor(admin)
    alamat = f"{DAFTAR}{admin.pk}/change/"
    assert klien.get(alamat).status_code == 200
    kiriman = {"nama": admin.nama, "is_staff": "on", "semua_kecamatan": "on", "groups": [peran("kepala").pk]}
    assert klien.post(alamat, kiriman).status_code == 403
    assert [g.name for g in admin.groups.all()] == ["admin"]


def test_an_admin_makes_staff_who_open_with_a_printed_password(admin: Any, kantor: Any, peran: Any) -> None:
    klien = kantor(admin)
    kecamatan = KecamatanFactory()
    assert klien.get(f"{DAFTAR}add/").status_code == 200
    kiriman = {
        "nama": "Pegawai Baru",
        "email": "baru@contoh.id",
        "telepon": "",
        "is_staff": "on",
        "kecamatan": [kecamatan.pk],
        "groups": [peran("petugas").pk],
    }
    assert klien.post(f"{DAFTAR}add/", kiriman).status_code == 302
    baru = Pengguna.objects.get(email="baru@contoh.id")
    assert not baru.has_usable_password()
    assert baru.has_perm("umkm.verifikasi_usaha")
    assert [(c.verba, c.dasar) for c in baru.catatan.all()] == [("atur_peran", "petugas; Batang")]
    jawaban = klien.post(f"{DAFTAR}{baru.pk}/setel-sandi/", {"dasar": "Surat tugas 12/2026"})
    assert re.search(r"[a-z]+-[a-z]+-[a-z]+-\d{4}", jawaban.content.decode())


def test_a_new_account_without_any_contact_is_refused(admin: Any, kantor: Any) -> None:
    jawaban = kantor(admin).post(f"{DAFTAR}add/", {"nama": "Tanpa Kontak", "email": "", "telepon": ""})
    assert jawaban.status_code == 422


def test_an_owners_email_is_not_set_by_an_admin(dilayani: Any, admin: Any, kantor: Any) -> None:
    kantor(admin).post(f"{DAFTAR}{dilayani.pk}/change/", {"nama": "Siti Contoh", "email": "jahat@contoh.id"})
    dilayani.refresh_from_db()
    assert dilayani.email is None


def test_an_event_bears_the_name_of_its_maker(petugas: Any, kantor: Any) -> None:
    klien = kantor(petugas)
    kiriman = {
        "kode": "bazar2026",
        "nama": "Bazar Contoh",
        "mulai": "2026-11-23T08:00",
        "sampai": "2026-11-24T08:00",
    }
    jawaban = klien.post("/admin/akun/acarapendaftaran/add/", kiriman)
    assert jawaban.status_code == 302, jawaban.context["adminform"].form.errors
    acara = AcaraPendaftaran.objects.get()
    assert (acara.kode, acara.dibuat_oleh) == ("BAZAR2026", petugas)
    lama = kiriman | {"kode": "BAZAR2", "sampai": "2026-12-24T08:00"}
    assert klien.post("/admin/akun/acarapendaftaran/add/", lama).status_code == 422


@pytest.mark.parametrize("halaman", [DAFTAR, "/admin/akun/acarapendaftaran/", "/admin/akun/logbaca/"])
def test_lists_cost_the_same_with_one_and_three_rows(kepala: Any, kantor: Any, halaman: str) -> None:
    from datetime import timedelta

    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    klien = kantor(kepala)

    def isi(n: int) -> None:
        orang = PenggunaFactory()
        actions.catat_baca(oleh=kepala, subjek_jenis="pelaku", subjek_kode=orang.kode, apa="NIK", alasan="cocokkan KTP")
        AcaraPendaftaran.objects.create(
            kode=f"ACARA{n}",
            nama="Bazar",
            mulai=timezone.now(),
            sampai=timezone.now() + timedelta(days=1),
            dibuat_oleh=kepala,
        )

    def biaya() -> int:
        with CaptureQueriesContext(connection) as tertangkap:
            assert klien.get(halaman).status_code == 200
        return len(tertangkap)

    isi(1)
    satu = biaya()
    isi(2)
    isi(3)
    assert biaya() == satu
