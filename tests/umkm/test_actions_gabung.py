"""Merging: what moves, what stays, what undo brings back, who may, who wins."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from akun.actions import akui_pemberitahuan, beri_persetujuan
from akun.models import PengakuanPemberitahuan, PengenalMasuk, Persetujuan
from inti import sandi
from inti.berkas import periksa
from inti.dokumen import AlasanCabut, Dokumen
from notifikasi.actions import kirim
from notifikasi.enums import Keadaan
from notifikasi.models import Pemberitahuan
from tests.factories import (
    DesaFactory,
    KbliFactory,
    KecamatanFactory,
    PelakuFactory,
    PenggunaFactory,
    buat_berkas,
    buat_usaha,
    gambar,
    jadikan_terverifikasi,
)
from tests.konsultasi.pabrik import buat_janji_temu, buat_meja, buat_tunggu
from tests.layanan.pabrik import buat_permohonan
from tests.pelatihan.pabrik import buat_peserta
from umkm import queries
from umkm.actions import bukti, pindahan
from umkm.actions.gabung import ISIAN_PELAKU, ISIAN_USAHA, calon_isian, gabung_pelaku, gabung_usaha, pisah
from umkm.actions.ganda import bukan_ganda, catat_dugaan
from umkm.actions.pemilik import alihkan_kepada_orang_baru
from umkm.actions.simpanan import putar_kunci
from umkm.actions.tautan import segarkan_akun
from umkm.actions.tulis import nik_tersandi
from umkm.enums import KeputusanGanda, StatusUsaha
from umkm.models import (
    AksesPembantu,
    DugaanPelaku,
    DugaanUsaha,
    FotoUsaha,
    KepemilikanUsaha,
    KeuanganUsaha,
    Legalitas,
    PelakuUsaha,
    PemeriksaanBagian,
    Penggabungan,
    PermintaanPerbaikan,
    RekamJejak,
    Usaha,
    Usulan,
)

ALASAN = "Satu orang, KTP dilihat di loket."
# The office has seen the phone: only such an account may take a record over in a merge.
TERBUKTI = {"telepon_dibuktikan": timezone.now(), "cara_bukti": "LOKET"}
NIK = "3325114708900002"


@pytest.fixture
def dua_orang(desa):
    """Two records of one person in kecamatan Batang, each with a business."""
    utama, lebur = PelakuFactory(nama="Siti Contoh"), PelakuFactory(nama="Siti Contoh Dua")
    return utama, lebur, buat_usaha(pelaku=utama, desa=desa), buat_usaha(pelaku=lebur, desa=desa)


@pytest.fixture
def dua_usaha(desa):
    """Two records of one business."""
    pelaku = PelakuFactory()
    return buat_usaha(pelaku=pelaku, desa=desa), buat_usaha(pelaku=pelaku, desa=desa)


# The registry of models: nothing that points to a person or a business is forgotten.


def penunjuk(sasaran: type[models.Model]) -> dict[str, Any]:
    """Every column of every model of every app that points to `sasaran`, tables between included."""
    hasil = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if getattr(field, "concrete", False) and not field.many_to_many and field.related_model is sasaran:
                hasil[f"{model._meta.label}.{field.name}"] = field
    return hasil


@pytest.mark.parametrize("sasaran", [PelakuUsaha, Usaha])
def test_every_reference_moves_or_stays_for_a_reason(sasaran):
    semua = penunjuk(sasaran)
    pindah = {f"{m._meta.label}.{f.name}" for m, f in pindahan.relasi(sasaran)}
    tetap = {nama for nama in pindahan.TIDAK_PINDAH if nama in semua}
    assert pindah | tetap == set(semua)
    assert pindah & tetap == set()
    assert [n for n, f in semua.items() if getattr(f.remote_field, "parent_link", False)] == []


def test_each_reason_to_stay_names_a_column_that_exists():
    semua = {**penunjuk(PelakuUsaha), **penunjuk(Usaha)}
    assert set(pindahan.TIDAK_PINDAH) - set(semua) == set()
    assert [nama for nama, sebab in pindahan.TIDAK_PINDAH.items() if len(sebab) < 20] == []


def test_many_to_many_relations_hang_on_no_registry_model_of_their_own():
    """A table between would be found as its foreign keys; a field of the merged record itself would not."""
    assert [f.name for m in (PelakuUsaha, Usaha) for f in m._meta.many_to_many] == []


# One row of every moving relation moves and comes back.


def _akses(usaha: Usaha, oleh: Any) -> AksesPembantu:
    return AksesPembantu.objects.create(
        usaha=usaha,
        nama="Bantu Contoh",
        telepon="+6281200000077",
        hubungan="ANAK",
        sampai=timezone.localdate(),
        diundang_oleh=oleh,
        token_sidik=f"sidik-{usaha.pk}",
    )


BUAT: dict[str, Any] = {
    "umkm.KepemilikanUsaha.usaha": lambda u, o: KepemilikanUsaha.objects.create(usaha=u, pelaku=PelakuFactory()),
    "umkm.KeuanganUsaha.usaha": lambda u, o: KeuanganUsaha.objects.create(usaha=u, tahun=2025, omzet=9_000_000),
    "umkm.Legalitas.usaha": lambda u, o: Legalitas.objects.create(usaha=u, jenis="HALAL", nomor="ID-1"),
    "umkm.FotoUsaha.usaha": lambda u, o: FotoUsaha.objects.create(usaha=u, berkas=buat_berkas()),
    "umkm.RekamJejak.usaha": lambda u, o: RekamJejak.objects.create(
        usaha=u, jenis="pelatihan", kode="P1", judul="Lulus", tanggal=date(2026, 1, 2)
    ),
    "umkm.PemeriksaanBagian.usaha": lambda u, o: PemeriksaanBagian.objects.create(
        usaha=u, bagian="TEMPAT", cara="SURAT_DESA", oleh=o
    ),
    "umkm.PermintaanPerbaikan.usaha": lambda u, o: PermintaanPerbaikan.objects.create(
        usaha=u, isian="usaha.alamat", kalimat="Sebutkan dukuhnya."
    ),
    "konsultasi.DaftarTunggu.usaha": lambda u, o: buat_tunggu(buat_meja(hari=()), akun=o, usaha=u),
    "konsultasi.JanjiTemu.usaha": lambda u, o: buat_janji_temu(akun=o, usaha=u),
    "layanan.Permohonan.usaha": lambda u, o: buat_permohonan(usaha=u),
    "pelatihan.Peserta.usaha": lambda u, o: buat_peserta(usaha=u),
    "umkm.AksesPembantu.usaha": _akses,
    "umkm.Usulan.usaha": lambda u, o: Usulan.objects.create(usaha=u, status="DIPUTUSKAN"),
    "umkm.Usaha.digabung_ke": lambda u, o: buat_usaha(digabung_ke=u),
}


def test_there_is_an_example_of_every_moving_relation_of_a_business():
    assert set(BUAT) == {f"{m._meta.label}.{f.name}" for m, f in pindahan.relasi(Usaha)}


@pytest.mark.parametrize("relasi", BUAT)
def test_every_relation_of_a_business_moves_and_comes_back(dua_usaha, kepala, relasi):
    utama, lebur = dua_usaha
    baris = BUAT[relasi](lebur, kepala)
    nama = relasi.rpartition(".")[2]
    log = gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    baris.refresh_from_db()
    assert getattr(baris, nama) == utama
    pisah(log, oleh=kepala, alasan=ALASAN)
    baris.refresh_from_db()
    assert getattr(baris, nama) == lebur


def test_every_relation_of_a_person_moves_and_comes_back(dua_orang, kepala):
    utama, lebur, _, usaha = dua_orang
    dahulu = PelakuFactory(digabung_ke=lebur)
    assert {f"{m._meta.label}.{f.name}" for m, f in pindahan.relasi(PelakuUsaha)} == {
        "pelatihan.Kelompok.ketua",
        "pelatihan.Peserta.pelaku",
        "umkm.KepemilikanUsaha.pelaku",
        "umkm.PelakuUsaha.digabung_ke",
    }
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    dahulu.refresh_from_db()
    assert (usaha.kepemilikan.get().pelaku, dahulu.digabung_ke) == (utama, utama)
    pisah(log, oleh=kepala, alasan=ALASAN)
    dahulu.refresh_from_db()
    assert (usaha.kepemilikan.get().pelaku, dahulu.digabung_ke) == (lebur, lebur)


def test_history_stays_and_both_sides_tell_of_the_merge_and_of_its_undoing(dua_usaha, kepala):
    utama, lebur = dua_usaha
    log = gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    pisah(log, oleh=kepala, alasan="Ternyata dua warung berbeda.")
    assert [r.verba for r in utama.riwayat.all()] == ["daftar", "gabung", "pisah"]
    assert [r.verba for r in lebur.riwayat.all()] == ["daftar", "gabung", "pisah"]
    log.refresh_from_db()
    assert (log.dibatalkan_oleh, log.alasan_batal) == (kepala, "Ternyata dua warung berbeda.")


# What the survivor has already.


def test_what_the_survivor_has_already_stays_behind_and_nothing_is_lost(dua_usaha, kepala):
    utama, lebur = dua_usaha
    KeuanganUsaha.objects.create(usaha=utama, tahun=2025, omzet=1)
    KeuanganUsaha.objects.create(usaha=lebur, tahun=2025, omzet=2)
    KeuanganUsaha.objects.create(usaha=lebur, tahun=2024, omzet=3)
    for satu in (utama, lebur):
        Legalitas.objects.create(usaha=satu, jenis="HALAL", nomor="ID-1")
        RekamJejak.objects.create(usaha=satu, jenis="x", kode="1", judul="Satu", tanggal=date(2026, 1, 2))
    log = gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    assert sorted(utama.keuangan.values_list("tahun", "omzet")) == [(2024, 3), (2025, 1)]
    assert list(lebur.keuangan.values_list("tahun", "omzet")) == [(2025, 2)]
    assert (utama.legalitas.count(), lebur.legalitas.count()) == (1, 1)
    pisah(log, oleh=kepala, alasan=ALASAN)
    assert sorted(lebur.keuangan.values_list("tahun", "omzet")) == [(2024, 3), (2025, 2)]


def test_one_owner_of_both_businesses_owns_the_survivor_once_and_the_other_no_more(dua_usaha, kepala):
    utama, lebur = dua_usaha
    log = gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    assert (utama.kepemilikan.berjalan().count(), lebur.kepemilikan.berjalan().count()) == (1, 0)
    pisah(log, oleh=kepala, alasan=ALASAN)
    assert (utama.kepemilikan.berjalan().count(), lebur.kepemilikan.berjalan().count()) == (1, 1)


def test_two_records_of_a_person_in_one_business_leave_one_owner(desa, kepala):
    utama, lebur = PelakuFactory(), PelakuFactory()
    usaha = buat_usaha(pelaku=lebur, desa=desa)
    KepemilikanUsaha.objects.create(pelaku=utama, usaha=usaha)
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    assert [k.pelaku for k in usaha.kepemilikan.berjalan()] == [utama]
    pisah(log, oleh=kepala, alasan=ALASAN)
    assert usaha.kepemilikan.berjalan().count() == 2


# What is filled in.


def test_empty_fields_are_taken_over_and_emptied_again(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    PelakuUsaha.objects.filter(pk=utama.pk).update(telepon="")
    PelakuUsaha.objects.filter(pk=lebur.pk).update(
        **nik_tersandi(NIK), pendidikan="SMP", alamat="Dukuh Contoh", domisili_luar="Kota Contoh"
    )
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    utama.refresh_from_db()
    assert (utama.telepon, utama.pendidikan, sandi.dekripsi(utama.nik_sandi)) == (lebur.telepon, "SMP", NIK)
    pisah(log, oleh=kepala, alasan=ALASAN)
    utama.refresh_from_db()
    lebur.refresh_from_db()
    assert (utama.telepon, utama.pendidikan, utama.nik_sandi, utama.nik_sidik, utama.alamat) == ("", "", "", "", "")
    assert sandi.dekripsi(lebur.nik_sandi) == NIK


def test_what_was_changed_since_the_merge_is_not_emptied(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    PelakuUsaha.objects.filter(pk=utama.pk).update(telepon="")
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    PelakuUsaha.objects.filter(pk=utama.pk).update(telepon="+6281299999999")
    pisah(log, oleh=kepala, alasan=ALASAN)
    utama.refresh_from_db()
    assert utama.telepon == "+6281299999999"


def test_an_address_is_taken_whole_or_not_at_all(dua_usaha, kepala):
    utama, lebur = dua_usaha
    Usaha.objects.filter(pk=utama.pk).update(alamat="Dukuh Satu", tahun_mulai=2019)
    Usaha.objects.filter(pk=lebur.pk).update(alamat="Dukuh Dua", rt="001", rw="002", tahun_mulai=2020, bulan_mulai=3)
    gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    utama.refresh_from_db()
    assert (utama.alamat, utama.rt, utama.rw) == ("Dukuh Satu", "", "")
    assert (utama.tahun_mulai, utama.bulan_mulai) == (2019, None)


def test_a_verified_business_is_not_filled_from_unchecked_data(dua_usaha, kepala):
    utama, lebur = dua_usaha
    Usaha.objects.filter(pk=utama.pk).update(status=StatusUsaha.TERVERIFIKASI)
    PemeriksaanBagian.objects.create(usaha=utama, bagian="TEMPAT", cara="SURAT_DESA", oleh=kepala)
    Usaha.objects.filter(pk=lebur.pk).update(
        lintang="-6.9", bujur="109.7", tautan="https://contoh.id/", kbli=KbliFactory()
    )
    utama.refresh_from_db()
    lebur.refresh_from_db()
    assert calon_isian(utama, lebur) == ["kbli_id", "tautan"]


def test_the_log_keeps_no_personal_value(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    PelakuUsaha.objects.filter(pk=utama.pk).update(telepon="")
    PelakuUsaha.objects.filter(pk=lebur.pk).update(
        **nik_tersandi(NIK), tanggal_lahir=date(1990, 8, 7), alamat="Dukuh Rahasia"
    )
    lebur.refresh_from_db()
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    teks = str(Penggabungan.objects.filter(pk=log.pk).values().get())
    assert [
        r for r in (NIK, lebur.nik_sidik, lebur.nik_sandi, "1990", "Dukuh Rahasia", lebur.telepon) if r in teks
    ] == []


def test_a_merge_can_be_undone_after_the_keys_were_changed(dua_orang, kepala, settings):
    utama, lebur, *_ = dua_orang
    PelakuUsaha.objects.filter(pk=lebur.pk).update(**nik_tersandi(NIK))
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    settings.NIK_KUNCI_SIDIK = ["kunci-sidik-baru", *settings.NIK_KUNCI_SIDIK]
    putar_kunci(sidik=True)
    pisah(log, oleh=kepala, alasan=ALASAN)
    utama.refresh_from_db()
    assert (utama.nik_sandi, utama.nik_sidik) == ("", "")


def test_every_field_to_fill_exists():
    for model, kelompok in ((PelakuUsaha, ISIAN_PELAKU), (Usaha, ISIAN_USAHA)):
        dikenal = {f.attname for f in model._meta.fields}
        assert {n for satu in kelompok for n in satu} - dikenal == set()


# Accounts, consents, numbers, papers.


def test_the_account_moves_with_its_person_and_returns(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    akun = PenggunaFactory(**TERBUKTI)
    PelakuUsaha.objects.filter(pk=lebur.pk).update(akun=akun)
    segarkan_akun(PelakuUsaha.objects.get(pk=lebur.pk))
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    akun.refresh_from_db()
    assert (akun.pelaku, akun.subjek_kode) == (utama, utama.kode)
    assert set(PengenalMasuk.objects.values_list("nilai", "pengguna")) == {
        (n, akun.pk) for n in PengenalMasuk.objects.values_list("nilai", flat=True)
    }
    assert PengenalMasuk.objects.count() == 2
    pisah(log, oleh=kepala, alasan=ALASAN)
    akun.refresh_from_db()
    segar = type(akun).objects.get(pk=akun.pk)
    assert (segar.pelaku, segar.subjek_kode) == (lebur, lebur.kode)


def test_a_split_owner_without_account_leaves_no_number_that_opens_the_others(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    akun = PenggunaFactory(**TERBUKTI)
    PelakuUsaha.objects.filter(pk=utama.pk).update(akun=akun)
    segarkan_akun(PelakuUsaha.objects.get(pk=utama.pk))
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    assert PengenalMasuk.objects.count() == 2
    pisah(log, oleh=kepala, alasan=ALASAN)
    assert PengenalMasuk.objects.count() == 1


def test_two_active_accounts_cannot_become_one_person(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    for satu in (utama, lebur):
        PelakuUsaha.objects.filter(pk=satu.pk).update(akun=PenggunaFactory(**TERBUKTI))
    with pytest.raises(ValidationError, match="akun sendiri"):
        gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    type(kepala).objects.filter(pelaku=lebur).update(is_active=False)
    gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    lebur.refresh_from_db()
    assert (lebur.digabung_ke, lebur.akun.is_active) == (utama, False)


def test_consents_and_the_notice_follow_and_return(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    beri_persetujuan(subjek_kode=utama.kode, tujuan="direktori", cara="loket")
    kembar = beri_persetujuan(subjek_kode=lebur.kode, tujuan="direktori", cara="loket")
    sendiri = beri_persetujuan(subjek_kode=lebur.kode, tujuan="kabar_wa", cara="loket")
    akui_pemberitahuan(subjek_kode=lebur.kode, cara="loket")
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    berlaku = Persetujuan.objects.berlaku()
    assert sorted(berlaku.filter(subjek_kode=utama.kode).values_list("tujuan", flat=True)) == ["direktori", "kabar_wa"]
    assert berlaku.filter(subjek_kode=lebur.kode).count() == 0
    assert PengakuanPemberitahuan.objects.get().subjek_kode == utama.kode
    pisah(log, oleh=kepala, alasan=ALASAN)
    for satu in (kembar, sendiri):
        satu.refresh_from_db()
    assert (kembar.subjek_kode, kembar.ditarik_pada, sendiri.subjek_kode) == (lebur.kode, None, lebur.kode)
    assert list(berlaku.filter(subjek_kode=utama.kode).values_list("tujuan", flat=True)) == ["direktori"]
    assert PengakuanPemberitahuan.objects.get().subjek_kode == lebur.kode


def test_the_old_address_and_the_old_number_lead_to_the_survivor(pemilik, desa, kepala, masuk):
    utama = buat_usaha(pemilik=pemilik, desa=desa)
    lebur = buat_usaha(pelaku=pemilik.pelaku, desa=desa)
    segarkan_akun(pemilik.pelaku)
    gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    klien = masuk(pemilik)
    for alamat in (lebur.get_absolute_url(), reverse("umkm:nomor", args=[lebur.nomor])):
        jawaban = klien.get(alamat)
        assert (jawaban.status_code, jawaban.headers.get("Location")) == (302, utama.get_absolute_url())
    assert set(PengenalMasuk.objects.values_list("pengguna", flat=True)) == {pemilik.pk}
    assert PengenalMasuk.objects.count() == 2


def test_the_old_address_tells_a_stranger_nothing(pemilik, pemilik_lain, desa, kepala, masuk):
    utama = buat_usaha(pemilik=pemilik, desa=desa)
    lebur = buat_usaha(pelaku=pemilik.pelaku, desa=desa)
    gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    klien = masuk(pemilik_lain)
    assert klien.get(lebur.get_absolute_url()).status_code == 404
    assert klien.get(reverse("umkm:nomor", args=[lebur.nomor])).status_code == 404


def test_the_old_number_goes_to_the_new_owner_when_the_survivor_is_handed_over(pemilik, desa, kepala):
    utama = buat_usaha(pemilik=pemilik, desa=desa)
    lebur = buat_usaha(pelaku=pemilik.pelaku, desa=desa)
    segarkan_akun(pemilik.pelaku)
    gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    alihkan_kepada_orang_baru(
        utama,
        oleh=kepala,
        nama="Budi Contoh",
        telepon="",
        dasar="JUAL_BELI",
        surat=periksa(gambar()),
        alasan="Surat jual beli dilihat.",
    )
    assert PengenalMasuk.objects.count() == 0


def test_the_proof_of_the_merged_business_is_void_and_comes_anew_after_undo(dua_usaha, kepala):
    utama, lebur = dua_usaha
    jadikan_terverifikasi(utama, lebur)
    for satu in (utama, lebur):
        satu.refresh_from_db()
        bukti.terbitkan(satu, oleh=kepala)
    lama = queries.bukti(lebur)
    log = gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    lama.refresh_from_db()
    assert (lama.alasan_cabut, lama.perihal_kode) == (AlasanCabut.DIGANTI, lebur.kode)
    assert (queries.bukti(lebur), Dokumen.objects.belum_dicabut().count()) == (None, 1)
    pisah(log, oleh=kepala, alasan=ALASAN)
    assert queries.bukti(lebur).nomor != lama.nomor


def test_the_dead_stay_dead_and_nothing_queued_leaves(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    akun = PenggunaFactory(email="contoh@contoh.id", **TERBUKTI)
    PelakuUsaha.objects.filter(pk=utama.pk).update(akun=akun)
    PelakuUsaha.objects.filter(pk=lebur.pk).update(meninggal_pada=date(2026, 8, 7))
    kirim(templat="usaha_diajukan", konteks={"nomor": "BTG-26-000001-X"}, akun=akun)
    baris = Pemberitahuan.objects.get(kanal="email")
    gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    utama.refresh_from_db()
    baris.refresh_from_db()
    assert (utama.meninggal_pada, utama.boleh_dikirimi, baris.keadaan) == (date(2026, 8, 7), False, Keadaan.DILEWATI)


# Refused.


def test_two_proven_identities_are_two_persons(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    PelakuUsaha.objects.filter(pk=utama.pk).update(**nik_tersandi(NIK), identitas_terbukti=True)
    with pytest.raises(ValidationError, match="yang identitasnya sudah diperiksa"):
        gabung_pelaku(lebur, utama, oleh=kepala, alasan=ALASAN)
    PelakuUsaha.objects.filter(pk=lebur.pk).update(**nik_tersandi("3325110708900001"), identitas_terbukti=True)
    with pytest.raises(ValidationError, match="dua orang yang berbeda"):
        gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)


def test_businesses_of_two_owners_are_not_merged(dua_orang, kepala):
    _, _, satu, dua = dua_orang
    with pytest.raises(ValidationError, match="Pemilik kedua usaha berbeda"):
        gabung_usaha(satu, dua, oleh=kepala, alasan=ALASAN)


def test_the_verified_business_is_the_one_that_stays(dua_usaha, kepala):
    utama, lebur = dua_usaha
    Usaha.objects.filter(pk=lebur.pk).update(status=StatusUsaha.TERVERIFIKASI)
    with pytest.raises(ValidationError, match="yang sudah terverifikasi"):
        gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)


def test_a_waiting_proposal_is_decided_first(dua_usaha, kepala):
    utama, lebur = dua_usaha
    Usulan.objects.create(usaha=lebur, status="DIAJUKAN")
    with pytest.raises(ValidationError, match="Putuskan dulu"):
        gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)


def test_a_merge_needs_a_reason_and_two_records(dua_usaha, kepala):
    utama, lebur = dua_usaha
    with pytest.raises(ValidationError, match="sedikitnya 10 huruf"):
        gabung_usaha(utama, lebur, oleh=kepala, alasan="sama")
    with pytest.raises(ValidationError, match="paling banyak 300"):
        gabung_usaha(utama, lebur, oleh=kepala, alasan="x" * 301)
    with pytest.raises(ValidationError, match="dua data yang berbeda"):
        gabung_usaha(utama, utama, oleh=kepala, alasan=ALASAN)


def test_a_merged_record_cannot_be_merged_again_nor_undone_twice(dua_usaha, kepala):
    utama, lebur = dua_usaha
    log = gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    with pytest.raises(ValidationError, match="sudah digabung"):
        gabung_usaha(utama, lebur, oleh=kepala, alasan=ALASAN)
    with pytest.raises(ValidationError, match="sudah digabung ke data lain"):
        gabung_usaha(lebur, utama, oleh=kepala, alasan=ALASAN)
    pisah(log, oleh=kepala, alasan=ALASAN)
    with pytest.raises(ValidationError, match="sudah dibatalkan"):
        pisah(log, oleh=kepala, alasan=ALASAN)


def test_a_chain_leads_to_its_end_and_is_undone_from_its_end(desa, kepala):
    a, b, c = (PelakuFactory() for _ in range(3))
    buat_usaha(pelaku=a, desa=desa)
    pertama = gabung_pelaku(b, c, oleh=kepala, alasan=ALASAN)
    kedua = gabung_pelaku(a, b, oleh=kepala, alasan=ALASAN)
    c.refresh_from_db()
    assert c.digabung_ke == a
    with pytest.raises(ValidationError, match="sudah digabung ke data lain"):
        pisah(pertama, oleh=kepala, alasan=ALASAN)
    pisah(kedua, oleh=kepala, alasan=ALASAN)
    pisah(pertama, oleh=kepala, alasan=ALASAN)
    c.refresh_from_db()
    assert c.digabung_ke is None


# Who may.


def test_nobody_merges_across_his_kecamatan(buat_staf, desa, desa_limpung):
    kepala_batang = buat_staf("kepala", KecamatanFactory())
    orang = PelakuFactory()
    dalam, luar = buat_usaha(pelaku=orang, desa=desa), buat_usaha(pelaku=orang, desa=desa_limpung)
    with pytest.raises(PermissionDenied):
        gabung_usaha(dalam, luar, oleh=kepala_batang, alasan=ALASAN)
    lain = PelakuFactory()
    buat_usaha(pelaku=lain, desa=desa)
    with pytest.raises(PermissionDenied):
        gabung_pelaku(lain, orang, oleh=kepala_batang, alasan=ALASAN)
    assert Penggabungan.objects.count() == 0


def test_nobody_undoes_a_merge_that_reaches_beyond_his_kecamatan(buat_staf, kepala, desa, desa_limpung):
    orang, lain = PelakuFactory(), PelakuFactory()
    buat_usaha(pelaku=orang, desa=desa)
    buat_usaha(pelaku=lain, desa=desa_limpung)
    log = gabung_pelaku(orang, lain, oleh=kepala, alasan=ALASAN)
    with pytest.raises(PermissionDenied):
        pisah(log, oleh=buat_staf("kepala", KecamatanFactory()), alasan=ALASAN)


def test_an_official_without_the_right_or_with_an_interest_may_not_merge(petugas, kepala, dua_orang, dua_usaha):
    utama, lebur, *_ = dua_orang
    with pytest.raises(PermissionDenied):
        gabung_pelaku(utama, lebur, oleh=petugas, alasan=ALASAN)
    PelakuUsaha.objects.filter(pk=lebur.pk).update(akun=kepala)
    with pytest.raises(PermissionDenied):
        gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    satu, dua = dua_usaha
    KepemilikanUsaha.objects.create(pelaku=PelakuUsaha.objects.get(pk=lebur.pk), usaha=dua)
    with pytest.raises(PermissionDenied):
        gabung_usaha(satu, dua, oleh=kepala, alasan=ALASAN)


# Suspicions.


def test_the_suspicion_is_closed_carried_on_and_answered_by_undo(dua_orang, kepala):
    utama, lebur, *_ = dua_orang
    ketiga = PelakuFactory()
    catat_dugaan(utama, lebur, "TELEPON")
    catat_dugaan(lebur, ketiga, "NIK")
    log = gabung_pelaku(utama, lebur, oleh=kepala, alasan=ALASAN)
    assert DugaanPelaku.objects.tentang(utama).tentang(lebur).get().keputusan == KeputusanGanda.DIGABUNG
    terus = DugaanPelaku.objects.tentang(utama).tentang(ketiga).get()
    assert (terus.alasan, terus.keputusan) == (["NIK"], KeputusanGanda.BELUM)
    with pytest.raises(ValidationError, match="sudah digabung"):
        bukan_ganda(DugaanPelaku.objects.tentang(utama).tentang(lebur).get(), oleh=kepala)
    pisah(log, oleh=kepala, alasan=ALASAN)
    assert DugaanPelaku.objects.tentang(utama).tentang(lebur).get().keputusan == KeputusanGanda.BUKAN


# Races.


def _serentak(*kerja: Any) -> list[str]:
    mulai, hasil = threading.Barrier(len(kerja)), []

    def jalan(satu: Any) -> None:
        mulai.wait()
        try:
            satu()
            hasil.append("berhasil")
        except ValidationError:
            hasil.append("ditolak")
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=(satu,)) for satu in kerja]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return sorted(hasil)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("berbalik", [False, True])
def test_two_merges_of_one_pair_at_once_make_one(kepala, berbalik):
    orang = PelakuFactory()
    a, b = buat_usaha(pelaku=orang), buat_usaha(pelaku=orang)
    kedua = (b, a) if berbalik else (a, b)
    hasil = _serentak(
        lambda: gabung_usaha(a, b, oleh=kepala, alasan=ALASAN),
        lambda: gabung_usaha(*kedua, oleh=kepala, alasan=ALASAN),
    )
    assert hasil == ["berhasil", "ditolak"]
    assert (Penggabungan.objects.count(), Usaha.objects.utuh().count()) == (1, 1)
    assert DugaanUsaha.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_merges_of_two_persons_at_once_make_one(kepala):
    a, b = PelakuFactory(), PelakuFactory()
    buat_usaha(pelaku=a)
    buat_usaha(pelaku=b)
    hasil = _serentak(
        lambda: gabung_pelaku(a, b, oleh=kepala, alasan=ALASAN),
        lambda: gabung_pelaku(b, a, oleh=kepala, alasan=ALASAN),
    )
    assert hasil == ["berhasil", "ditolak"]
    assert (Penggabungan.objects.count(), PelakuUsaha.objects.utuh().count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_undoing_twice_at_once_undoes_once(kepala):
    orang = PelakuFactory()
    a, b = buat_usaha(pelaku=orang, desa=DesaFactory()), buat_usaha(pelaku=orang, desa=DesaFactory())
    log = gabung_usaha(a, b, oleh=kepala, alasan=ALASAN)
    hasil = _serentak(*[lambda: pisah(log, oleh=kepala, alasan=ALASAN)] * 2)
    assert hasil == ["berhasil", "ditolak"]
    assert [r.verba for r in b.riwayat.all()] == ["daftar", "gabung", "pisah"]
