"""The full truth of the workflow of reports: which person may use which verb in which status."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from aduan.enums import (
    MENUNGGU_KAMI,
    MENUNGGU_PEMOHON,
    NAMA_PUBLIK,
    RUPA_STATUS,
    SELESAI,
    StatusAduan,
)
from aduan.kalimat import CATATAN_KANTOR, PERBUATAN, TIDAK_UNTUK_PELAPOR
from aduan.workflow import ADUAN
from inti.workflow import BARU, Tamu, tersedia
from tests.aduan.pabrik import buat_aduan, jenis, siapkan
from tests.factories import buat_berkas

# The report has been taken by `petugas` of the unit; `kepala` coordinates; `atasan` is the superior of the unit.
# Whoever is not named in a line may do nothing in that status.
KEBENARAN: dict[str, dict[str, str]] = {
    "MASUK": {
        "pelapor": "tambah",
        "kepala": "teruskan tanyakan tolak catat",
        "atasan": "teruskan tanyakan tolak catat",
    },
    "PERBAIKAN": {
        "pelapor": "lengkapi_unit",
        "petugas": "lepas catat",
        "rekan": "catat",
        "kepala": "lepas tayangkan catat",
        "atasan": "lepas tayangkan catat",
    },
    "DITERUSKAN": {
        "pelapor": "tambah",
        "petugas": "lepas tanyakan jawab catat",
        "rekan": "tanyakan jawab catat",
        "kepala": "pindahkan lepas tugaskan tanyakan jawab tayangkan catat",
        "atasan": "pindahkan lepas tugaskan tanyakan jawab tayangkan catat",
    },
    "DIJAWAB": {
        "pelapor": "nyatakan_selesai buka_lagi",
        "petugas": "lepas catat",
        "rekan": "catat",
        "kepala": "lepas tayangkan catat",
        "atasan": "lepas tayangkan catat",
    },
    "SELESAI": {
        "petugas": "catat",
        "rekan": "catat",
        "kepala": "tayangkan catat",
        "atasan": "tayangkan catat",
    },
    "DITOLAK": {},
    "KEBERATAN": {
        "petugas": "catat",
        "rekan": "catat",
        "kepala": "tayangkan catat",
        "atasan": "putuskan_keberatan tayangkan catat",
    },
}


@pytest.fixture
def orang(pemilik, petugas, petugas_limpung, kepala, admin, pelatih, mitra, buat_staf, desa) -> Any:
    return {
        "tamu": AnonymousUser(),
        "tamu_lain": Tamu("0000000000000"),
        "pemilik": pemilik,
        "petugas": petugas,
        "rekan": buat_staf("petugas", desa.kecamatan, nama="Rekan Petugas"),
        "petugas_lain": petugas_limpung,
        "kepala": kepala,
        "atasan": buat_staf("kepala", nama="Atasan"),
        "kepala_kecamatan": buat_staf("kepala", desa.kecamatan, nama="Kepala di satu kecamatan"),
        "admin": admin,
        "pelatih": pelatih,
        "mitra": mitra,
        "nonaktif": buat_staf("kepala", is_active=False),
    }


def aduan(orang: Any, status: str, **isian: Any) -> Any:
    unit = siapkan(orang["petugas"], orang["rekan"], atasan=orang["atasan"])
    isian = {"petugas": orang["petugas"] if status != "MASUK" else None, "setuju_publik": True} | isian
    return buat_aduan(status, unit=None if status in ("MASUK", "DITOLAK") else unit, **isian)


def nyata(perkara: Any, orang: Any) -> dict[str, str]:
    semua = {**orang, "pelapor": Tamu(perkara.kode)}
    boleh = {nama: " ".join(t.verba for t in tersedia(perkara, siapa)) for nama, siapa in semua.items()}
    return {nama: verba for nama, verba in boleh.items() if verba}


@pytest.mark.parametrize("status", StatusAduan.values)
def test_who_may_do_what_with_a_report(orang, status):
    assert nyata(aduan(orang, status), orang) == KEBENARAN[status]


def test_only_what_nobody_has_taken_can_be_taken(orang):
    satu = aduan(orang, "DITERUSKAN", petugas=None)
    boleh = {n for n, verba in nyata(satu, orang).items() if "ambil" in verba.split()}
    assert boleh == {"petugas", "rekan", "kepala", "atasan"}


def test_a_voice_note_is_written_down_before_it_goes_to_a_unit(orang):
    satu = aduan(orang, "MASUK", isi="", suara=buat_berkas())
    assert nyata(satu, orang)["kepala"] == "ringkas tanyakan tolak catat"
    satu.ringkasan = "Loket tutup."
    assert nyata(satu, orang)["kepala"] == "ringkas teruskan tanyakan tolak catat"


def test_what_its_reporter_did_not_agree_to_is_never_published(orang):
    satu = aduan(orang, "DITERUSKAN", setuju_publik=False)
    assert "tayangkan" not in nyata(satu, orang)["kepala"]


def test_only_what_is_published_can_be_taken_off(orang):
    satu = aduan(orang, "DITERUSKAN", teks_publik="Loket tutup.", perihal_publik="Loket")
    boleh = {n for n, verba in nyata(satu, orang).items() if "turunkan" in verba.split()}
    assert boleh == {"kepala", "atasan"}


def test_nobody_handles_a_report_of_his_own(orang):
    assert "kepala" not in nyata(aduan(orang, "MASUK", akun=orang["kepala"]), orang)
    assert "rekan" not in nyata(aduan(orang, "DITERUSKAN", akun=orang["rekan"]), orang)


def test_a_question_before_the_unit_is_known_leads_back_to_the_coordinator(orang):
    siapkan()
    satu = buat_aduan("MASUK")
    satu.status = "PERBAIKAN"
    assert nyata(satu, orang)["pelapor"] == "lengkapi"


def test_only_a_request_for_public_information_is_extended_once(orang):
    satu = aduan(orang, "DITERUSKAN")
    assert "perpanjang" not in nyata(satu, orang)["petugas"].split()
    satu.jenis = jenis("informasi-publik")
    assert "perpanjang" in nyata(satu, orang)["petugas"].split()
    satu.diperpanjang = True
    assert "perpanjang" not in nyata(satu, orang)["petugas"].split()


def test_without_a_superior_whoever_has_the_permission_decides_but_never_who_answered(orang):
    satu = aduan(orang, "KEBERATAN", penjawab=orang["kepala"])
    satu.unit.atasan = None
    satu.unit.save()
    boleh = {n for n, verba in nyata(satu, orang).items() if "putuskan_keberatan" in verba.split()}
    assert boleh == {"atasan"}


@pytest.mark.parametrize("sebagai", ["penjawab", "akun"])
def test_a_superior_who_answered_or_reported_himself_leaves_the_objection_to_the_others(orang, sebagai):
    satu = aduan(orang, "KEBERATAN", **{sebagai: orang["atasan"]})
    boleh = {n for n, verba in nyata(satu, orang).items() if "putuskan_keberatan" in verba.split()}
    assert boleh == {"kepala"}


def test_births():
    assert {v: t.ke for v, t in ADUAN.transisi.items() if BARU in t.dari} == {"kirim": "MASUK"}


def test_every_status_has_a_holder_and_a_shape():
    assert set(ADUAN.pemegang) == set(RUPA_STATUS) == set(StatusAduan)
    assert set(NAMA_PUBLIK) <= set(StatusAduan)


def test_groups_named_by_meaning_do_not_overlap():
    assert sorted([*MENUNGGU_KAMI, *MENUNGGU_PEMOHON, *SELESAI]) == sorted(StatusAduan)


def test_every_verb_has_its_sentence():
    assert set(ADUAN.transisi) == set(PERBUATAN)
    assert set(ADUAN.transisi) >= CATATAN_KANTOR >= TIDAK_UNTUK_PELAPOR


def test_a_superior_decides_on_no_report_of_his_own(buat_staf: Any) -> None:
    atasan = buat_staf("kepala", nama="Atasan")
    satu = buat_aduan("KEBERATAN", unit=siapkan(atasan=atasan), akun=atasan)
    assert [t.verba for t in tersedia(satu, atasan)] == []
