"""The full truth of the registry's workflows: which person may use which verb in which status."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from inti.workflow import BARU, tersedia
from tests.factories import PenggunaFactory, buat_usaha
from umkm.enums import MENUNGGU_KAMI, MENUNGGU_PEMOHON, RUPA_STATUS, SELESAI, StatusUsaha, StatusUsulan
from umkm.kalimat import PERBUATAN
from umkm.models import AksesPembantu, Usulan
from umkm.workflow import USAHA, USULAN

# The case has been taken by `petugas`. Whoever is not named in a line may do nothing in that status.
KEBENARAN: dict[str, dict[str, str]] = {
    "DRAF": {
        "pemilik": "ajukan ubah_keadaan",
        "pembantu": "ajukan",
        "petugas": "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "rekan": "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "kepala": "ubah_keadaan alihkan catat_kematian hidupkan betulkan_nik gabung pisah",
    },
    "TERDATA": {
        "pemilik": "ajukan ubah_keadaan",
        "pembantu": "ajukan",
        "petugas": "lepas periksa ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "rekan": "periksa ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "kepala": "lepas tugaskan periksa ubah_keadaan alihkan catat_kematian hidupkan betulkan_nik gabung pisah",
    },
    "DIAJUKAN": {
        "pemilik": "tarik ubah_keadaan",
        "pembantu": "tarik",
        "petugas": "lepas periksa minta_perbaikan tolak "
        "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "rekan": "periksa minta_perbaikan tolak ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "kepala": "lepas tugaskan periksa minta_perbaikan tolak "
        "ubah_keadaan alihkan catat_kematian hidupkan betulkan_nik gabung pisah",
    },
    "DIPERIKSA": {
        "pemilik": "ubah_keadaan",
        "petugas": "lepas verifikasi minta_perbaikan tolak "
        "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "rekan": "verifikasi minta_perbaikan tolak ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "kepala": "lepas tugaskan verifikasi minta_perbaikan tolak "
        "ubah_keadaan alihkan catat_kematian hidupkan betulkan_nik gabung pisah",
    },
    "PERBAIKAN": {
        "pemilik": "ajukan ubah_keadaan",
        "pembantu": "ajukan",
        "petugas": "lepas ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "rekan": "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "kepala": "lepas tugaskan ubah_keadaan alihkan catat_kematian hidupkan betulkan_nik gabung pisah",
    },
    "TERVERIFIKASI": {
        "pemilik": "pastikan ubah_keadaan",
        "pembantu": "pastikan",
        "petugas": "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "rekan": "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "kepala": "cabut ubah_keadaan alihkan catat_kematian hidupkan betulkan_nik gabung pisah",
    },
    "DITOLAK": {
        "pemilik": "buka_lagi ubah_keadaan",
        "pembantu": "buka_lagi",
        "petugas": "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "rekan": "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "kepala": "ubah_keadaan alihkan catat_kematian hidupkan betulkan_nik gabung pisah",
    },
    "DICABUT": {
        "pemilik": "buka_lagi ubah_keadaan",
        "pembantu": "buka_lagi",
        "petugas": "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "rekan": "ubah_keadaan catat_kematian hidupkan betulkan_nik hubungkan_akun",
        "kepala": "ubah_keadaan alihkan catat_kematian hidupkan betulkan_nik gabung pisah",
    },
}
KEBENARAN_USULAN: dict[str, dict[str, str]] = {
    "DIAJUKAN": {
        "pemilik": "batalkan",
        "pembantu": "batalkan",
        "petugas": "putuskan",
        "rekan": "putuskan",
        "kepala": "putuskan",
    },
    "DIPUTUSKAN": {},
    "DIBATALKAN": {},
}


@pytest.fixture
def orang(pemilik, pemilik_lain, petugas, petugas_limpung, kepala, admin, pelatih, mitra, buat_staf, desa) -> Any:
    return {
        "tamu": AnonymousUser(),
        "pemilik": pemilik,
        "pembantu": PenggunaFactory(nama="Pembantu Contoh"),
        "bekas_pembantu": PenggunaFactory(nama="Bekas Pembantu"),
        "pemilik_lain": pemilik_lain,
        "petugas": petugas,
        "rekan": buat_staf("petugas", desa.kecamatan, nama="Rekan Petugas"),
        "petugas_limpung": petugas_limpung,
        "kepala": kepala,
        "admin": admin,
        "pelatih": pelatih,
        "mitra": mitra,
        "nonaktif": buat_staf("petugas", desa.kecamatan, is_active=False),
    }


def usaha_berpembantu(orang: Any, **isian: Any) -> Any:
    usaha = buat_usaha(pemilik=orang["pemilik"], petugas=orang["petugas"], **isian)
    hari_ini = timezone.localdate()
    for nama, sampai in (("pembantu", hari_ini), ("bekas_pembantu", hari_ini - timedelta(days=1))):
        AksesPembantu.objects.create(
            usaha=usaha,
            nama=orang[nama].nama,
            telepon=orang[nama].telepon,
            hubungan="ANAK",
            sampai=sampai,
            diundang_oleh=orang["pemilik"],
            token_sidik=nama,
            akun=orang[nama],
            diterima_pada=timezone.now(),
        )
    return usaha


def nyata(perkara: Any, orang: Any) -> dict[str, str]:
    boleh = {nama: " ".join(t.verba for t in tersedia(perkara, siapa)) for nama, siapa in orang.items()}
    return {nama: verba for nama, verba in boleh.items() if verba}


@pytest.mark.parametrize("status", StatusUsaha.values)
def test_who_may_do_what_with_a_business(orang, status):
    assert nyata(usaha_berpembantu(orang, status=status), orang) == KEBENARAN[status]


@pytest.mark.parametrize("status", StatusUsulan.values)
def test_who_may_do_what_with_a_proposal(orang, status):
    usulan = Usulan.objects.create(usaha=usaha_berpembantu(orang, status="TERVERIFIKASI"), status=status)
    assert nyata(usulan, orang) == KEBENARAN_USULAN[status]


@pytest.mark.parametrize("status", StatusUsaha.values)
def test_only_what_nobody_has_taken_can_be_taken(orang, status):
    usaha = buat_usaha(pemilik=orang["pemilik"], status=status)
    boleh = {n for n, siapa in orang.items() if "ambil" in [t.verba for t in tersedia(usaha, siapa)]}
    terbuka = status in ("TERDATA", "DIAJUKAN", "DIPERIKSA", "PERBAIKAN")
    assert boleh == ({"petugas", "rekan", "kepala"} if terbuka else set())


def test_births():
    assert {v: t.ke for v, t in USAHA.transisi.items() if BARU in t.dari} == {"daftar": "DRAF", "entri": "TERDATA"}
    assert {v: t.ke for v, t in USULAN.transisi.items() if BARU in t.dari} == {"usulkan": "DIAJUKAN"}


def test_every_status_has_a_holder_and_a_shape():
    assert set(USAHA.pemegang) == set(RUPA_STATUS) == set(StatusUsaha)
    assert set(USULAN.pemegang) == set(StatusUsulan)


def test_groups_named_by_meaning_do_not_overlap():
    assert sorted([*MENUNGGU_KAMI, *MENUNGGU_PEMOHON, *SELESAI, StatusUsaha.TERDATA]) == sorted(StatusUsaha)


def test_every_verb_has_its_sentence():
    assert set(USAHA.transisi) <= set(PERBUATAN)
