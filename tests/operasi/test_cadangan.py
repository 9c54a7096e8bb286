"""Backup and restore, really done: into a fresh database and a fresh folder, compared row by row and byte by byte."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from inti import sandi
from inti.berkas import Berkas
from operasi import actions, keutuhan
from operasi.cadangan import GagalCadangan, basis, buat, media, pulih
from operasi.cadangan.segel import buat_kunci
from operasi.models import CatatanSistem
from tests import basis_data
from tests.factories import PenggunaFactory
from tests.operasi.dunia import NIK, usaha_terkirim, usaha_terverifikasi
from umkm.models import PelakuUsaha, Usaha

pytestmark = pytest.mark.django_db(transaction=True)

BASIS_BARU = "pulih"


@pytest.fixture
def isi(media: Path, settings: Any, pemilik: Any, pemilik_lain: Any, petugas: Any) -> Usaha:
    """A registry with papers, uploads, messages and awkward text, and a key for its backups."""
    settings.KUNCI_CADANGAN = [buat_kunci()]
    usaha_terverifikasi(pemilik, petugas, urut=1)
    usaha = usaha_terkirim(pemilik_lain, urut=2)
    Usaha.objects.filter(pk=usaha.pk).update(uraian="tab\t garis\n \\N \\. “kutip” 🥭 " + "x" * 100)
    return usaha


@pytest.fixture
def nama_baru(django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a second database; Django's guard against one stands aside."""
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", django_db_blocker._real_ensure_connection)
    nama = f"{connection.settings_dict['NAME']}_{BASIS_BARU}"
    _perintah(f'DROP DATABASE IF EXISTS "{nama}"')
    yield nama
    _perintah(f'DROP DATABASE IF EXISTS "{nama}" WITH (FORCE)')


@pytest.fixture
def basis_kosong(nama_baru: str) -> str:
    """The name of a database that is there and empty: half a minute of migrations for whoever restores into it."""
    _perintah(f"CREATE DATABASE \"{nama_baru}\" TEMPLATE template0 ENCODING 'UTF8'")
    return nama_baru


@pytest.fixture
def basis_baru(nama_baru: str, di_basis: Any, settings: Any) -> str:
    """The name of a database as an earlier try that failed leaves it: the schema, the mark, and no row of a backup."""
    basis_data.salin(nama_baru)
    asal = connection.settings_dict["NAME"]
    di_basis(nama_baru, settings.MEDIA_ROOT)
    with connection.cursor() as kursor:
        kursor.execute(f"CREATE TABLE {basis.PENANDA} ()")
    di_basis(asal, settings.MEDIA_ROOT)
    return nama_baru


def _perintah(sql: str) -> None:
    with connection._nodb_cursor() as kursor:
        kursor.execute(sql)


@pytest.fixture
def di_basis(settings: Any) -> Callable[[str, Path], Any]:
    """Look through the portal's own eyes into another database and folder; ended by the test's own end."""
    asal = connection.settings_dict["NAME"]

    def pindah(nama: str, folder: Path) -> None:
        connection.close()
        connection.settings_dict["NAME"] = nama
        settings.MEDIA_ROOT = folder

    yield pindah
    connection.close()
    connection.settings_dict["NAME"] = asal


def sidik_semua() -> dict[str, tuple[int, str]]:
    """Rows and checksum of every table, as one moment of the database."""
    with basis.cuplikan(connection) as kursor:
        hasil = {}
        for tabel in basis.daftar_tabel(kursor):
            kursor.execute(f"SELECT count(*) FROM {tabel.nama}")  # noqa: S608
            hasil[tabel.nama] = (kursor.fetchone()[0], basis.sidik_tabel(kursor, tabel))
    connection.set_autocommit(True)
    return hasil


def sidik_media(folder: Path) -> dict[str, str]:
    return {jalur: hashlib.sha256((folder / jalur).read_bytes()).hexdigest() for jalur in media.telusuri(folder)}


def pulihkan(dari: Path, ke_basis: str, ke_media: Path) -> Any:
    return pulih.pulihkan(dari, basis_tujuan={"NAME": ke_basis}, media_tujuan=ke_media)


def test_what_was_backed_up_comes_back_row_by_row_and_byte_by_byte_even_after_a_failed_try(
    isi: Usaha, tmp_path: Path, settings: Any, basis_kosong: str, di_basis: Any
) -> None:
    asal_media = Path(settings.MEDIA_ROOT)
    sebelum, berkas = sidik_semua(), sidik_media(asal_media)
    ringkasan = buat.buat(tmp_path / "a.cadangan")
    assert (ringkasan.berkas, ringkasan.hilang) == (len(berkas), 0)
    assert ringkasan.baris == sum(jumlah for jumlah, _ in sebelum.values())
    (tmp_path / "b.cadangan").write_bytes((tmp_path / "a.cadangan").read_bytes()[:-100])
    with pytest.raises(GagalCadangan):
        pulihkan(tmp_path / "b.cadangan", basis_kosong, tmp_path / "pulih")
    dipulihkan, kunci_nik_sama = pulihkan(tmp_path / "a.cadangan", basis_kosong, tmp_path / "pulih")
    assert (dipulihkan, kunci_nik_sama) == (ringkasan, True)
    di_basis(basis_kosong, tmp_path / "pulih")
    with connection.cursor() as kursor:
        assert basis.PENANDA not in connection.introspection.table_names(kursor)
    assert sidik_semua() == sebelum
    assert sidik_media(tmp_path / "pulih") == berkas
    assert [satu for satu in keutuhan.jalankan() if satu.jumlah] == []
    assert sandi.dekripsi(PelakuUsaha.objects.exclude(nik_sandi="").earliest("pk").nik_sandi) == NIK.format(1)


def test_the_restored_portal_goes_on_counting_and_keeps_its_guards(
    isi: Usaha, tmp_path: Path, basis_baru: str, di_basis: Any
) -> None:
    buat.buat(tmp_path / "a.cadangan")
    pulihkan(tmp_path / "a.cadangan", basis_baru, tmp_path / "pulih")
    di_basis(basis_baru, tmp_path / "pulih")
    lanjut = usaha_terkirim(PenggunaFactory(nama="Orang Baru"), urut=3)
    assert (lanjut.nomor[:13], lanjut.pk > isi.pk) == (f"BTG-{timezone.localdate():%y}-000003", True)
    with connection.cursor() as kursor, pytest.raises(Exception, match="tidak boleh diubah atau dihapus"):
        kursor.execute("DELETE FROM umkm_riwayatusaha")
    with pytest.raises(IntegrityError):
        Usaha.objects.filter(pk=lanjut.pk).update(nomor=isi.nomor)


def test_log_ins_of_now_are_not_in_a_backup(
    isi: Usaha, tmp_path: Path, masuk: Any, pemilik: Any, basis_baru: str, di_basis: Any
) -> None:
    masuk(pemilik)
    buat.buat(tmp_path / "a.cadangan")
    pulihkan(tmp_path / "a.cadangan", basis_baru, tmp_path / "pulih")
    di_basis(basis_baru, tmp_path / "pulih")
    with connection.cursor() as kursor:
        kursor.execute("SELECT count(*) FROM django_session")
        assert kursor.fetchone() == (0,)


def test_neither_keys_nor_names_can_be_read_in_the_file(isi: Usaha, tmp_path: Path, settings: Any) -> None:
    buat.buat(tmp_path / "a.cadangan")
    mentah = (tmp_path / "a.cadangan").read_bytes()
    for rahasia in ("Siti Contoh", "keripik", "umkm_usaha", settings.KUNCI_CADANGAN[0], settings.NIK_KUNCI[0]):
        assert rahasia.encode() not in mentah
    assert (tmp_path / "a.cadangan").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".a.")] == []


def test_a_backup_taken_while_work_goes_on_is_one_moment(
    isi: Usaha, tmp_path: Path, petugas: Any, basis_baru: str, di_basis: Any
) -> None:
    """Businesses are registered, verified and their photos deleted while the backup is being written."""
    berhenti = threading.Event()
    jumlah = []

    def bekerja() -> None:
        urut = 10
        while not berhenti.is_set():
            urut += 1
            usaha = usaha_terverifikasi(PenggunaFactory(), petugas, urut=urut)
            foto = usaha.foto.get()
            foto.delete()
            from inti.berkas import hapus

            hapus(foto.berkas)
            jumlah.append(urut)
        connection.close()

    pekerja = threading.Thread(target=bekerja)
    pekerja.start()
    try:
        while len(jumlah) < 2:
            time.sleep(0.01)
        ringkasan = [buat.buat(tmp_path / f"{urut}.cadangan") for urut in range(3)]
    finally:
        berhenti.set()
        pekerja.join()
    assert [satu.hilang for satu in ringkasan] == [0, 0, 0]
    assert ringkasan[0].baris < ringkasan[2].baris
    pulihkan(tmp_path / "1.cadangan", basis_baru, tmp_path / "pulih")
    di_basis(basis_baru, tmp_path / "pulih")
    assert [satu for satu in keutuhan.jalankan() if satu.jumlah] == []


# --- Refusals ------------------------------------------------------------------


def tabel_di(nama: str) -> int:
    """How many rows of ours a database holds."""
    connection.close()
    asal, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], nama
    try:
        with connection.cursor() as kursor:
            ada = connection.introspection.table_names(kursor)
            return Usaha.objects.count() if "umkm_usaha" in ada else 0
    finally:
        connection.close()
        connection.settings_dict["NAME"] = asal


def test_a_backup_without_a_key_is_refused(isi: Usaha, settings: Any, tmp_path: Path) -> None:
    settings.KUNCI_CADANGAN = []
    with pytest.raises(GagalCadangan, match=r"^KUNCI_CADANGAN belum diisi"):
        buat.buat(tmp_path / "a.cadangan")
    assert not (tmp_path / "a.cadangan").exists()


def test_an_existing_file_is_never_overwritten(isi: Usaha, tmp_path: Path) -> None:
    (tmp_path / "a.cadangan").write_text("jangan hilang")
    with pytest.raises(GagalCadangan, match=r"sudah ada\. Pilih nama lain\.$"):
        buat.buat(tmp_path / "a.cadangan")
    assert (tmp_path / "a.cadangan").read_text() == "jangan hilang"


def test_too_little_room_is_seen_beforehand(isi: Usaha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bebas = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: bebas._replace(free=1000))
    with pytest.raises(GagalCadangan, match=r"^Ruang di .* tidak cukup: tersedia 1000"):
        buat.buat(tmp_path / "a.cadangan")
    assert [p.name for p in tmp_path.iterdir() if "cadangan" in p.name] == []


def test_two_backups_at_once_are_refused_and_a_killed_one_is_tidied_up(
    isi: Usaha, tmp_path: Path, settings: Any
) -> None:
    akar = Path(settings.MEDIA_ROOT)
    with media.dibekukan(akar), pytest.raises(GagalCadangan, match="Cadangan lain sedang dibuat"):
        buat.buat(tmp_path / "a.cadangan")
    (akar / ".cadangan-terbunuh" / "berkas").mkdir(parents=True)
    buat.buat(tmp_path / "a.cadangan")
    assert [p.name for p in akar.glob(".cadangan-*")] == []


def test_a_lost_file_is_said_and_does_not_prevent_the_backup(isi: Usaha, tmp_path: Path, settings: Any) -> None:
    (Path(settings.MEDIA_ROOT) / Berkas.objects.earliest("pk").file.name).unlink()
    assert buat.buat(tmp_path / "a.cadangan").hilang == 1


@pytest.mark.parametrize("rusak", ["kunci", "potong", "ubah", "tambah", "format", "migrasi", "postgres"])
def test_what_cannot_be_trusted_is_refused_and_leaves_nothing(
    rusak: str, isi: Usaha, tmp_path: Path, settings: Any, basis_baru: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    berkas = tmp_path / "a.cadangan"
    asli = buat._kepala
    palsu = {
        "format": {"format": 2},
        "migrasi": {"migrasi": [*basis.migrasi(), "umkm.9999_masa_depan"]},
        "postgres": {"postgres": 99},
    }
    monkeypatch.setattr(buat, "_kepala", lambda *a: asli(*a) | palsu.get(rusak, {}))
    buat.buat(berkas)
    mentah = bytearray(berkas.read_bytes())
    if rusak == "kunci":
        settings.KUNCI_CADANGAN = [buat_kunci()]
    elif rusak == "potong":
        berkas.write_bytes(mentah[:-100])
    elif rusak == "ubah":
        mentah[-100] ^= 1
        berkas.write_bytes(mentah)
    elif rusak == "tambah":
        berkas.write_bytes(mentah + mentah[-200:])
    kalimat = {
        "kunci": "Kuncinya salah: cadangan ini dibuat dengan KUNCI_CADANGAN yang lain",
        "potong": "Cadangan ini terpotong",
        "ubah": "Cadangan ini rusak atau diubah pada potongan",
        "tambah": "ada tambahan di belakangnya",
        "format": "susunan cadangannya lain",
        "migrasi": r"versi portal yang lain \(cadangan lebih baru: umkm.9999_masa_depan\)",
        "postgres": "Cadangan ini dari PostgreSQL 99",
    }
    with pytest.raises(GagalCadangan, match=kalimat[rusak]):
        pulihkan(berkas, basis_baru, tmp_path / "pulih")
    assert tabel_di(basis_baru) == 0
    assert [p.name for p in tmp_path.iterdir() if "pulih" in p.name] == []


def test_a_database_and_a_folder_that_hold_something_are_refused(isi: Usaha, tmp_path: Path, basis_baru: str) -> None:
    buat.buat(tmp_path / "a.cadangan")
    with pytest.raises(GagalCadangan, match=r"sudah berisi \d+ tabel\. Buat basis data kosong\.$"):
        pulihkan(tmp_path / "a.cadangan", connection.settings_dict["NAME"], tmp_path / "pulih")
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "x").touch()
    with pytest.raises(GagalCadangan, match=r"sudah berisi\. Pilih folder kosong\.$"):
        pulihkan(tmp_path / "a.cadangan", basis_baru, tmp_path / "penuh")


def test_a_path_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    for jalur in ("../luar", "/etc/x", "a/../../b", ".cadangan.lock", "a/./../b", ""):
        with pytest.raises(GagalCadangan, match="jalur berkas yang tidak dikenal"):
            media.tulis(tmp_path / "akar", jalur, None)


def test_other_nik_keys_are_said_aloud(isi: Usaha, tmp_path: Path, settings: Any, basis_baru: str) -> None:
    berkas = tmp_path / "a.cadangan"
    call_command("cadangkan", ke=berkas, stdout=StringIO())
    settings.NIK_KUNCI = [buat_kunci()]
    keluar, peringatan = StringIO(), StringIO()
    pilihan = {"ke_basis": basis_baru, "ke_media": tmp_path / "pulih"}
    call_command("pulihkan", dari=berkas, **pilihan, stdout=keluar, stderr=peringatan)
    assert keluar.getvalue().startswith(f"Dipulihkan ke {basis_baru} dan {tmp_path / 'pulih'}: ")
    assert peringatan.getvalue().startswith("PERINGATAN: NIK_KUNCI di sini bukan kunci cadangan ini.")


def test_the_commands_speak_in_sentences(isi: Usaha, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^.*tidak ada\.$"):
        call_command("pulihkan", dari=tmp_path / "tiada", ke_basis="x", ke_media=tmp_path / "m")
    with pytest.raises(CommandError, match=r"^Sebut juga --ke-media"):
        call_command("pulihkan", dari=tmp_path / "tiada", ke_basis="x")
    with pytest.raises(CommandError, match=r"^Folder .* tidak ada\.$"):
        call_command("cadangkan", ke=tmp_path / "tiada" / "x")
    assert CatatanSistem.objects.get(apa="cadangan").baik is False


# --- Every night ---------------------------------------------------------------


def test_the_nightly_backup_keeps_the_newest_and_touches_nothing_else(
    isi: Usaha, tmp_path: Path, settings: Any
) -> None:
    folder = tmp_path / "malam"
    folder.mkdir()
    settings.CADANGAN_DIR, settings.CADANGAN_SIMPAN = str(folder), 2
    lama = [f"portal-2026-01-0{hari}-030000.cadangan" for hari in (1, 2, 3)]
    for nama in (*lama, "surat.txt", "portal-penting.cadangan"):
        (folder / nama).touch()
    baru = actions.cadangkan_berkala()
    assert sorted(p.name for p in folder.iterdir()) == sorted(
        [lama[-1], baru.name, "surat.txt", "portal-penting.cadangan"]  # type: ignore[union-attr]
    )
    catatan = CatatanSistem.objects.get(apa="cadangan")
    assert (catatan.baik, catatan.kalimat.split(":")[0]) == (True, baru.name)  # type: ignore[union-attr]


def test_backups_asked_for_by_hand_do_not_push_out_the_nights_before(isi: Usaha, tmp_path: Path, settings: Any) -> None:
    """Whoever got hold of a session could else make the clean backups disappear by pressing a button."""
    folder = tmp_path / "malam"
    folder.mkdir()
    settings.CADANGAN_DIR, settings.CADANGAN_SIMPAN = str(folder), 3
    malam = [f"portal-2026-01-0{hari}-030000.cadangan" for hari in (1, 2, 3)]
    hari_ini = [f"portal-{timezone.localdate():%Y-%m-%d}-00000{detik}.cadangan" for detik in range(5)]
    for nama in (*malam, *hari_ini):
        (folder / nama).touch()
    baru = actions.cadangkan_berkala()
    assert sorted(p.name for p in folder.iterdir()) == [*malam[1:], baru.name]  # type: ignore[union-attr]


def test_what_killed_backups_left_behind_does_not_fill_the_disk(isi: Usaha, tmp_path: Path, settings: Any) -> None:
    settings.CADANGAN_DIR = str(tmp_path)
    lama, muda = (tmp_path / f".portal-2026-01-0{n}-030000.cadangan.{n}" for n in (1, 2))
    lama.touch()
    muda.touch()
    os.utime(lama, (0, 0))
    actions.cadangkan_berkala()
    assert (lama.exists(), muda.exists()) == (False, True)


def test_without_a_folder_there_is_no_nightly_backup(settings: Any) -> None:
    settings.CADANGAN_DIR = ""
    assert actions.cadangkan_berkala() is None
    assert CatatanSistem.objects.count() == 0


def test_a_disk_that_fills_up_leaves_no_half_backup(isi: Usaha, tmp_path: Path) -> None:
    """A child with a limit on the size of files: the kernel refuses the write in the middle of a table."""
    import resource
    import signal

    connection.close()  # else parent and child would speak to the server through one socket
    anak = os.fork()
    if not anak:
        kode = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
            buat.buat(tmp_path / "a.cadangan")
        except GagalCadangan as galat:
            kode = 0 if str(galat) == "Cadangan tidak dapat ditulis: File too large." else 2
        finally:
            os._exit(kode)
    assert os.waitstatus_to_exitcode(os.waitpid(anak, 0)[1]) == 0
    assert [p.name for p in tmp_path.iterdir() if "cadangan" in p.name] == []
