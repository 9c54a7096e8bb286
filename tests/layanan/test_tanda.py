"""Signing: the order, the number at the last step and never before, the register, fifty signatures at once."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from inti import berkas, nomor
from inti.nomor import UrutTerakhir
from inti.workflow import TransisiDitolak
from layanan import keutuhan
from layanan.actions import permohonan as aksi
from layanan.actions import tanda
from layanan.models import NomorSurat, Permohonan
from notifikasi.models import Pemberitahuan
from operasi.keutuhan import daftar
from tests.factories import gambar, lantik
from tests.layanan.pabrik import buat_layanan, buat_permohonan, isi_lengkap

pytestmark = pytest.mark.django_db


@pytest.fixture
def surat(pemilik, petugas, kepala, buat_staf):
    """A request that waits for its letter; the head of the section marks, the head of the office signs."""
    layanan = buat_layanan(surat=True)
    kabid = buat_staf("kepala", nama="Kabid Contoh")
    for penanda, akun in zip(layanan.penanda.all(), (kabid, kepala), strict=True):
        lantik(penanda.jabatan, akun, nip="197001011990011001")
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA"))
    tanda.ajukan_tanda_tangan(satu, oleh=petugas)
    return satu, kabid, kepala, petugas


def pindaian() -> Any:
    return berkas.periksa(gambar())


def test_the_number_comes_with_the_signature_and_the_scan_is_what_can_be_checked(surat, tamu):
    satu, kabid, kadis, petugas = surat
    with pytest.raises(PermissionDenied):
        tanda.tanda_tangani(satu, oleh=kadis)
    tanda.tanda_tangani(satu, oleh=kabid)
    assert (NomorSurat.objects.count(), UrutTerakhir.objects.filter(seri=satu.layanan.seri).count()) == (0, 0)
    with pytest.raises(ValidationError, match="belum bernomor"):
        tanda.terbitkan(satu, oleh=petugas, pindaian=pindaian())
    tanda.tanda_tangani(satu, oleh=kadis)
    tercatat = NomorSurat.objects.get()
    assert (tercatat.urut, tercatat.nomor) == (1, f"500.3/001/{timezone.localdate().year}")
    alamat = reverse("inti:cek", args=[tercatat.kode])
    assert tamu.get(alamat).status_code == 404
    satu = Permohonan.objects.get(pk=satu.pk)
    tanda.terbitkan(satu, oleh=petugas, pindaian=pindaian())
    hasil = satu.hasil_dokumen
    assert (satu.status, hasil.kode, hasil.nomor) == ("SELESAI", tercatat.kode, tercatat.nomor)
    assert tamu.get(alamat).status_code == 200
    with satu.hasil_dokumen.file.open("rb") as isi, pikepdf.open(isi) as pdf:
        assert len(pdf.pages) == 1
    assert [t.pejabat for t in satu.tahap.all()] == ["Kabid Contoh", "Kepala Dinas"]


def test_the_printed_letter_carries_number_name_and_answers(surat):
    satu, kabid, kadis, _ = surat
    tanda.tanda_tangani(satu, oleh=kabid)
    tanda.tanda_tangani(satu, oleh=kadis)
    with NomorSurat.objects.get().naskah.file.open("rb") as isi, pikepdf.open(isi) as pdf:
        assert NomorSurat.objects.get().nomor in str(pdf.docinfo.get("/Title", "")) or pdf.open_metadata()["dc:title"]


def test_a_page_sent_twice_does_not_do_the_next_step_too(pemilik, petugas, kepala):
    """One person holds both offices; the second sending of the first step must not sign the letter."""
    layanan = buat_layanan(surat=True)
    for penanda in layanan.penanda.all():
        lantik(penanda.jabatan, kepala)
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA"))
    tanda.ajukan_tanda_tangan(satu, oleh=petugas)
    tanda.tanda_tangani(satu, oleh=kepala, urut=1)
    with pytest.raises(TransisiDitolak):
        tanda.tanda_tangani(Permohonan.objects.get(pk=satu.pk), oleh=kepala, urut=1)
    assert (NomorSurat.objects.count(), satu.tahap.filter(pada=None).count()) == (0, 1)


def test_each_signer_is_told_when_it_is_his_turn(surat):
    satu, kabid, kadis, _ = surat

    def dipanggil() -> list[Any]:
        pesan = Pemberitahuan.objects.filter(templat="surat_menunggu_tanda", kanal="aplikasi").order_by("pk")
        return [p.akun for p in pesan]

    assert dipanggil() == [kabid]
    tanda.tanda_tangani(satu, oleh=kabid)
    assert dipanggil() == [kabid, kadis]


def test_a_stand_in_signs_with_his_own_name_and_title(surat, buat_staf):
    satu, kabid, _, _ = surat
    hari_ini, plh = timezone.localdate(), buat_staf("kepala", nama="Plh Contoh")
    lantik(satu.layanan.penanda.first().jabatan, plh, sebagai="Plh.", mulai=hari_ini, sampai=hari_ini)
    with pytest.raises(PermissionDenied):
        tanda.tanda_tangani(satu, oleh=kabid)
    tanda.tanda_tangani(satu, oleh=plh)
    tahap = satu.tahap.first()
    assert (tahap.pejabat, tahap.sebutan) == ("Plh Contoh", "Plh. Kepala Bidang")


def test_two_persons_never_hold_one_office_on_one_day(surat):
    satu, *_ = surat
    jabatan = satu.layanan.penanda.first().jabatan
    with pytest.raises(IntegrityError), transaction.atomic():
        lantik(jabatan)
    jabatan.pejabat.update(sampai=timezone.localdate() - timedelta(days=1))
    assert lantik(jabatan, mulai=timezone.localdate()) == jabatan.pejabat_pada()


def test_a_letter_sent_back_loses_its_number_which_stays_with_its_reason(surat):
    satu, kabid, kadis, petugas = surat
    for _ in range(2):
        tanda.tanda_tangani(satu, oleh=kabid)
        tanda.tanda_tangani(satu, oleh=kadis)
        satu = Permohonan.objects.get(pk=satu.pk)
        tanda.kembalikan(satu, oleh=petugas, alasan="Nama usahanya salah tulis.")
        assert satu.status == "DIPERIKSA"
        tanda.ajukan_tanda_tangan(satu, oleh=petugas)
        satu = Permohonan.objects.get(pk=satu.pk)
    assert list(NomorSurat.objects.order_by("pk").values_list("urut", "alasan_batal")) == [
        (1, "Nama usahanya salah tulis."),
        (2, "Nama usahanya salah tulis."),
    ]
    assert satu.putaran_tanda == 3


def test_a_request_given_up_after_signing_voids_its_number(surat, pemilik):
    satu, kabid, kadis, _ = surat
    tanda.tanda_tangani(satu, oleh=kabid)
    tanda.tanda_tangani(satu, oleh=kadis)
    aksi.batalkan(satu, oleh=pemilik)
    assert NomorSurat.objects.get().alasan_batal == "Dibatalkan pemohon"


def test_a_number_typed_from_the_agenda_is_taken_once_a_year(surat, pemilik):
    satu, kabid, kadis, petugas = surat
    tanda.tanda_tangani(satu, oleh=kabid)
    tanda.tanda_tangani(satu, oleh=kadis, nomor_surat="500/7/SRIKANDI")
    lain = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=satu.layanan, status="DIPERIKSA"))
    tanda.ajukan_tanda_tangan(lain, oleh=petugas)
    tanda.tanda_tangani(lain, oleh=kabid)
    with pytest.raises(ValidationError, match="sudah dipakai surat lain"):
        tanda.tanda_tangani(lain, oleh=kadis, nomor_surat="500/7/SRIKANDI")
    tercatat = NomorSurat.objects.get()
    assert (tercatat.nomor, tercatat.urut, tercatat.seri) == ("500/7/SRIKANDI", None, None)


def test_the_register_cannot_be_rewritten(surat):
    satu, kabid, kadis, _ = surat
    tanda.tanda_tangani(satu, oleh=kabid)
    tanda.tanda_tangani(satu, oleh=kadis)
    for ubah in ({"nomor": "1/LAIN"}, {"urut": 9}):
        with pytest.raises(InternalError), transaction.atomic():
            NomorSurat.objects.update(**ubah)
    with pytest.raises(InternalError), transaction.atomic():
        NomorSurat.objects.all().delete()


def test_a_service_that_does_not_say_who_signs_cannot_be_sent_for_signature(pemilik, petugas):
    layanan = buat_layanan(surat=True)
    layanan.penanda.all().delete()
    satu = buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA")
    with pytest.raises(ValidationError, match="belum menyebut siapa"):
        tanda.ajukan_tanda_tangan(satu, oleh=petugas)


@pytest.mark.django_db(transaction=True)
def test_of_two_scans_handed_in_at_once_the_second_is_told(surat):
    satu, kabid, kadis, petugas = surat
    for akun in (kabid, kadis):
        tanda.tanda_tangani(satu, oleh=akun)
    hasil: list[str] = []

    def kerja() -> None:
        try:
            tanda.terbitkan(Permohonan.objects.get(pk=satu.pk), oleh=petugas, pindaian=pindaian())
            hasil.append("jadi")
        except TransisiDitolak:
            hasil.append("ditolak")
        finally:
            connection.close()

    utas = [threading.Thread(target=kerja) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(hasil) == ["ditolak", "jadi"]


@pytest.mark.django_db(transaction=True)
def test_fifty_signatures_at_once_leave_no_gap_and_no_double(pemilik, petugas, kepala):
    """Every fifth is rolled back after its number was drawn: that number goes to another."""
    seri = nomor.seri("surat-uji", pola="{urut:03d}/{tahun}")
    layanan = buat_layanan(surat=True, seri=seri)
    layanan.penanda.filter(jenis="PARAF").delete()
    lantik(layanan.penanda.get().jabatan, kepala)
    semua = [buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA").pk for _ in range(50)]
    for pk in semua:
        tanda.ajukan_tanda_tangan(Permohonan.objects.get(pk=pk), oleh=petugas)
    galat: list[BaseException] = []
    giliran = threading.Semaphore(12)

    def kerja(ke: int, pk: int) -> None:
        with giliran:
            try:
                with transaction.atomic():
                    tanda.tanda_tangani(Permohonan.objects.get(pk=pk), oleh=kepala)
                    if ke % 5 == 0:
                        transaction.set_rollback(True)
            except BaseException as e:
                galat.append(e)
            finally:
                connection.close()

    utas = [threading.Thread(target=kerja, args=a) for a in enumerate(semua)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(timeout=120)
    assert galat == []
    assert sorted(NomorSurat.objects.values_list("urut", flat=True)) == list(range(1, 41))


def test_what_holds_after_a_letter_went_out_is_what_the_nightly_look_expects(surat):
    satu, kabid, kadis, petugas = surat
    tanda.tanda_tangani(satu, oleh=kabid)
    tanda.tanda_tangani(satu, oleh=kadis)
    tanda.terbitkan(satu, oleh=petugas, pindaian=pindaian())
    assert [kalimat for p in keutuhan.daftar() for kalimat in p.cari()] == []
    nama = {"Nomor setiap seri rapat dan dipakai sekali", "Setiap dokumen menunjuk data yang ada"}
    # Factories draw no numbers of businesses and requests.
    salah = [k for p in daftar() if p.judul in nama for k in p.cari() if "usaha" not in k and "permohonan" not in k]
    assert salah == []
