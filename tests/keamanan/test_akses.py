"""Every address against every persona: what is not yours does not exist, and a GET never writes.

The walk is made from the map of the site, so a new page is under attack from its first day.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from psycopg2.errors import ReadOnlySqlTransaction

from tests.keamanan.conftest import RAHASIA, Dunia
from tests.keamanan.rute import isi, isi_palsu

ASING = ("tamu", "pemilik_lain", "mantan", "bekas_pembantu", "petugas_limpung", "pelatih", "mitra", "tanpa_faktor")
ORANG = (*ASING, "pemilik", "pembantu", "petugas_batang", "kepala", "pelatih_limpung", "admin")
PENANDA = ("Batik Rahasia", "Siti Contoh", *RAHASIA.values())
# They end the session in which the walk goes on.
KELUAR = ("account_logout", "admin:logout", "akun:perangkat_keluar_semua")
# Whoever holds a paper or an invitation may open it: the random code is the key.
BERKUNCI = ("api:cek", "inti:cek", "inti:cek_nama", "umkm:pembantu_terima")
# Tables of what is remembered for a while: the cache, and how often somebody has asked.
SEBENTAR = ('"singgahan"', "akun_emberlaju")


def minta(klien: Client, cara: str, jalur: str, *, hanya_baca: bool = False) -> tuple[int, str, str]:
    """Ask one address and undo what it did; returns status, target of a redirect, and text."""
    klien.raise_request_exception = False
    titik = transaction.savepoint()
    try:
        if hanya_baca:
            with connection.cursor() as kursor:
                kursor.execute("SET TRANSACTION READ ONLY")
        jawaban = getattr(klien, cara)(jalur)
        badan = b"".join(jawaban.streaming_content) if jawaban.streaming else jawaban.content
        return jawaban.status_code, jawaban.get("Location", "").partition("?")[0], badan.decode(errors="replace")
    finally:
        transaction.savepoint_rollback(titik)


@pytest.mark.parametrize("siapa", ["pemilik_lain", "mantan", "bekas_pembantu", "petugas_limpung", "tanpa_faktor"])
@pytest.mark.parametrize("cara", ["get", "post"])
def test_strangers_cannot_tell_what_exists_from_what_does_not(
    siapa: str, cara: str, dunia: Dunia, orang: dict[str, Client]
) -> None:
    beda = []
    for (nama, ada), (_, tiada) in zip(isi(dunia), isi_palsu(dunia), strict=True):
        if ada == tiada or nama in (*KELUAR, *BERKUNCI) or "wilayah" in ada:
            continue
        status, ke, badan = minta(orang[siapa], cara, ada)
        status_tiada, ke_tiada, _ = minta(orang[siapa], cara, tiada)
        bocor = [p for p in PENANDA if p in badan]
        # The address that was asked may come back in the address of the log-in; nothing else may differ.
        if (status, ke.replace(ada, "")) != (status_tiada, ke_tiada.replace(tiada, "")) or status >= 500 or bocor:
            beda.append(f"{cara} {ada}: {status} {ke} / {status_tiada} {ke_tiada} {bocor}")
    assert beda == []


@pytest.mark.parametrize("siapa", ["tamu", "pemilik", "petugas_batang"])
def test_no_address_breaks_whatever_the_method(siapa: str, dunia: Dunia, orang: dict[str, Client]) -> None:
    rusak = []
    for nama, jalur in isi(dunia):
        for cara in ("post", "delete"):
            if nama in KELUAR:
                continue
            status, _, _ = minta(orang[siapa], cara, jalur)
            if status >= 500:
                rusak.append(f"{cara} {jalur}: {status}")
    assert rusak == []


def catat_tulisan(ditolak: list[str]) -> Callable[..., Any]:
    """Note every statement that the database refuses because it writes, also when the page goes on without it."""

    def jalankan(execute: Callable[..., Any], sql: str, *sisa: Any) -> Any:
        try:
            return execute(sql, *sisa)
        except DatabaseError as galat:
            if isinstance(galat.__cause__, ReadOnlySqlTransaction):
                ditolak.append(sql)
            raise

    return jalankan


@pytest.mark.parametrize("siapa", ["tamu", "pemilik", "pembantu", "petugas_batang", "kepala"])
def test_a_get_writes_nothing_and_amounts_and_nik_stand_on_no_page_but_the_owners(
    siapa: str, dunia: Dunia, orang: dict[str, Client]
) -> None:
    """Each page is asked in a transaction that the database itself holds read-only.

    Amounts and NIK stand not even before those who may open them: that takes a POST with a reason.
    """
    menulis: list[str] = []
    bocor = set()
    for nama, jalur in isi(dunia):
        ditolak: list[str] = []
        with connection.execute_wrapper(catat_tulisan(ditolak)):
            *terkunci, badan = minta(orang[siapa], "get", jalur, hanya_baca=True)
        if ditolak:
            menulis += [f"{jalur}: {sql}" for sql in ditolak if not any(nama in sql for nama in SEBENTAR)]
            *biasa, badan = minta(orang[siapa], "get", jalur)
            if terkunci != biasa:  # it broke off at what it may write, and nobody saw what it would have written next
                menulis.append(f"{jalur}: {biasa}, read-only {terkunci}")
        bocor |= {(nama, apa) for apa, teks in RAHASIA.items() if teks in badan}
    assert menulis == []
    assert bocor == ({("umkm:bagian", "modal"), ("umkm:bagian", "omzet")} if siapa == "pemilik" else set())


def test_the_officials_room_is_closed_without_second_factor(dunia: Dunia, orang: dict[str, Client]) -> None:
    terbuka = []
    for nama, jalur in isi(dunia):
        if jalur.startswith("/admin/") and nama != "admin:login":
            for cara in ("get", "post"):
                status, ke, _ = minta(orang["tanpa_faktor"], cara, jalur)
                if status != 302 or not ke.startswith(("/akun/2fa/", "/masuk/")):
                    terbuka.append(f"{cara} {jalur}: {status} {ke}")
    assert terbuka == []


@pytest.mark.parametrize("apa", ["foto_ktp", "formulir", "surat"])
def test_files_of_another_business_do_not_open_through_ones_own(
    apa: str, dunia: Dunia, orang: dict[str, Client], pemilik_lain: Any
) -> None:
    berkas = {"foto_ktp": dunia.pelaku.foto_ktp, "formulir": dunia.usaha.formulir, "surat": dunia.surat.berkas}[apa]
    milik_lain = pemilik_lain.pelaku.kepemilikan.get().usaha
    for kode in (milik_lain.kode, dunia.usaha.kode):
        assert orang["pemilik_lain"].get(f"/usaha/{kode}/berkas/{berkas.kode}/").status_code == 404


def test_the_photo_of_the_identity_card_has_no_plain_address(dunia: Dunia, orang: dict[str, Client]) -> None:
    kode = dunia.pelaku.foto_ktp.kode
    for siapa in ORANG:
        assert orang[siapa].get(f"/usaha/{dunia.usaha.kode}/berkas/{kode}/").status_code in (302, 404), siapa
        lewat_admin = orang[siapa].get(f"/admin/umkm/usaha/{dunia.usaha.pk}/berkas/?b={kode}")
        assert lewat_admin.status_code in (302, 404), siapa


def test_a_helper_does_not_read_the_paper_form_with_the_owners_nik(dunia: Dunia, orang: dict[str, Client]) -> None:
    """A helper fills in and never reads the NIK; the scan of the signed form shows it in ink."""
    jalur = f"/usaha/{dunia.usaha.kode}/berkas/{dunia.usaha.formulir.kode}/"
    assert orang["pembantu"].get(jalur).status_code == 404


def test_a_trainer_does_not_open_papers_that_show_a_nik(dunia: Dunia, buat_staf: Any, masuk: Any, desa: Any) -> None:
    """Trainers see businesses "tanpa NIK dan angka keuangan": the scanned form and the NIB letter show it in ink."""
    klien = masuk(buat_staf("pelatih", desa.kecamatan))
    for berkas in (dunia.usaha.formulir, dunia.surat.berkas):
        assert klien.get(f"/admin/umkm/usaha/{dunia.usaha.pk}/berkas/?b={berkas.kode}").status_code == 404
        assert klien.get(f"/usaha/{dunia.usaha.kode}/berkas/{berkas.kode}/").status_code == 404
