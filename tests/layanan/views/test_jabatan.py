"""Offices, who holds them, series and the register of letters, as whoever keeps the portal edits them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from inti import sandi
from inti.nomor import SeriNomor
from layanan.actions import tanda
from layanan.models import Jabatan, NomorSurat, Pejabat, Permohonan
from tests.layanan.pabrik import buat_layanan, buat_permohonan, isi_lengkap, lantik

pytestmark = pytest.mark.django_db
TAMBAH = "/admin/layanan/pejabat/add/"
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
    klien.post("/admin/layanan/jabatan/add/", {"nama": "Kepala Bidang Usaha Mikro"})
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
    alamat = f"/admin/layanan/pejabat/{satu.pk}/change/"
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
        assert klien.get("/admin/layanan/pejabat/").status_code == 200
        assert klien.post(TAMBAH, isian(jabatan)).status_code == 403
    assert Pejabat.objects.count() == 0


def test_a_series_is_made_and_its_pattern_changed_in_the_admin(klien: Client):
    tambah = "/admin/inti/serinomor/add/"
    salah = klien.post(tambah, {"kode": "surat-b", "pola": "{urut.__class__}", "per_tahun": "on"})
    assert (salah.status_code, SeriNomor.objects.count()) == (422, 0)
    klien.post(tambah, {"kode": "surat-b", "pola": "{klasifikasi}/{urut:04d}/UKM/{tahun}", "per_tahun": "on"})
    seri = SeriNomor.objects.get()
    klien.post(f"/admin/inti/serinomor/{seri.pk}/change/", {"pola": "B/{klasifikasi}/{urut}/{tahun}"})
    seri.refresh_from_db()
    assert (seri.kode, seri.pola, seri.per_tahun) == ("surat-b", "B/{klasifikasi}/{urut}/{tahun}", True)


@pytest.fixture
def register(pemilik: Any, petugas: Any, kepala: Any) -> list[NomorSurat]:
    """Two letters of two services from one series: the first number was voided."""
    seri = SeriNomor.objects.create(kode="surat-dinas", pola="{klasifikasi}/{urut:03d}/{tahun}")
    for klasifikasi in ("500.3", "500.9"):
        layanan = buat_layanan(surat=True, seri=seri, klasifikasi=klasifikasi)
        layanan.penanda.filter(jenis="PARAF").delete()
        lantik(layanan.penanda.get().jabatan, kepala)
        satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA"))
        tanda.ajukan_tanda_tangan(satu, oleh=petugas)
        tanda.tanda_tangani(Permohonan.objects.get(pk=satu.pk), oleh=kepala)
        if klasifikasi == "500.3":
            tanda.kembalikan(Permohonan.objects.get(pk=satu.pk), oleh=petugas, alasan="Nama usahanya salah tulis.")
    return list(NomorSurat.objects.order_by("pk"))


def test_one_series_of_the_office_takes_the_code_of_each_service(register: list[NomorSurat]):
    tahun = timezone.localdate().year
    assert [n.nomor for n in register] == [f"500.3/001/{tahun}", f"500.9/002/{tahun}"]


@pytest.mark.parametrize(
    ("saring", "urut"), [("", [2, 1]), ("keadaan=batal", [1]), ("keadaan=berlaku", [2]), ("keadaan=agenda", [])]
)
def test_the_register_shows_every_number_and_why_one_was_voided(
    masuk: Any, petugas: Any, register: list[NomorSurat], saring: str, urut: list[int]
):
    jawaban = masuk(petugas).get(f"/admin/layanan/nomorsurat/?{saring}")
    assert [n.urut for n in jawaban.context["cl"].result_list] == urut
    assert ("Nama usahanya salah tulis." in jawaban.content.decode()) == (1 in urut)


def test_the_register_is_read_by_whom_its_requests_are_and_written_by_nobody(
    masuk: Any, petugas: Any, petugas_limpung: Any, register: list[NomorSurat]
):
    alamat = f"/admin/layanan/nomorsurat/{register[0].pk}/change/"
    assert masuk(petugas_limpung).get(alamat).status_code == 404
    jawaban = masuk(petugas).get(alamat)
    assert (jawaban.status_code, "elektronik" in jawaban.content.decode()) == (200, False)
    assert masuk(petugas).post(alamat, {"nomor": "1/LAIN"}).status_code == 403


def test_a_number_that_the_series_may_still_give_cannot_be_typed(pemilik: Any, petugas: Any, kepala: Any):
    layanan = buat_layanan(surat=True)
    layanan.penanda.filter(jenis="PARAF").delete()
    lantik(layanan.penanda.get().jabatan, kepala)
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA"))
    tanda.ajukan_tanda_tangan(satu, oleh=petugas)
    with pytest.raises(ValidationError, match="diberikan portal sendiri"):
        tanda.tanda_tangani(satu, oleh=kepala, nomor_surat=f"500.3/017/{timezone.localdate().year}")
    assert NomorSurat.objects.count() == 0
