"""Races on the real database: real threads, real locks, one truth afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from akun.actions import daftarkan, ganti_nomor_sendiri, setel_ulang_sandi
from inti import sandi
from inti.berkas import periksa as periksa_berkas
from inti.dokumen import Dokumen
from inti.workflow import TransisiDitolak
from tests.factories import SANDI, KbliFactory, PelakuFactory, PenggunaFactory, buat_usaha, gambar, usaha_siap
from umkm import queries
from umkm.actions.gabung import gabung_usaha
from umkm.actions.isi import simpan
from umkm.actions.pemilik import alihkan, cabut_pembantu, terima_undangan, undang_pembantu
from umkm.actions.periksa import ajukan, cabut, catat_pemeriksaan, periksa, tolak, verifikasi
from umkm.actions.usulan import batalkan, putuskan, usulkan
from umkm.enums import StatusUsaha
from umkm.models import AksesPembantu, PelakuUsaha, Usaha

pytestmark = pytest.mark.django_db(transaction=True)
BIASA = (TransisiDitolak, PermissionDenied, ValidationError)
NIK_LAIN = "3325110708900001"


def berlomba(*kerja: Callable[[], Any]) -> list[Any]:
    """Run all at once; returns for each its result or the refusal that a page would show. Anything else fails."""
    mulai, hasil, rusak = threading.Barrier(len(kerja)), [None] * len(kerja), []

    def lari(n: int) -> None:
        try:
            mulai.wait(10)
            hasil[n] = kerja[n]()
        except BIASA as galat:
            hasil[n] = galat
        except Exception as galat:  # a fault that a person would see as a broken page
            rusak.append(galat)
        finally:
            connection.close()

    utas = [threading.Thread(target=lari, args=(n,)) for n in range(len(kerja))]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(60)
    assert rusak == []
    return hasil


def gagal(hasil: list[Any]) -> int:
    return sum(isinstance(h, BIASA) for h in hasil)


@pytest.fixture
def usaha(pemilik: Any) -> Usaha:
    KbliFactory()
    return usaha_siap(pemilik=pemilik)


@pytest.fixture
def diperiksa(usaha: Usaha, pemilik: Any, petugas: Any) -> Usaha:
    ajukan(usaha, oleh=pemilik)
    periksa(usaha, oleh=petugas)
    catat_pemeriksaan(usaha, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
    catat_pemeriksaan(usaha, oleh=petugas, bagian="TEMPAT", cara="SURAT_DESA")
    return usaha


def segar(usaha: Usaha) -> Usaha:
    return Usaha.objects.get(pk=usaha.pk)


def undangan(usaha: Usaha, pemilik: Any) -> str:
    sampai = timezone.localdate() + timedelta(days=9)
    _, url = undang_pembantu(usaha, oleh=pemilik, nama="Ani", telepon="+6281200990002", hubungan="ANAK", sampai=sampai)
    return url.rstrip("/").rsplit("/", 1)[-1]


def test_one_invitation_admits_one(usaha: Usaha, pemilik: Any) -> None:
    token = undangan(usaha, pemilik)
    orang = [PenggunaFactory() for _ in range(5)]
    hasil = berlomba(*(lambda o=o: terima_undangan(token, oleh=o) for o in orang))
    assert gagal(hasil) == 4
    assert [Usaha.objects.dikelola(o).count() for o in orang].count(1) == 1


def test_an_invitation_withdrawn_while_it_is_accepted_opens_nothing(usaha: Usaha, pemilik: Any) -> None:
    for _ in range(5):
        token, orang = undangan(usaha, pemilik), PenggunaFactory()
        akses = AksesPembantu.objects.latest("pk")
        berlomba(lambda t=token, o=orang: terima_undangan(t, oleh=o), lambda a=akses: cabut_pembantu(a, oleh=pemilik))
        assert not Usaha.objects.dikelola(orang).exists()


def test_two_verdicts_at_once_leave_one(diperiksa: Usaha, petugas: Any, buat_staf: Any) -> None:
    lain = buat_staf("petugas", nama="Petugas Kedua")
    hasil = berlomba(
        lambda: verifikasi(segar(diperiksa), oleh=petugas),
        lambda: tolak(segar(diperiksa), oleh=lain, alasan="Tempatnya tidak ada di alamat itu"),
        lambda: verifikasi(segar(diperiksa), oleh=lain),
    )
    assert gagal(hasil) == 2
    assert diperiksa.riwayat.filter(verba__in=("verifikasi", "tolak")).count() == 1
    sah = segar(diperiksa).status == StatusUsaha.TERVERIFIKASI
    assert Dokumen.objects.belum_dicabut().count() == int(sah)


def test_a_revoked_business_keeps_no_proof_whatever_runs_beside(diperiksa: Usaha, petugas: Any, kepala: Any) -> None:
    verifikasi(diperiksa, oleh=petugas)
    usul = usulkan(segar(diperiksa), oleh=diperiksa.pemilik.akun, isian={"usaha.nama": "Nama Baru Contoh"})
    berlomba(
        lambda: cabut(segar(diperiksa), oleh=kepala, alasan="Data ternyata palsu semuanya"),
        lambda: putuskan(type(usul).objects.get(pk=usul.pk), oleh=petugas, diterima={"usaha.nama": True}),
    )
    assert segar(diperiksa).status == StatusUsaha.DICABUT
    assert queries.bukti(diperiksa) is None


def test_a_proposal_is_decided_or_withdrawn_once(diperiksa: Usaha, petugas: Any, pemilik: Any) -> None:
    verifikasi(diperiksa, oleh=petugas)
    usul = usulkan(segar(diperiksa), oleh=pemilik, isian={"usaha.nama": "Nama Baru Contoh"})

    def ambil() -> Any:
        return type(usul).objects.get(pk=usul.pk)

    hasil = berlomba(
        lambda: putuskan(ambil(), oleh=petugas, diterima={"usaha.nama": True}),
        lambda: putuskan(ambil(), oleh=petugas, diterima={"usaha.nama": False}, alasan={"usaha.nama": "bukan"}),
        lambda: batalkan(ambil(), oleh=pemilik),
    )
    assert gagal(hasil) == 2
    diterima = ambil().isian.get().diterima
    assert (segar(diperiksa).nama == "Nama Baru Contoh") is (diterima is True)


def test_two_proposals_at_once_stand_in_one_row(diperiksa: Usaha, petugas: Any, pemilik: Any) -> None:
    """The owner on the phone and the helper on the laptop save at the same moment."""
    verifikasi(diperiksa, oleh=petugas)
    isian = [{"usaha.nama": "Nama Baru"}, {"usaha.alamat": "Alamat Baru"}, {"usaha.rt": "009"}]
    hasil = berlomba(*(lambda i=i: simpan(segar(diperiksa), oleh=pemilik, isian=i) for i in isian))
    assert gagal(hasil) == 0
    assert set(diperiksa.usulan.get().isian.values_list("nama", flat=True)) == {n for i in isian for n in i}


def test_what_is_saved_while_it_is_sent_is_judged_or_refused(usaha: Usaha, pemilik: Any) -> None:
    """Never a sent case with a hole in it."""
    for _ in range(4):
        Usaha.objects.filter(pk=usaha.pk).update(status=StatusUsaha.DRAF, alamat="Dukuh Contoh")
        lama = segar(usaha)
        berlomba(
            lambda: simpan(segar(usaha), oleh=pemilik, isian={"usaha.alamat": ""}),
            lambda s=lama: ajukan(s, oleh=pemilik),
        )
        kini = segar(usaha)
        assert (kini.status, kini.alamat) in {("DIAJUKAN", "Dukuh Contoh"), ("DRAF", "")}


def test_a_page_opened_before_a_field_was_emptied_sends_nothing(usaha: Usaha, pemilik: Any) -> None:
    lama = segar(usaha)
    simpan(segar(usaha), oleh=pemilik, isian={"usaha.alamat": ""})
    with pytest.raises(ValidationError):
        ajukan(lama, oleh=pemilik)
    assert segar(usaha).status == StatusUsaha.DRAF


def test_the_nik_does_not_change_under_the_stamp(diperiksa: Usaha, petugas: Any, pemilik: Any) -> None:
    kedua = buat_usaha(pemilik=pemilik, pelaku=pemilik.pelaku)
    asli = sandi.dekripsi(PelakuUsaha.objects.get(akun=pemilik).nik_sandi)
    berlomba(
        lambda: verifikasi(segar(diperiksa), oleh=petugas),
        lambda: simpan(segar(kedua), oleh=pemilik, isian={"pelaku.nik": NIK_LAIN}),
    )
    pelaku = PelakuUsaha.objects.get(akun=pemilik)
    assert (pelaku.identitas_terbukti, sandi.dekripsi(pelaku.nik_sandi)) == (True, asli)


def test_a_merge_and_a_sending_leave_one_whole_record(usaha: Usaha, pemilik: Any, kepala: Any) -> None:
    kembar = buat_usaha(pemilik=pemilik, pelaku=pemilik.pelaku)
    berlomba(
        lambda: gabung_usaha(segar(kembar), segar(usaha), oleh=kepala, alasan="Satu warung dua kali tercatat"),
        lambda: ajukan(segar(usaha), oleh=pemilik),
        lambda: simpan(segar(usaha), oleh=pemilik, isian={"usaha.nama": "Nama Baru"}),
    )
    assert segar(usaha).digabung_ke_id == kembar.pk


def test_who_hands_a_business_over_keeps_no_back_door(usaha: Usaha, pemilik: Any, kepala: Any) -> None:
    """An invitation written while the official hands over must not let the former owner back in."""
    for _ in range(4):
        lama, teman = segar(usaha).pemilik.akun, PenggunaFactory()
        baru = PelakuFactory(akun=PenggunaFactory())
        hasil = berlomba(
            lambda a=lama: undangan(segar(usaha), a),
            lambda b=baru: alihkan(
                segar(usaha),
                oleh=kepala,
                kepada=b,
                dasar="JUAL_BELI",
                surat=periksa_berkas(gambar()),
                alasan="Jual beli menurut kuitansi",
            ),
        )
        if isinstance(hasil[0], str):
            with pytest.raises(ValidationError):
                terima_undangan(hasil[0], oleh=teman)


def test_a_reset_at_the_counter_beats_a_login_under_way(usaha: Usaha, pemilik: Any, petugas: Any) -> None:
    pemilik.kecamatan_usaha.add(usaha.desa.kecamatan)
    klien = [Client() for _ in range(3)]

    def masuk(k: Client) -> int:
        return k.post("/masuk/", {"pengenal": pemilik.telepon, "sandi": SANDI}).status_code

    def setel() -> str:
        return setel_ulang_sandi(type(pemilik).objects.get(pk=pemilik.pk), oleh=petugas, dasar="KTP asli dilihat")

    berlomba(*(lambda k=k: masuk(k) for k in klien), setel)
    assert [k.get("/saya/").status_code for k in klien] == [302, 302, 302]


def test_one_number_goes_to_one_account(pemilik: Any) -> None:
    nomor = "+6281200777777"
    hasil = berlomba(
        lambda: ganti_nomor_sendiri(type(pemilik).objects.get(pk=pemilik.pk), telepon_baru=nomor, terbukti=False),
        *(lambda n=n: daftarkan(nama=f"Orang {n}", telepon=nomor, sandi=SANDI) for n in range(3)),
    )
    assert gagal(hasil) == 3
    assert type(pemilik).objects.filter(telepon=nomor).count() == 1
