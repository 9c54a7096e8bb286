"""Filling in: what is saved at once, what is locked, what follows from it, and what the person typing never learns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from inti import sandi
from inti.berkas import Berkas
from inti.workflow import TransisiDitolak
from notifikasi.models import Pemberitahuan
from tests.factories import PelakuFactory, PenggunaFactory, buat_berkas, buat_usaha
from umkm.actions.isi import (
    FOTO_TERBANYAK,
    hapus_foto,
    hapus_legalitas,
    isi_keuangan,
    simpan,
    simpan_foto_ktp,
    tambah_foto,
    tambah_legalitas,
)
from umkm.actions.periksa import minta_perbaikan
from umkm.enums import StatusUsaha
from umkm.models import AksesPembantu, DugaanPelaku, FotoUsaha, KeuanganUsaha, Legalitas, PelakuUsaha, Usaha

NIK = "3325114708900002"


@pytest.fixture
def usaha(pemilik, desa):
    return buat_usaha(pemilik=pemilik, desa=desa)


# Free and locked.


def test_a_draft_takes_everything_at_once(usaha, pemilik):
    hasil = simpan(
        usaha,
        oleh=pemilik,
        isian={"usaha.nama": "Keripik Bu Siti", "pelaku.tanggal_lahir": date(1990, 8, 7), "usaha.alamat": ""},
    )
    usaha.refresh_from_db()
    assert sorted(hasil.tersimpan) == ["pelaku.tanggal_lahir", "usaha.nama"]
    assert (usaha.nama, usaha.pemilik.tanggal_lahir) == ("Keripik Bu Siti", date(1990, 8, 7))


def test_what_is_the_same_counts_as_nothing(usaha, pemilik):
    assert simpan(usaha, oleh=pemilik, isian={"usaha.nama": usaha.nama, "usaha.uraian": usaha.uraian}).tersimpan == []


@pytest.mark.parametrize("status", ["DIAJUKAN", "DIPERIKSA", "DITOLAK", "DICABUT"])
def test_while_the_office_holds_the_case_nothing_moves(usaha, pemilik, status):
    Usaha.objects.update(status=status)
    simpan(usaha, oleh=pemilik, isian={"usaha.nama": usaha.nama})
    with pytest.raises(TransisiDitolak):
        simpan(usaha, oleh=pemilik, isian={"usaha.nama": "Nama Lain"})
    with pytest.raises(TransisiDitolak):
        isi_keuangan(usaha, oleh=pemilik, tahun=2025, modal=1, omzet=1)
    usaha.refresh_from_db()
    assert (usaha.nama == "Nama Lain", KeuanganUsaha.objects.count()) == (False, 0)


def test_a_case_sent_back_opens_only_what_was_named(usaha, pemilik, petugas):
    Usaha.objects.update(status=StatusUsaha.DIPERIKSA)
    minta_perbaikan(
        Usaha.objects.get(), oleh=petugas, isian={"usaha.alamat": "Sebutkan dukuhnya.", "foto": "Foto terlalu gelap."}
    )
    simpan(usaha, oleh=pemilik, isian={"usaha.alamat": "Dukuh Sendang"})
    tambah_foto(usaha, oleh=pemilik, jenis="TEMPAT", berkas=buat_berkas())
    with pytest.raises(TransisiDitolak):
        simpan(usaha, oleh=pemilik, isian={"usaha.nama": "Nama Lain"})
    with pytest.raises(TransisiDitolak):
        isi_keuangan(usaha, oleh=pemilik, tahun=2025, modal=1, omzet=1)
    assert Usaha.objects.get().alamat == "Dukuh Sendang"


def test_a_proven_identity_is_not_reopened_by_a_second_draft(usaha, pemilik, desa):
    PelakuUsaha.objects.update(identitas_terbukti=True, nik_sandi=sandi.enkripsi(NIK), nik_sidik=sandi.sidik(NIK))
    kedua = buat_usaha(pelaku=usaha.pemilik, desa=desa)
    with pytest.raises(TransisiDitolak):
        simpan(kedua, oleh=pemilik, isian={"pelaku.nama": "Orang Lain"})
    simpan(kedua, oleh=pemilik, isian={"pelaku.nik": NIK, "pelaku.pendidikan": "SD"})
    assert PelakuUsaha.objects.get().pendidikan == "SD"


def test_the_same_nik_typed_again_while_keys_change_is_no_change(usaha, pemilik, settings):
    PelakuUsaha.objects.update(identitas_terbukti=True, nik_sandi=sandi.enkripsi(NIK), nik_sidik=sandi.sidik(NIK))
    settings.NIK_KUNCI_SIDIK = ["kunci-sidik-baru", *settings.NIK_KUNCI_SIDIK]
    assert simpan(usaha, oleh=pemilik, isian={"pelaku.nik": NIK}).tersimpan == []


# Who.


def test_owner_helper_and_the_official_who_entered_may_fill_in(usaha, pemilik, pemilik_lain, petugas, petugas_limpung):
    AksesPembantu.objects.create(
        usaha=usaha,
        nama="Bantu",
        telepon="+6281200000008",
        hubungan="ANAK",
        sampai=timezone.localdate(),
        diundang_oleh=pemilik,
        token_sidik="x",
        akun=pemilik_lain,
        diterima_pada=timezone.now(),
    )
    simpan(usaha, oleh=pemilik_lain, isian={"usaha.nama": "Dari Pembantu"})
    for asing in (petugas, petugas_limpung, PenggunaFactory()):
        with pytest.raises(PermissionDenied):
            simpan(usaha, oleh=asing, isian={"usaha.nama": "Dari Orang Asing"})
    Usaha.objects.update(status=StatusUsaha.TERDATA)
    simpan(usaha, oleh=petugas, isian={"usaha.nama": "Dari Petugas"})
    with pytest.raises(PermissionDenied):
        simpan(usaha, oleh=petugas_limpung, isian={"usaha.nama": "Dari Limpung"})
    assert Usaha.objects.get().nama == "Dari Petugas"


def test_a_record_that_was_merged_away_takes_nothing_more(usaha, pemilik, petugas, desa):
    lain = buat_usaha(desa=desa)
    Usaha.objects.filter(pk=usaha.pk).update(status=StatusUsaha.TERDATA, digabung_ke=lain)
    Usaha.objects.get(pk=usaha.pk).kepemilikan.update(sampai=timezone.localdate())
    for oleh in (pemilik, petugas):
        with pytest.raises(PermissionDenied):
            simpan(usaha, oleh=oleh, isian={"usaha.nama": "Nama Lain"})


# The NIK of another.


def test_whoever_types_the_nik_of_another_learns_nothing_the_other_is_told_the_office_sees_both(
    usaha, pemilik, pemilik_lain, kepala
):
    lama = PelakuFactory(akun=pemilik_lain, nik=NIK, identitas_terbukti=True)
    bebas = buat_usaha(pemilik=PenggunaFactory(), desa=usaha.desa)
    sama = simpan(usaha, oleh=pemilik, isian={"pelaku.nik": NIK})
    lain = simpan(bebas, oleh=bebas.pemilik.akun, isian={"pelaku.nik": "3325110708900001"})
    assert sama == lain
    dugaan = DugaanPelaku.objects.terlihat_oleh(kepala).get()
    assert ({dugaan.a, dugaan.b}, dugaan.alasan) == ({lama, usaha.pemilik}, ["NIK"])
    bentrok = Pemberitahuan.objects.get(templat="nik_bentrok")
    assert (bentrok.akun, [s for s in (NIK, pemilik.nama, usaha.nomor) if s in bentrok.isi]) == (pemilik_lain, [])
    assert Pemberitahuan.objects.filter(akun=pemilik).count() == 0


def test_typing_it_again_tells_nobody_again(usaha, pemilik, pemilik_lain):
    PelakuFactory(akun=pemilik_lain, nik=NIK)
    for nik in (NIK, "3325110708900001", NIK):
        simpan(usaha, oleh=pemilik, isian={"pelaku.nik": nik})
    assert Pemberitahuan.objects.filter(templat="nik_bentrok").count() == 1


def test_the_dead_are_not_told(usaha, pemilik, pemilik_lain):
    PelakuFactory(akun=pemilik_lain, nik=NIK, meninggal_pada=date(2026, 1, 2))
    simpan(usaha, oleh=pemilik, isian={"pelaku.nik": NIK})
    assert (Pemberitahuan.objects.count(), DugaanPelaku.objects.count()) == (0, 1)


# What follows.


def test_moving_to_another_kecamatan_lets_its_officials_serve_the_account(usaha, pemilik, desa_limpung):
    simpan(usaha, oleh=pemilik, isian={"usaha.desa": desa_limpung})
    assert list(pemilik.kecamatan_usaha.all()) == [desa_limpung.kecamatan]


def test_a_birth_date_reaches_the_account_as_a_hash(usaha, pemilik):
    simpan(usaha, oleh=pemilik, isian={"pelaku.tanggal_lahir": date(1990, 8, 7)})
    pemilik.refresh_from_db()
    assert (len(pemilik.tanggal_lahir_sidik), "1990" in pemilik.tanggal_lahir_sidik[:4]) == (64, False)


@pytest.mark.parametrize(
    "isian",
    [
        {"usaha.bulan_mulai": 13, "usaha.tahun_mulai": 2020},
        {"usaha.tahun_mulai": 1800},
        {"usaha.lintang": Decimal("-6.9"), "usaha.bujur": None},
        {"usaha.pekerja_laki": 1},
        {"usaha.pekerja_disabilitas": 1},
        {
            "usaha.pekerja_laki": 1,
            "usaha.pekerja_perempuan": 0,
            "usaha.pekerja_dibayar": 5,
            "usaha.pekerja_tak_dibayar": 0,
        },
    ],
)
def test_what_a_constraint_refuses_is_a_sentence_and_leaves_no_trace(usaha, pemilik, isian):
    sebelum = Usaha.objects.filter(pk=usaha.pk).values().get()
    with pytest.raises(ValidationError):
        simpan(usaha, oleh=pemilik, isian=isian)
    assert Usaha.objects.filter(pk=usaha.pk).values().get() == sebelum


# Amounts, papers, photos.


def test_amounts_are_one_row_a_year(usaha, pemilik):
    isi_keuangan(usaha, oleh=pemilik, tahun=2025, modal=5_000_000, omzet=None)
    isi_keuangan(usaha, oleh=pemilik, tahun=2025, modal=6_000_000, omzet=9_000_000)
    assert list(KeuanganUsaha.objects.values_list("tahun", "modal", "omzet")) == [(2025, 6_000_000, 9_000_000)]


@pytest.mark.parametrize("jumlah", [-1, 10**15])
def test_amounts_that_cannot_be_are_refused(usaha, pemilik, jumlah):
    with pytest.raises(ValidationError):
        isi_keuangan(usaha, oleh=pemilik, tahun=2025, modal=None, omzet=jumlah)
    assert KeuanganUsaha.objects.count() == 0


def test_a_paper_is_added_once_and_a_checked_one_stays(usaha, pemilik):
    surat = tambah_legalitas(usaha, oleh=pemilik, legalitas=Legalitas(jenis="NIB", nomor="1234567890123"))
    with pytest.raises(ValidationError, match="sudah dicatat"):
        tambah_legalitas(usaha, oleh=pemilik, legalitas=Legalitas(jenis="NIB", nomor="1234567890123"))
    with pytest.raises(ValidationError, match="13 angka"):
        tambah_legalitas(usaha, oleh=pemilik, legalitas=Legalitas(jenis="NIB", nomor="12345"))
    Legalitas.objects.update(diperiksa=True)
    with pytest.raises(TransisiDitolak):
        hapus_legalitas(Legalitas.objects.get(), oleh=pemilik)
    Legalitas.objects.update(diperiksa=False)
    hapus_legalitas(Legalitas.objects.get(pk=surat.pk), oleh=pemilik)
    assert Legalitas.objects.count() == 0


def test_photos_end_at_their_number_and_leave_with_their_file(usaha, pemilik, pemilik_lain):
    for _ in range(FOTO_TERBANYAK):
        FotoUsaha.objects.create(usaha=usaha, berkas=buat_berkas())
    with pytest.raises(ValidationError, match="Paling banyak"):
        tambah_foto(usaha, oleh=pemilik, jenis="PRODUK", berkas=buat_berkas())
    foto = FotoUsaha.objects.first()
    with pytest.raises(PermissionDenied):
        hapus_foto(foto, oleh=pemilik_lain)
    hapus_foto(foto, oleh=pemilik)
    assert (FotoUsaha.objects.count(), Berkas.objects.filter(pk=foto.berkas_id).count()) == (FOTO_TERBANYAK - 1, 0)


def test_a_new_photo_of_the_card_replaces_the_old_one(usaha, pemilik):
    lama = buat_berkas(jenis="ktp")
    simpan_foto_ktp(usaha, oleh=pemilik, berkas=lama)
    simpan_foto_ktp(usaha, oleh=pemilik, berkas=buat_berkas(jenis="ktp"))
    assert (Berkas.objects.filter(pk=lama.pk).count(), Berkas.objects.count()) == (0, 1)
    Usaha.objects.update(status=StatusUsaha.DIAJUKAN)
    with pytest.raises(TransisiDitolak):
        simpan_foto_ktp(usaha, oleh=pemilik, berkas=buat_berkas(jenis="ktp"))
