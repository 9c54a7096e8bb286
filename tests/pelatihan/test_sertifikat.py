"""Certificates: printed by workers that may die, numbered without a gap, void and new after a correction."""

from __future__ import annotations

import io
import threading
from datetime import timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from akun.models import Pejabat
from inti import pdf
from inti.dokumen import AlasanCabut, Dokumen, Keadaan
from inti.workflow import SISTEM
from notifikasi.models import Pemberitahuan
from pelatihan import keutuhan_sertifikat, sertifikat
from pelatihan.actions import sertifikat as aksi
from pelatihan.actions.koreksi import koreksi
from pelatihan.actions.lulus import buat_penerbitan, catat_lulus, selesaikan
from pelatihan.enums import StatusAngkatan
from pelatihan.models import Angkatan, Nilai, Penerbitan, Peserta, Sesi
from tests.inti.test_pdf import teks
from tests.pelatihan.pabrik import buat_angkatan, buat_peserta, kelas_selesai

pytestmark = pytest.mark.django_db
ALASAN = "Nama di KTP berbeda dengan yang tercetak."


def urut() -> list[int]:
    return sorted(int(d.nomor.split("/")[0]) for d in Dokumen.objects.filter(perihal_jenis=sertifikat.PERIHAL))


def terbit(peserta: Peserta) -> Dokumen:
    surat = sertifikat.berlaku(peserta)
    assert surat is not None
    return surat


@pytest.fixture
def satu() -> Peserta:
    """One who passed and has his certificate, and the fact on his business."""
    angkatan, (peserta,) = kelas_selesai()
    terbitan = buat_penerbitan(angkatan, oleh=SISTEM)
    catat_lulus(peserta, terbitan)
    aksi.kerjakan(terbitan.pk)
    return Peserta.objects.get(pk=peserta.pk)


# --- in bulk ---------------------------------------------------------------


def test_a_class_is_printed_in_several_goes_and_ends(monkeypatch):
    monkeypatch.setattr(aksi, "SEKALI", 2)
    monkeypatch.setattr(aksi, "BERSAMA", 1)
    angkatan, _ = kelas_selesai(3)
    terbitan = buat_penerbitan(angkatan, oleh=SISTEM)

    assert [aksi.kerjakan(terbitan.pk) for _ in range(4)] == [2, 1, 0, 0]
    assert urut() == [1, 2, 3]
    terbitan.refresh_from_db()
    assert (terbitan.selesai_pada is None, terbitan.sewa, terbitan.galat) == (False, None, "")


def test_a_worker_that_was_killed_leaves_its_class_to_the_sweep(monkeypatch):
    angkatan, _ = kelas_selesai(1)
    terbitan = buat_penerbitan(angkatan, oleh=SISTEM)
    Penerbitan.objects.update(dikerjakan_sampai=timezone.now() + timedelta(seconds=30))
    assert (aksi.kerjakan(terbitan.pk), aksi.sapu()) == (0, 0)

    Penerbitan.objects.update(dikerjakan_sampai=timezone.now() - timedelta(seconds=1))
    assert (aksi.sapu(), aksi.kerjakan(terbitan.pk)) == (1, 1)


def test_one_that_cannot_be_printed_holds_up_no_other_and_gives_its_number_back(monkeypatch):
    angkatan, peserta = kelas_selesai(3)
    asli = pdf.cetak

    def macet(*args, **isian):
        if isian["judul"].endswith(peserta[1].pelaku.nama):
            raise pdf.GagalCetak("rusak")
        return asli(*args, **isian)

    monkeypatch.setattr(pdf, "cetak", macet)
    terbitan = buat_penerbitan(angkatan, oleh=SISTEM)
    assert [aksi.kerjakan(terbitan.pk) for _ in range(5)] == [2, 0, 0, 0, 0]
    assert urut() == [1, 2]
    terbitan.refresh_from_db()
    assert (terbitan.terhenti, terbitan.galat) == (
        True,
        "1 sertifikat tidak dapat dicetak. Kabari pengelola portal.",
    )
    monkeypatch.setattr(pdf, "cetak", asli)
    aksi.coba_lagi(terbitan)
    assert (aksi.kerjakan(terbitan.pk), urut()) == (1, [1, 2, 3])


def test_nothing_is_printed_while_nobody_signs():
    angkatan, _ = kelas_selesai()
    Pejabat.objects.update(mulai=timezone.localdate() + timedelta(days=1))
    terbitan = buat_penerbitan(angkatan, oleh=SISTEM)

    assert aksi.kerjakan(terbitan.pk) == 0
    terbitan.refresh_from_db()
    assert terbitan.galat == "Jabatan Kepala Dinas hari ini belum ada pejabatnya. Isi dulu di Jabatan, lalu coba lagi."


def test_who_has_not_passed_gets_no_certificate():
    angkatan, _ = kelas_selesai()
    lain = buat_peserta("MENGUNDURKAN_DIRI", angkatan=angkatan)
    with pytest.raises(ValidationError, match="hanya untuk yang lulus"):
        aksi.terbitkan(lain, oleh=SISTEM)


def test_a_second_certificate_in_force_is_refused(satu):
    with pytest.raises(ValidationError, match="masih berlaku"):
        aksi.terbitkan(satu, oleh=SISTEM)


# --- the paper -------------------------------------------------------------


def test_the_paper_is_tagged_and_archivable_with_two_pages_and_says_who_what_and_how_long():
    angkatan, (peserta,) = kelas_selesai(nama="Penyuluhan Keamanan Pangan", tampil_nilai=True)
    Nilai.objects.create(peserta=peserta, akhir=Decimal("87.5"))
    buat_penerbitan(angkatan, oleh=SISTEM)
    surat = aksi.terbitkan(peserta, oleh=SISTEM)
    with surat.file.open() as berkas:
        isi = berkas.read()

    with pikepdf.open(io.BytesIO(isi)) as satu:
        assert (len(satu.pages), bool(satu.Root.MarkInfo.Marked), satu.open_metadata().pdfa_status) == (2, True, "2A")
        assert [float(x) for x in satu.pages[0].MediaBox[2:]] == pytest.approx([841.89, 595.28], abs=0.1)
    terbaca = teks(isi)
    for kata in (
        peserta.pelaku.nama,
        "Penyuluhan Keamanan Pangan",
        f"{angkatan.nama}, 30 jam pelajaran",
        surat.nomor,
        "Kepala Dinas,",
        surat.alamat.partition("//")[2],
        "Buku kas30",
        "Nilai tes akhir 87,5",
    ):
        assert kata.replace(" ", "") in terbaca, kata
    assert surat.isi == [
        {"label": "Nama", "nilai": peserta.pelaku.nama, "samar": True},
        {"label": "Pelatihan", "nilai": "Penyuluhan Keamanan Pangan", "samar": False},
        {"label": "Angkatan", "nilai": angkatan.nama, "samar": False},
        {"label": "Lama", "nilai": "30 JP", "samar": False},
    ]


@pytest.mark.parametrize("nama", ["W" * 150, "李小龙 🍜 ꦱꦶꦠꦶ", "Raden Ayu " * 14])
def test_no_name_pushes_the_front_to_a_second_page(nama):
    angkatan, (peserta,) = kelas_selesai(nama="Pengolahan dan Pengemasan " * 4)
    angkatan.tempat, peserta.pelaku.nama, peserta.usaha.nama = "Aula Gedung " * 12, nama, "Kelompok Usaha " * 9
    umum = sertifikat.cetakan(angkatan)
    penanda = sertifikat.pejabat(angkatan, timezone.localdate())
    isian = sertifikat.isi(peserta, umum, nomor="00001/SERT/2026", penanda=penanda)
    with pikepdf.open(io.BytesIO(sertifikat.cetak(isian, kode="ABC", hari=timezone.localdate()))) as berkas:
        assert len(berkas.pages) == 2


def test_a_later_change_of_the_course_does_not_reach_the_certificate():
    angkatan, (peserta,) = kelas_selesai(nama="Pembukuan Dasar")
    buat_penerbitan(angkatan, oleh=SISTEM)
    angkatan.kurikulum.nama = "Pembukuan Lanjut"
    angkatan.kurikulum.save()
    angkatan.kurikulum.topik.create(nama="Pajak", jp=9)

    surat = aksi.terbitkan(peserta, oleh=SISTEM)
    assert [b["nilai"] for b in surat.isi][1::2] == ["Pembukuan Dasar", "30 JP"]


def test_the_hours_are_those_taught_when_every_session_names_its_topic():
    angkatan = buat_angkatan()
    buku, laba = (angkatan.kurikulum.topik.create(nama=n, jp=10) for n in ("Buku kas", "Laba"))
    kini = timezone.now()
    for i, (topik, jp) in enumerate(((buku, 4), (laba, 5), (buku, 3))):
        mulai = kini + timedelta(days=i)
        Sesi.objects.create(angkatan=angkatan, mulai=mulai, selesai=mulai + timedelta(hours=4), topik=topik, jp=jp)
    assert sertifikat.diajarkan(angkatan) == ([["Buku kas", 7], ["Laba", 5]], 12)

    Sesi.objects.filter(topik=laba).update(topik=None)
    assert sertifikat.diajarkan(angkatan) == ([["Buku kas", 10], ["Laba", 10]], 20)


# --- void, and anew --------------------------------------------------------


def test_a_corrected_name_brings_a_new_certificate_and_voids_the_old_one(satu, kepala):
    lama = terbit(satu)
    satu.pelaku.nama = "Contoh Nama Benar"
    satu.pelaku.save()
    baru = aksi.terbitkan_ulang(satu, dilihat=lama.kode, alasan=ALASAN, oleh=kepala)

    lama.refresh_from_db()
    assert (lama.keadaan, lama.alasan_cabut, baru.menggantikan) == (Keadaan.DICABUT, AlasanCabut.DIGANTI, lama)
    assert (sertifikat.nama_tercetak(lama) == "Contoh Nama Benar", sertifikat.nama_tercetak(baru)) == (
        False,
        "Contoh Nama Benar",
    )
    assert Pemberitahuan.objects.filter(templat="pelatihan_sertifikat_ganti").count() == 1
    with pytest.raises(ValidationError, match="baru saja diterbitkan ulang"):
        aksi.terbitkan_ulang(satu, dilihat=lama.kode, alasan=ALASAN, oleh=kepala)
    assert urut() == [1, 2]


def test_a_revoked_certificate_stays_void_until_somebody_issues_it_anew(satu, kepala):
    surat = aksi.cabut(satu, sebab=AlasanCabut.SALAH_TERBIT, alasan=ALASAN, oleh=kepala)
    Penerbitan.objects.update(selesai_pada=None)

    assert aksi.kerjakan(Penerbitan.objects.get().pk) == 0
    assert (sertifikat.berlaku(satu), satu.usaha.rekam_jejak.count()) == (None, 1)
    assert aksi.terbitkan_ulang(satu, dilihat=surat.kode, alasan=ALASAN, oleh=kepala).menggantikan == surat


def test_a_certificate_is_revoked_with_a_reason_by_who_may(satu, kepala, petugas, pemilik):
    for bukan in (petugas, pemilik):
        with pytest.raises(PermissionDenied):
            aksi.cabut(satu, sebab=AlasanCabut.SALAH_TERBIT, alasan=ALASAN, oleh=bukan)
    with pytest.raises(ValidationError, match="sedikitnya 10 huruf"):
        aksi.cabut(satu, sebab=AlasanCabut.SALAH_TERBIT, alasan="salah", oleh=kepala)
    with pytest.raises(ValidationError, match="Pilih sebabnya"):
        aksi.cabut(satu, sebab=AlasanCabut.TIDAK_MEMENUHI, alasan=ALASAN, oleh=kepala)


# --- one result put right --------------------------------------------------


def test_a_pass_that_was_wrong_takes_certificate_and_fact_back(satu, kepala):
    lama = terbit(satu)
    koreksi(satu, lulus=False, alasan="Tandanya tertukar dengan peserta lain.", oleh=kepala)

    lama.refresh_from_db()
    assert (satu.status, lama.alasan_cabut) == ("TIDAK_LULUS", AlasanCabut.TIDAK_MEMENUHI)
    assert satu.usaha.rekam_jejak.count() == 0
    assert Pemberitahuan.objects.filter(templat="pelatihan_koreksi").count() == 1


def test_a_pass_that_was_missed_is_certified_and_written_on_the_business(kepala):
    angkatan, _ = kelas_selesai()
    gagal = buat_peserta("TIDAK_LULUS", angkatan=_berkursi(angkatan))
    with pytest.raises(ValidationError, match="Nilai tes akhirnya belum ada; untuk lulus paling sedikit 60"):
        koreksi(gagal, lulus=True, alasan="Tesnya terlewat dimasukkan pelatih.", oleh=kepala)
    gagal.refresh_from_db()
    koreksi(gagal, lulus=True, nilai=Decimal(75), alasan="Tesnya terlewat dimasukkan pelatih.", oleh=kepala)

    assert (gagal.status, terbit(gagal).keadaan) == ("LULUS", Keadaan.BERLAKU)
    assert gagal.usaha.rekam_jejak.get().judul == "Lulus Pembukuan Dasar, 30 JP"
    assert gagal.perubahan_nilai.get().ke == 75


def test_the_fact_stays_while_another_of_the_business_has_passed_the_same_course(satu, kepala):
    rekan = buat_peserta("LULUS", angkatan=_berkursi(satu.angkatan))
    Peserta.objects.filter(pk=rekan.pk).update(usaha=satu.usaha)
    koreksi(satu, lulus=False, alasan="Tandanya tertukar dengan peserta lain.", oleh=kepala)

    assert satu.usaha.rekam_jejak.count() == 1


def test_a_correction_that_changes_nothing_and_one_by_the_wrong_person_are_refused(satu, kepala, petugas):
    with pytest.raises(ValidationError, match="Belum ada yang berubah"):
        koreksi(satu, lulus=True, alasan=ALASAN, oleh=kepala)
    with pytest.raises(PermissionDenied):
        koreksi(satu, lulus=False, alasan=ALASAN, oleh=petugas)


def _berkursi(angkatan):
    angkatan.kuota.update(jumlah=9)
    return angkatan


# --- kept whole ---


def test_the_checks_find_a_certificate_without_a_pass_a_pass_without_one_and_read_every_number(satu):
    assert [list(periksa.cari()) for periksa in keutuhan_sertifikat.daftar()] == [[], []]
    assert list(keutuhan_sertifikat.nomor()) == [(timezone.localdate().year, 1)]

    Peserta.objects.update(status="TIDAK_LULUS")
    assert len(list(keutuhan_sertifikat.bukan_lulusan())) == 1
    buat_peserta("LULUS", angkatan=_berkursi(satu.angkatan))
    assert len(list(keutuhan_sertifikat.tanpa_sertifikat())) == 1


# --- at once ---------------------------------------------------------------


def _bersamaan(*kerja):
    """Run these at the same moment on connections of their own; return what each gave or raised."""
    gerbang, hasil = threading.Barrier(len(kerja)), [None] * len(kerja)

    def jalan(i, satu):
        try:
            gerbang.wait(10)
            hasil[i] = satu()
        except Exception as galat:
            hasil[i] = galat
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=(i, satu)) for i, satu in enumerate(kerja)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(60)
    return hasil


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_class_give_each_person_one_certificate_and_leave_no_gap():
    angkatan, _ = kelas_selesai(12)
    buat_penerbitan(angkatan, oleh=SISTEM)
    hasil = _bersamaan(*[lambda: aksi.terbitkan_semua(angkatan, oleh=SISTEM)] * 2)

    assert sum(jumlah for jumlah, _ in hasil) == 12
    assert urut() == list(range(1, 13))
    assert Dokumen.objects.values("perihal_kode").distinct().count() == 12


@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_a_class_at_once_one_succeeds(kepala):
    angkatan, _ = kelas_selesai(1)
    Angkatan.objects.update(status=StatusAngkatan.BERJALAN)
    Peserta.objects.update(status="TERDAFTAR")

    def tutup():
        return selesaikan(Angkatan.objects.get(pk=angkatan.pk), oleh=SISTEM).status

    hasil = _bersamaan(tutup, tutup)
    assert sorted(type(h).__name__ for h in hasil) == ["StatusAngkatan", "TransisiDitolak"]
    assert (Penerbitan.objects.count(), Peserta.objects.get().riwayat.count()) == (1, 1)
