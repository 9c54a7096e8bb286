"""Training on the home pages: what ends first stands first, and what fits has its reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beranda import kelas
from pelatihan.models import Kuota, Peserta
from tests.factories import DesaFactory
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, buat_peserta, orang
from umkm.actions.jejak import catat_jejak
from umkm.enums import JEJAK_LULUS

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti(pemilik):
    return orang(akun=pemilik)


def test_an_offer_is_the_one_thing_to_do(siti, pemilik, masuk):
    satu = buat_peserta("DITAWARI", usaha=siti[1])
    teks = masuk(pemilik).get("/saya/").text
    assert ("Ada kursi untuk Anda" in teks, teks.index("Jawab sekarang") < teks.index("Sedang berjalan")) == (
        True,
        True,
    )
    Peserta.objects.filter(pk=satu.pk).update(sampai=timezone.now() - timedelta(minutes=1))
    assert "Jawab sekarang" not in masuk(pemilik).get("/saya/").text


def test_the_next_session_stands_first(siti, pemilik):
    kini = timezone.now()
    semua = []
    for hari in (9, 3):
        angkatan = buat_angkatan(mulai=kini - timedelta(days=1), selesai=kini + timedelta(days=hari))
        for n in (-1, hari):
            awal = kini + timedelta(days=n, hours=-3)
            angkatan.sesi.create(mulai=awal, selesai=awal + timedelta(hours=2))
        semua.append(buat_peserta("TERDAFTAR", usaha=siti[1], angkatan=angkatan))
    milik = kelas.milik(pemilik)
    assert milik == [semua[1], semua[0]]
    assert [b["sesi"].mulai for b in kelas.baris(milik)] == [kini + timedelta(days=n, hours=-3) for n in (3, 9)]


def test_what_is_over_or_called_off_is_not_shown(siti, pemilik):
    kini = timezone.now()
    buat_peserta(
        "TERDAFTAR",
        usaha=siti[1],
        angkatan=buat_angkatan(mulai=kini - timedelta(days=2), selesai=kini - timedelta(days=1)),
    )
    buat_peserta("TERDAFTAR", usaha=siti[1], angkatan=buat_angkatan(status="DIBATALKAN"))
    assert kelas.milik(pemilik) == []


def test_classes_that_fit_are_proposed_with_the_reason(siti, pemilik):
    usaha = siti[1]
    dasar, lanjut = buat_kurikulum(nama="Dasar"), buat_kurikulum(nama="Lanjut")
    lanjut.prasyarat.add(dasar)
    dekat = DesaFactory(kecamatan=usaha.desa.kecamatan)
    for kurikulum in (dasar, lanjut):
        buat_angkatan(kurikulum=kurikulum, desa=dekat)
    buat_angkatan(kurikulum=buat_kurikulum(nama="Lain"), sasaran="TERVERIFIKASI")
    buat_angkatan(kurikulum=buat_kurikulum(nama="Penuh"), kursi=0)
    buat_angkatan(kurikulum=buat_kurikulum(nama="Lewat Desa"), desa=dekat, cara="USULAN")
    [satu] = kelas.dapat([usaha], [], kelas.calon())
    assert (satu["judul"], satu["teks"].split(".")[0]) == (
        "Pelatihan Dasar",
        f"Karena dekat {usaha.nama}, di Kecamatan {dekat.kecamatan}",
    )
    catat_jejak(usaha, jenis=JEJAK_LULUS, kode=dasar.kode, judul="Lulus Dasar, 30 JP", tanggal=timezone.localdate())
    [satu] = kelas.dapat([usaha], [], kelas.calon())
    assert (satu["judul"], satu["teks"].split(".")[0]) == (
        "Pelatihan Lanjut",
        f"Karena {usaha.nama} sudah lulus Dasar",
    )


def test_a_class_that_was_kept_for_a_minute_is_not_proposed_once_it_is_full_or_has_begun(siti, pemilik):
    penuh, mulai = buat_angkatan(kurikulum=buat_kurikulum()), buat_angkatan(kurikulum=buat_kurikulum())
    lama = kelas.calon()
    assert set(lama) == {penuh, mulai}
    Kuota.objects.filter(angkatan=penuh).update(jumlah=0)
    for satu in lama:
        if satu == mulai:
            satu.mulai = timezone.now()
    assert kelas.dapat([siti[1]], [], lama) == []


def test_more_classes_cost_no_more_queries(siti, pemilik, masuk):
    klien, jumlah = masuk(pemilik), []
    for banyak in (1, 2):
        for _ in range(banyak):
            buat_peserta("TERDAFTAR", usaha=siti[1], angkatan=buat_angkatan(desa=DesaFactory()))
            buat_angkatan(desa=DesaFactory(), sasaran="KECIL")
        klien.get("/saya/"), klien.get("/")
        with CaptureQueriesContext(connection) as kueri:
            klien.get("/saya/"), klien.get("/")
        jumlah.append(len(kueri))
    assert jumlah[0] == jumlah[1]


def test_the_public_home_shows_the_next_classes_with_room(client):
    penuh, ada = buat_angkatan(kursi=0, kurikulum=buat_kurikulum(nama="Penuh")), buat_angkatan()
    buat_angkatan(status="DITUTUP")
    assert kelas.depan() == [ada, penuh]
    assert ada.get_absolute_url() in client.get("/").text
