"""The full truth of both workflows: which person may use which verb in which status."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from inti.workflow import BARU, tersedia
from pelatihan.enums import (
    AKTIF,
    DUDUK,
    RUPA_ANGKATAN,
    RUPA_PESERTA,
    SEMENTARA,
    TERTUTUP,
    StatusAngkatan,
    StatusPeserta,
)
from pelatihan.kalimat import ANGKATAN as KALIMAT_ANGKATAN
from pelatihan.kalimat import PESERTA as KALIMAT_PESERTA
from pelatihan.workflow import ANGKATAN, PESERTA
from tests.factories import buat_usaha
from tests.pelatihan.pabrik import buat_angkatan, buat_peserta

# The class is held in kecamatan Batang; `petugas` works there, `petugas_lain` in Limpung, `kepala` everywhere.
# Whoever is not named in a line may do nothing in that status.
KELAS: dict[str, str] = {
    "RENCANA": "buka batalkan",
    "DIBUKA": "tutup mulai kurangi_kursi batalkan",
    "DITUTUP": "buka mulai kurangi_kursi batalkan",
    "BERJALAN": "selesaikan catat_biaya kurangi_kursi batalkan",
    "SELESAI": "catat_biaya unduh_sertifikat",
    "DIBATALKAN": "",
}
# The business is of kecamatan Batang and belongs to `pemilik`: what he may do, `petugas`, and `kepala` if not alike.
TEMPAT: dict[str, tuple[str, ...]] = {
    "DITAHAN": ("konfirmasi undur", "konfirmasi undur"),
    "TERDAFTAR": ("undur ganti", "undur ganti"),
    "MENUNGGU_SELEKSI": ("ubah_jawaban undur", "ubah_jawaban undur loloskan cadangkan tidak_loloskan"),
    "DAFTAR_TUNGGU": ("undur", "undur"),
    "DITAWARI": ("terima undur", "terima undur"),
    "MENGUNDURKAN_DIRI": ("", ""),
    "KEDALUWARSA": ("", ""),
    "DIGANTI": ("", ""),
    "TIDAK_LOLOS": ("", ""),
    "LULUS": ("", "terbitkan_ulang", "koreksi_belum_lulus koreksi_nilai terbitkan_ulang cabut_sertifikat"),
    "TIDAK_LULUS": ("", "", "koreksi_lulus koreksi_nilai"),
}
LAHIR_ANGKATAN = {"rencanakan"}
LAHIR = {"tahan", "daftar", "antre", "ajak", "ajak_antre", "lamar", "usulkan", "usulkan_antre", "gantikan"}
OLEH_PORTAL = {"tawarkan", "kedaluwarsa", "luluskan", "tidak_luluskan"}


@pytest.fixture
def orang(pemilik, pemilik_lain, petugas, petugas_limpung, kepala, admin, pelatih, mitra, buat_staf) -> Any:
    return {
        "tamu": AnonymousUser(),
        "pemilik": pemilik,
        "pemilik_lain": pemilik_lain,
        "petugas": petugas,
        "petugas_lain": petugas_limpung,
        "kepala": kepala,
        "admin": admin,
        "pelatih": pelatih,
        "mitra": mitra,
        "nonaktif": buat_staf("kepala", is_active=False),
    }


def nyata(perkara: Any, orang: Any) -> dict[str, str]:
    boleh = {}
    for nama, siapa in orang.items():
        verba = [t.verba for t in tersedia(perkara, siapa)]
        if verba:
            boleh[nama] = " ".join(verba)
    return boleh


@pytest.mark.parametrize("status", StatusAngkatan.values)
def test_who_may_do_what_with_a_class(orang, desa, pelatih, status):
    angkatan = buat_angkatan(status=status, desa=desa)
    angkatan.pelatih.create(akun=pelatih)
    harapan = dict.fromkeys(("petugas", "kepala"), KELAS[status]) if KELAS[status] else {}
    if status == "SELESAI":
        harapan["petugas_lain"] = "unduh_sertifikat"  # of the people of his own kecamatan

    assert nyata(angkatan, orang) == harapan


@pytest.mark.parametrize("status", StatusPeserta.values)
def test_who_may_do_what_with_a_place(orang, desa, pemilik, status):
    angkatan = buat_angkatan(desa=desa)
    peserta = buat_peserta(status, usaha=buat_usaha(pemilik=pemilik, desa=desa), angkatan=angkatan)
    sendiri, petugas, *kepala = TEMPAT[status]
    harapan = {"pemilik": sendiri, "petugas": petugas, "kepala": kepala[0] if kepala else petugas}

    assert nyata(peserta, orang) == {siapa: verba for siapa, verba in harapan.items() if verba}


def test_a_class_of_the_whole_kabupaten_is_run_only_by_who_works_everywhere(orang):
    assert set(nyata(buat_angkatan(desa=None), orang)) == {"kepala"}


def test_nobody_keeps_his_own_place_as_an_official(kepala, desa):
    peserta = buat_peserta("TERDAFTAR", usaha=buat_usaha(pemilik=kepala, desa=desa))
    assert {t.verba for t in tersedia(peserta, kepala)} == {"undur", "ganti"}
    lamaran = buat_peserta("MENUNGGU_SELEKSI", usaha=peserta.usaha)
    assert {t.verba for t in tersedia(lamaran, kepala)} == {"ubah_jawaban", "undur"}


def test_births_and_what_only_the_portal_does():
    assert {v for v, t in ANGKATAN.transisi.items() if BARU in t.dari} == LAHIR_ANGKATAN
    assert {v for v, t in PESERTA.transisi.items() if BARU in t.dari} == LAHIR
    verba = {v for satu in TEMPAT.values() for v in " ".join(satu).split()}
    assert set(PESERTA.transisi) == LAHIR | OLEH_PORTAL | verba


def test_groups_named_by_meaning_cover_every_status():
    assert set(AKTIF) | set(TERTUTUP) == set(StatusPeserta)
    assert not set(AKTIF) & set(TERTUTUP)
    assert set(SEMENTARA) < set(DUDUK)
    assert set(RUPA_PESERTA) == set(StatusPeserta)
    assert set(RUPA_ANGKATAN) == set(StatusAngkatan)


def test_every_verb_has_its_sentence():
    assert set(KALIMAT_PESERTA) == set(PESERTA.transisi)
    assert set(KALIMAT_ANGKATAN) == set(ANGKATAN.transisi)
