"""Papers of accountability: who stands on them, what is missing, what is written as text and never as a formula."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from python_calamine import CalamineWorkbook

from akun.models import LogBaca
from inti.berkas import periksa
from pelatihan import kalimat_spj, spj, spj_cetak
from pelatihan.actions import kehadiran
from pelatihan.actions import spj as aksi
from pelatihan.models import Angkatan, BentukSpj, BuktiSpj, DataSpj, KolomBentuk, Sesi
from tests.factories import gambar
from tests.inti.test_pdf import teks
from tests.pelatihan.pabrik_ruang import beri_nik, buat_kelas

pytestmark = pytest.mark.django_db
NIK = "3325110708900001"


@pytest.fixture
def kelas(pelatih, desa):
    aksi.muat()
    angkatan, sesi, peserta = buat_kelas(pelatih, "Siti Aminah", "=HYPERLINK(1)", "Budi Santoso", desa=desa)
    keadaan = zip(peserta, ("HADIR", "ALPA", "TERLAMBAT"), strict=True)
    tanda = [kehadiran.Tanda(uuid4(), p.kode, k, timezone.now()) for p, k in keadaan]
    kehadiran.catat(sesi[0], tanda=tanda, oleh=pelatih)
    return angkatan, sesi, peserta


def bentuk(kode):
    return spj.bentuk().get(kode=kode)


def hari_pertama(sesi):
    return timezone.localdate(sesi[0].mulai)


def test_only_who_was_there_that_day_gets_transport_and_the_total_is_said_in_words(kelas, petugas):
    angkatan, sesi, _ = kelas
    aksi.atur(angkatan, oleh=petugas, isian={"transport": 75_000})
    hari = spj.susun(angkatan, bentuk("transport"), pada=hari_pertama(sesi))
    lain = spj.susun(angkatan, bentuk("transport"), pada=timezone.localdate(sesi[1].mulai))

    assert [baris[1] for baris in hari.baris] == ["Budi Santoso", "Siti Aminah"]
    assert (hari.jumlah, spj.kata_jumlah(hari.jumlah)) == (150_000, "Rp150.000 (seratus lima puluh ribu rupiah)")
    assert (lain.baris, lain.jumlah) == ([], 0)


def test_what_one_marked_himself_counts_for_money_only_after_the_list_is_closed(kelas, pelatih):
    angkatan, sesi, (siti, *_) = kelas
    sesi[1].kehadiran.create(peserta=siti, keadaan="HADIR", asal="MANDIRI", dicatat_pada=timezone.now())
    hari = timezone.localdate(sesi[1].mulai)
    assert spj.susun(angkatan, bentuk("transport"), pada=hari).baris == []
    Sesi.objects.filter(pk=sesi[1].pk).update(ditutup_pada=timezone.now())
    segar = Angkatan.objects.get(pk=angkatan.pk)
    assert len(spj.susun(segar, bentuk("transport"), pada=hari).baris) == 1


def test_every_paper_prints_and_a_name_that_looks_like_a_formula_stays_text(
    kelas, petugas, django_assert_max_num_queries
):
    angkatan, sesi, _ = kelas
    aksi.atur(angkatan, oleh=petugas, isian={"transport": 75_000, "kegiatan": "=2+2"})
    for satu in spj.bentuk():
        pada = hari_pertama(sesi) if spj.per_hari(satu) else None
        with django_assert_max_num_queries(20):
            lembar = spj.susun(angkatan, satu, pada=pada)
        assert spj_cetak.cetak(angkatan, lembar)[:4] == b"%PDF"
        if not lembar.kolom:
            continue
        isi = spj_cetak.lembar_sebar(lembar)
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(isi)).read("xl/worksheets/sheet1.xml")
        sel = [
            s
            for baris in CalamineWorkbook.from_filelike(io.BytesIO(isi)).get_sheet_by_index(0).to_python()
            for s in baris
        ]
        assert ("=HYPERLINK(1)" in sel) == (satu.jenis != "TRANSPORT")


def test_columns_stand_as_they_were_chosen_and_two_of_one_heading_are_told_apart(kelas):
    satu = BentukSpj.objects.get(kode="lampiran-sk")
    satu.kolom.all().delete()
    for n, (kolom, judul) in enumerate([("KECAMATAN", "Alamat"), ("NAMA", ""), ("DESA", "Alamat")]):
        KolomBentuk.objects.create(bentuk=satu, urut=n, kolom=kolom, judul=judul)
    lembar = spj.susun(kelas[0], bentuk("lampiran-sk"))
    assert [k.judul for k in lembar.kolom] == ["Alamat", "Nama", "Alamat (2)"]


def test_the_nik_stands_only_where_it_was_opened_with_a_reason_that_its_owner_reads(kelas, kepala, petugas):
    angkatan, _, (siti, *_) = kelas
    beri_nik(siti, NIK)
    KolomBentuk.objects.create(bentuk=BentukSpj.objects.get(kode="lampiran-sk"), urut=9, kolom="NIK")
    assert [baris[-1] for baris in spj.susun(angkatan, bentuk("lampiran-sk")).baris] == ["", "", ""]
    with pytest.raises(PermissionDenied):
        aksi.buka_nik(angkatan, oleh=petugas, alasan="SPJ DAK meminta NIK penerima.")
    with pytest.raises(ValidationError):
        aksi.buka_nik(angkatan, oleh=kepala, alasan="x")

    terbuka = aksi.buka_nik(angkatan, oleh=kepala, alasan="SPJ DAK meminta NIK penerima.")
    tercetak = [baris[-1] for baris in spj.susun(angkatan, bentuk("lampiran-sk"), nik=terbuka).baris]
    assert tercetak == ["", "", NIK]
    assert [(b.subjek_kode, b.apa, b.oleh) for b in LogBaca.objects.all()] == [
        (siti.pelaku.kode, "NIK di kertas SPJ", kepala)
    ]


def test_a_word_in_braces_that_means_nothing_is_refused_and_an_unknown_fact_becomes_a_line():
    satu = BentukSpj(kode="a", jenis="FOTO", nama="A", judul="A", pembuka="{pelatihan} {nik}")
    with pytest.raises(ValidationError, match=r"\{nik\}"):
        satu.full_clean()
    assert kalimat_spj.isi("Di {tempat}.", {"tempat": ""}) == "Di ……………."


def kirim(angkatan, oleh, jenis, sesi=None, **isi):
    return aksi.tambah_bukti(angkatan, oleh=oleh, jenis=jenis, sesi=sesi, unggahan=periksa(gambar()), **isi)


def test_what_is_missing_is_named_until_all_is_there(kelas, pelatih, petugas):
    angkatan, sesi, _ = kelas
    kini = sesi[0].selesai + timedelta(minutes=5)
    tanggal = spj.kata_hari(hari_pertama(sesi))
    awal = spj.kurang(angkatan, kini=kini)
    assert awal[2:] == [
        f"Belum ada daftar hadir bertanda tangan untuk {tanggal}.",
        f"Belum ada foto kegiatan untuk {tanggal}.",
        "Uang transport belum ditetapkan. Isi 0 bila memang tidak ada.",
        "Nomor SK peserta belum diisi.",
        "Belum ada berita acara bertanda tangan.",
        "3 peserta belum punya nilai tes akhir.",
    ]
    assert [kalimat.endswith("belum ditutup.") for kalimat in awal[:2]] == [True, True]

    Sesi.objects.update(ditutup_pada=timezone.now())
    aksi.atur(angkatan, oleh=petugas, isian={"transport": 50_000, "nomor_sk": "1/SK/2026"})
    assert f"Belum ada tanda terima transport untuk {tanggal}." in spj.kurang(angkatan, kini=kini)
    for jenis in ("DAFTAR_HADIR", "FOTO", "TRANSPORT"):
        kirim(angkatan, pelatih, jenis, sesi[0])
    kirim(angkatan, petugas, "BERITA_ACARA")
    angkatan.kurikulum.nilai_min = 0
    assert spj.kurang(angkatan, kini=kini) == []


def test_scans_are_kept_with_their_session_once_and_not_taken_away_after_the_class(kelas, pelatih, pemilik):
    angkatan, sesi, _ = kelas
    lain = buat_kelas(pemilik, "Orang Lain")[1][0]
    satu = kirim(angkatan, pelatih, "FOTO", sesi[0])
    assert kirim(angkatan, pelatih, "FOTO", sesi[0]) == satu
    for jenis, milik in (("DAFTAR_HADIR", None), ("DAFTAR_HADIR", lain)):
        with pytest.raises(ValidationError, match="Pilih sesinya"):
            kirim(angkatan, pelatih, jenis, milik)
    with pytest.raises(PermissionDenied):
        kirim(angkatan, pemilik, "FOTO", sesi[0])

    Angkatan.objects.filter(pk=angkatan.pk).update(status="SELESAI")
    with pytest.raises(ValidationError, match="sudah ditutup"):
        aksi.hapus_bukti(satu, oleh=pelatih)
    assert BuktiSpj.objects.count() == 1


def test_an_official_of_another_kecamatan_and_a_trainer_set_no_amount(kelas, petugas_limpung, pelatih):
    for orang in (petugas_limpung, pelatih):
        with pytest.raises(PermissionDenied):
            aksi.atur(kelas[0], oleh=orang, isian={"transport": 1})
    assert not DataSpj.objects.exists()


def test_loading_the_examples_again_leaves_what_the_office_changed(kelas):
    BentukSpj.objects.filter(kode="foto").update(judul="Foto-foto")
    assert (aksi.muat(), BentukSpj.objects.get(kode="foto").judul) == (0, "Foto-foto")


def test_the_signer_is_who_held_the_office_on_the_day_of_the_paper(kelas):
    satu = bentuk("lampiran-sk")
    kosong = spj.susun(kelas[0], satu).penanda[0]
    assert (kosong["jabatan"], kosong["nama"]) == ("Kepala Dinas", spj.TITIK)
    satu.penanda.get().jabatan.pejabat.create(nama="Pejabat Contoh, S.E.", mulai=date(2020, 1, 1))
    assert spj.susun(kelas[0], bentuk("lampiran-sk")).penanda[0]["nama"] == "Pejabat Contoh, S.E."


def test_nobody_signs_a_sheet_without_names_on_it(kelas):
    angkatan, sesi, _ = kelas
    lembar = spj.susun(angkatan, bentuk("daftar-hadir"), pada=timezone.localdate(sesi[0].mulai))
    banyak = set()
    for n in range(1, 32, 2):
        panjang = spj_cetak.cetak(angkatan, lembar._replace(baris=[lembar.baris[-1]] * n))
        with pikepdf.open(io.BytesIO(panjang)) as semua, pikepdf.new() as akhir:
            banyak.add(len(semua.pages))
            akhir.pages.append(semua.pages[-1])
            akhir.save(hasil := io.BytesIO())
        terakhir = teks(hasil.getvalue())
        assert [kata in terakhir for kata in ("SitiAminah", "Namausaha", "Mengetahui")] == [True] * 3, n
    assert banyak == {1, 2, 3}
