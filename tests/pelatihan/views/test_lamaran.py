"""Applying: the rule before the answers, two taps and the questions, one's own points afterwards, never others'."""

from __future__ import annotations

import pytest
from django.urls import reverse

from inti.workflow import SISTEM
from pelatihan import seleksi
from pelatihan.actions import seleksi as aksi
from pelatihan.enums import JenisKriteria
from pelatihan.models import JawabanKriteria, Kriteria, Peserta
from tests.pelatihan.pabrik import buat_angkatan, orang
from tests.pelatihan.pabrik_seleksi import kelas_seleksi, lamaran, tutup_pendaftaran

K = JenisKriteria
pytestmark = pytest.mark.django_db


@pytest.fixture
def siti(pemilik):
    return orang(akun=pemilik, jenis_kelamin="P")


@pytest.fixture
def kelas():
    angkatan = kelas_seleksi()
    poin = [("Ya", 100), ("Tidak", 0)]
    Kriteria.objects.create(angkatan=angkatan, nama="Milik perempuan", jenis=K.PEREMPUAN, poin=poin, urut=2, bobot=3)
    Kriteria.objects.create(angkatan=angkatan, nama="Mengapa ikut?", jenis=K.URAIAN, urut=3)
    return angkatan


def isian(angkatan, angka="70", uraian="Ingin mencatat uang."):
    tanya = {k.jenis: f"k{k.pk}" for k in angkatan.kriteria.all()}
    return {tanya[K.ANGKA]: angka, tanya[K.URAIAN]: uraian}


def test_two_taps_and_the_questions_make_an_application(siti, pemilik, masuk, kelas):
    klien = masuk(pemilik)
    alamat = f"{reverse('pelatihan:lamar', args=[kelas.kode])}?usaha={siti[1].kode}"
    halaman = klien.get(kelas.get_absolute_url())
    assert (alamat in halaman.text, "bobot 3 dari 5" in halaman.text) == (True, True)
    assert "Ya: 100 poin" in klien.get(alamat).text

    hasil = klien.post(alamat, isian(kelas), follow=True)
    assert "Lamaran Anda sudah masuk" in hasil.text
    satu = Peserta.objects.get()
    assert [(j.jawaban, j.poin) for j in satu.jawaban.all()] == [
        ("70", 70),
        ("Ya", 100),
        ("Ingin mencatat uang.", None),
    ]


def test_what_was_not_answered_is_named_and_the_rest_is_kept(siti, pemilik, masuk, kelas):
    alamat = reverse("pelatihan:lamar", args=[kelas.kode])
    hasil = masuk(pemilik).post(alamat, isian(kelas, angka="banyak"))

    assert (hasil.status_code, Peserta.objects.exists()) == (422, False)
    assert "Isi dengan angka" in hasil.text
    assert "Ingin mencatat uang." in hasil.text


def test_answers_change_until_the_window_ends(siti, pemilik, masuk, kelas):
    klien = masuk(pemilik)
    klien.post(reverse("pelatihan:lamar", args=[kelas.kode]), isian(kelas))
    alamat = reverse("pelatihan:lamaran", args=[Peserta.objects.get().kode])
    assert "Ingin mencatat uang." in klien.get(alamat).text
    klien.post(alamat, isian(kelas, angka="80"))
    tutup_pendaftaran(kelas)
    hasil = klien.post(alamat, isian(kelas, angka="100"), follow=True)

    assert "tidak dapat diubah lagi" in hasil.text
    assert JawabanKriteria.objects.get(kriteria__jenis=K.ANGKA).poin == 80


def test_who_comes_to_the_counter_applies_with_the_official_of_his_kecamatan(
    desa, petugas, petugas_limpung, masuk, kelas
):
    pelaku, usaha = orang(desa=desa)
    klien, loket = masuk(petugas), reverse("admin:pelatihan_angkatan_loket", args=[kelas.pk])
    alamat = klien.post(loket, {"nomor": usaha.nomor}).url
    assert pelaku.nama in klien.get(alamat).text
    assert masuk(petugas_limpung).get(alamat).url == kelas.get_absolute_url()

    tempat = klien.post(alamat, isian(kelas)).url
    satu = Peserta.objects.get()
    assert (satu.pelaku, satu.status, satu.riwayat.get().oleh) == (pelaku, "MENUNGGU_SELEKSI", petugas)
    assert tempat == reverse("admin:pelatihan_peserta_change", args=[satu.pk])
    dua = klien.post(loket, {"nomor": usaha.nomor}, follow=True)
    assert "sudah tercatat di kelas ini: menunggu seleksi" in dua.text
    assert "melamar sendiri" in klien.get(reverse("admin:pelatihan_angkatan_kelompok", args=[kelas.pk])).text


def test_an_official_changes_answers_on_request_and_returns_to_the_place(siti, pemilik, petugas, masuk, kelas):
    masuk(pemilik).post(reverse("pelatihan:lamar", args=[kelas.kode]), isian(kelas))
    satu = Peserta.objects.get()
    klien, tempat = masuk(petugas), reverse("admin:pelatihan_peserta_change", args=[satu.pk])
    alamat = reverse("pelatihan:lamaran", args=[satu.kode])
    assert alamat in klien.get(tempat).text

    assert klien.post(alamat, isian(kelas, angka="90")).url == tempat
    assert satu.jawaban.get(kriteria__jenis=K.ANGKA).poin == 90
    tutup_pendaftaran(kelas)
    assert alamat not in klien.get(tempat).text


def test_after_the_decision_one_reads_the_own_score_and_of_others_the_lowest_only(siti, pemilik, masuk, kepala):
    kelas = kelas_seleksi(kursi=5, wawancara=True)
    sendiri = lamaran(kelas, 40, siapa=siti)
    for n in range(5):
        lamaran(kelas, 60 + n)
    klien = masuk(pemilik)
    JawabanKriteria.objects.filter(kriteria__jenis=K.PETUGAS).update(poin=33)
    sebelum = klien.get(sendiri.get_absolute_url()).text
    tutup_pendaftaran(kelas)
    rencana = seleksi.rencana(kelas, kelas.seleksi, list(kelas.kuota.order_by("pk")))
    aksi.putuskan(kelas, sidik=rencana.sidik, oleh=kepala)
    sesudah = klien.get(sendiri.get_absolute_url()).text

    assert ("33 poin" in sebelum, "33 poin" in sesudah) == (False, True)
    assert "Nilai 36,50, peringkat 6 dari 6." in sesudah
    assert "Nilai terendah yang mendapat kursi umum: 46,50" in sesudah
    assert "nomor 1 di urutan cadangan" in sesudah
    assert not [p for p in Peserta.objects.exclude(pk=sendiri.pk) if p.pelaku.nama in sesudah]


def test_another_persons_application_does_not_exist(siti, pemilik_lain, masuk, kelas):
    satu = aksi.lamar(
        kelas,
        pelaku=siti[0],
        usaha=siti[1],
        jawaban={int(k[1:]): v for k, v in isian(kelas).items()},
        oleh=SISTEM,
    )
    alamat = reverse("pelatihan:lamaran", args=[satu.kode])

    assert masuk(pemilik_lain).get(alamat).status_code == 404
    assert masuk(pemilik_lain).post(alamat, isian(kelas)).status_code == 404


def test_a_class_without_a_selection_takes_no_applications(siti, pemilik, masuk):
    assert masuk(pemilik).get(reverse("pelatihan:lamar", args=[buat_angkatan().kode])).status_code == 404


def test_an_address_with_a_business_that_is_none_is_no_fault_of_the_server(siti, pemilik, masuk, kelas):
    alamat = reverse("pelatihan:lamar", args=[kelas.kode])
    assert [masuk(pemilik).get(f"{alamat}?usaha={satu}").status_code for satu in ("TIADA", "%00")] == [302, 200]
