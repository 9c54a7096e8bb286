"""The API in the same matrix: every address of a business × every persona × how they come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from akun.models import Pengguna
from api import kunci as bentuk
from api import skema
from api.actions import cabut_kunci
from api.models import KunciApi
from tests.keamanan.conftest import RAHASIA, Dunia
from tests.keamanan.test_akses import minta

MILIK = ("pemilik", "pembantu")
LAIN = ("pemilik_lain", "mantan", "bekas_pembantu", "pelatih", "mitra")
STAF = ("petugas_batang", "petugas_limpung", "kepala", "admin", "tanpa_faktor", "pelatih_limpung")
# An empty object, sent to a business that is verified and has a proposal waiting.
KOSONG = {"usaha_ajukan": 409, "usaha_tarik": 409, "usaha_buka_lagi": 409, "usaha_keadaan": 422}
KOSONG |= {"isi_pekerja_ubah": 422, "isi_keuangan_ubah": 422}
KHUSUS_PEMILIK = {"usaha_keadaan"}


def operasi(kode: str) -> list[tuple[str, str, str]]:
    """Every operation on one business, as name, method and path."""
    return [
        (op["operationId"], cara, jalur.format(kode=kode))
        for jalur, isi in skema.dokumen()["paths"].items()
        if jalur.startswith("/api/v1/usaha/{kode}/")
        for cara, op in isi.items()
    ]


def buat(akun: Any, cakupan: str = "kirim") -> tuple[KunciApi, Client]:
    """Lay a key of any account into the database, also of one that could not make it itself."""
    jadi = bentuk.buat()
    satu = KunciApi.objects.create(
        pengguna=akun,
        nama="Uji",
        awalan=jadi.awalan,
        sidik=bentuk.sidik(jadi.kunci),
        sidik_akun=akun.get_session_auth_hash(),
        cakupan=cakupan,
        kedaluwarsa=timezone.now() + timedelta(days=1),
    )
    return satu, Client(headers={"Authorization": f"Bearer {jadi.kunci}"})


def kirim(klien: Client, cara: str, jalur: str) -> tuple[int, str]:
    """Ask with an empty object, and undo what it did; returns status and text."""
    klien.raise_request_exception = False
    titik = transaction.savepoint()
    try:
        isi = klien.generic(cara.upper(), jalur, b"" if cara == "get" else b"{}", "application/json")
        return isi.status_code, isi.text
    finally:
        transaction.savepoint_rollback(titik)


def jawaban(klien: Client, dunia: Dunia) -> dict[tuple[str, str], int]:
    return {(nama, cara): kirim(klien, cara, jalur)[0] for nama, cara, jalur in operasi(dunia.usaha.kode)}


def akun(orang: dict[str, Client], siapa: str) -> Any:
    return Pengguna.objects.get(pk=orang[siapa].session["_auth_user_id"])


@pytest.mark.parametrize("siapa", ["tamu", *MILIK, *LAIN, *STAF])
def test_a_session_opens_nothing(siapa: str, dunia: Dunia, orang: dict[str, Client]) -> None:
    assert set(jawaban(orang[siapa], dunia).values()) == {401}


@pytest.mark.parametrize("siapa", MILIK)
def test_a_key_of_the_owner_or_his_helper_opens_every_address(
    siapa: str, dunia: Dunia, orang: dict[str, Client]
) -> None:
    _, klien = buat(akun(orang, siapa))
    benar = {}
    for nama, cara, _ in operasi(dunia.usaha.kode):
        tertutup = siapa == "pembantu" and nama in KHUSUS_PEMILIK
        benar[nama, cara] = 403 if tertutup else KOSONG.get(nama, 200)
    assert jawaban(klien, dunia) == benar


@pytest.mark.parametrize("siapa", LAIN)
def test_a_key_of_anybody_else_finds_nothing(siapa: str, dunia: Dunia, orang: dict[str, Client]) -> None:
    _, klien = buat(akun(orang, siapa))
    assert set(jawaban(klien, dunia).values()) == {404}
    assert dunia.usaha.kode not in kirim(klien, "get", "/api/v1/usaha/")[1]


@pytest.mark.parametrize("siapa", STAF)
def test_a_key_of_an_official_is_none(siapa: str, dunia: Dunia, orang: dict[str, Client]) -> None:
    """Not even one that was made before the account became an official's."""
    _, klien = buat(akun(orang, siapa))
    assert set(jawaban(klien, dunia).values()) == {401}


@pytest.mark.parametrize("siapa", [*MILIK, *LAIN])
def test_a_key_that_only_reads_sends_nothing_whosever_the_business(
    siapa: str, dunia: Dunia, orang: dict[str, Client]
) -> None:
    _, klien = buat(akun(orang, siapa), "baca")
    hasil = jawaban(klien, dunia)
    assert {v for (_, cara), v in hasil.items() if cara != "get"} == {403}
    assert {v for (_, cara), v in hasil.items() if cara == "get"} == {200 if siapa in MILIK else 404}


@pytest.mark.parametrize("siapa", [*MILIK, *LAIN])
def test_a_revoked_key_opens_nothing(siapa: str, dunia: Dunia, orang: dict[str, Client]) -> None:
    satu, klien = buat(akun(orang, siapa))
    cabut_kunci(satu, oleh=satu.pengguna)
    assert set(jawaban(klien, dunia).values()) == {401}


def test_no_answer_carries_a_nik_or_an_amount(dunia: Dunia, orang: dict[str, Client]) -> None:
    polos = [*RAHASIA.values(), *(r.replace(".", "") for r in RAHASIA.values())]
    bocor = []
    for siapa in MILIK:
        _, klien = buat(akun(orang, siapa))
        for nama, cara, jalur in [*operasi(dunia.usaha.kode), ("usaha_daftar", "get", "/api/v1/usaha/")]:
            bocor += [(siapa, nama, r) for r in polos if r in kirim(klien, cara, jalur)[1]]
    assert bocor == []


def test_a_get_with_a_key_writes_nothing_but_its_count(dunia: Dunia, orang: dict[str, Client]) -> None:
    _, klien = buat(dunia.pemilik)
    for nama, cara, jalur in operasi(dunia.usaha.kode):
        if cara == "get":
            biasa = minta(klien, cara, jalur)[0]
            assert (nama, minta(klien, cara, jalur, hanya_baca=True)[0]) == (nama, biasa)
