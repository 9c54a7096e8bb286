"""Suspected doubles side by side, closed by "Bukan ganda"; the log of merges is read-only."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PelakuFactory, buat_usaha
from umkm.enums import KeputusanGanda
from umkm.models import DugaanPelaku, DugaanUsaha

NIK = "3325114708900002"


def alamat(dugaan: Any, nama: str = "change") -> str:
    return reverse(f"admin:umkm_{dugaan._meta.model_name}_{nama}", args=[dugaan.pk])


@pytest.fixture
def usaha_ganda(desa: Any) -> DugaanUsaha:
    return DugaanUsaha.objects.create(
        a=buat_usaha(desa=desa, nama="Kopi Siti", alamat="Jl. Satu"),
        b=buat_usaha(desa=desa, nama="Kopi Siti", alamat="Jl. Dua"),
        alasan=["NAMA"],
    )


@pytest.fixture
def orang_ganda(desa: Any) -> DugaanPelaku:
    orang = [PelakuFactory(nama=n, nik=NIK) for n in ("Siti Contoh", "Sitti Contoh")]
    for satu in orang:
        buat_usaha(desa=desa, pelaku=satu)
    return DugaanPelaku.objects.create(a=orang[0], b=orang[1], alasan=["NIK", "NAMA"])


@pytest.fixture(params=["usaha_ganda", "orang_ganda"])
def dugaan(request: Any) -> Any:
    return request.getfixturevalue(request.param)


@pytest.fixture
def klien(kepala: Any, masuk: Any) -> Client:
    return masuk(kepala)


def test_access_table(dugaan: Any, request: Any, masuk: Any) -> None:
    hasil = {}
    for orang in ("tamu", "pemilik", "pelatih", "mitra", "petugas_limpung", "petugas", "kepala", "admin"):
        siapa = request.getfixturevalue(orang)
        klien = siapa if orang == "tamu" else masuk(siapa)
        hasil[orang] = klien.get(alamat(dugaan)).status_code
    assert hasil == {
        "tamu": 302,
        "pemilik": 404,
        "pelatih": 404,
        "mitra": 404,
        "petugas_limpung": 404,
        "petugas": 200,
        "kepala": 200,
        "admin": 404,
    }


def test_businesses_are_compared_line_by_line(klien: Client, usaha_ganda: DugaanUsaha) -> None:
    baris = {b["label"]: b for b in klien.get(alamat(usaha_ganda)).context["banding"]}
    assert (baris["Nama usaha"]["sama"], baris["Jalan atau dusun"]["sama"]) == (True, False)
    assert (baris["Jalan atau dusun"]["a"], baris["Jalan atau dusun"]["b"]) == ("Jl. Satu", "Jl. Dua")


def test_persons_are_compared_with_the_nik_as_a_mask(klien: Client, orang_ganda: DugaanPelaku) -> None:
    jawaban = klien.get(alamat(orang_ganda))
    baris = {b["label"]: b for b in jawaban.context["banding"]}
    assert (baris["NIK"]["sama"], baris["Nama lengkap"]["sama"]) == (True, False)
    assert NIK not in jawaban.content.decode()


def test_masks_that_look_alike_are_not_the_same_number(klien: Client, orang_ganda: DugaanPelaku) -> None:
    lain = PelakuFactory(nama="Sita Contoh", nik="3325115508900002")
    satu = DugaanPelaku.objects.create(a=orang_ganda.a, b=lain, alasan=["NAMA"])
    baris = {b["label"]: b for b in klien.get(alamat(satu)).context["banding"]}
    assert (baris["NIK"]["a"], baris["NIK"]["sama"]) == (baris["NIK"]["b"], False)


def test_not_a_double_is_recorded_with_its_reason(klien: Client, dugaan: Any, kepala: Any) -> None:
    klien.post(alamat(dugaan, "bukan"), {"catatan": "Kakak beradik, KTP dilihat."})
    dugaan.refresh_from_db()
    assert (dugaan.keputusan, dugaan.diputuskan_oleh, dugaan.catatan) == (
        KeputusanGanda.BUKAN,
        kepala,
        "Kakak beradik, KTP dilihat.",
    )


def test_without_a_reason_it_stays_open(klien: Client, dugaan: Any) -> None:
    jawaban = klien.post(alamat(dugaan, "bukan"), {"catatan": ""})
    assert (jawaban.status_code, "Tulis apa yang membedakan" in jawaban.content.decode()) == (422, True)
    dugaan.refresh_from_db()
    assert dugaan.keputusan == KeputusanGanda.BELUM


def test_it_is_the_heads_to_decide(dugaan: Any, petugas: Any, masuk: Any) -> None:
    klien = masuk(petugas)
    assert klien.get(alamat(dugaan)).context["form_bukan"] is None
    jawaban = klien.post(alamat(dugaan, "bukan"), {"catatan": "Kakak beradik."})
    assert jawaban.headers["Location"] == alamat(dugaan)
    dugaan.refresh_from_db()
    assert dugaan.keputusan == KeputusanGanda.BELUM


def test_closing_is_a_post(klien: Client, dugaan: Any) -> None:
    assert klien.get(alamat(dugaan, "bukan")).status_code == 405


def test_a_pair_that_reaches_elsewhere_is_for_who_sees_both(
    desa: Any, desa_limpung: Any, petugas: Any, kepala: Any, masuk: Any
) -> None:
    pasangan = DugaanUsaha.objects.create(a=buat_usaha(desa=desa), b=buat_usaha(desa=desa_limpung), alasan=["NAMA"])
    assert [masuk(u).get(alamat(pasangan)).status_code for u in (petugas, kepala)] == [404, 200]
