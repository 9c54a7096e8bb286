"""What is kept only while it is needed, and how what is kept stays secret when keys change."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from psycopg2 import sql

from akun.actions.pengenal import cocok_tanggal_lahir
from inti import sandi
from inti.berkas import Berkas
from tests.factories import PelakuFactory, buat_berkas, buat_usaha
from umkm.actions.identitas import betulkan_nik
from umkm.actions.isi import simpan
from umkm.actions.pribadi import buka_nik
from umkm.actions.simpanan import hapus_foto_ktp, putar_kunci
from umkm.actions.tautan import segarkan_akun
from umkm.enums import StatusUsaha
from umkm.models import PelakuUsaha, Usaha

NIK, NIK_LAIN = "3325114708900002", "3325110708900001"
HARI_LAMA = 31


# Keys.


@pytest.fixture
def orang(db):
    return [PelakuFactory(nik=NIK), PelakuFactory(nik=NIK_LAIN), PelakuFactory()]


def test_after_the_rotation_the_old_key_alone_reads_nothing(orang, settings):
    lama = settings.NIK_KUNCI[0]
    settings.NIK_KUNCI = [Fernet.generate_key().decode(), lama]
    assert putar_kunci(sidik=False) == 2
    for sandinya in PelakuUsaha.objects.exclude(nik_sandi="").values_list("nik_sandi", flat=True):
        with pytest.raises(InvalidToken):
            Fernet(lama).decrypt(sandinya.encode())
    settings.NIK_KUNCI = settings.NIK_KUNCI[:1]
    assert [sandi.dekripsi(PelakuUsaha.objects.get(pk=o.pk).nik_sandi) for o in orang[:2]] == [NIK, NIK_LAIN]


def test_without_sidik_the_hashes_stay_and_with_it_they_follow_the_new_key(orang, settings):
    settings.NIK_KUNCI_SIDIK = ["kunci-sidik-baru", *settings.NIK_KUNCI_SIDIK]
    lama = PelakuUsaha.objects.get(pk=orang[0].pk).nik_sidik
    putar_kunci(sidik=False)
    assert PelakuUsaha.objects.get(pk=orang[0].pk).nik_sidik == lama
    putar_kunci(sidik=True)
    settings.NIK_KUNCI_SIDIK = settings.NIK_KUNCI_SIDIK[:1]
    assert PelakuUsaha.objects.get(pk=orang[0].pk).nik_sidik == sandi.sidik(NIK) != lama


def test_the_birth_dates_of_accounts_are_known_under_the_new_key_alone(pemilik, settings):
    pelaku = PelakuFactory(akun=pemilik, lengkap=True)
    segarkan_akun(pelaku)
    settings.NIK_KUNCI_SIDIK = ["kunci-sidik-baru", *settings.NIK_KUNCI_SIDIK]
    putar_kunci(sidik=True)
    settings.NIK_KUNCI_SIDIK = settings.NIK_KUNCI_SIDIK[:1]
    pemilik.refresh_from_db()
    assert cocok_tanggal_lahir(pemilik, pelaku.tanggal_lahir) is True


def test_the_command_says_how_many_and_may_be_repeated(orang, settings, capsys):
    settings.NIK_KUNCI = [Fernet.generate_key().decode(), *settings.NIK_KUNCI]
    for _ in range(2):
        call_command("putar_kunci", "--sidik")
    assert capsys.readouterr().out == "2 NIK dienkripsi ulang.\n" * 2


def test_with_a_key_missing_the_command_refuses_and_changes_nothing(orang, settings):
    sebelum = list(PelakuUsaha.objects.order_by("pk").values_list("nik_sandi", flat=True))
    settings.NIK_KUNCI = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError) as galat:
        call_command("putar_kunci")
    assert (NIK in str(galat.value), list(PelakuUsaha.objects.order_by("pk").values_list("nik_sandi", flat=True))) == (
        False,
        sebelum,
    )


# Photos of identity cards.


@pytest.fixture
def berfoto(desa):
    usaha = buat_usaha(pelaku=PelakuFactory(foto_ktp=buat_berkas(jenis="ktp")), desa=desa)
    Berkas.objects.update(dibuat=timezone.now() - timedelta(days=HARI_LAMA))
    return usaha


def test_an_old_photo_is_deleted_with_its_file(berfoto, settings, django_capture_on_commit_callbacks):
    settings.HARI_SIMPAN_FOTO_KTP = 30
    foto = Berkas.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert hapus_foto_ktp() == 1
    assert (Berkas.objects.count(), berfoto.pemilik.foto_ktp) == (0, None)
    assert foto.file.storage.exists(foto.file.name) is False


@pytest.mark.parametrize("status", [StatusUsaha.DIAJUKAN, StatusUsaha.DIPERIKSA])
def test_a_photo_that_a_case_with_us_still_needs_stays(berfoto, status):
    Usaha.objects.update(status=status)
    assert (hapus_foto_ktp(), Berkas.objects.count()) == (0, 1)


def test_a_fresh_photo_stays(berfoto, settings):
    settings.HARI_SIMPAN_FOTO_KTP = HARI_LAMA + 1
    assert hapus_foto_ktp() == 0


def test_a_photo_shared_by_two_merged_records_is_deleted_once(berfoto):
    PelakuFactory(foto_ktp=Berkas.objects.get(), digabung_ke=berfoto.pemilik)
    hapus_foto_ktp()
    assert PelakuUsaha.objects.exclude(foto_ktp=None).count() == 0


# Where a NIK may never stand.


def semua_teks() -> str:
    """Every value of every text-like column of every table, event tables included."""
    with connection.cursor() as kursor:
        kursor.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'public' "
            "and data_type in ('text', 'character varying', 'jsonb', 'ARRAY')"
        )
        isi = []
        for tabel, kolom in kursor.fetchall():
            nama = {"kolom": sql.Identifier(kolom), "tabel": sql.Identifier(tabel)}
            kursor.execute(sql.SQL("select {kolom}::text from {tabel} where {kolom} is not null").format(**nama))
            isi += [baris[0] for baris in kursor.fetchall()]
    return "\n".join(isi)


def test_no_table_holds_a_plain_nik_whatever_happened_to_it(pemilik, petugas, desa):
    usaha = buat_usaha(pemilik=pemilik, desa=desa)
    simpan(usaha, oleh=pemilik, isian={"pelaku.nik": NIK, "pelaku.nama": "Siti Baru"})
    PelakuUsaha.objects.update(identitas_terbukti=True)
    betulkan_nik(PelakuUsaha.objects.get(), oleh=petugas, nik=NIK_LAIN, alasan="Dua angka tertukar, KTP dilihat.")
    assert buka_nik(PelakuUsaha.objects.get(), oleh=petugas, alasan="Mencocokkan dengan KTP.") == NIK_LAIN
    teks = semua_teks()
    assert ("Siti Baru" in teks, NIK in teks, NIK_LAIN in teks) == (True, False, False)


def test_no_audit_table_has_a_column_for_what_is_sacred():
    kejadian = apps.get_model("umkm", "PelakuUsahaEvent")
    rahasia = {"nik_sandi", "nik_sidik", "tanggal_lahir", "disabilitas", "alamat", "foto_ktp"}
    assert rahasia & {f.name for f in kejadian._meta.fields} == set()


def test_neither_log_nor_exception_carries_the_number(pemilik, petugas, desa, caplog):
    caplog.set_level(logging.DEBUG)
    usaha = buat_usaha(pemilik=pemilik, desa=desa)
    simpan(usaha, oleh=pemilik, isian={"pelaku.nik": NIK})
    PelakuUsaha.objects.update(identitas_terbukti=True)
    PelakuFactory(nik=NIK_LAIN, identitas_terbukti=True)
    with pytest.raises(ValidationError) as galat:
        betulkan_nik(PelakuUsaha.objects.get(akun=pemilik), oleh=petugas, nik=NIK_LAIN, alasan="Salah ketik dahulu.")
    jejak = "".join(traceback.format_exception(galat.value))
    assert [n in teks for n in (NIK, NIK_LAIN) for teks in (jejak, caplog.text, repr(usaha.pemilik))] == [False] * 6
