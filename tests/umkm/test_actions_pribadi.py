"""What is sacred is opened with a reason, by whom it concerns, and its owner can read who did."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from akun.models import LogBaca
from tests.factories import PelakuFactory, buat_berkas, buat_usaha
from umkm.actions.pribadi import buka_foto_ktp, buka_keuangan, buka_nik
from umkm.models import KeuanganUsaha, PelakuUsaha

NIK = "3325114708900002"
ALASAN = "Mencocokkan dengan KTP di loket."


@pytest.fixture
def usaha(desa):
    return buat_usaha(pelaku=PelakuFactory(nik=NIK, foto_ktp=buat_berkas(jenis="ktp")), desa=desa)


def test_the_nik_is_a_mask_until_it_is_opened_with_a_reason(usaha, petugas):
    pelaku = usaha.pemilik
    assert pelaku.nik_samar == "•" * 12 + "0002"
    assert buka_nik(pelaku, oleh=petugas, alasan=ALASAN) == NIK
    baris = LogBaca.objects.get()
    assert (baris.oleh, baris.subjek_jenis, baris.subjek_kode, baris.apa, baris.alasan) == (
        petugas,
        "pelaku",
        pelaku.kode,
        "NIK",
        ALASAN,
    )


def test_photo_and_amounts_leave_their_line_too(usaha, petugas):
    KeuanganUsaha.objects.create(usaha=usaha, tahun=2024, omzet=1)
    KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, omzet=2)
    assert buka_foto_ktp(usaha.pemilik, oleh=petugas, alasan=ALASAN) == usaha.pemilik.foto_ktp
    assert [k.omzet for k in buka_keuangan(usaha, oleh=petugas, alasan=ALASAN)] == [2, 1]
    assert sorted(LogBaca.objects.values_list("apa", flat=True)) == [f"Angka keuangan usaha {usaha.nomor}", "Foto KTP"]
    assert set(LogBaca.objects.values_list("subjek_kode", flat=True)) == {usaha.pemilik.kode}


def test_amounts_of_a_business_between_owners_are_logged_under_the_business(usaha, petugas):
    usaha.kepemilikan.update(sampai=timezone.localdate())
    usaha.refresh_from_db()
    assert buka_keuangan(usaha, oleh=petugas, alasan=ALASAN) == []
    assert LogBaca.objects.get().subjek_kode == usaha.kode


@pytest.mark.parametrize("alasan", ["", "   ", "cek"])
def test_without_a_reason_nothing_is_opened_and_nothing_logged(usaha, petugas, alasan):
    for buka, apa in ((buka_nik, usaha.pemilik), (buka_foto_ktp, usaha.pemilik), (buka_keuangan, usaha)):
        with pytest.raises(ValidationError):
            buka(apa, oleh=petugas, alasan=alasan)
    assert LogBaca.objects.count() == 0


def test_who_may_not_open_anything(usaha, petugas_limpung, admin, pelatih, pemilik, mitra):
    for oleh in (petugas_limpung, admin, pelatih, pemilik, mitra):
        for buka, apa in ((buka_nik, usaha.pemilik), (buka_foto_ktp, usaha.pemilik), (buka_keuangan, usaha)):
            with pytest.raises(PermissionDenied):
                buka(apa, oleh=oleh, alasan=ALASAN)
    assert LogBaca.objects.count() == 0


def test_an_owner_reads_his_own_amounts_without_this_door(usaha, pemilik):
    PelakuUsaha.objects.update(akun=pemilik)
    with pytest.raises(PermissionDenied):
        buka_nik(usaha.pemilik, oleh=pemilik, alasan=ALASAN)
