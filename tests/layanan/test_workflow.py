"""The full truth of the workflow of requests: which person may use which verb in which status."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from akun.models import Jabatan
from inti.workflow import BARU, tersedia
from layanan.enums import (
    MENUNGGU_INSTANSI,
    MENUNGGU_KAMI,
    MENUNGGU_PEMOHON,
    NAMA_PUBLIK,
    RUPA_STATUS,
    SELESAI,
    StatusPermohonan,
)
from layanan.kalimat import CATATAN_KANTOR, PERBUATAN
from layanan.workflow import PERMOHONAN
from tests.factories import PenggunaFactory, buat_usaha, lantik
from tests.layanan.pabrik import aturan_keberatan, buat_layanan, buat_permohonan
from umkm.models import AksesPembantu

# The case has been taken by `petugas`; `kabid` is next to sign; `atasan` is the superior named on the service. Whoever
# is not named in a line may do nothing in that status. In SURAT the service ends in a letter, else in a note.
KEBENARAN: dict[str, dict[str, str]] = {
    "DRAF": {"pemilik": "ajukan batalkan", "pembantu": "ajukan batalkan"},
    "DIAJUKAN": {
        "pemilik": "tarik batalkan",
        "pembantu": "tarik batalkan",
        "petugas": "lepas periksa minta_lengkap tolak",
        "rekan": "periksa minta_lengkap tolak",
        "kepala": "lepas tugaskan periksa minta_lengkap tolak",
        "kabid": "lepas tugaskan periksa minta_lengkap tolak",
        "atasan": "lepas tugaskan periksa minta_lengkap tolak",
    },
    "DIPERIKSA": {
        "pemilik": "batalkan",
        "pembantu": "batalkan",
        "petugas": "lepas minta_lengkap teruskan selesaikan tolak",
        "rekan": "minta_lengkap teruskan selesaikan tolak",
        "kepala": "lepas tugaskan minta_lengkap teruskan selesaikan tolak",
        "kabid": "lepas tugaskan minta_lengkap teruskan selesaikan tolak",
        "atasan": "lepas tugaskan minta_lengkap teruskan selesaikan tolak",
    },
    "PERBAIKAN": {
        "pemilik": "ajukan batalkan",
        "pembantu": "ajukan batalkan",
        "petugas": "lepas",
        "kepala": "lepas tugaskan",
        "kabid": "lepas tugaskan",
        "atasan": "lepas tugaskan",
    },
    "MENUNGGU_INSTANSI": {
        "pemilik": "batalkan",
        "pembantu": "batalkan",
        "petugas": "lepas minta_lengkap lihat_lagi terima_kembali",
        "rekan": "minta_lengkap lihat_lagi terima_kembali",
        "kepala": "lepas tugaskan minta_lengkap lihat_lagi terima_kembali",
        "kabid": "lepas tugaskan minta_lengkap lihat_lagi terima_kembali",
        "atasan": "lepas tugaskan minta_lengkap lihat_lagi terima_kembali",
    },
    "MENUNGGU_TANDA_TANGAN": {
        "pemilik": "batalkan",
        "pembantu": "batalkan",
        "petugas": "lepas kembalikan",
        "rekan": "kembalikan",
        "kepala": "lepas tugaskan kembalikan",
        "kabid": "lepas tugaskan tanda_tangani kembalikan",
        "atasan": "lepas tugaskan kembalikan",
    },
    "SELESAI": {},
    "DITOLAK": {"pemilik": "ajukan_keberatan", "pembantu": "ajukan_keberatan"},
    "DIBATALKAN": {},
    "KEBERATAN": {"atasan": "kabulkan tolak_keberatan"},
}
SURAT = {"selesaikan": "ajukan_tanda_tangan"}


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
        "kabid": buat_staf("kepala", nama="Kepala Bidang"),
        "atasan": buat_staf("kepala", nama="Atasan"),
        "admin": admin,
        "pelatih": pelatih,
        "mitra": mitra,
        "nonaktif": buat_staf("petugas", desa.kecamatan, is_active=False),
    }


def permohonan(orang: Any, status: str, *, surat: bool = False, **isian: Any) -> Any:
    aturan_keberatan()
    atasan = Jabatan.objects.create(kode="kadis", nama="Kepala Dinas")
    lantik(atasan, orang["atasan"])
    layanan = buat_layanan(surat=surat, atasan=atasan)
    if surat:
        lantik(layanan.penanda.first().jabatan, orang["kabid"])
    usaha = buat_usaha(pemilik=orang["pemilik"], status="TERVERIFIKASI")
    for nama, sampai in (("pembantu", 0), ("bekas_pembantu", -1)):
        AksesPembantu.objects.create(
            usaha=usaha,
            nama=orang[nama].nama,
            telepon=orang[nama].telepon,
            hubungan="ANAK",
            sampai=timezone.localdate() + timedelta(days=sampai),
            diundang_oleh=orang["pemilik"],
            token_sidik=nama,
            akun=orang[nama],
            diterima_pada=timezone.now(),
        )
    isian = {"petugas": orang["petugas"], "penolak": orang["petugas"]} | isian
    if status not in ("DITOLAK", "KEBERATAN"):
        isian.pop("penolak")
    return buat_permohonan(pemilik=orang["pemilik"], usaha=usaha, layanan=layanan, status=status, **isian)


def nyata(perkara: Any, orang: Any) -> dict[str, str]:
    boleh = {nama: " ".join(t.verba for t in tersedia(perkara, siapa)) for nama, siapa in orang.items()}
    return {nama: verba for nama, verba in boleh.items() if verba}


@pytest.mark.parametrize("status", StatusPermohonan.values)
def test_who_may_do_what_with_a_request(orang, status):
    surat = status == "MENUNGGU_TANDA_TANGAN"
    assert nyata(permohonan(orang, status, surat=surat), orang) == KEBENARAN[status]


def test_a_service_that_ends_in_a_letter_is_signed_and_not_just_finished(orang):
    harap = {nama: " ".join(SURAT.get(v, v) for v in verba.split()) for nama, verba in KEBENARAN["DIPERIKSA"].items()}
    ada = nyata(permohonan(orang, "DIPERIKSA", surat=True), orang)
    assert {n: set(v.split()) for n, v in ada.items()} == {n: set(v.split()) for n, v in harap.items()}


@pytest.mark.parametrize("status", StatusPermohonan.values)
def test_only_what_nobody_has_taken_can_be_taken(orang, status):
    satu = permohonan(orang, status, petugas=None)
    boleh = {n for n, siapa in orang.items() if "ambil" in [t.verba for t in tersedia(satu, siapa)]}
    terbuka = status in ("DIAJUKAN", "DIPERIKSA", "PERBAIKAN", "MENUNGGU_INSTANSI", "MENUNGGU_TANDA_TANGAN")
    assert boleh == ({"petugas", "rekan", "kepala", "kabid", "atasan"} if terbuka else set())


def test_what_the_counter_began_the_counter_may_also_send(orang):
    satu = permohonan(orang, "DRAF", atas_nama=True)
    assert set(nyata(satu, orang)) == {"pemilik", "pembantu", "petugas", "rekan", "kepala", "kabid", "atasan"}
    assert nyata(satu, orang)["rekan"] == "ajukan batalkan"


def test_what_the_counter_has_sent_only_its_owner_gives_up(orang):
    boleh = nyata(permohonan(orang, "DIPERIKSA", atas_nama=True), orang)
    assert {siapa for siapa, verba in boleh.items() if "batalkan" in verba} == {"pemilik", "pembantu"}


def test_an_official_never_decides_on_a_business_of_his_own(orang):
    satu = permohonan(orang, "DIPERIKSA")
    satu.usaha.kepemilikan.update(pelaku=buat_usaha(pemilik=orang["rekan"]).pemilik)
    assert nyata(satu, orang)["rekan"] == "batalkan"


def test_whoever_refused_does_not_decide_the_objection_and_others_with_the_permission_do(orang):
    satu = permohonan(orang, "KEBERATAN", penolak=orang["atasan"])
    assert nyata(satu, orang) == dict.fromkeys(("kepala", "kabid"), "kabulkan tolak_keberatan")


def test_without_an_account_of_the_superior_whoever_has_the_permission_decides(orang):
    satu = permohonan(orang, "KEBERATAN")
    satu.layanan.atasan.pejabat.update(akun=None)
    assert nyata(satu, orang) == dict.fromkeys(("kepala", "kabid", "atasan"), "kabulkan tolak_keberatan")


def test_without_an_account_of_the_signer_officials_write_the_ink_down(orang):
    satu = permohonan(orang, "MENUNGGU_TANDA_TANGAN", surat=True)
    satu.layanan.penanda.first().jabatan.pejabat.update(akun=None)
    menandai = {n for n, verba in nyata(satu, orang).items() if "tanda_tangani" in verba.split()}
    assert menandai == {"petugas", "rekan", "kepala", "kabid", "atasan"}


def test_a_stand_in_signs_while_the_holder_is_away(orang):
    satu = permohonan(orang, "MENUNGGU_TANDA_TANGAN", surat=True)
    hari_ini = timezone.localdate()
    lantik(satu.layanan.penanda.first().jabatan, orang["rekan"], sebagai="Plh.", mulai=hari_ini, sampai=hari_ini)
    menandai = {n for n, verba in nyata(satu, orang).items() if "tanda_tangani" in verba.split()}
    assert menandai == {"rekan"}


def test_births():
    assert {v: t.ke for v, t in PERMOHONAN.transisi.items() if BARU in t.dari} == {"buat": "DRAF"}


def test_every_status_has_a_holder_and_a_shape():
    assert set(PERMOHONAN.pemegang) == set(RUPA_STATUS) == set(StatusPermohonan)
    assert set(NAMA_PUBLIK) <= set(StatusPermohonan)


def test_groups_named_by_meaning_do_not_overlap():
    assert sorted([*MENUNGGU_KAMI, *MENUNGGU_PEMOHON, *MENUNGGU_INSTANSI, *SELESAI]) == sorted(StatusPermohonan)


def test_every_verb_has_its_sentence():
    assert set(PERMOHONAN.transisi) == set(PERBUATAN)
    assert set(PERMOHONAN.transisi) >= CATATAN_KANTOR
