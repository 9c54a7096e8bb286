"""Suspected doubles: what is noted, what is not, who decides."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from notifikasi.models import Pemberitahuan
from tests.factories import KecamatanFactory, PelakuFactory, buat_usaha
from umkm.actions.ganda import bukan_ganda, catat_dugaan, duga_ganda, duga_nik, mirip
from umkm.actions.isi import simpan
from umkm.enums import KeputusanGanda
from umkm.models import DugaanPelaku, DugaanUsaha

NIK = "3325114708900002"


@pytest.mark.parametrize(
    ("a", "b", "sama"),
    [
        ("Siti Aminah", "SITI AMINAH", True),
        ("Siti Aminah", "Aminah Siti", True),
        ("Keripik Bu Siti", "Kripik Bu Siti", True),
        ("Siti Aminah", "Siti Maimunah", False),
        ("Warung Makan Sari", "Warung Makan Dewi", False),
    ],
)
def test_how_alike_two_names_must_be(a, b, sama):
    assert mirip(a, b) is sama


def test_same_nik_same_phone_and_similar_name_are_noted_on_one_pair(desa):
    a = PelakuFactory(nama="Siti Aminah", telepon="+6281200000001", nik=NIK)
    b = PelakuFactory(nama="Siti Aminah", telepon="+6281200000001", nik=NIK)
    buat_usaha(pelaku=a, desa=desa, nama="Keripik Bu Siti")
    duga_ganda(buat_usaha(pelaku=b, desa=desa, nama="Kripik Bu Siti"))
    dugaan = DugaanPelaku.objects.get()
    assert (dugaan.a, dugaan.b, sorted(dugaan.alasan)) == (a, b, ["NAMA", "NIK", "TELEPON"])
    assert DugaanUsaha.objects.get().alasan == ["NAMA"]


def test_a_similar_name_in_another_village_is_nothing(desa, desa_limpung):
    buat_usaha(pelaku=PelakuFactory(nama="Siti Aminah"), desa=desa_limpung, nama="Keripik Bu Siti")
    duga_ganda(buat_usaha(pelaku=PelakuFactory(nama="Siti Aminah"), desa=desa, nama="Keripik Bu Siti"))
    assert (DugaanPelaku.objects.count(), DugaanUsaha.objects.count()) == (0, 0)


def test_two_businesses_of_one_person_are_no_double_of_himself(desa):
    pelaku = PelakuFactory()
    buat_usaha(pelaku=pelaku, desa=desa, nama="Warung Sate")
    duga_ganda(buat_usaha(pelaku=pelaku, desa=desa, nama="Bengkel Motor"))
    assert (DugaanPelaku.objects.count(), DugaanUsaha.objects.count()) == (0, 0)


def test_merged_records_are_suspected_of_nothing(desa):
    utama = PelakuFactory()
    PelakuFactory(telepon="+6281200000001", nik=NIK, digabung_ke=utama)
    duga_ganda(buat_usaha(pelaku=PelakuFactory(telepon="+6281200000001", nik=NIK), desa=desa))
    assert DugaanPelaku.objects.count() == 0


def test_looking_twice_notes_once(desa):
    usaha = buat_usaha(pelaku=PelakuFactory(telepon="+6281200000001"), desa=desa)
    PelakuFactory(telepon="+6281200000001")
    duga_ganda(usaha)
    duga_ganda(usaha)
    assert DugaanPelaku.objects.get().alasan == ["TELEPON"]


def test_a_person_without_nik_has_no_double_by_nik(db):
    PelakuFactory()
    assert duga_nik(PelakuFactory()) == []


def test_the_same_nik_is_found_under_an_older_key(db, settings):
    lama = PelakuFactory(nik=NIK)
    settings.NIK_KUNCI_SIDIK = ["kunci-sidik-baru", *settings.NIK_KUNCI_SIDIK]
    assert duga_nik(PelakuFactory(nik=NIK)) == [lama]


def test_a_pair_known_by_phone_becomes_new_again_by_nik(pemilik, pemilik_lain, desa):
    lama = PelakuFactory(akun=pemilik_lain, nik=NIK, telepon="+6281200000001")
    usaha = buat_usaha(pelaku=PelakuFactory(akun=pemilik, telepon="+6281200000001"), desa=desa)
    duga_ganda(usaha)
    simpan(usaha, oleh=pemilik, isian={"pelaku.nik": NIK})
    assert DugaanPelaku.objects.get().alasan == ["TELEPON", "NIK"]
    assert Pemberitahuan.objects.get(templat="nik_bentrok").akun == lama.akun


def test_a_pair_judged_different_is_asked_about_again_for_a_new_reason_only(kepala):
    a, b = PelakuFactory(), PelakuFactory()
    assert catat_dugaan(a, b, "NAMA") is True
    bukan_ganda(DugaanPelaku.objects.get(), oleh=kepala, catatan="Kakak beradik.")
    assert (catat_dugaan(b, a, "NAMA"), DugaanPelaku.objects.get().keputusan) == (False, KeputusanGanda.BUKAN)
    assert (catat_dugaan(a, b, "NIK"), DugaanPelaku.objects.get().keputusan) == (True, KeputusanGanda.BELUM)


def test_who_decides_and_only_in_scope(kepala, petugas, buat_staf, desa, desa_limpung):
    a, b = PelakuFactory(), PelakuFactory()
    buat_usaha(pelaku=a, desa=desa)
    buat_usaha(pelaku=b, desa=desa_limpung)
    catat_dugaan(a, b, "NIK")
    satu, dua = buat_usaha(desa=desa), buat_usaha(desa=desa_limpung)
    catat_dugaan(satu, dua, "NAMA")
    for dugaan in (DugaanPelaku.objects.get(), DugaanUsaha.objects.get()):
        for oleh in (petugas, buat_staf("kepala", KecamatanFactory())):
            with pytest.raises(PermissionDenied):
                bukan_ganda(dugaan, oleh=oleh)
        bukan_ganda(dugaan, oleh=kepala, catatan="Dua orang.")
        dugaan.refresh_from_db()
        assert (dugaan.keputusan, dugaan.diputuskan_oleh, dugaan.catatan) == ("BUKAN", kepala, "Dua orang.")
