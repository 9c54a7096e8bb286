"""Proposals after verification: old and new, field by field, and the proof follows."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from inti.workflow import TransisiDitolak
from notifikasi.models import Pemberitahuan
from tests.factories import DesaFactory, KbliFactory, PelakuFactory, buat_usaha
from umkm import queries
from umkm.actions import bukti
from umkm.actions.isi import simpan
from umkm.actions.usulan import batalkan, dari_json, ke_json, putuskan, sidik_usulan, usulkan
from umkm.enums import StatusUsaha, StatusUsulan
from umkm.isian import BEBAS, sifat, tampil_usulan
from umkm.models import IsianUsulan, PelakuUsaha, PemeriksaanBagian, Usaha, Usulan

NIK = "3325114708900002"


@pytest.fixture
def usaha(pemilik, petugas, desa):
    """A verified business of a proven owner, with its proof."""
    pelaku = PelakuFactory(akun=pemilik, nama="Siti Contoh", nik=NIK, lengkap=True, identitas_terbukti=True)
    satu = buat_usaha(pelaku=pelaku, desa=desa, status=StatusUsaha.TERVERIFIKASI, nama="Keripik Lama", alamat="Dukuh A")
    for bagian, cara in (("IDENTITAS", "KTP_DILIHAT"), ("TEMPAT", "SURAT_DESA")):
        PemeriksaanBagian.objects.create(usaha=satu, bagian=bagian, cara=cara, oleh=petugas)
    bukti.terbitkan(satu, oleh=petugas)
    return satu


@pytest.fixture
def usulan(usaha, pemilik):
    simpan(usaha, oleh=pemilik, isian={"usaha.nama": "Keripik Baru", "usaha.alamat": "Dukuh B"})
    return Usulan.objects.get()


def test_a_verified_field_waits_and_a_free_one_is_saved(usaha, pemilik):
    hasil = simpan(usaha, oleh=pemilik, isian={"usaha.nama": "Keripik Baru", "usaha.pekerja_laki": None})
    usaha.refresh_from_db()
    assert (hasil.diusulkan, usaha.nama, Usulan.objects.get().status) == (
        ["usaha.nama"],
        "Keripik Lama",
        StatusUsulan.DIAJUKAN,
    )
    isian = IsianUsulan.objects.get()
    assert (isian.nama, isian.lama, isian.baru, isian.diterima) == ("usaha.nama", "Keripik Lama", "Keripik Baru", None)


def test_a_second_change_joins_the_proposal_that_waits(usaha, usulan, pemilik):
    simpan(usaha, oleh=pemilik, isian={"usaha.nama": "Keripik Terbaru", "pelaku.nama": "Siti Baru"})
    assert Usulan.objects.get() == usulan
    assert dict(usulan.isian.values_list("nama", "baru")) == {
        "usaha.nama": "Keripik Terbaru",
        "usaha.alamat": "Dukuh B",
        "pelaku.nama": "Siti Baru",
    }


def test_accepted_fields_are_written_refused_ones_are_not_and_the_proof_is_issued_anew(usaha, usulan, petugas, pemilik):
    lama = queries.bukti(usaha)
    putuskan(
        usulan,
        oleh=petugas,
        diterima={"usaha.nama": True, "usaha.alamat": False},
        alasan={"usaha.alamat": "Dukuh itu tidak ada di desa ini."},
    )
    usaha.refresh_from_db()
    assert (usaha.nama, usaha.alamat) == ("Keripik Baru", "Dukuh A")
    assert dict(usulan.isian.values_list("nama", "diterima")) == {"usaha.nama": True, "usaha.alamat": False}
    baru = queries.bukti(usaha)
    assert (baru.pk != lama.pk, baru.butir[0].nilai) == (True, "Keripik Baru")
    assert "usulan_diterima" in Pemberitahuan.objects.filter(akun=pemilik).values_list("templat", flat=True)
    assert [r.verba for r in usulan.riwayat.all()] == ["usulkan", "putuskan"]


def test_a_refused_proposal_leaves_the_proof_alone(usaha, usulan, petugas, pemilik):
    lama = queries.bukti(usaha)
    alasan = dict.fromkeys(("usaha.nama", "usaha.alamat"), "Tidak sesuai kunjungan.")
    putuskan(usulan, oleh=petugas, diterima=dict.fromkeys(alasan, False), alasan=alasan)
    assert queries.bukti(usaha) == lama
    assert "usulan_ditolak" in Pemberitahuan.objects.filter(akun=pemilik).values_list("templat", flat=True)


def test_a_new_name_of_the_owner_stands_on_the_proof_of_each_of_his_businesses(usaha, pemilik, petugas, desa):
    kedua = buat_usaha(pelaku=usaha.pemilik, desa=desa, status=StatusUsaha.TERVERIFIKASI)
    lama = {u.pk: bukti.terbitkan(u, oleh=petugas).pk for u in (usaha, kedua)}
    simpan(usaha, oleh=pemilik, isian={"pelaku.nama": "Siti Nama Baru"})
    putuskan(Usulan.objects.get(), oleh=petugas, diterima={"pelaku.nama": True})
    assert [queries.bukti(u).pk != lama[u.pk] for u in (usaha, kedua)] == [True, True]
    assert PelakuUsaha.objects.get().nama == "Siti Nama Baru"


def test_every_field_must_be_decided_and_a_refusal_needs_its_reason(usulan, petugas, usaha):
    for diterima, alasan in (
        ({"usaha.nama": True}, {}),
        ({"usaha.nama": True, "usaha.alamat": False}, {}),
        ({"usaha.nama": True, "usaha.alamat": False}, {"usaha.alamat": "  "}),
    ):
        with pytest.raises(ValidationError):
            putuskan(usulan, oleh=petugas, diterima=diterima, alasan=alasan)
    usulan.refresh_from_db()
    usaha.refresh_from_db()
    assert (usulan.status, usaha.nama, usulan.riwayat.count()) == (StatusUsulan.DIAJUKAN, "Keripik Lama", 1)


def test_what_changed_since_it_was_read_is_not_decided(usaha, usulan, pemilik, petugas):
    dilihat = sidik_usulan(usulan)
    simpan(usaha, oleh=pemilik, isian={"usaha.nama": "Keripik Diam-diam"})
    with pytest.raises(TransisiDitolak):
        putuskan(usulan, oleh=petugas, diterima={"usaha.nama": True, "usaha.alamat": True}, dilihat=dilihat)
    usaha.refresh_from_db()
    assert usaha.nama == "Keripik Lama"


def test_decided_or_withdrawn_once(usulan, petugas, pemilik):
    batalkan(usulan, oleh=pemilik)
    with pytest.raises(TransisiDitolak):
        putuskan(usulan, oleh=petugas, diterima={"usaha.nama": True, "usaha.alamat": True})
    with pytest.raises(TransisiDitolak):
        batalkan(usulan, oleh=pemilik)


def test_who_may_propose_and_decide(usaha, usulan, petugas_limpung, pemilik_lain, pemilik):
    with pytest.raises(PermissionDenied):
        putuskan(usulan, oleh=petugas_limpung, diterima={"usaha.nama": True, "usaha.alamat": True})
    with pytest.raises(PermissionDenied):
        putuskan(usulan, oleh=pemilik, diterima={"usaha.nama": True, "usaha.alamat": True})
    with pytest.raises(PermissionDenied):
        batalkan(usulan, oleh=pemilik_lain)
    Usulan.objects.all().update(status=StatusUsulan.DIPUTUSKAN)
    with pytest.raises(PermissionDenied):
        usulkan(usaha, oleh=pemilik_lain, isian={"usaha.nama": "Curian"})


def test_a_nik_never_stands_in_a_proposal(usaha, pemilik):
    """The owner of a verified business whose own identity is not proven yet gives his NIK directly, encrypted."""
    PelakuUsaha.objects.update(identitas_terbukti=False, nik_sandi="", nik_sidik="")
    usaha = Usaha.objects.get()
    assert sifat(usaha)["pelaku.nik"] == BEBAS
    simpan(usaha, oleh=pemilik, isian={"pelaku.nik": NIK})
    assert (Usulan.objects.count(), PelakuUsaha.objects.get().nik_samar) == (0, "•" * 12 + "0002")


@pytest.mark.parametrize(
    ("nama", "nilai", "tertulis"),
    [
        ("pelaku.tanggal_lahir", date(1990, 8, 7), "7 Agustus 1990"),
        ("pelaku.jenis_kelamin", "P", "Perempuan"),
        ("usaha.jenis_tempat", "KELILING", "Keliling"),
        ("usaha.alamat", "", "(kosong)"),
        ("usaha.tahun_mulai", 2019, "2019"),
    ],
)
def test_values_go_into_the_proposal_and_come_back(db, nama, nilai, tertulis):
    assert dari_json(nama, ke_json(nilai)) == nilai
    assert tampil_usulan(nama, ke_json(nilai)) == tertulis


def test_references_come_back_or_say_that_they_are_gone(db):
    desa, kbli = DesaFactory(), KbliFactory()
    assert (dari_json("usaha.desa", ke_json(desa)), dari_json("usaha.kbli", ke_json(kbli))) == (desa, kbli)
    assert (tampil_usulan("usaha.desa", desa.pk), dari_json("usaha.kbli", None)) == (str(desa), None)
    with pytest.raises(ValidationError, match="tidak ada lagi"):
        dari_json("usaha.desa", "33.25.99.9999")
