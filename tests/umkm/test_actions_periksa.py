"""Sending, checking, deciding; what a verification needs; who wins a race."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from inti.dokumen import Dokumen
from inti.workflow import TransisiDitolak
from notifikasi.models import Pemberitahuan
from tests.factories import PenggunaFactory, buat_berkas, buat_usaha, usaha_siap
from umkm import queries
from umkm.actions.periksa import (
    ajukan,
    ambil,
    buka_lagi,
    cabut,
    catat_pemeriksaan,
    lepas,
    minta_perbaikan,
    periksa,
    tarik,
    tolak,
    tugaskan,
    ubah_keadaan,
    verifikasi,
)
from umkm.enums import Keadaan, StatusUsaha
from umkm.models import PelakuUsaha, Usaha


def periksa_lengkap(usaha: Usaha, petugas: Any) -> None:
    """Walk a sent business to the point where only the verdict is missing."""
    periksa(usaha, oleh=petugas)
    catat_pemeriksaan(usaha, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
    catat_pemeriksaan(usaha, oleh=petugas, bagian="TEMPAT", cara="SURAT_DESA")


@pytest.fixture
def diajukan(pemilik):
    usaha = usaha_siap(pemilik=pemilik)
    return ajukan(usaha, oleh=pemilik)


def test_what_is_missing_is_named_and_nothing_is_sent(pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    with pytest.raises(ValidationError) as galat:
        ajukan(usaha, oleh=pemilik)
    assert galat.value.messages == [
        "NIK belum diisi.",
        "Jenis kelamin belum diisi.",
        "Tanggal lahir belum diisi.",
        "Jenis kegiatan (KBLI) belum diisi.",
        "Jalan atau dusun belum diisi.",
    ]
    usaha.refresh_from_db()
    assert usaha.status == StatusUsaha.DRAF
    assert usaha.riwayat.count() == 1


def test_a_travelling_seller_needs_no_address(pemilik):
    usaha = usaha_siap(pemilik=pemilik, jenis_tempat="KELILING", alamat="")
    assert ajukan(usaha, oleh=pemilik).status == StatusUsaha.DIAJUKAN


def test_sending_twice_is_refused_and_leaves_one_line(diajukan, pemilik):
    with pytest.raises(TransisiDitolak):
        ajukan(diajukan, oleh=pemilik)
    assert [r.verba for r in diajukan.riwayat.all()] == ["daftar", "ajukan"]


def test_what_nobody_has_begun_to_check_can_be_taken_back(diajukan, pemilik, petugas):
    assert tarik(diajukan, oleh=pemilik).status == StatusUsaha.DRAF
    ajukan(diajukan, oleh=pemilik)
    periksa(diajukan, oleh=petugas)
    with pytest.raises(TransisiDitolak):
        tarik(diajukan, oleh=pemilik)


def test_verification_issues_a_proof_and_tells_the_owner(diajukan, petugas, pemilik):
    periksa_lengkap(diajukan, petugas)
    verifikasi(diajukan, oleh=petugas)
    diajukan.refresh_from_db()
    surat = queries.bukti(diajukan)
    assert diajukan.status == StatusUsaha.TERVERIFIKASI
    assert diajukan.jatuh_tempo is None
    assert PelakuUsaha.objects.get().identitas_terbukti is True
    assert [(b.label, b.samar) for b in surat.butir] == [
        ("Usaha", False),
        ("Kecamatan", False),
        ("Status", False),
        ("Diverifikasi", False),
    ]
    assert surat.butir[0].nilai == diajukan.nama
    assert "usaha_terverifikasi" in Pemberitahuan.objects.filter(akun=pemilik).values_list("templat", flat=True)


def test_no_verification_without_identity_and_place(diajukan, petugas):
    periksa(diajukan, oleh=petugas)
    catat_pemeriksaan(diajukan, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
    with pytest.raises(ValidationError, match="Tempat usaha"):
        verifikasi(diajukan, oleh=petugas)
    diajukan.refresh_from_db()
    assert diajukan.status == StatusUsaha.DIPERIKSA
    assert Dokumen.objects.count() == 0


def test_a_check_before_the_last_sending_does_not_count(diajukan, petugas, pemilik):
    periksa_lengkap(diajukan, petugas)
    minta_perbaikan(diajukan, oleh=petugas, isian={"usaha.alamat": "Sebutkan nama dukuhnya."})
    ajukan(diajukan, oleh=pemilik)
    assert queries.terperiksa(diajukan) == set()


@pytest.mark.parametrize(
    ("bagian", "cara", "lain", "kalimat"),
    [
        ("IDENTITAS", "OSS", {}, "tidak dapat membuktikan"),
        ("TEMPAT", "KUNJUNGAN", {}, "memerlukan foto"),
        ("TEMPAT", "SURAT_DESA", {"tanggal": date(2199, 1, 1)}, "masa depan"),
    ],
)
def test_a_check_that_proves_nothing_is_refused(diajukan, petugas, bagian, cara, lain, kalimat):
    with pytest.raises(ValidationError, match=kalimat):
        catat_pemeriksaan(diajukan, oleh=petugas, bagian=bagian, cara=cara, **lain)
    assert diajukan.pemeriksaan.count() == 0


def test_a_visit_keeps_its_photo(diajukan, petugas):
    foto = buat_berkas(oleh=petugas)
    baris = catat_pemeriksaan(diajukan, oleh=petugas, bagian="TEMPAT", cara="KUNJUNGAN", berkas=foto)
    assert (baris.berkas, baris.tanggal) == (foto, timezone.localdate())


def test_correction_opens_only_what_was_named(diajukan, petugas, pemilik):
    from umkm.isian import BEBAS, TERKUNCI, bagian_terbuka, sifat

    minta_perbaikan(diajukan, oleh=petugas, isian={"usaha.alamat": "Sebutkan dukuhnya.", "foto": "Fotonya buram."})
    sifat_kini = sifat(diajukan)
    assert [n for n, s in sifat_kini.items() if s == BEBAS] == ["usaha.alamat"]
    assert sifat_kini["usaha.nama"] == TERKUNCI
    assert (bagian_terbuka(diajukan, "foto"), bagian_terbuka(diajukan, "legalitas")) == (True, False)
    assert diajukan.riwayat.latest("pk").catatan == (
        "Jalan atau dusun: Sebutkan dukuhnya.\nFoto tempat usaha: Fotonya buram."
    )
    ajukan(diajukan, oleh=pemilik)
    assert diajukan.perbaikan.filter(terbuka=True).count() == 0


@pytest.mark.parametrize("isian", [{}, {"usaha.alamat": "  "}, {"usaha.status": "Naikkan."}])
def test_a_correction_says_what_and_why(diajukan, petugas, isian):
    with pytest.raises(ValidationError):
        minta_perbaikan(diajukan, oleh=petugas, isian=isian)
    diajukan.refresh_from_db()
    assert diajukan.status == StatusUsaha.DIAJUKAN


def test_a_refusal_needs_a_reason_and_has_a_way_forward(diajukan, petugas, pemilik):
    with pytest.raises(ValidationError):
        tolak(diajukan, oleh=petugas, alasan="tidak")
    tolak(diajukan, oleh=petugas, alasan="Usaha ini berada di luar Kabupaten Batang.")
    assert buka_lagi(diajukan, oleh=pemilik).status == StatusUsaha.DRAF
    assert diajukan.petugas is None


def test_revocation_voids_the_proof_at_once(diajukan, petugas, kepala):
    periksa_lengkap(diajukan, petugas)
    verifikasi(diajukan, oleh=petugas)
    cabut(diajukan, oleh=kepala, alasan="Usaha sudah tutup sejak tahun lalu.")
    surat = Dokumen.objects.get()
    assert (diajukan.status, surat.keadaan) == (StatusUsaha.DICABUT, "dicabut")
    assert queries.bukti(diajukan) is None


def test_taking_and_giving_back(diajukan, petugas):
    ambil(diajukan, oleh=petugas)
    assert diajukan.petugas == petugas
    lepas(diajukan, oleh=petugas)
    assert (diajukan.petugas, diajukan.status) == (None, StatusUsaha.DIAJUKAN)


def test_work_is_given_only_to_who_may_judge_it(diajukan, kepala, petugas, petugas_limpung):
    tugaskan(diajukan, oleh=kepala, kepada=petugas)
    assert diajukan.petugas == petugas
    with pytest.raises(ValidationError):
        tugaskan(diajukan, oleh=kepala, kepada=petugas_limpung)


def test_nobody_judges_a_business_of_his_own(petugas, desa):
    usaha = usaha_siap(pemilik=petugas, desa=desa)
    ajukan(usaha, oleh=petugas)
    with pytest.raises(PermissionDenied):
        periksa(usaha, oleh=petugas)


def test_the_other_kecamatan_is_not_ours(diajukan, petugas_limpung):
    for verba in (ambil, periksa):
        with pytest.raises(PermissionDenied):
            verba(diajukan, oleh=petugas_limpung)


def test_open_or_closed_is_recorded_apart_from_the_status(diajukan, pemilik):
    kemarin = timezone.localdate() - timedelta(days=1)
    ubah_keadaan(diajukan, oleh=pemilik, keadaan=Keadaan.TUTUP_SEMENTARA, sejak=kemarin, sumber="PEMILIK")
    diajukan.refresh_from_db()
    assert (diajukan.keadaan, diajukan.keadaan_sejak, diajukan.status) == ("TUTUP_SEMENTARA", kemarin, "DIAJUKAN")
    with pytest.raises(ValidationError):
        ubah_keadaan(
            diajukan, oleh=pemilik, keadaan="TUTUP", sejak=timezone.localdate() + timedelta(days=1), sumber="DESA"
        )


def berlomba(*kerja: Any) -> list[str]:
    """Run the given calls at the same moment, each on a connection of its own; return what became of each."""
    mulai, hasil = threading.Barrier(len(kerja)), ["" for _ in kerja]

    def jalan(urut: int) -> None:
        mulai.wait()
        try:
            kerja[urut]()
            hasil[urut] = "berhasil"
        except (TransisiDitolak, ValidationError) as galat:
            hasil[urut] = type(galat).__name__
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=(i,)) for i in range(len(kerja))]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return sorted(hasil)


@pytest.mark.django_db(transaction=True)
def test_verify_and_refuse_at_once_one_wins(petugas):
    pemilik = PenggunaFactory()
    usaha = ajukan(usaha_siap(pemilik=pemilik), oleh=pemilik)
    periksa_lengkap(usaha, petugas)
    sebelum = usaha.riwayat.count()
    hasil = berlomba(
        lambda: verifikasi(Usaha.objects.get(pk=usaha.pk), oleh=petugas),
        lambda: tolak(Usaha.objects.get(pk=usaha.pk), oleh=petugas, alasan="Alamatnya tidak ditemukan."),
    )
    usaha.refresh_from_db()
    assert hasil == ["TransisiDitolak", "berhasil"]
    assert usaha.riwayat.count() == sebelum + 1
    assert Dokumen.objects.count() == (1 if usaha.status == StatusUsaha.TERVERIFIKASI else 0)


@pytest.mark.django_db(transaction=True)
def test_two_persons_with_one_nik_verified_at_once_one_stands(petugas):
    dua = []
    for _ in range(2):
        pemilik = PenggunaFactory()
        usaha = ajukan(usaha_siap(pemilik=pemilik, nik="3325110708900001"), oleh=pemilik)
        periksa_lengkap(usaha, petugas)
        dua.append(usaha.pk)
    hasil = berlomba(*(lambda pk=pk: verifikasi(Usaha.objects.get(pk=pk), oleh=petugas) for pk in dua))
    assert hasil == ["ValidationError", "berhasil"]
    assert Usaha.objects.filter(status=StatusUsaha.TERVERIFIKASI).count() == 1
    assert PelakuUsaha.objects.filter(identitas_terbukti=True).count() == 1
    assert Dokumen.objects.count() == 1
