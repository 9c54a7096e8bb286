"""Making a file by a worker: whole or not at all, for whom it was asked, as he may see it now."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from akun.models import LogBaca
from laporan import actions, permissions
from laporan.actions import buat
from laporan.enums import Keadaan
from laporan.models import Unduhan
from tests.factories import DesaFactory, PelakuFactory, buat_usaha
from tests.laporan.conftest import ALASAN
from umkm.models import KeuanganUsaha, Usaha

pytestmark = pytest.mark.django_db(transaction=True)
NIK = "3325114708900002"


@pytest.fixture
def usaha() -> Usaha:
    pelaku = PelakuFactory(nama="Siti\nContoh 🍜", telepon="+6281200000001", nik=NIK)
    return buat_usaha(pelaku=pelaku, nama='=HYPERLINK("http://contoh.invalid")', uraian="keripik; pisang")


def berkas_laporan() -> list[str]:
    return sorted(p.name for p in (Path(settings.MEDIA_ROOT) / "laporan").rglob("*") if p.is_file())


@pytest.fixture(autouse=True)
def _tanpa_sisa() -> Any:
    """Every test begins with an empty folder."""
    for sisa in (Path(settings.MEDIA_ROOT) / "laporan").rglob("*.*"):
        sisa.unlink()


def buku(unduhan: Unduhan) -> Any:
    unduhan.refresh_from_db()
    with unduhan.file.open() as isi:
        return CalamineWorkbook.from_filelike(io.BytesIO(isi.read()))


def tabel(unduhan: Unduhan) -> list[dict[str, Any]]:
    judul, *baris = buku(unduhan).get_sheet_by_name("Data").to_python()
    return [dict(zip(judul, satu, strict=True)) for satu in baris]


def keadaan(unduhan: Unduhan) -> str:
    unduhan.refresh_from_db()
    return unduhan.keadaan


def lewatkan_sewa(unduhan: Unduhan) -> None:
    Unduhan.objects.filter(pk=unduhan.pk).update(dikerjakan_sampai=timezone.now() - timedelta(seconds=1))


# What is in the file.


def test_excel_holds_the_rows_as_text_and_says_what_they_are(kepala, usaha, minta):
    unduhan = minta(kepala)
    assert actions.kerjakan(unduhan.pk)
    satu = tabel(unduhan)[0]
    assert (satu["Nama usaha"], satu["Pemilik"]) == ('=HYPERLINK("http://contoh.invalid")', "Siti Contoh 🍜")
    assert (satu["NIK (disamarkan)"], satu["Nomor WhatsApp"]) == ("•" * 12 + "0002", "0812-0000-0001")
    with unduhan.file.open() as isi, zipfile.ZipFile(isi) as bungkus:
        assert b"<f" not in bungkus.read("xl/worksheets/sheet1.xml").replace(b"<font", b"")
    keterangan = dict(buku(unduhan).get_sheet_by_name("Keterangan").to_python())
    assert keterangan["Untuk"] == ALASAN
    assert keterangan["Saringan"] == "Tanpa saringan"
    assert keterangan["Sidik baris (SHA-256)"] == unduhan.sidik
    assert (unduhan.baris_selesai, unduhan.baris_semua, unduhan.keadaan_kata) == (1, 1, "Siap diunduh")


def test_the_plain_nik_and_the_amounts_are_in_no_file(kepala, usaha, minta):
    KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, modal=98_765_432, omzet=187_654_321)
    excel, pdf = minta(kepala), minta(kepala, "pdf")
    for satu in (excel, pdf):
        assert actions.kerjakan(satu.pk)
    isi = str(tabel(excel))
    assert [rahasia in isi for rahasia in (NIK, "98765432", "187654321")] == [False] * 3
    assert "Modal (rupiah)" not in tabel(excel)[0]


def test_amounts_come_along_when_asked_for_and_their_owner_reads_it(kepala, usaha, minta):
    KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, modal=98_765_432, omzet=187_654_321)
    buat_usaha(nama="Tanpa angka")
    unduhan = minta(kepala, keuangan="on")
    assert actions.kerjakan(unduhan.pk)
    assert [b["Modal (rupiah)"] for b in tabel(unduhan)] == [98_765_432.0, ""]
    baris = LogBaca.objects.get()
    assert (baris.oleh, baris.subjek_kode, baris.alasan) == (kepala, usaha.pemilik.kode, ALASAN)
    assert usaha.nomor in baris.apa
    assert unduhan.izin == ["umkm.lihat_keuangan", "umkm.view_usaha"]


def test_pdf_prints_the_rows_and_survives_signs_that_no_font_draws(kepala, usaha, minta):
    unduhan = minta(kepala, "pdf")
    assert actions.kerjakan(unduhan.pk)
    unduhan.refresh_from_db()
    with unduhan.file.open() as isi, pikepdf.open(isi) as pdf:
        assert len(pdf.pages) == 1
        assert float(pdf.pages[0].MediaBox[2]) > float(pdf.pages[0].MediaBox[3])


@pytest.mark.parametrize("bentuk", ["xlsx", "pdf"])
def test_a_list_of_no_rows_is_a_list_too(kepala, minta, bentuk):
    unduhan = minta(kepala, bentuk)
    assert actions.kerjakan(unduhan.pk)
    assert (keadaan(unduhan), unduhan.baris_selesai) == (Keadaan.SELESAI, 0)
    if bentuk == "xlsx":
        assert "Nama usaha" in buku(unduhan).get_sheet_by_name("Data").to_python()[0]


def test_a_pdf_of_too_many_rows_is_refused_with_what_to_do(kepala, usaha, minta, monkeypatch):
    monkeypatch.setattr("laporan.actions.unduhan.PDF_MAKS", 0)
    with pytest.raises(ValidationError) as galat:
        minta(kepala, "pdf")
    assert galat.value.message_dict == {
        "format": ["PDF paling banyak 0 baris; daftar ini 1. Persempit saringannya, atau pilih Excel."]
    }


def test_a_list_that_grew_too_long_for_pdf_since_is_refused_by_the_worker(kepala, usaha, minta, monkeypatch):
    unduhan = minta(kepala, "pdf")
    monkeypatch.setattr("laporan.actions.unduhan.PDF_MAKS", 0)
    assert not actions.kerjakan(unduhan.pk)
    assert (keadaan(unduhan), unduhan.galat[:25]) == (Keadaan.GAGAL, "PDF paling banyak 0 baris")


# The same list again.


def test_the_same_list_has_the_same_hash_in_every_form_and_another_after_a_change(kepala, usaha, minta):
    pertama = minta(kepala)
    actions.kerjakan(pertama.pk)
    pertama.refresh_from_db()
    lagi, pdf = minta(kepala, ulangan_dari=pertama), minta(kepala, "pdf")
    for satu in (lagi, pdf):
        actions.kerjakan(satu.pk)
        satu.refresh_from_db()
    assert {lagi.sidik, pdf.sidik} == {pertama.sidik}
    Usaha.objects.filter(pk=usaha.pk).update(nama="Keripik Baru")
    beda = minta(kepala, ulangan_dari=pertama)
    actions.kerjakan(beda.pk)
    beda.refresh_from_db()
    assert (beda.sidik == pertama.sidik, beda.ulangan_dari) == (False, pertama)


def test_rows_are_those_of_one_moment(kepala, usaha, minta, monkeypatch):
    """What another changes while the file is written is not in it."""
    unduhan, asli = minta(kepala), buat.aliran.baris

    def diubah_di_tengah(qs: Any, kolom: Any) -> Any:
        sambungan = connection.copy()
        with sambungan.cursor() as kursor:
            kursor.execute("UPDATE umkm_usaha SET nama = 'Diubah di tengah jalan'")
        sambungan.close()
        return asli(qs, kolom)

    monkeypatch.setattr(buat.aliran, "baris", diubah_di_tengah)
    assert actions.kerjakan(unduhan.pk)
    assert [b["Nama usaha"] for b in tabel(unduhan)] == ['=HYPERLINK("http://contoh.invalid")']
    assert Usaha.objects.get().nama == "Diubah di tengah jalan"


# Whose it is.


def test_a_list_holds_the_kecamatan_of_the_one_who_asked_and_no_other(petugas_limpung, usaha, minta):
    dalam = buat_usaha(desa=DesaFactory(limpung=True), nama="Emping Limpung")
    unduhan = minta(petugas_limpung)
    assert actions.kerjakan(unduhan.pk)
    assert [b["Nomor pendaftaran"] for b in tabel(unduhan)] == [dalam.nomor]
    assert (unduhan.wilayah, unduhan.lingkup) == (["33.25.08"], "Kecamatan Limpung")


def test_scope_is_that_of_the_run_not_of_the_asking(petugas, usaha, minta):
    unduhan = minta(petugas)
    petugas.kecamatan.set([DesaFactory(limpung=True).kecamatan])
    assert actions.kerjakan(unduhan.pk)
    assert tabel(unduhan) == []
    assert (unduhan.baris_selesai, unduhan.wilayah) == (0, ["33.25.08"])


def test_a_filter_outside_the_new_scope_makes_no_file(petugas, usaha, minta):
    unduhan = minta(petugas, kecamatan="33.25.11")
    petugas.kecamatan.set([DesaFactory(limpung=True).kecamatan])
    assert not actions.kerjakan(unduhan.pk)
    assert keadaan(unduhan) == Keadaan.GAGAL
    assert unduhan.galat == "Saringannya tidak cocok lagi dengan wilayah kerja Anda. Pilih saringan lagi."


@pytest.mark.parametrize("hilang", ["izin", "aktif"])
def test_a_permission_lost_in_between_makes_no_file(kepala, usaha, minta, hilang):
    unduhan = minta(kepala)
    if hilang == "izin":
        kepala.groups.clear()
    else:
        kepala.is_active = False
        kepala.save()
    assert not actions.kerjakan(unduhan.pk)
    assert (keadaan(unduhan), unduhan.galat) == (Keadaan.GAGAL, "Anda tidak lagi berwenang mengunduh daftar ini.")
    assert berkas_laporan() == []


def test_the_finished_file_is_for_the_asker_within_permission_and_scope(kepala, petugas, usaha, minta, buat_staf):
    unduhan = minta(petugas)
    actions.kerjakan(unduhan.pk)
    unduhan.refresh_from_db()

    def boleh(siapa: Any) -> bool:
        return permissions.pengunduh(type(siapa).objects.get(pk=siapa.pk), unduhan)

    assert (boleh(petugas), boleh(kepala)) == (True, False)
    petugas.kecamatan.set([DesaFactory(limpung=True).kecamatan])
    assert not boleh(petugas)
    petugas.semua_kecamatan = True
    petugas.save()
    assert boleh(petugas)
    petugas.groups.clear()
    assert not boleh(petugas)


def test_nobody_without_the_permission_can_ask(pemilik, pelatih, admin, minta):
    for siapa in (pemilik, pelatih, admin):
        with pytest.raises(PermissionDenied):
            minta(siapa)
    assert Unduhan.objects.count() == 0


# One wish, one list; the reason.


def test_a_form_sent_twice_makes_one_list_and_a_changed_one_another(kepala, minta):
    kunci = uuid4()
    a, b = minta(kepala, kunci=kunci), minta(kepala, kunci=kunci)
    assert a == b
    assert minta(kepala, kunci=kunci, status="DRAF") != a
    assert minta(kepala, "pdf", kunci=kunci) != a
    assert Unduhan.objects.count() == 3


def test_two_workers_make_one_file(kepala, usaha, minta):
    unduhan = minta(kepala)
    assert [actions.kerjakan(unduhan.pk) for _ in range(2)] == [True, False]
    assert len(berkas_laporan()) == 1


def test_who_asked_what_and_why_is_written_once(kepala, minta):
    unduhan = minta(kepala)
    for sql in ("DELETE FROM laporan_unduhan", "UPDATE laporan_unduhan SET alasan = 'lain'"):
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as kursor:
            kursor.execute(sql)
    assert Unduhan.objects.get().alasan == unduhan.alasan


# What goes wrong.


def test_a_worker_that_dies_in_the_middle_leaves_no_half_file_and_the_list_is_made_again(kepala, usaha, minta):
    unduhan = minta(kepala)
    assert buat._sewa(unduhan.pk) is not None  # and nothing more is heard of it
    assert not actions.kerjakan(unduhan.pk)
    assert keadaan(unduhan) == Keadaan.JALAN
    assert unduhan.keadaan_kata == "Sedang dibuat"
    lewatkan_sewa(unduhan)
    unduhan.refresh_from_db()
    assert (unduhan.keadaan_kata, berkas_laporan()) == ("Terhenti, akan diulang", [])
    assert actions.sapu() == 1
    assert actions.kerjakan(unduhan.pk)
    assert (keadaan(unduhan), unduhan.percobaan, len(berkas_laporan())) == (Keadaan.SELESAI, 2, 1)


def test_a_worker_that_comes_back_too_late_writes_nothing(kepala, usaha, minta, monkeypatch):
    """Its lease ran out and another has made the list since: the row and the folder are that one's."""
    unduhan, asli = minta(kepala), buat._tulis

    def tertidur(satu: Unduhan, jalur: str) -> Any:
        hasil = asli(satu, jalur)
        monkeypatch.setattr(buat, "_tulis", asli)
        lewatkan_sewa(satu)
        assert actions.kerjakan(satu.pk)
        return hasil

    monkeypatch.setattr(buat, "_tulis", tertidur)
    assert not actions.kerjakan(unduhan.pk)
    assert (keadaan(unduhan), unduhan.percobaan, len(berkas_laporan())) == (Keadaan.SELESAI, 2, 1)


def test_after_three_deaths_it_gives_up_and_says_so(kepala, usaha, minta):
    unduhan = minta(kepala)
    for _ in range(buat.MAKS_PERCOBAAN):
        assert buat._sewa(unduhan.pk) is not None
        lewatkan_sewa(unduhan)
    assert actions.sapu() == 0
    assert (keadaan(unduhan), unduhan.galat[:13]) == (Keadaan.GAGAL, "3 kali terhen")
    assert actions.ulangi(unduhan, oleh=kepala)
    assert actions.kerjakan(unduhan.pk)
    assert keadaan(unduhan) == Keadaan.SELESAI


def test_a_fault_is_tried_again_by_the_sweep(kepala, usaha, minta, monkeypatch, caplog):
    unduhan = minta(kepala)

    def rusak(*_: Any) -> Any:
        raise OSError("disk penuh")

    with monkeypatch.context() as sementara:
        sementara.setattr(buat, "_penulis", rusak)
        assert not actions.kerjakan(unduhan.pk)
    unduhan.refresh_from_db()
    assert (unduhan.keadaan_kata, unduhan.galat) == ("Terhenti, akan diulang", "")
    assert actions.kerjakan(unduhan.pk)
    assert keadaan(unduhan) == Keadaan.SELESAI


def test_called_off_in_the_middle_it_stops_and_leaves_nothing(kepala, usaha, minta, monkeypatch):
    unduhan, asli = minta(kepala), buat.aliran.baris

    def batalkan(qs: Any, kolom: Any) -> Any:
        sambungan = connection.copy()
        with sambungan.cursor() as kursor:
            kursor.execute("UPDATE laporan_unduhan SET keadaan = 'DIBATALKAN', sewa = NULL")
        sambungan.close()
        return asli(qs, kolom)

    monkeypatch.setattr(buat.aliran, "baris", batalkan)
    assert not actions.kerjakan(unduhan.pk)
    assert (keadaan(unduhan), berkas_laporan()) == (Keadaan.DIBATALKAN, [])
    assert not actions.kerjakan(unduhan.pk)


def test_only_the_asker_calls_off_and_only_what_is_not_over(kepala, petugas, usaha, minta):
    unduhan = minta(kepala)
    with pytest.raises(PermissionDenied):
        actions.batalkan(unduhan, oleh=petugas)
    with pytest.raises(PermissionDenied):
        actions.ulangi(unduhan, oleh=petugas)
    assert actions.batalkan(unduhan, oleh=kepala)
    assert not actions.batalkan(unduhan, oleh=kepala)
    assert not actions.ulangi(unduhan, oleh=kepala)


def test_progress_is_seen_while_the_rows_are_still_being_read(kepala, usaha, minta, monkeypatch):
    monkeypatch.setattr(buat, "JEDA", 0.0)
    monkeypatch.setattr(buat, "SEKALI_TENGOK", 1)
    buat_usaha(nama="Kedua")
    unduhan, terlihat = minta(kepala), []
    asli = buat._tanda_hidup

    def intip(*isi: Any) -> None:
        asli(*isi)
        sambungan = connection.copy()
        with sambungan.cursor() as kursor:
            kursor.execute("SELECT baris_selesai, baris_semua, keadaan FROM laporan_unduhan")
            terlihat.append(kursor.fetchone())
        sambungan.close()

    monkeypatch.setattr(buat, "_tanda_hidup", intip)
    assert actions.kerjakan(unduhan.pk)
    assert terlihat == [(0, 2, "JALAN"), (1, 2, "JALAN"), (2, 2, "JALAN"), (2, 2, "JALAN")]


# The end.


def test_after_a_day_the_file_is_gone_and_the_row_stays(kepala, usaha, minta):
    unduhan = minta(kepala)
    actions.kerjakan(unduhan.pk)
    unduhan.refresh_from_db()
    assert unduhan.berlaku_sampai - unduhan.selesai_pada == timedelta(hours=24)
    assert (actions.hapus_berkas(), len(berkas_laporan())) == (0, 1)
    Unduhan.objects.filter(pk=unduhan.pk).update(berlaku_sampai=timezone.now() - timedelta(seconds=1))
    unduhan.refresh_from_db()
    assert not unduhan.ada_berkas
    assert (actions.hapus_berkas(), berkas_laporan()) == (1, [])
    unduhan.refresh_from_db()
    assert (unduhan.keadaan_kata, unduhan.sidik != "", unduhan.file.name) == ("Sudah berakhir", True, "")


def test_a_file_that_nobody_told_of_is_removed_once_it_is_old(kepala, usaha, minta):
    unduhan = minta(kepala)
    actions.kerjakan(unduhan.pk)
    unduhan.refresh_from_db()
    yatim = Path(settings.MEDIA_ROOT) / "laporan" / "zz" / "sisa.xlsx"
    yatim.parent.mkdir(exist_ok=True)
    yatim.write_bytes(b"separuh")
    assert actions.bersihkan() == 0
    os.utime(yatim, (0, 0))
    os.utime(unduhan.file.path, (0, 0))
    assert (actions.bersihkan(), berkas_laporan()) == (1, [Path(unduhan.file.name).name])


def test_a_csv_whose_server_died_does_not_run_for_ever(kepala, minta):
    unduhan = minta(kepala, "csv")
    assert actions.sapu() == 0
    assert keadaan(unduhan) == Keadaan.JALAN
    with connection.cursor() as kursor:
        kursor.execute("ALTER TABLE laporan_unduhan DISABLE TRIGGER laporan_unduhan_tetap")
        kursor.execute("UPDATE laporan_unduhan SET dibuat = now() - interval '2 hours'")
        kursor.execute("ALTER TABLE laporan_unduhan ENABLE TRIGGER laporan_unduhan_tetap")
    actions.sapu()
    assert (keadaan(unduhan), unduhan.galat) == (Keadaan.DIBATALKAN, "Unduhan terputus di tengah jalan.")
