"""Authority that is won by a detour: whose record an account opens, and whose identity an official vouches for."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from akun.models import LogBaca
from inti import sandi
from inti.workflow import TransisiDitolak
from notifikasi.models import Pemberitahuan
from tests.factories import SANDI, PelakuFactory, PenggunaFactory, buat_berkas, buat_usaha, usaha_siap
from tests.keamanan.conftest import NIK
from umkm.actions.gabung import gabung_pelaku
from umkm.actions.isi import simpan, simpan_foto_ktp
from umkm.actions.periksa import ajukan, catat_pemeriksaan, lepas, periksa, tugaskan, verifikasi
from umkm.enums import StatusUsaha
from umkm.models import PelakuUsaha

NIK_LAIN = "3325110708900001"
ALASAN = "Orang yang sama menurut KTP asli"


@pytest.fixture
def penggabung(buat_staf: Any) -> Any:
    return buat_staf("kepala", nama="Kepala Contoh")


@pytest.mark.parametrize("terbukti", [True, False])
def test_an_unproven_phone_wins_no_older_record_by_a_merge(terbukti: bool, penggabung: Any, desa: Any) -> None:
    """Anyone can sign up with a known name and NIK. The merge of the "double" must not hand the record to him."""
    lama = PelakuFactory(nama="Siti Contoh", nik=NIK, identitas_terbukti=terbukti)
    usaha = buat_usaha(pelaku=lama, desa=desa, status=StatusUsaha.TERVERIFIKASI if terbukti else StatusUsaha.TERDATA)
    penyusup = PenggunaFactory(nama="Siti Contoh")
    buat_usaha(desa=desa, pelaku=PelakuFactory(akun=penyusup, nama="Siti Contoh", nik=NIK))
    with pytest.raises(ValidationError):
        gabung_pelaku(lama, penyusup.pelaku, oleh=penggabung, alasan=ALASAN)
    assert not type(usaha).objects.terlihat_oleh(penyusup).filter(pk=usaha.pk).exists()


def test_a_proven_phone_comes_along_in_a_merge(penggabung: Any, desa: Any) -> None:
    lama = PelakuFactory(nama="Siti Contoh", nik=NIK)
    usaha = buat_usaha(pelaku=lama, desa=desa, status=StatusUsaha.TERDATA)
    akun = PenggunaFactory(nama="Siti Contoh", telepon_dibuktikan=timezone.now(), cara_bukti="LOKET")
    buat_usaha(desa=desa, pelaku=PelakuFactory(akun=akun, nama="Siti Contoh", nik=NIK))
    gabung_pelaku(lama, akun.pelaku, oleh=penggabung, alasan=ALASAN)
    assert type(usaha).objects.terlihat_oleh(akun).filter(pk=usaha.pk).exists()


def test_whoever_assigns_chooses_no_judge_of_his_own_business(
    buat_staf: Any, petugas: Any, masuk: Any, desa: Any
) -> None:
    """The head of a kecamatan has a warung too: which colleague looks at it is for another head to say."""
    kepala = buat_staf("kepala", desa.kecamatan, nama="Kepala Berusaha")
    usaha = usaha_siap(pemilik=kepala, desa=desa, status=StatusUsaha.DIAJUKAN)
    with pytest.raises(PermissionDenied):
        tugaskan(usaha, oleh=kepala, kepada=petugas)
    usaha.petugas = petugas
    usaha.save()
    with pytest.raises(PermissionDenied):
        lepas(usaha, oleh=kepala)
    halaman = masuk(kepala).post(
        "/admin/umkm/usaha/", {"action": "tugaskan", "_selected_action": [usaha.pk]}, follow=True
    )
    assert [(b.obj.pk, b.sebab) for b in halaman.context["tertinggal"]] == [(usaha.pk, "usaha Anda sendiri")]


@pytest.fixture
def sedang_diperiksa(pemilik: Any, petugas: Any) -> Any:
    usaha = usaha_siap(pemilik=pemilik, nik=NIK)
    ajukan(usaha, oleh=pemilik)
    periksa(usaha, oleh=petugas)
    catat_pemeriksaan(usaha, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
    catat_pemeriksaan(usaha, oleh=petugas, bagian="TEMPAT", cara="SURAT_DESA")
    return usaha


@pytest.mark.parametrize(
    ("nama", "nilai"), [("pelaku.nik", NIK_LAIN), ("pelaku.nama", "Nama Orang Lain"), ("pelaku.jenis_kelamin", "L")]
)
def test_a_second_draft_does_not_change_the_identity_that_is_being_checked(
    nama: str, nilai: str, pemilik: Any, sedang_diperiksa: Any
) -> None:
    """The official saw one card; what he vouches for must be that card."""
    kedua = buat_usaha(pemilik=pemilik, pelaku=pemilik.pelaku)
    with pytest.raises(TransisiDitolak):
        simpan(kedua, oleh=pemilik, isian={nama: nilai})


def test_what_is_verified_is_the_nik_that_was_checked(pemilik: Any, petugas: Any, sedang_diperiksa: Any) -> None:
    kedua = buat_usaha(pemilik=pemilik, pelaku=pemilik.pelaku)
    with suppress(TransisiDitolak):
        simpan(kedua, oleh=pemilik, isian={"pelaku.nik": NIK_LAIN})
    verifikasi(sedang_diperiksa, oleh=petugas)
    pelaku = PelakuUsaha.objects.get(akun=pemilik)
    assert (pelaku.identitas_terbukti, sandi.dekripsi(pelaku.nik_sandi)) == (True, NIK)


def test_a_second_draft_does_not_replace_the_card_that_is_being_checked(pemilik: Any, sedang_diperiksa: Any) -> None:
    pelaku = pemilik.pelaku
    asli = pelaku.foto_ktp = buat_berkas(jenis="foto_ktp")
    pelaku.save()
    kedua = buat_usaha(pemilik=pemilik, pelaku=pelaku)
    with pytest.raises(TransisiDitolak):
        simpan_foto_ktp(kedua, oleh=pemilik, berkas=buat_berkas(jenis="foto_ktp"))
    assert PelakuUsaha.objects.get(pk=pelaku.pk).foto_ktp == asli


def test_a_stolen_session_gives_the_account_no_mailbox(pemilik: Any, masuk: Any) -> None:
    """An e-mail opens the account by "lupa sandi", so adding one needs the password, like a change of number."""
    masuk(pemilik).post("/akun/email/", {"email": "pencuri@contoh.id"})
    assert not Pemberitahuan.objects.filter(tujuan="pencuri@contoh.id").exists()


def test_the_owner_adds_an_email_with_the_password(pemilik: Any, masuk: Any) -> None:
    jawaban = masuk(pemilik).post("/akun/email/", {"email": "siti@contoh.id", "sandi": SANDI})
    assert jawaban.status_code == 302
    assert Pemberitahuan.objects.filter(tujuan="siti@contoh.id", kanal="email").count() == 1


def test_looking_for_a_nik_leaves_a_line_in_the_read_log(petugas: Any, masuk: Any, desa: Any) -> None:
    """A hit tells the whole NIK of a person; whoever learns it stands in the log that the owner reads."""
    pelaku = PelakuFactory(nik=NIK, nama="Siti Contoh")
    buat_usaha(pelaku=pelaku, desa=desa)
    masuk(petugas).post("/admin/umkm/usaha/cari-nik/", {"nik": NIK, "alasan": "Orangnya datang ke loket"})
    assert LogBaca.objects.filter(oleh=petugas, subjek_kode=pelaku.kode).count() == 1


def test_an_official_does_not_find_a_nik_by_trying_numbers(petugas: Any, masuk: Any, desa: Any) -> None:
    """Kecamatan, sex and birth date are on the page of a person: only four digits are left to guess."""
    buat_usaha(pelaku=PelakuFactory(nik="3325114708900099", nama="Siti Contoh"), desa=desa)
    klien = masuk(petugas)
    for urut in range(1, 100):
        isian = {"nik": f"332511470890{urut:04d}", "alasan": "Orangnya datang ke loket"}
        jawaban = klien.post("/admin/umkm/usaha/cari-nik/", isian)
        if jawaban.status_code == 302 and "pelakuusaha" in jawaban["Location"]:
            pytest.fail(f"found after {urut} tries")
        if jawaban.status_code == 429:
            return
    pytest.fail("99 tries, no limit")


@pytest.mark.parametrize(
    "daftar",
    [
        "umkm/usaha",
        "umkm/pelakuusaha",
        "akun/pengguna",
    ],
)
def test_a_nik_in_the_address_of_a_list_is_turned_away(daftar: str, petugas: Any, masuk: Any) -> None:
    jawaban = masuk(petugas).get(f"/admin/{daftar}/", {"q": NIK})
    assert (jawaban.status_code, NIK in jawaban.headers.get("Location", "")) == (302, False)


def test_an_invitation_stands_in_no_message_that_another_could_read(dunia: Any) -> None:
    """Without a gateway the owner passes it on himself; with one it is kept as a code is, blanked once sent."""
    assert dunia.token not in "".join(Pemberitahuan.objects.values_list("url", flat=True))
    assert dunia.token not in "".join(Pemberitahuan.objects.values_list("isi", flat=True))


def test_an_owner_cannot_flood_a_strangers_phone_with_invitations(pemilik: Any, masuk: Any) -> None:
    usaha = buat_usaha(pemilik=pemilik)
    klien, sampai = masuk(pemilik), timezone.localdate() + timedelta(days=9)
    isian = {"nama": "Korban Contoh", "telepon": "0812-0000-9999", "hubungan": "ANAK"}
    isian |= {"sampai_hari": sampai.day, "sampai_bulan": sampai.month, "sampai_tahun": sampai.year}
    for _ in range(30):
        klien.post(f"/usaha/{usaha.kode}/pembantu/", isian)
    assert 0 < usaha.pembantu.count() <= 10


def test_one_account_does_not_fill_the_registry(pemilik: Any, masuk: Any, desa: Any) -> None:
    klien = masuk(pemilik)
    for n in range(60):
        isian = {"desa": str(desa), "desa_pilihan": desa.kode, "desa_dicari": str(desa), "uraian": f"dagangan {n}"}
        klien.post("/usaha/baru/", isian | {"kunci_kirim": str(uuid4())})
    assert 0 < pemilik.pelaku.kepemilikan.count() <= 30


def test_a_helper_does_not_decide_who_the_owner_is(pemilik: Any, desa: Any) -> None:
    """The birth date is the second answer at log-in by code; a helper with the shop's phone must not set it."""
    usaha = usaha_siap(pemilik=pemilik, desa=desa)
    bantu = PenggunaFactory()
    usaha.pembantu.create(
        nama="Bantu",
        telepon="+6281200990009",
        hubungan="ANAK",
        sampai=timezone.localdate(),
        diundang_oleh=pemilik,
        token_sidik="c" * 64,
        akun=bantu,
        diterima_pada=timezone.now(),
    )
    with pytest.raises((PermissionDenied, TransisiDitolak)):
        simpan(usaha, oleh=bantu, isian={"pelaku.tanggal_lahir": timezone.localdate() - timedelta(days=9999)})


def test_the_new_owner_reads_no_amounts_of_the_former(dunia: Any, kepala: Any, masuk: Any) -> None:
    """Sales and capital of a sole owner are personal finance: they close with him."""
    from inti.berkas import periksa as periksa_berkas
    from tests.factories import gambar
    from umkm.actions.pemilik import alihkan

    pembeli = PenggunaFactory(nama="Pembeli Contoh")
    baru = PelakuFactory(akun=pembeli, nama="Pembeli Contoh")
    dunia.usulan.delete()
    alihkan(
        dunia.usaha,
        oleh=kepala,
        kepada=baru,
        dasar="JUAL_BELI",
        surat=periksa_berkas(gambar()),
        alasan="Jual beli menurut kuitansi",
        nik=NIK_LAIN,
    )
    klien = masuk(pembeli)
    halaman = klien.get(f"/usaha/{dunia.usaha.kode}/isi/keuangan/").content.decode()
    assert "187.654.321" not in halaman
    for berkas in (dunia.usaha.formulir, dunia.surat.berkas):
        assert klien.get(f"/usaha/{dunia.usaha.kode}/berkas/{berkas.kode}/").status_code == 404
    assert mail.outbox == []
