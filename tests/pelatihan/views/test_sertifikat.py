"""Pages of certificates: officials see their reach, the owner his own, and nobody a file that is not his."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from inti.workflow import SISTEM
from pelatihan import daftar_sertifikat, sertifikat
from pelatihan.actions import sertifikat as aksi
from pelatihan.actions.lulus import buat_penerbitan
from pelatihan.models import Penerbitan, Peserta
from pelatihan.models.sertifikat import MAKS_GAGAL
from tests.pelatihan.pabrik import buat_peserta, kelas_selesai

pytestmark = pytest.mark.django_db
ALASAN = "Nama disesuaikan dengan KTP pemiliknya."


def alamat(nama, objek):
    return reverse(f"kelas:{nama}", args=[objek.kode])


@pytest.fixture
def kelas(pemilik):
    """A class of two who passed, the first of them with an account, and the certificates printed."""
    angkatan, peserta = kelas_selesai(2)
    peserta[0].pelaku.akun = pemilik
    peserta[0].pelaku.save()
    aksi.kerjakan(buat_penerbitan(angkatan, oleh=SISTEM).pk)
    return angkatan, [Peserta.objects.get(pk=p.pk) for p in peserta]


def test_who_opens_what(kelas, masuk, client, pemilik, pemilik_lain, kepala, petugas, pelatih, admin):
    angkatan, (satu, _) = kelas
    jawab = {}
    for nama, siapa in (
        ("kepala", kepala),
        ("petugas", petugas),
        ("pelatih", pelatih),
        ("admin", admin),
        ("pemilik", pemilik),
        ("lain", pemilik_lain),
    ):
        klien = masuk(siapa)
        tujuan = [
            alamat("sertifikat", angkatan),
            alamat("sertifikat_unduh", angkatan),
            alamat("sertifikat_orang", satu),
            alamat("sertifikat_berkas", satu),
            reverse("pelatihan:peserta_sertifikat", args=[satu.kode]),
        ]
        jawab[nama] = [_buka(klien, a) for a in tujuan]
    assert jawab["kepala"] == [200] * 5
    assert jawab["pemilik"] == [404, 404, 404, 404, 200]
    assert jawab["lain"] == [404] * 5
    assert [jawab["admin"], jawab["pelatih"]] == [[404] * 5] * 2
    assert client.get(reverse("pelatihan:peserta_sertifikat", args=[satu.kode])).status_code == 302


def _buka(klien, tujuan):
    jawaban = klien.get(tujuan)
    if jawaban.streaming:
        b"".join(jawaban.streaming_content)
    return jawaban.status_code


def test_an_official_sees_and_takes_along_only_the_people_of_his_reach(kelas, masuk, petugas_limpung):
    angkatan, (satu, dua) = kelas
    klien = masuk(petugas_limpung)
    halaman = klien.get(alamat("sertifikat", angkatan)).text

    dalam = [p for p in (satu, dua) if p.usaha.desa.kecamatan_id in _kode(petugas_limpung)]
    assert [p.pelaku.nama in halaman for p in (satu, dua)] == [p in dalam for p in (satu, dua)]
    assert klien.get(alamat("sertifikat_orang", satu)).status_code == (200 if satu in dalam else 404)
    assert klien.get(alamat("sertifikat_unduh", angkatan)).status_code == (200 if dalam else 404)
    assert not dalam or len(_arsip(klien, angkatan)) == len(dalam)


def _kode(petugas):
    return set(petugas.kecamatan.values_list("pk", flat=True))


def _arsip(klien, angkatan):
    jawaban = klien.post(alamat("sertifikat_unduh", angkatan), {"alasan": "Dicetak dan ditandatangani."})
    assert "no-store" in jawaban["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(b"".join(jawaban.streaming_content))) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def test_the_zip_holds_each_certificate_in_force_as_it_was_printed(kelas, masuk, kepala):
    angkatan, (satu, dua) = kelas
    klien = masuk(kepala)
    isi = _arsip(klien, angkatan)
    with sertifikat.berlaku(satu).file.open("rb") as berkas:
        assert isi[f"0001 {satu.pelaku.nama}.pdf"] == berkas.read()
    assert len(isi) == 2

    kosong = klien.post(alamat("sertifikat_unduh", angkatan), {"alasan": "cetak"})
    assert (kosong.status_code, kosong.streaming) == (422, False)
    baris = angkatan.riwayat.filter(verba="unduh_sertifikat").values_list("oleh", "catatan")
    assert list(baris) == [(kepala.pk, "2 sertifikat. Dicetak dan ditandatangani.")]

    aksi.cabut(dua, sebab="salah_terbit", alasan=ALASAN, oleh=kepala)
    assert list(_arsip(klien, angkatan)) == [f"0001 {satu.pelaku.nama}.pdf"]


def test_the_bar_moves_with_what_is_printed_and_ends(masuk, kepala, monkeypatch):
    monkeypatch.setattr(aksi, "SEKALI", 1)
    angkatan, _ = kelas_selesai(2)
    klien = masuk(kepala)
    tujuan = alamat("sertifikat", angkatan)
    assert "Kelas belum ditutup" in klien.get(tujuan).text

    terbitan = buat_penerbitan(angkatan, oleh=SISTEM)
    aksi.kerjakan(terbitan.pk)
    halaman = klien.get(tujuan).text
    assert ('<progress value="1" max="2"' in halaman, 'http-equiv="refresh"' in halaman) == (True, True)
    sebagian = klien.get(tujuan, headers={"HX-Request": "true"}).text
    assert ('data-kemajuan="jalan"' in sebagian, "<html" in sebagian) == (True, False)

    aksi.kerjakan(terbitan.pk)
    selesai = klien.get(tujuan).text
    assert ("Unduh semua (ZIP)" in selesai, 'http-equiv="refresh"' in selesai) == (True, False)


def test_the_list_takes_as_many_queries_for_three_as_for_one(masuk, kepala):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    hitungan = []
    klien = masuk(kepala)
    for n in (1, 3):
        angkatan, _ = kelas_selesai(n)
        aksi.kerjakan(buat_penerbitan(angkatan, oleh=SISTEM).pk)
        klien.get(alamat("sertifikat", angkatan))
        with CaptureQueriesContext(connection) as kueri:
            klien.get(alamat("sertifikat", angkatan))
        hitungan.append(len(kueri))
    assert hitungan[0] == hitungan[1]


def test_the_owner_finds_his_certificate_on_his_place_and_in_his_list(kelas, masuk, pemilik, kepala):
    _, (satu, _) = kelas
    klien = masuk(pemilik)
    unduh = reverse("pelatihan:peserta_sertifikat", args=[satu.kode])
    surat = sertifikat.berlaku(satu)
    for halaman in (satu.get_absolute_url(), reverse("pelatihan:peserta_daftar")):
        assert (unduh in klien.get(halaman).text, surat.nomor in klien.get(halaman).text) == (True, True)
    jawaban = klien.get(unduh)
    assert (b"".join(jawaban.streaming_content)[:5], jawaban["Content-Type"]) == (b"%PDF-", "application/pdf")

    aksi.cabut(satu, sebab="permintaan", alasan="Pemiliknya meminta dicabut.", oleh=kepala)
    assert klien.get(unduh).status_code == 404
    halaman = klien.get(satu.get_absolute_url()).text
    assert ("Pemiliknya meminta dicabut." in halaman, "Unduh sertifikat" in halaman) == (True, False)


def test_who_did_not_pass_reads_what_was_missing(masuk, pemilik):
    angkatan, _ = kelas_selesai(1)
    angkatan.kuota.update(jumlah=2)
    gagal = buat_peserta("TIDAK_LULUS", angkatan=angkatan, akun=pemilik)
    gagal.riwayat.create(
        verba="tidak_luluskan",
        dari="TERDAFTAR",
        ke="TIDAK_LULUS",
        pelaku="Portal",
        sebagai="sistem",
        catatan="Hadir 10 dari 30 JP, paling sedikit 24 JP.",
        pada=angkatan.selesai,
    )
    assert "Hadir 10 dari 30 JP, paling sedikit 24 JP." in masuk(pemilik).get(gagal.get_absolute_url()).text


def test_cek_shows_course_class_hours_and_a_masked_name_and_says_when_it_is_void(kelas, client, kepala):
    angkatan, (satu, _) = kelas
    surat = sertifikat.berlaku(satu)
    halaman = client.get(reverse("inti:cek", args=[surat.kode])).text
    kata = ("Pembukuan Dasar", angkatan.nama, "30 JP", "Berlaku")
    assert [k in halaman for k in kata] == [True] * 4
    assert satu.pelaku.nama not in halaman

    aksi.cabut(satu, sebab="salah_terbit", alasan=ALASAN, oleh=kepala)
    halaman = client.get(reverse("inti:cek", args=[surat.kode])).text
    assert ("Ada kesalahan saat diterbitkan" in halaman, ALASAN in halaman) == (True, False)


def test_a_corrected_name_is_pointed_out_and_issued_anew_by_one_button(kelas, masuk, petugas, kepala):
    angkatan, (satu, _) = kelas
    lama = sertifikat.berlaku(satu)
    satu.pelaku.nama = "Contoh Nama Benar"
    satu.pelaku.save()
    klien = masuk(kepala)
    assert "Nama di data sudah berubah" in klien.get(alamat("sertifikat", angkatan)).text
    klien.post(alamat("sertifikat_ulang", satu), {"alasan": ALASAN, "dilihat": lama.kode})

    assert sertifikat.nama_tercetak(sertifikat.berlaku(satu)) == "Contoh Nama Benar"
    lagi = klien.post(alamat("sertifikat_ulang", satu), {"alasan": ALASAN, "dilihat": lama.kode})
    assert (lagi.status_code, "baru saja diterbitkan ulang" in lagi.text) == (422, True)


def test_a_refused_decision_keeps_what_was_typed(kelas, masuk, kepala, petugas):
    _, (satu, _) = kelas
    klien = masuk(kepala)
    kosong = klien.post(alamat("sertifikat_cabut", satu), {"alasan": "Alasan yang cukup panjang."})
    assert (kosong.status_code, "Alasan yang cukup panjang." in kosong.text) == (422, True)
    rendah = klien.post(
        alamat("sertifikat_koreksi", satu), {"hasil": "LULUS", "nilai": "59", "alasan": "Nilainya salah ketik."}
    )
    assert (rendah.status_code, "untuk lulus paling sedikit 60" in rendah.text) == (422, True)
    for salah in ("101", "-1", "abc"):
        jawaban = klien.post(alamat("sertifikat_koreksi", satu), {"hasil": "LULUS", "nilai": salah, "alasan": ALASAN})
        assert jawaban.status_code == 422
    assert masuk(petugas).post(alamat("sertifikat_cabut", satu), {"sebab": "salah_terbit", "alasan": ALASAN})
    assert sertifikat.berlaku(satu) is not None
    klien.post(alamat("sertifikat_koreksi", satu), {"hasil": "TIDAK_LULUS", "alasan": "Tandanya tertukar orang lain."})
    satu.refresh_from_db()
    assert (satu.status, sertifikat.berlaku(satu)) == ("TIDAK_LULUS", None)


def test_a_printing_that_stopped_stands_among_the_work_of_the_office(masuk, kepala):
    angkatan, _ = kelas_selesai(1)
    terbitan = buat_penerbitan(angkatan, oleh=SISTEM)
    assert daftar_sertifikat.pekerjaan(kepala)[0][1] == 0
    Penerbitan.objects.update(gagal=MAKS_GAGAL, galat="Belum ada pejabatnya.")

    assert daftar_sertifikat.pekerjaan(kepala) == [
        ("Pencetakan sertifikat terhenti", 1, alamat("sertifikat", angkatan), "tolak")
    ]
    klien = masuk(kepala)
    assert "Belum ada pejabatnya." in klien.get(alamat("sertifikat", angkatan)).text
    klien.post(alamat("sertifikat_lagi", angkatan))
    terbitan.refresh_from_db()
    assert (terbitan.gagal, terbitan.berjalan) == (0, True)
