"""Birth of a business: numbers, doubles of one form, races."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from akun.models import PengenalMasuk
from inti.berkas import periksa
from notifikasi.models import Pemberitahuan
from tests.factories import DesaFactory, PenggunaFactory, gambar
from umkm import nomor
from umkm.actions.daftar import daftar, entri
from umkm.enums import StatusUsaha, SumberData
from umkm.models import PelakuUsaha, Usaha


def test_a_minute_is_enough(pemilik, desa):
    usaha = daftar(oleh=pemilik, desa=desa, uraian="keripik singkong")
    usaha.refresh_from_db()
    assert (usaha.status, usaha.nama, usaha.desa) == (StatusUsaha.DRAF, "Keripik singkong", desa)
    assert usaha.pemilik.akun == pemilik
    assert [r.verba for r in usaha.riwayat.all()] == ["daftar"]
    assert nomor.rapikan(usaha.nomor.lower().replace("-", " ")) == usaha.nomor


def test_the_number_opens_the_account(pemilik, desa):
    usaha = daftar(oleh=pemilik, desa=desa, uraian="jamu gendong")
    assert PengenalMasuk.objects.get().pengguna == pemilik
    assert usaha.nomor.startswith("BTG-")


def test_the_owner_is_told_once(pemilik, desa):
    daftar(oleh=pemilik, desa=desa, uraian="jamu gendong")
    assert list(Pemberitahuan.objects.filter(akun=pemilik).values_list("templat", flat=True)) == ["usaha_terdaftar"]


def test_one_form_sent_twice_is_one_business(pemilik, desa):
    kunci = uuid.uuid4()
    pertama = daftar(oleh=pemilik, desa=desa, uraian="tempe", kunci_kirim=kunci)
    kedua = daftar(oleh=pemilik, desa=desa, uraian="tempe", kunci_kirim=kunci)
    assert pertama == kedua
    assert Usaha.objects.count() == 1


def test_a_second_business_belongs_to_the_same_person(pemilik, desa):
    daftar(oleh=pemilik, desa=desa, uraian="tempe")
    daftar(oleh=pemilik, desa=desa, uraian="tahu")
    assert PelakuUsaha.objects.get().kepemilikan.count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twenty_times_at_once_is_one_business():
    pemilik, desa, kunci = PenggunaFactory(), DesaFactory(), uuid.uuid4()
    mulai, hasil = threading.Barrier(20), []

    def kirim() -> None:
        mulai.wait()
        try:
            hasil.append(daftar(oleh=pemilik, desa=desa, uraian="emping", kunci_kirim=kunci).nomor)
        finally:
            connection.close()

    utas = [threading.Thread(target=kirim) for _ in range(20)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert Usaha.objects.count() == 1
    assert set(hasil) == {Usaha.objects.get().nomor}
    assert len(hasil) == 20


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double_at_once():
    desa = DesaFactory()
    para = PenggunaFactory.create_batch(8)
    mulai = threading.Barrier(len(para))

    def kirim(pemilik: object) -> None:
        mulai.wait()
        try:
            daftar(oleh=pemilik, desa=desa, uraian="emping")
        finally:
            connection.close()

    utas = [threading.Thread(target=kirim, args=(p,)) for p in para]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(int(n.split("-")[2]) for n in Usaha.objects.values_list("nomor", flat=True)) == list(range(1, 9))


def test_entry_from_paper_is_terdata_and_keeps_its_form(petugas, desa):
    formulir = periksa(gambar())
    usaha = entri(
        oleh=petugas,
        nama_pemilik="Warsini Contoh",
        telepon="+6281200000001",
        desa=desa,
        uraian="batik tulis",
        formulir=formulir,
    )
    assert (usaha.status, usaha.sumber) == (StatusUsaha.TERDATA, SumberData.ENTRI)
    assert (usaha.formulir.sha256, usaha.formulir.diunggah_oleh) == (formulir.sha256, petugas)
    assert (usaha.pemilik.nama, usaha.pemilik.akun) == ("Warsini Contoh", None)


def test_entry_outside_the_own_kecamatan_is_refused(petugas_limpung, desa):
    with pytest.raises(PermissionDenied):
        entri(
            oleh=petugas_limpung,
            nama_pemilik="Warsini Contoh",
            telepon="",
            desa=desa,
            uraian="batik tulis",
            formulir=periksa(gambar()),
        )
    assert Usaha.objects.count() == 0
    assert PelakuUsaha.objects.count() == 0


@pytest.mark.parametrize("tulisan", ["", "BTG", "0812345678", "BTG-26-000001-A", "XYZ-26-000001-K", "BTG-26-٠٠٠٠٠١-K"])
def test_what_is_no_number_of_ours_is_nothing(tulisan):
    assert nomor.rapikan(tulisan) == ""
