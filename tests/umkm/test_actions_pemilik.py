"""Handing over, death, linking an account, mending a NIK: what follows from each, and who may not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from akun.models import PengenalMasuk, Persetujuan
from inti import sandi
from inti.berkas import periksa
from notifikasi.actions import kirim
from notifikasi.enums import Keadaan
from notifikasi.models import Pemberitahuan
from tests.factories import PelakuFactory, PenggunaFactory, buat_usaha, gambar, jadikan_terverifikasi
from umkm import queries
from umkm.actions import bukti
from umkm.actions.identitas import betulkan_nik, buktikan
from umkm.actions.pemilik import (
    alihkan,
    alihkan_kepada_orang_baru,
    catat_kematian,
    hidupkan,
    hubungkan_akun,
    terima_undangan,
    undang_pembantu,
)
from umkm.actions.tautan import segarkan_akun
from umkm.actions.tulis import nik_tersandi
from umkm.actions.usulan import usulkan
from umkm.enums import StatusUsaha, StatusUsulan
from umkm.models import DugaanPelaku, PelakuUsaha, Usaha

NIK, NIK_LAIN = "3325114708900002", "3325110708900001"
SURAT = "Surat jual beli dan KTP keduanya dilihat."


@pytest.fixture
def usaha(pemilik, desa):
    satu = buat_usaha(pemilik=pemilik, desa=desa)
    segarkan_akun(pemilik.pelaku)
    return satu


def alihan(**ganti: Any) -> dict[str, Any]:
    return {"dasar": "JUAL_BELI", "surat": periksa(gambar()), "alasan": SURAT, **ganti}


def berakun_terbukti() -> Any:
    return PenggunaFactory(telepon_dibuktikan=timezone.now(), cara_bukti="loket")


# Handing over.


def test_the_business_changes_hands_and_keeps_number_and_history(usaha, pemilik, pemilik_lain, kepala):
    kepada, nomor = PelakuFactory(akun=pemilik_lain), usaha.nomor
    alihkan(usaha, oleh=kepala, kepada=kepada, **alihan())
    usaha = Usaha.objects.get()
    assert (usaha.nomor, usaha.pemilik, [r.verba for r in usaha.riwayat.all()]) == (
        nomor,
        kepada,
        ["daftar", "alihkan"],
    )
    lama = usaha.kepemilikan.get(pelaku__akun=pemilik)
    assert (lama.sampai, lama.dasar) == (timezone.localdate(), "AWAL")
    assert Usaha.objects.dikelola(pemilik).count() == 0
    assert Usaha.objects.dikelola(pemilik_lain).get() == usaha
    assert PengenalMasuk.objects.get().pengguna == pemilik_lain


def test_both_owners_are_told_and_an_owner_without_account_leaves_no_number(usaha, pemilik, kepala):
    alihkan_kepada_orang_baru(usaha, oleh=kepala, nama="Budi Contoh", telepon="", **alihan())
    pesan = Pemberitahuan.objects.filter(templat="usaha_dialihkan").values_list("akun", "kanal")
    assert list(pesan.order_by("kanal")) == [(pemilik.pk, "aplikasi"), (pemilik.pk, "wa_me")]
    assert PengenalMasuk.objects.count() == 0


def test_helpers_invitations_and_proposals_of_the_former_owner_end(usaha, pemilik, pemilik_lain, kepala):
    isian = {
        "oleh": pemilik,
        "nama": "Bantu Contoh",
        "hubungan": "ANAK",
        "sampai": timezone.localdate() + timedelta(days=3),
    }
    _, diterima = undang_pembantu(usaha, telepon="+6281200000008", **isian)
    terima_undangan(diterima.split("/")[-2], oleh=pemilik_lain)
    _, terbuka = undang_pembantu(usaha, telepon="+6281200000009", **isian)
    jadikan_terverifikasi(usaha)
    usulan = usulkan(Usaha.objects.get(), oleh=pemilik, isian={"pelaku.nama": "Nama Titipan"})
    alihkan_kepada_orang_baru(Usaha.objects.get(), oleh=kepala, nama="Budi Contoh", telepon="", **alihan(nik=NIK))
    usulan.refresh_from_db()
    assert usulan.status == StatusUsulan.DIBATALKAN
    assert Usaha.objects.dikelola(pemilik_lain).count() == 0
    with pytest.raises(ValidationError, match="sudah dipakai, dicabut"):
        terima_undangan(terbuka.split("/")[-2], oleh=PenggunaFactory())


def test_a_verified_business_gets_a_proof_in_the_new_owners_name(usaha, kepala):
    jadikan_terverifikasi(usaha)
    usaha.refresh_from_db()
    lama = bukti.terbitkan(usaha, oleh=kepala)
    with pytest.raises(ValidationError, match="Isi NIK pemilik baru"):
        alihkan_kepada_orang_baru(usaha, oleh=kepala, nama="Budi Contoh", telepon="", **alihan())
    alihkan_kepada_orang_baru(Usaha.objects.get(), oleh=kepala, nama="Budi Contoh", telepon="", **alihan(nik=NIK))
    usaha = Usaha.objects.get()
    lama.refresh_from_db()
    assert (usaha.status, usaha.pemilik.identitas_terbukti) == (StatusUsaha.TERVERIFIKASI, True)
    assert (lama.dicabut_pada is None, queries.bukti(usaha) == lama) == (False, False)
    assert usaha.pemeriksaan.get().get_cara_display() == "KTP asli dilihat"


def test_a_proven_new_owner_needs_no_nik_and_keeps_his_own(usaha, kepala, desa):
    jadikan_terverifikasi(usaha)
    kepada = PelakuFactory(nik=NIK, identitas_terbukti=True)
    with pytest.raises(ValidationError, match="berbeda dengan NIK orang itu"):
        alihkan(Usaha.objects.get(), oleh=kepala, kepada=kepada, **alihan(nik=NIK_LAIN))
    alihkan(Usaha.objects.get(), oleh=kepala, kepada=kepada, **alihan())
    kepada.refresh_from_db()
    assert (Usaha.objects.get().pemilik, sandi.dekripsi(kepada.nik_sandi)) == (kepada, NIK)


def test_a_new_owner_who_resembles_somebody_is_noted(usaha, kepala, desa):
    kembar = PelakuFactory(nik=NIK)
    alihkan_kepada_orang_baru(usaha, oleh=kepala, nama="Budi Contoh", telepon=kembar.telepon, **alihan(nik=NIK))
    assert sorted(DugaanPelaku.objects.tentang(kembar).get().alasan) == ["NIK", "TELEPON"]


@pytest.mark.parametrize("keadaan", ["sendiri", "meninggal", "digabung", "dasar"])
def test_who_cannot_take_over_and_on_what(usaha, pemilik, kepala, keadaan):
    kepada = PelakuFactory()
    isian = alihan()
    if keadaan == "sendiri":
        kepada = pemilik.pelaku
    elif keadaan == "meninggal":
        PelakuUsaha.objects.filter(pk=kepada.pk).update(meninggal_pada=date(2026, 1, 2))
    elif keadaan == "digabung":
        PelakuUsaha.objects.filter(pk=kepada.pk).update(digabung_ke=PelakuFactory())
    else:
        isian["dasar"] = "AWAL"
    with pytest.raises(ValidationError):
        alihkan(usaha, oleh=kepala, kepada=kepada, **isian)
    assert usaha.riwayat.count() == 1


def test_no_party_to_the_deal_hands_over_and_nobody_beyond_his_kecamatan(
    usaha, petugas, kepala, buat_staf, desa_limpung
):
    with pytest.raises(PermissionDenied):
        alihkan(usaha, oleh=kepala, kepada=PelakuFactory(akun=kepala), **alihan())
    with pytest.raises(PermissionDenied):
        alihkan(usaha, oleh=petugas, kepada=PelakuFactory(), **alihan())
    with pytest.raises(PermissionDenied):
        alihkan(usaha, oleh=buat_staf("kepala", desa_limpung.kecamatan), kepada=PelakuFactory(), **alihan())


# Death.


def test_after_a_death_nothing_leaves_and_nothing_opens(usaha, pemilik, petugas):
    pemilik.email = "contoh@contoh.id"
    pemilik.save()
    kirim(templat="usaha_diajukan", konteks={"nomor": usaha.nomor}, akun=pemilik)
    antre = Pemberitahuan.objects.get(kanal="email")
    catat_kematian(pemilik.pelaku, oleh=petugas, pada=date(2026, 8, 7), catatan="Akta kematian dilihat.")
    antre.refresh_from_db()
    assert antre.keadaan == Keadaan.DILEWATI
    assert Usaha.objects.dikelola(pemilik).count() == 0
    assert usaha.riwayat.latest("pk").verba == "catat_kematian"


def test_the_heirs_take_over_and_the_dead_are_not_written_to(usaha, pemilik, petugas, kepala):
    catat_kematian(pemilik.pelaku, oleh=petugas, pada=date(2026, 8, 7), catatan="Akta kematian dilihat.")
    sebelum = Pemberitahuan.objects.filter(akun=pemilik).count()
    waris = PelakuFactory(akun=PenggunaFactory())
    alihkan(Usaha.objects.get(), oleh=kepala, kepada=waris, **alihan(dasar="WARIS"))
    assert Pemberitahuan.objects.filter(akun=pemilik).count() == sebelum
    assert Pemberitahuan.objects.get(akun=waris.akun, templat="usaha_dialihkan", kanal="aplikasi").akun == waris.akun


def test_a_business_beyond_the_kecamatan_gets_its_line_from_the_system(usaha, pemilik, petugas, desa_limpung):
    sana = buat_usaha(pelaku=pemilik.pelaku, desa=desa_limpung)
    catat_kematian(pemilik.pelaku, oleh=petugas, pada=date(2026, 8, 7), catatan="Akta kematian dilihat.")
    assert (usaha.riwayat.latest("pk").oleh, sana.riwayat.latest("pk").pelaku) == (petugas, "Portal")


def test_a_death_recorded_by_mistake_is_taken_back(usaha, pemilik, petugas, petugas_limpung):
    pelaku = pemilik.pelaku
    with pytest.raises(ValidationError, match="tidak tercatat meninggal"):
        hidupkan(pelaku, oleh=petugas, catatan="Orangnya datang dengan KTP.")
    catat_kematian(pelaku, oleh=petugas, pada=date(2026, 8, 7), catatan="Akta kematian dilihat.")
    with pytest.raises(PermissionDenied):
        hidupkan(pelaku, oleh=petugas_limpung, catatan="Orangnya datang dengan KTP.")
    hidupkan(pelaku, oleh=petugas, catatan="Orangnya datang dengan KTP.")
    assert list(Usaha.objects.dikelola(pemilik)) == [usaha]
    baris = usaha.riwayat.latest("pk")
    assert (baris.verba, baris.catatan) == ("hidupkan", "Orangnya datang dengan KTP.")


def test_a_death_is_recorded_once_and_with_a_day_that_can_be(usaha, pemilik, petugas, petugas_limpung):
    pelaku = pemilik.pelaku
    PelakuUsaha.objects.update(tanggal_lahir=date(1990, 8, 7))
    besok = timezone.localdate() + timedelta(days=1)
    for pada, kalimat in ((besok, "masa depan"), (date(1980, 1, 1), "sebelum tanggal lahir")):
        with pytest.raises(ValidationError, match=kalimat):
            catat_kematian(pelaku, oleh=petugas, pada=pada, catatan="Akta kematian dilihat.")
    with pytest.raises(PermissionDenied):
        catat_kematian(pelaku, oleh=petugas_limpung, pada=date(2026, 8, 7), catatan="Akta kematian dilihat.")
    catat_kematian(pelaku, oleh=petugas, pada=date(2026, 8, 7), catatan="Akta kematian dilihat.")
    with pytest.raises(ValidationError, match="sudah tercatat"):
        catat_kematian(pelaku, oleh=petugas, pada=date(2026, 8, 8), catatan="Akta kematian dilihat.")


# Linking.


def test_an_older_record_finds_its_account_with_numbers_and_consents(petugas, desa):
    usaha = buat_usaha(pelaku=PelakuFactory(), desa=desa)
    akun = berakun_terbukti()
    Persetujuan.objects.create(subjek_kode=akun.kode, tujuan="direktori", versi="1", cara="layar")
    hubungkan_akun(usaha.pemilik, oleh=petugas, akun=akun, dasar="KTP asli dilihat.")
    pelaku = PelakuUsaha.objects.get()
    assert (pelaku.akun, Usaha.objects.dikelola(akun).get()) == (akun, usaha)
    assert (PengenalMasuk.objects.get().pengguna, Persetujuan.objects.get().subjek_kode) == (akun, pelaku.kode)
    assert usaha.riwayat.latest("pk").catatan == "KTP asli dilihat."


@pytest.mark.parametrize("keadaan", ["belum", "nonaktif", "milik_lain", "sudah", "meninggal"])
def test_what_cannot_be_linked(petugas, desa, keadaan):
    pelaku = buat_usaha(pelaku=PelakuFactory(), desa=desa).pemilik
    akun = berakun_terbukti()
    if keadaan == "belum":
        akun = PenggunaFactory()
    elif keadaan == "nonaktif":
        akun.is_active = False
    elif keadaan == "milik_lain":
        PelakuFactory(akun=akun)
    elif keadaan == "sudah":
        PelakuUsaha.objects.update(akun=PenggunaFactory())
    else:
        PelakuUsaha.objects.update(meninggal_pada=date(2026, 1, 2))
    semula = PelakuUsaha.objects.get(pk=pelaku.pk).akun
    with pytest.raises(ValidationError):
        hubungkan_akun(pelaku, oleh=petugas, akun=akun, dasar="KTP asli dilihat.")
    assert PelakuUsaha.objects.get(pk=pelaku.pk).akun == semula


def test_no_official_links_his_own_account(petugas, desa):
    pelaku = buat_usaha(pelaku=PelakuFactory(), desa=desa).pemilik
    with pytest.raises(PermissionDenied):
        hubungkan_akun(pelaku, oleh=petugas, akun=petugas, dasar="KTP asli dilihat.")


# The NIK of a proven identity.


@pytest.fixture
def terbukti(desa):
    return buat_usaha(pelaku=PelakuFactory(nik=NIK, identitas_terbukti=True), desa=desa).pemilik


def test_a_mended_nik_stays_proven_and_both_doubles_are_noted(terbukti, petugas, pemilik):
    kembar = PelakuFactory(nik=NIK_LAIN, akun=pemilik)
    betulkan_nik(terbukti, oleh=petugas, nik=NIK_LAIN, alasan="Dua angka tertukar, KTP dilihat.")
    terbukti.refresh_from_db()
    assert (sandi.dekripsi(terbukti.nik_sandi), terbukti.nik_sidik) == (NIK_LAIN, sandi.sidik(NIK_LAIN))
    assert terbukti.identitas_terbukti is True
    assert DugaanPelaku.objects.tentang(terbukti).tentang(kembar).get().alasan == ["NIK"]
    assert set(Pemberitahuan.objects.values_list("templat", "akun")) == {("nik_bentrok", pemilik.pk)}
    baris = terbukti.kepemilikan.get().usaha.riwayat.latest("pk")
    assert (baris.verba, baris.oleh, NIK_LAIN in baris.catatan) == ("betulkan_nik", petugas, False)


def test_the_nik_of_another_proven_person_is_refused_and_the_old_one_stays(terbukti, petugas):
    PelakuFactory(nik=NIK_LAIN, identitas_terbukti=True)
    with pytest.raises(ValidationError, match="sudah dipakai orang lain") as galat:
        betulkan_nik(terbukti, oleh=petugas, nik=NIK_LAIN, alasan="Dua angka tertukar, KTP dilihat.")
    assert NIK_LAIN not in str(galat.value)
    terbukti.refresh_from_db()
    assert sandi.dekripsi(terbukti.nik_sandi) == NIK


def test_the_other_proven_person_is_found_under_an_older_key_too(terbukti, petugas, settings):
    PelakuFactory(nik=NIK_LAIN, identitas_terbukti=True)
    settings.NIK_KUNCI_SIDIK = ["kunci-sidik-baru", *settings.NIK_KUNCI_SIDIK]
    with pytest.raises(ValidationError, match="sudah dipakai orang lain"):
        betulkan_nik(terbukti, oleh=petugas, nik=NIK_LAIN, alasan="Dua angka tertukar, KTP dilihat.")
    with pytest.raises(ValidationError, match="sama dengan yang tersimpan"):
        betulkan_nik(terbukti, oleh=petugas, nik=NIK, alasan="Dua angka tertukar, KTP dilihat.")


def test_what_was_never_proven_is_not_mended_here(petugas, desa):
    pelaku = buat_usaha(pelaku=PelakuFactory(nik=NIK), desa=desa).pemilik
    with pytest.raises(ValidationError, match="belum diperiksa"):
        betulkan_nik(pelaku, oleh=petugas, nik=NIK_LAIN, alasan="Dua angka tertukar, KTP dilihat.")


def test_who_may_mend_a_nik(terbukti, petugas_limpung, admin, petugas):
    for oleh in (petugas_limpung, admin):
        with pytest.raises(PermissionDenied):
            betulkan_nik(terbukti, oleh=oleh, nik=NIK_LAIN, alasan="Dua angka tertukar, KTP dilihat.")
    PelakuUsaha.objects.update(akun=petugas)
    with pytest.raises(PermissionDenied):
        betulkan_nik(PelakuUsaha.objects.get(), oleh=petugas, nik=NIK_LAIN, alasan="Dua angka tertukar, KTP dilihat.")


def test_the_constraint_lets_one_of_two_through(db):
    """Whoever is proven second is refused by the table even if the question before found nobody."""
    satu, dua = PelakuFactory(nik=NIK), PelakuFactory(nik=NIK)
    buktikan(satu)
    PelakuUsaha.objects.filter(pk=satu.pk).update(digabung_ke=PelakuFactory())
    buktikan(dua)
    with pytest.raises(ValidationError, match="sudah dipakai"):
        buktikan(PelakuFactory(nik=NIK))
    with pytest.raises(ValidationError, match="belum diisi"):
        buktikan(PelakuFactory())
    with pytest.raises(ValidationError, match="tidak punya pemilik"):
        buktikan(None)
    assert nik_tersandi(NIK)["nik_sidik"] == dua.nik_sidik
