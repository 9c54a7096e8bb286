"""Offices and who holds them, as whoever keeps the portal edits them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from akun.models import Jabatan, Pejabat
from inti import sandi
from tests.factories import lantik

pytestmark = pytest.mark.django_db
TAMBAH = "/admin/akun/pejabat/add/"
NIK = "3325110708900001"


@pytest.fixture
def klien(admin: Any, masuk: Any) -> Client:
    return masuk(admin)


@pytest.fixture
def jabatan() -> Jabatan:
    return Jabatan.objects.create(kode="kepala-dinas", nama="Kepala Dinas")


def isian(jabatan: Jabatan, **lain: Any) -> dict[str, Any]:
    hari_ini = timezone.localdate()
    return {
        "jabatan": jabatan.pk,
        "nama": "Dra. Contoh, M.M.",
        "nip": "197001011990011001",
        "pangkat": "Pembina Utama Muda, IV/c",
        "sebagai": "TETAP",
        "mulai": hari_ini,
        "sampai": "",
        "akun": "",
    } | lain


def galat(jawaban: Any) -> dict[str, list[str]]:
    assert jawaban.status_code == 422
    return {nama: list(kalimat) for nama, kalimat in jawaban.context["adminform"].form.errors.items()}


def test_an_office_and_its_holder_are_entered_without_a_shell(klien: Client, kepala: Any):
    klien.post("/admin/akun/jabatan/add/", {"nama": "Kepala Bidang Usaha Mikro"})
    jabatan = Jabatan.objects.get()
    assert jabatan.kode == "kepala-bidang-usaha-mikro"
    klien.post(TAMBAH, isian(jabatan, akun=kepala.pk))
    satu = Pejabat.objects.get()
    assert (satu.nip, satu.akun, jabatan.pejabat_pada()) == ("19700101 199001 1 001", kepala, satu)


def test_two_holders_at_once_and_a_stand_in_without_an_end_are_refused_in_words(klien: Client, jabatan: Jabatan):
    lantik(jabatan, mulai=timezone.localdate() - timedelta(days=100))
    dua = galat(klien.post(TAMBAH, isian(jabatan)))
    assert dua == {"__all__": ["Jabatan ini sudah dipegang orang lain pada tanggal itu."]}
    tanpa_akhir = galat(klien.post(TAMBAH, isian(jabatan, sebagai="Plh.")))
    assert tanpa_akhir == {"__all__": ["Pengganti (Plt. atau Plh.) harus punya hari terakhir."]}
    klien.post(TAMBAH, isian(jabatan, sebagai="Plh.", sampai=timezone.localdate()))
    assert jabatan.pejabat_pada().sebutan == "Plh. Kepala Dinas"  # type: ignore[union-attr]
    lain = galat(klien.post(TAMBAH, isian(jabatan, sebagai="Plt.", sampai=timezone.localdate())))
    assert lain == {"__all__": ["Jabatan ini sudah punya pengganti lain pada tanggal itu."]}


@pytest.mark.parametrize(
    ("ubah", "medan", "kalimat"),
    [
        ({"nip": "19700101"}, "nip", "NIP harus 18 angka."),
        ({"sampai": "2020-01-01"}, "sampai", "Hari terakhir tidak boleh sebelum hari pertama."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(klien: Client, jabatan: Jabatan, ubah: Any, medan: str, kalimat: str):
    assert galat(klien.post(TAMBAH, isian(jabatan, **ubah))) == {medan: [kalimat]}


def test_an_account_that_could_not_open_the_letters_cannot_sign_them(
    klien: Client, jabatan: Jabatan, admin: Any, petugas_limpung: Any
):
    tanpa_izin = galat(klien.post(TAMBAH, isian(jabatan, akun=admin.pk)))
    sebagian = galat(klien.post(TAMBAH, isian(jabatan, akun=petugas_limpung.pk)))
    assert [*tanpa_izin, *sebagian] == ["akun", "akun"]
    assert ("belum berperan" in tanpa_izin["akun"][0], "beberapa kecamatan" in sebagian["akun"][0]) == (True, True)


def test_a_nik_is_asked_only_where_letters_are_signed_electronically(
    klien: Client, jabatan: Jabatan, kepala: Any, settings: Any
):
    klien.post(TAMBAH, isian(jabatan, akun=kepala.pk, nik=NIK))
    satu = Pejabat.objects.get()
    assert (satu.nik_sandi, "NIK" in klien.get(TAMBAH).content.decode()) == ("", False)
    settings.BSRE_URL = "https://bsre.contoh.invalid"
    alamat = f"/admin/akun/pejabat/{satu.pk}/change/"
    klien.post(alamat, isian(jabatan, akun=kepala.pk, nik=NIK))
    satu.refresh_from_db()
    halaman = klien.get(alamat).content.decode()
    assert (sandi.dekripsi(satu.nik_sandi), NIK in halaman, "Hapus NIK" in halaman) == (NIK, False, True)
    klien.post(alamat, isian(jabatan, akun=kepala.pk))
    satu.refresh_from_db()
    assert sandi.dekripsi(satu.nik_sandi) == NIK
    klien.post(alamat, isian(jabatan, akun=kepala.pk, hapus_nik="on"))
    satu.refresh_from_db()
    assert satu.nik_sandi == ""


def test_officials_read_offices_and_only_the_keeper_of_the_portal_writes_them(
    masuk: Any, kepala: Any, petugas: Any, jabatan: Jabatan
):
    for orang in (kepala, petugas):
        klien = masuk(orang)
        assert klien.get("/admin/akun/pejabat/").status_code == 200
        assert klien.post(TAMBAH, isian(jabatan)).status_code == 403
    assert Pejabat.objects.count() == 0
