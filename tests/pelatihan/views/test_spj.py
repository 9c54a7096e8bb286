"""Accountability of a class in both rooms: papers, scans, data; the NIK only by permission and with a reason."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from akun.models import LogBaca
from pelatihan.actions import spj as aksi
from pelatihan.models import BentukSpj, BuktiSpj, DataSpj, KolomBentuk
from tests.factories import PenggunaFactory, gambar
from tests.pelatihan.pabrik_ruang import beri_nik, buat_kelas

pytestmark = pytest.mark.django_db


def ke(nama, *args):
    return reverse(f"ruang:{nama}", args=args)


@pytest.fixture
def kelas(pelatih, desa):
    aksi.muat()
    return buat_kelas(pelatih, "Siti Aminah", "Budi Santoso", desa=desa)


def kirim(klien, alamat, *berkas, **isi):
    return klien.post(alamat, {"jenis": "FOTO", "sesi": "", "keterangan": "", **isi, "berkas": list(berkas)})


def test_officials_of_the_reach_and_trainers_open_it_each_in_their_room(
    kelas, pelatih, petugas, petugas_limpung, kepala, pemilik, masuk
):
    kode = kelas[0].kode
    lain = PenggunaFactory()
    for nama, boleh in (("kantor_spj", {petugas, kepala}), ("spj", {pelatih})):
        for orang in (petugas, kepala, petugas_limpung, pelatih, lain, pemilik):
            terbuka = masuk(orang).get(ke(nama, kode)).status_code == 200
            assert terbuka == (orang in boleh), (nama, orang.nama)


def test_a_paper_prints_for_a_day_of_the_class_and_for_no_other(kelas, pelatih, masuk):
    angkatan, sesi, _ = kelas
    klien, hari = masuk(pelatih), f"{timezone.localtime(sesi[0].mulai):%Y-%m-%d}"
    pdf = klien.get(ke("spj_pdf", angkatan.kode, "daftar-hadir", hari))
    xlsx = klien.get(ke("spj_xlsx", angkatan.kode, "transport", hari))
    assert (pdf.content[:4], xlsx.content[:2], pdf["Cache-Control"]) == (b"%PDF", b"PK", "private, no-store")
    for bentuk, pada in (
        ("daftar-hadir", "kelas"),
        ("daftar-hadir", "2020-01-01"),
        ("daftar-hadir", "x"),
        ("undangan", hari),
        ("tidak-ada", hari),
    ):
        assert klien.get(ke("spj_pdf", angkatan.kode, bentuk, pada)).status_code == 404
    assert klien.get(ke("spj_xlsx", angkatan.kode, "foto", "kelas")).status_code == 404


def test_photos_come_in_together_and_one_bad_file_takes_none(kelas, pelatih, masuk):
    angkatan, sesi, _ = kelas
    klien, alamat = masuk(pelatih), ke("spj", angkatan.kode)
    buruk = kirim(
        klien, alamat, gambar(), SimpleUploadedFile("x.pdf", b"MZ" * 99), sesi=sesi[0].pk, keterangan="Praktik"
    )
    assert (buruk.status_code, "x.pdf:" in buruk.text, "Praktik" in buruk.text, BuktiSpj.objects.exists()) == (
        422,
        True,
        True,
        False,
    )
    assert kirim(klien, alamat, gambar()).status_code == 422
    kirim(klien, alamat, gambar(), sesi=sesi[0].pk)
    satu = BuktiSpj.objects.get()
    kecil = klien.get(ke("spj_bukti_kecil", angkatan.kode, satu.kode))
    assert (kecil.status_code, kecil["Content-Type"]) == (200, "image/jpeg")
    assert "Hapus" in klien.get(alamat).text
    klien.post(ke("spj_bukti_hapus", angkatan.kode, satu.kode))
    assert not BuktiSpj.objects.exists()


def test_a_scan_of_another_class_does_not_exist(kelas, pelatih, masuk):
    angkatan, sesi, _ = kelas
    kirim(masuk(pelatih), ke("spj", angkatan.kode), gambar(), sesi=sesi[0].pk)
    lain = PenggunaFactory()
    milik_lain = buat_kelas(lain, "Orang Lain")[0]
    satu = BuktiSpj.objects.get()
    for kode in (angkatan.kode, milik_lain.kode):
        assert masuk(lain).get(ke("spj_bukti", kode, satu.kode)).status_code == 404
        assert masuk(lain).post(ke("spj_bukti_hapus", kode, satu.kode)).status_code == 404


def test_data_of_the_papers_are_kept_and_a_zero_too_many_is_asked_about(kelas, petugas, masuk):
    alamat, klien = ke("kantor_spj_data", kelas[0].kode), masuk(petugas)
    isi = {"nomor_sk": "1/SK/2026", "tanggal_sk": "2026-11-01"}
    salah = klien.post(alamat, isi | {"transport": "75.000.000"})
    assert (salah.status_code, "banyaknya angka nol" in salah.text, "1/SK/2026" in salah.text) == (422, True, True)
    klien.post(alamat, isi | {"transport": "75.000"})
    data = DataSpj.objects.get()
    assert (data.transport, data.nomor_sk, data.diubah_oleh) == (75_000, "1/SK/2026", petugas)


def test_the_nik_is_printed_by_a_post_with_a_reason_of_who_may(kelas, kepala, petugas, masuk):
    beri_nik(kelas[2][0], "3325110708900001")
    KolomBentuk.objects.create(bentuk=BentukSpj.objects.get(kode="lampiran-sk"), urut=9, kolom="NIK")
    alamat = ke("kantor_spj_nik", kelas[0].kode, "lampiran-sk", "kelas")
    assert masuk(petugas).get(alamat).status_code == 404
    biasa = masuk(petugas).get(ke("kantor_spj_xlsx", kelas[0].kode, "lampiran-sk", "kelas"))
    assert (biasa.status_code, LogBaca.objects.exists()) == (200, False)
    klien = masuk(kepala)
    assert klien.get(ke("kantor_spj_nik", kelas[0].kode, "undangan", "kelas")).status_code == 404
    assert klien.post(alamat, {"alasan": "x", "pdf": "ya"}).status_code == 422
    assert not LogBaca.objects.exists()
    hasil = klien.post(alamat, {"alasan": "SPJ DAK meminta NIK penerima.", "pdf": "ya"})
    assert (hasil.content[:4], LogBaca.objects.filter(oleh=kepala).exists()) == (b"%PDF", True)


def test_the_nik_is_offered_as_a_column_to_who_may_choose_it(kelas, kepala, admin, masuk):
    satu = BentukSpj.objects.get(kode="lampiran-sk")
    alamat = reverse("admin:pelatihan_bentukspj_change", args=[satu.pk])
    ada = [masuk(orang).get(alamat).text for orang in (kepala, admin)]
    assert [('value="NIK"' in halaman) for halaman in ada] == [True, False]
    assert "Ini contoh untuk disesuaikan" in ada[0]


def test_the_room_asks_the_database_as_often_for_three_scans_as_for_one(
    pelatih, petugas, masuk, desa, django_assert_max_num_queries
):
    aksi.muat()
    for orang, nama in ((pelatih, "spj"), (petugas, "kantor_spj")):
        klien, jumlah = masuk(orang), []
        for banyak in (("Siti",), ("Ani", "Budi", "Citra")):
            angkatan, sesi, _ = buat_kelas(pelatih, *banyak, desa=desa)
            for n in range(len(banyak)):
                kirim(masuk(pelatih), ke("spj", angkatan.kode), gambar(ukuran=(90 + n, 60)), sesi=sesi[0].pk)
            with django_assert_max_num_queries(60) as hitungan:
                klien.get(ke(nama, angkatan.kode))
            jumlah.append(len(hitungan))
        assert jumlah[0] == jumlah[1]
