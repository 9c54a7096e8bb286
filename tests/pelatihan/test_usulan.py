"""Proposals: a kecamatan names people up to its share, who say yes or no; what is left opens to all on a set day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from inti.workflow import SISTEM
from notifikasi.models import Pemberitahuan
from pelatihan.actions import angkatan as aksi_angkatan
from pelatihan.actions import kursi as aksi_kursi
from pelatihan.actions import sapu
from pelatihan.actions import usulan as aksi
from pelatihan.enums import StatusPeserta
from pelatihan.models import Angkatan, Peserta
from tests.factories import DesaFactory, KecamatanFactory
from tests.pelatihan.pabrik import orang
from tests.pelatihan.pabrik_seleksi import kelas_usulan

S = StatusPeserta
pytestmark = pytest.mark.django_db


@pytest.fixture
def limpung():
    return DesaFactory(limpung=True)


def usulkan(angkatan, oleh, tempat, **isian):
    return aksi.usulkan(angkatan, usaha=orang(desa=tempat)[1], oleh=oleh, **isian)


def status(*peserta):
    return [Peserta.objects.get(pk=p.pk).status for p in peserta]


def buka_untuk_semua(angkatan):
    Angkatan.objects.filter(pk=angkatan.pk).update(kuota_kembali=timezone.localdate())
    angkatan.refresh_from_db()


def test_who_is_proposed_is_asked_and_takes_the_seat_by_one_answer(petugas_limpung, limpung):
    angkatan = kelas_usulan(limpung.kecamatan)
    satu = usulkan(angkatan, petugas_limpung, limpung, desa=limpung)

    assert (satu.status, satu.usulan.pengusul, satu.sampai > timezone.now() + timedelta(days=2)) == (
        S.DITAWARI,
        "Desa Limpung",
        True,
    )
    assert Pemberitahuan.objects.filter(templat="pelatihan_usulan").exists()
    aksi_kursi.terima(satu, oleh=SISTEM)
    assert status(satu) == [S.TERDAFTAR]


def test_beyond_the_share_nobody_is_named_but_as_a_reserve(petugas_limpung, limpung):
    angkatan = kelas_usulan(limpung.kecamatan)
    satu = usulkan(angkatan, petugas_limpung, limpung)
    with pytest.raises(ValidationError, match="sudah terpakai"):
        usulkan(angkatan, petugas_limpung, limpung)
    cadangan = usulkan(angkatan, petugas_limpung, limpung, cadangan=True)
    with pytest.raises(ValidationError, match="Cadangan Kecamatan Limpung sudah 1 orang"):
        usulkan(angkatan, petugas_limpung, limpung, cadangan=True)

    aksi_kursi.undur(satu, oleh=SISTEM)
    assert status(satu, cadangan) == [S.MENGUNDURKAN_DIRI, S.DITAWARI]


def test_who_does_not_answer_leaves_the_share_to_another_name(petugas_limpung, limpung):
    angkatan = kelas_usulan(limpung.kecamatan)
    diam = usulkan(angkatan, petugas_limpung, limpung)
    Peserta.objects.filter(pk=diam.pk).update(sampai=timezone.now() - timedelta(seconds=1))

    assert status(usulkan(angkatan, petugas_limpung, limpung), diam) == [S.DITAWARI, S.KEDALUWARSA]


def test_who_said_no_is_not_asked_again(petugas_limpung, limpung):
    angkatan = kelas_usulan(limpung.kecamatan)
    satu = usulkan(angkatan, petugas_limpung, limpung)
    aksi_kursi.undur(satu, oleh=SISTEM)

    with pytest.raises(ValidationError, match="sudah menjawab tidak"):
        aksi.usulkan(angkatan, usaha=satu.usaha, oleh=petugas_limpung)


def test_the_reserve_of_one_kecamatan_never_takes_the_share_of_another(petugas_limpung, petugas, limpung):
    batang = DesaFactory()
    angkatan = kelas_usulan({limpung.kecamatan: 1, batang.kecamatan: 1})
    usulkan(angkatan, petugas_limpung, limpung)
    cadangan = usulkan(angkatan, petugas_limpung, limpung, cadangan=True)
    sapu.sapu()

    assert status(cadangan) == [S.DAFTAR_TUNGGU]
    assert status(usulkan(angkatan, petugas, batang)) == [S.DITAWARI]


def test_on_the_set_day_what_is_left_goes_to_reserves_and_then_to_everybody(petugas_limpung, limpung):
    batang = DesaFactory()
    angkatan = kelas_usulan({limpung.kecamatan: 1, batang.kecamatan: 2})
    usulkan(angkatan, petugas_limpung, limpung)
    cadangan = usulkan(angkatan, petugas_limpung, limpung, cadangan=True)
    pelaku, usaha = orang(desa=batang)
    with pytest.raises(ValidationError, match="lewat usulan"):
        aksi_kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)

    buka_untuk_semua(angkatan)
    sapu.sapu()
    with pytest.raises(ValidationError, match="sudah lewat"):
        usulkan(angkatan, petugas_limpung, limpung)
    sendiri = aksi_kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)
    assert status(cadangan, sendiri) == [S.DITAWARI, S.TERDAFTAR]


def test_an_official_names_nobody_of_another_kecamatan_and_not_himself(petugas_limpung, petugas, limpung):
    angkatan = kelas_usulan({limpung.kecamatan: 3, DesaFactory().kecamatan: 3})
    with pytest.raises(PermissionDenied):
        usulkan(angkatan, petugas, limpung)
    with pytest.raises(PermissionDenied):
        aksi.usulkan(angkatan, usaha=orang(akun=petugas_limpung, desa=limpung)[1], oleh=petugas_limpung)
    with pytest.raises(ValidationError, match="bukan desa di Kecamatan Limpung"):
        usulkan(angkatan, petugas_limpung, limpung, desa=DesaFactory())
    assert not Peserta.objects.exists()


def test_a_kecamatan_without_a_share_names_nobody(petugas, limpung):
    with pytest.raises(ValidationError, match="tidak mendapat jatah"):
        usulkan(kelas_usulan(limpung.kecamatan), petugas, DesaFactory())


def test_who_fits_a_pool_for_women_sits_there_first_and_beyond_the_share_of_the_kecamatan(
    petugas_limpung, petugas, limpung
):
    angkatan = kelas_usulan({limpung.kecamatan: 1, DesaFactory().kecamatan: 1, "PEREMPUAN": 1})

    def nama(oleh, desa, kelamin, **isian):
        usaha = orang(desa=desa, jenis_kelamin=kelamin)[1]
        return aksi.usulkan(angkatan, usaha=usaha, oleh=oleh, **isian)

    pertama, lelaki = nama(petugas_limpung, limpung, "P"), nama(petugas_limpung, limpung, "L")
    assert [str(p.kuota) for p in (pertama, lelaki)] == ["Perempuan", "Limpung"]
    with pytest.raises(ValidationError, match="sudah terpakai"):
        nama(petugas_limpung, limpung, "P")
    cadangan = [nama(petugas_limpung, limpung, k, cadangan=True) for k in ("P",)]
    aksi_kursi.undur(pertama, oleh=SISTEM)
    assert status(*cadangan) == [S.DITAWARI]
    assert str(nama(petugas, DesaFactory(), "P").kuota) == "Batang"


def test_a_class_by_proposal_is_announced_only_with_shares_and_their_last_day(kepala, limpung):
    angkatan = kelas_usulan(limpung.kecamatan, status="RENCANA")
    angkatan.kuota.filter(kecamatan=None).update(jumlah=2)
    with pytest.raises(ValidationError, match="Bagi semua kursi umum"):
        aksi_angkatan.buka(angkatan, oleh=kepala)

    angkatan.kuota.filter(kecamatan=None).update(jumlah=0)
    angkatan.kuota.create(jenis="PEREMPUAN", jumlah=2)
    angkatan.kuota.exclude(kecamatan=None).update(jumlah=0)
    with pytest.raises(ValidationError, match="sedikitnya satu kecamatan"):
        aksi_angkatan.buka(angkatan, oleh=kepala)

    angkatan.kuota.exclude(kecamatan=None).update(jumlah=1)
    angkatan.kuota_kembali = None
    with pytest.raises(ValidationError, match="Isi hari kuota kembali"):
        aksi_angkatan.buka(angkatan, oleh=kepala)


@pytest.mark.django_db(transaction=True)
def test_two_officials_at_once_never_exceed_the_share(buat_staf):
    limpung = DesaFactory(limpung=True)
    angkatan = kelas_usulan(limpung.kecamatan)
    pasangan = [(buat_staf("petugas", KecamatanFactory(limpung=True)), orang(desa=limpung)[1]) for _ in range(6)]

    def usul(satu):
        try:
            return aksi.usulkan(Angkatan.objects.get(pk=angkatan.pk), oleh=satu[0], usaha=satu[1]).status
        except ValidationError as galat:
            return galat.messages[0][:13]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as banyak:
        hasil = sorted(map(str, banyak.map(usul, pasangan)))

    assert hasil == ["DITAWARI", *["Jatah Kecamat"] * 5]
    assert angkatan.kuota.get(kecamatan=limpung.kecamatan).terisi == 1
