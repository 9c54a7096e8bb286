"""Saved filters: named by one official, on any list, opened again with what the list still knows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inti import saringan
from inti.queries import pintasan
from inti.saringan import TERBANYAK, SaringanTersimpan

DAFTAR = reverse("admin:umkm_usaha_changelist")
SIMPAN = reverse("inti:saringan_simpan")
SEMUA = reverse("inti:saringan")
ISI = {"antrean": ["menunggu"], "desa__kecamatan__kode__exact": ["33.25.08"], "janji": ["lewat"]}


def kirim(**ubah: Any) -> dict[str, Any]:
    return {"daftar": "umkm.usaha", "nama_saringan": "Limpung, lewat janji", **ISI, **ubah}


@pytest.fixture
def klien(petugas: Any, masuk: Any) -> Client:
    return masuk(petugas)


@pytest.fixture
def milik(petugas: Any) -> SaringanTersimpan:
    return saringan.simpan(oleh=petugas, daftar="umkm.usaha", nama="Lewat janji", isi={"janji": ["lewat"]})


def pesan(jawaban: Any) -> list[str]:
    return [str(p) for p in jawaban.context["messages"]]


def buka(satu: SaringanTersimpan) -> str:
    return reverse("inti:saringan_buka", args=[satu.kode])


def test_the_filter_that_is_on_is_named_and_stands_above_its_list_and_on_the_first_page(
    klien: Client, petugas: Any
) -> None:
    isi = klien.get(DAFTAR, {n: v[0] for n, v in ISI.items()}).content.decode()
    assert "Simpan saringan ini" in isi
    jawaban = klien.post(SIMPAN, kirim(), follow=True)
    assert pesan(jawaban) == ["Saringan “Limpung, lewat janji” tersimpan. Hanya Anda yang melihatnya."]
    satu = saringan.milik(petugas).get()
    assert (satu.daftar, satu.isi) == ("umkm.usaha", ISI)
    assert [(s["nama"], s["terpilih"]) for s in jawaban.context["saringan_saya"]] == [("Limpung, lewat janji", True)]
    assert "Simpan saringan ini" not in jawaban.content.decode()
    assert buka(satu) in klien.get(reverse("admin:index")).content.decode()


def test_a_nik_among_letters_is_no_name_but_a_moment_is_a_filter(petugas: Any) -> None:
    with pytest.raises(ValidationError, match="Jangan tulis NIK"):
        saringan.simpan(oleh=petugas, daftar="umkm.usaha", nama="Siti 3325114708900002", isi=ISI)
    hari = {"dibuat__gte": ["2026-11-21 00:00:00+07:00"], "dibuat__lt": ["2026-11-22 00:00:00+07:00"]}
    assert saringan.simpan(oleh=petugas, daftar="laporan.unduhan", nama="Hari itu", isi=hari).isi == hari


def test_a_list_without_a_filter_that_is_on_offers_nothing_to_save(klien: Client) -> None:
    for tanya in ({}, {"q": "siti"}, {"o": "1"}, {"p": "1"}):
        assert "Simpan saringan ini" not in klien.get(DAFTAR, tanya).content.decode()


def test_only_declared_filters_are_kept_never_what_was_searched(klien: Client, petugas: Any) -> None:
    klien.post(SIMPAN, kirim(q="Siti 0812 0000 0001", p="2", o="1", omzet__gt="1", pemilik_kini__contains="S"))
    assert saringan.milik(petugas).get().isi == ISI


@pytest.mark.parametrize("nik", ["3325114708900002", "3325 1147 0890 0002"])
def test_a_nik_is_kept_neither_as_value_nor_as_name(klien: Client, petugas: Any, nik: str) -> None:
    klien.post(SIMPAN, kirim(desa=nik))
    klien.post(SIMPAN, kirim(nama_saringan=nik))
    assert saringan.milik(petugas).count() == 0


def test_a_filter_that_no_list_can_have_made_is_not_kept(klien: Client, petugas: Any) -> None:
    """Typed by hand: a sign that the database refuses, and a mountain that no address carries."""
    assert klien.post(SIMPAN, kirim(janji="a\x00b")).status_code == 302
    assert klien.post(SIMPAN, kirim(status__exact=["DRAF"] * 41)).status_code == 302
    assert saringan.milik(petugas).count() == 0


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"nama_saringan": "  "}, "Beri saringan ini nama."),
        ({"nama_saringan": "x" * 61}, "Persingkat tulisan ini menjadi paling banyak 60 huruf; sekarang 61 huruf."),
        ({"antrean": "", "janji": "", "desa__kecamatan__kode__exact": ""}, "Pilih saringannya dulu, lalu simpan."),
        ({"nama_saringan": "Lewat janji"}, "Anda sudah punya saringan dengan nama itu di daftar ini. Pilih nama lain."),
    ],
)
def test_what_cannot_be_kept_is_said(klien: Client, milik: Any, ubah: dict[str, str], kalimat: str) -> None:
    assert pesan(klien.post(SIMPAN, kirim(**ubah), follow=True)) == [kalimat]
    assert SaringanTersimpan.objects.get() == milik


def test_there_is_a_limit_per_person(petugas: Any, kepala: Any) -> None:
    for n in range(TERBANYAK):
        saringan.simpan(oleh=petugas, daftar="umkm.usaha", nama=f"S {n}", isi={"janji": ["lewat"]})
    with pytest.raises(ValidationError, match="Hapus dulu"):
        saringan.simpan(oleh=petugas, daftar="umkm.usulan", nama="Satu lagi", isi={"antrean": ["menunggu"]})
    saringan.simpan(oleh=kepala, daftar="umkm.usaha", nama="S 0", isi={"janji": ["lewat"]})


def test_it_opens_the_list_with_its_filter(klien: Client, milik: SaringanTersimpan) -> None:
    assert klien.get(buka(milik)).headers["Location"] == f"{DAFTAR}?janji=lewat"


def test_a_filter_that_the_list_no_longer_has_is_dropped_politely(klien: Client, milik: SaringanTersimpan) -> None:
    SaringanTersimpan.objects.update(isi={"janji": ["lewat"], "hilang": ["1"], "q": ["Siti"]})
    jawaban = klien.get(buka(milik), follow=True)
    assert jawaban.redirect_chain == [(f"{DAFTAR}?janji=lewat", 302)]
    assert pesan(jawaban) == ["Sebagian dari saringan “Lewat janji” sudah tidak ada di daftar ini, jadi dilewati."]


@pytest.mark.parametrize("daftar", ["umkm.riwayatusaha", "tidak.ada", "rusak", "inti.harilibur"])
def test_a_list_that_is_no_longer_open_leads_to_the_own_filters(
    klien: Client, milik: SaringanTersimpan, petugas: Any, daftar: str
) -> None:
    petugas.groups.clear()
    SaringanTersimpan.objects.update(daftar=daftar)
    jawaban = klien.get(buka(milik), follow=True)
    assert jawaban.redirect_chain == [(SEMUA, 302)]
    assert pesan(jawaban) == ["Daftar untuk saringan “Lewat janji” tidak dapat Anda buka lagi."]
    assert pintasan(petugas) == []


def test_a_value_that_no_longer_exists_shows_no_error(klien: Client, milik: SaringanTersimpan) -> None:
    SaringanTersimpan.objects.update(isi={"desa__kecamatan__kode__exact": ["99.99.99"], "status__exact": ["LAMA"]})
    jawaban = klien.get(buka(milik), follow=True)
    assert (jawaban.status_code, list(jawaban.context["cl"].result_list)) == (200, [])


def test_it_is_renamed_and_deleted_by_post_alone(klien: Client, milik: SaringanTersimpan) -> None:
    nama, hapus = (reverse(f"inti:saringan_{n}", args=[milik.kode]) for n in ("nama", "hapus"))
    assert [klien.get(u).status_code for u in (nama, hapus, SIMPAN)] == [405, 405, 405]
    assert klien.post(nama, {"nama_saringan": "Terlambat"}).headers["Location"] == SEMUA
    assert SaringanTersimpan.objects.get().nama == "Terlambat"
    jawaban = klien.post(nama, {"nama_saringan": " "})
    assert (jawaban.status_code, "Beri saringan ini nama." in jawaban.content.decode()) == (422, True)
    klien.post(hapus)
    assert SaringanTersimpan.objects.count() == 0


def test_nobody_else_finds_it_not_even_the_head(milik: SaringanTersimpan, kepala: Any, admin: Any, masuk: Any) -> None:
    for orang in (kepala, admin):
        klien = masuk(orang)
        status = [klien.get(buka(milik)).status_code]
        status += [klien.post(reverse(f"inti:saringan_{n}", args=[milik.kode])).status_code for n in ("nama", "hapus")]
        assert status == [404, 404, 404]
        assert milik.nama not in klien.get(SEMUA).content.decode()
        assert buka(milik) not in klien.get(DAFTAR).content.decode()
    assert SaringanTersimpan.objects.get() == milik


@pytest.mark.parametrize("daftar", ["akun.logbaca", "umkm.riwayatusaha", "", "a.b.c", "auth.group"])
def test_a_list_that_is_not_open_takes_no_filter(klien: Client, daftar: str) -> None:
    assert klien.post(SIMPAN, kirim(daftar=daftar)).status_code == 404


def test_owners_and_guests_find_no_such_page(pemilik: Any, masuk: Any, tamu: Client) -> None:
    assert masuk(pemilik).get(SEMUA).status_code == 404
    assert tamu.get(SEMUA).status_code == 302


def test_the_list_asks_one_query_however_many_are_saved(klien: Client, petugas: Any, milik: Any) -> None:
    def kueri(url: str) -> int:
        with CaptureQueriesContext(connection) as k:
            assert klien.get(url).status_code == 200
        return len(k)

    klien.get(DAFTAR)
    satu = [kueri(u) for u in (DAFTAR, SEMUA)]
    for n in range(2):
        saringan.simpan(oleh=petugas, daftar="umkm.usaha", nama=f"S {n}", isi={"janji": ["masih"]})
    assert ([kueri(u) for u in (DAFTAR, SEMUA)], satu[0] <= 12) == (satu, True)
