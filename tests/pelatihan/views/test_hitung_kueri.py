"""Pages that list something ask the database as often for three rows as for one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inti.workflow import SISTEM
from pelatihan.actions import materi, seleksi, usulan
from pelatihan.actions.lulus import buat_penerbitan, catat_lulus
from pelatihan.actions.sertifikat import kerjakan
from pelatihan.seleksi import rencana
from tests.factories import KecamatanFactory, PelakuFactory, buat_usaha
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, buat_peserta, buat_sesi, kelas_selesai, orang
from tests.pelatihan.pabrik_seleksi import kelas_seleksi, kelas_usulan, lamaran, tutup_pendaftaran

pytestmark = pytest.mark.django_db
BESOK = timedelta(days=1)


def kuota_kecamatan(angkatan):
    """Give a class one more share of a kecamatan."""
    n = angkatan.kuota.count()
    angkatan.kuota.create(jenis="KECAMATAN", kecamatan=KecamatanFactory(kode=f"33.25.2{n}", nama=f"Kec {n}"), jumlah=1)


def sama(klien, url, tambah, tampak, paling=60):
    """Add one row and look, add two more and look again: as many queries, and `tampak` counts one and three."""
    jumlah = []
    for banyak in (1, 2):
        for _ in range(banyak):
            tambah()
        klien.get(url)
        with CaptureQueriesContext(connection) as kueri:
            halaman = klien.get(url)
        jumlah.append((len(kueri), tampak(halaman.context)))
    assert (jumlah, jumlah[0][0] <= paling) == ([(jumlah[0][0], 1), (jumlah[0][0], 3)], True)


def test_the_page_of_a_class_for_an_owner_of_several_businesses(pemilik, masuk):
    kursus, syarat = buat_kurikulum(), buat_kurikulum()
    kursus.prasyarat.add(syarat)
    angkatan, pelaku = buat_angkatan(kurikulum=kursus, sasaran="MIKRO"), PelakuFactory(akun=pemilik)

    def tambah():
        hari = timezone.now() + (20 + angkatan.sesi.count()) * BESOK
        angkatan.sesi.create(mulai=hari, selesai=hari + BESOK / 8, topik=kursus.topik.create(nama="Kas", jp=4), jp=4)
        kuota_kecamatan(angkatan)
        buat_usaha(pelaku=pelaku)

    sama(masuk(pemilik), angkatan.get_absolute_url(), tambah, lambda c: len(c["usaha"]))


def test_ones_own_place(pemilik, pelatih, masuk):
    angkatan = buat_angkatan(kursi=9)
    angkatan.pelatih.create(akun=pelatih)
    satu = buat_peserta("TERDAFTAR", angkatan=angkatan, akun=pemilik)

    def tambah():
        n = angkatan.sesi.count()
        buat_sesi(angkatan, mulai=timezone.now() - (n + 2) * BESOK, selesai=timezone.now() - (n + 1) * BESOK)
        alamat = f"https://contoh.invalid/{n}"
        materi.tambah(angkatan, oleh=pelatih, judul=f"Bahan {n}", kapan="LANGSUNG", tautan=alamat)
        buat_peserta("TERDAFTAR", angkatan=angkatan)

    sama(masuk(pemilik), satu.get_absolute_url(), tambah, lambda c: len(c["materi"]), paling=7)


def test_the_list_of_ones_own_places_with_certificates(pemilik, masuk):
    pelaku, usaha = orang(akun=pemilik)

    def tambah():
        buat_peserta("TERDAFTAR", usaha=usaha)
        angkatan, (lulus,) = kelas_selesai()
        type(lulus).objects.filter(pk=lulus.pk).update(pelaku=pelaku, usaha=usaha)
        lulus.refresh_from_db()
        terbitan = buat_penerbitan(angkatan, oleh=SISTEM)
        catat_lulus(lulus, terbitan)
        kerjakan(terbitan.pk)

    sama(masuk(pemilik), reverse("pelatihan:peserta_daftar"), tambah, lambda c: len(c["sertifikat"]))


def test_the_list_of_a_trainers_classes(pelatih, masuk):
    def tambah():
        angkatan = buat_angkatan()
        angkatan.pelatih.create(akun=pelatih)
        buat_sesi(angkatan)
        buat_sesi(angkatan, mulai=timezone.now() - 3 * BESOK, selesai=timezone.now() - 2 * BESOK)

    sama(masuk(pelatih), reverse("pelatihan:mengajar_daftar"), tambah, lambda c: len(c["daftar"]))


def test_the_shares_of_a_class_with_who_was_named(kepala, desa, masuk):
    angkatan = kelas_usulan(desa.kecamatan, kursi=9)

    def tambah():
        usulan.usulkan(angkatan, usaha=orang(desa=desa)[1], oleh=kepala, desa=desa)
        kuota_kecamatan(angkatan)

    sama(masuk(kepala), reverse("kelas:usulan", args=[angkatan.kode]), tambah, lambda c: len(c["diusulkan"]))


def test_the_result_of_a_selection(kepala, masuk):
    klien = masuk(kepala)

    def hitung(banyak):
        angkatan = kelas_seleksi(kursi=1, cadangan=1)
        for n in range(banyak):
            lamaran(angkatan, 50 + n)
        tutup_pendaftaran(angkatan)
        putusan = rencana(angkatan, angkatan.seleksi, list(angkatan.kuota.order_by("pk")))
        seleksi.putuskan(angkatan, sidik=putusan.sidik, oleh=kepala)
        url = reverse("kelas:seleksi", args=[angkatan.kode])
        klien.get(url)
        with CaptureQueriesContext(connection) as kueri:
            assert len(klien.get(url).context["baris"]) == banyak
        return len(kueri)

    assert hitung(3) == hitung(1)
