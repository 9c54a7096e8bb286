"""Coming together: the head asks, each answers for himself, and the head learns no more than the answers."""

from __future__ import annotations

from itertools import count

import pytest
from django.conf import settings
from django.urls import reverse

from inti import kode
from notifikasi.models import Pemberitahuan
from pelatihan.models import Kelompok, Peserta
from tests.factories import PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, orang

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti(pemilik):
    return orang(akun=pemilik)


_urut = count(1)


def teman():
    """Make an owner with an account, whose business has a number with its right check character."""
    pelaku, usaha = orang(akun=PenggunaFactory())
    badan = f"{settings.KODE_NOMOR}-26-{next(_urut):06d}"
    usaha.nomor = f"{badan}-{kode.huruf_periksa(badan)}"
    usaha.save(update_fields=["nomor"])
    return pelaku, usaha


def ajak(klien, angkatan, siti, *nomor, cara="semua"):
    isi = {"nama": "KWT Contoh", "usaha": siti[1].kode, "nomor": "\n".join(nomor), "cara": cara}
    return klien.post(reverse("pelatihan:kelompok_ajak", args=[angkatan.kode]), isi, follow=True)


def keadaan(angkatan):
    return [p.status for p in angkatan.peserta.order_by("pk")]


def test_the_head_sits_and_each_of_the_others_is_asked(siti, pemilik, masuk, client):
    angkatan, klien = buat_angkatan(kursi=3), masuk(pemilik)
    ajakan = [teman() for _ in range(2)]
    halaman = ajak(klien, angkatan, siti, ajakan[0][1].nomor.lower(), ajakan[1][1].nomor)
    assert keadaan(angkatan) == ["TERDAFTAR", "DITAWARI", "DITAWARI"]
    assert halaman.text.count("Menunggu jawabannya") == 2

    satu, dua = Peserta.objects.filter(pelaku__in=[p for p, _ in ajakan]).order_by("pk")
    for peserta, apa in ((satu, "terima"), (dua, "lepas")):
        alamat = Pemberitahuan.objects.filter(kunci=f"peserta:{peserta.kode}:pelatihan_ajakan:").first().url
        assert "Anda diajak kelompok “KWT Contoh”." in client.get(alamat).text
        client.post(f"{alamat}{apa}/")
    assert keadaan(angkatan) == ["TERDAFTAR", "TERDAFTAR", "MENGUNDURKAN_DIRI"]
    halaman = klien.get(reverse("pelatihan:kelompok", args=[Kelompok.objects.get().kode])).text
    assert all(p.nama not in halaman and u.nama not in halaman for p, u in ajakan)
    assert "Tidak ikut" in halaman


def test_some_now_and_the_others_when_there_is_a_seat(siti, pemilik, masuk):
    angkatan, klien = buat_angkatan(kursi=2), masuk(pemilik)
    ajakan = [teman() for _ in range(2)]
    ajak(klien, angkatan, siti, *(u.nomor for _, u in ajakan), cara="sebagian")
    assert keadaan(angkatan) == ["TERDAFTAR", "DITAWARI", "DAFTAR_TUNGGU"]

    ajak(klien, angkatan, siti, *(u.nomor for _, u in ajakan), cara="sebagian")  # sent twice
    assert (keadaan(angkatan), Kelompok.objects.count()) == (["TERDAFTAR", "DITAWARI", "DAFTAR_TUNGGU"], 1)


def test_all_or_nothing_waits_together_and_leaves_by_one_tap(siti, pemilik, masuk, client):
    angkatan, klien = buat_angkatan(kursi=2), masuk(pemilik)
    (pelaku, usaha), lain = teman(), teman()
    assert ajak(klien, angkatan, siti, usaha.nomor, lain[1].nomor).status_code == 422  # three on two seats, ever

    Peserta.objects.create(
        angkatan=angkatan, pelaku=lain[0], usaha=lain[1], status="TERDAFTAR", kuota=angkatan.kuota.get()
    )
    ajak(klien, angkatan, siti, usaha.nomor)
    assert keadaan(angkatan) == ["TERDAFTAR", "DAFTAR_TUNGGU", "DAFTAR_TUNGGU"]
    diajak = Peserta.objects.get(pelaku=pelaku)
    alamat = Pemberitahuan.objects.filter(kunci=f"peserta:{diajak.kode}:pelatihan_ajakan_antre:").first().url
    assert "Keluar dari daftar tunggu" in client.get(alamat).text
    client.post(f"{alamat}lepas/")
    # One seat is left: the head alone fits it now.
    assert keadaan(angkatan) == ["TERDAFTAR", "DITAWARI", "MENGUNDURKAN_DIRI"]


def test_what_is_in_the_way_of_another_is_not_told_to_the_head(siti, pemilik, masuk):
    angkatan = buat_angkatan(sasaran="TERVERIFIKASI")
    type(siti[1]).objects.filter(pk=siti[1].pk).update(status="TERVERIFIKASI")
    _, usaha = teman()
    halaman = ajak(masuk(pemilik), angkatan, siti, usaha.nomor)

    assert halaman.status_code == 422
    assert f"{usaha.nomor}: Belum dapat diajak" in halaman.text
    assert "Kelas ini untuk usaha yang sudah terverifikasi" not in halaman.text
    assert not Peserta.objects.exists()


@pytest.mark.parametrize("nomor", ["0812-0000-0001", "BTG-26-999999-9", ""])
def test_neither_phone_nor_wrong_number_finds_anybody(siti, pemilik, masuk, nomor):
    halaman = ajak(masuk(pemilik), buat_angkatan(), siti, nomor)

    assert halaman.status_code == 422
    assert not Peserta.objects.exists()


def test_ten_tries_a_day(siti, pemilik, masuk):
    angkatan, klien = buat_angkatan(kursi=1), masuk(pemilik)
    lain = [teman()[1].nomor for _ in range(2)]

    assert [ajak(klien, angkatan, siti, *lain).status_code for _ in range(11)] == [422] * 10 + [429]


def test_the_page_of_a_group_is_for_its_head(siti, pemilik, pemilik_lain, masuk, django_assert_num_queries):
    angkatan, klien = buat_angkatan(kursi=9), masuk(pemilik)
    ajak(klien, angkatan, siti, teman()[1].nomor)
    alamat = reverse("pelatihan:kelompok", args=[Kelompok.objects.get().kode])
    with django_assert_num_queries(5):  # session, account, unread messages, group, members
        klien.get(alamat)
    for _ in range(2):
        p, u = orang()
        Peserta.objects.create(
            angkatan=angkatan, pelaku=p, usaha=u, kelompok=Kelompok.objects.get(), status="DAFTAR_TUNGGU"
        )
    with django_assert_num_queries(5):
        klien.get(alamat)
    assert masuk(pemilik_lain).get(alamat).status_code == 404
