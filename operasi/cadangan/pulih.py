"""Restoring a backup into an empty database and an empty folder: whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connections, transaction

from inti import sandi
from operasi.cadangan import GagalCadangan, basis, media
from operasi.cadangan.basis import PENANDA, Tabel
from operasi.cadangan.bingkai import Pembaca
from operasi.cadangan.buat import CONTOH_NIK, FORMAT, Ringkasan, periksa_ruang
from operasi.cadangan.segel import Pembuka, kunci

ALIAS = "pemulihan"


def pulihkan(
    dari: Path, *, basis_tujuan: dict[str, Any], media_tujuan: Path, lapor: Callable[[str], None] = lambda teks: None
) -> tuple[Ringkasan, bool]:
    """Restore the backup `dari` into an empty database (settings of Django's) and an empty or missing folder.

    Every row and byte is compared with the checksums of the backup before anything counts. Returns what came back,
    and whether the NIK keys at hand are those of the backup. Raises GagalCadangan with a sentence; the database then
    holds no row of the backup, and the folder no file.
    """
    if not dari.is_file():
        raise GagalCadangan(f"{dari} tidak ada.")
    if media_tujuan.exists() and any(media_tujuan.iterdir()):
        raise GagalCadangan(f"Folder {media_tujuan} sudah berisi. Pilih folder kosong.")
    try:
        with dari.open("rb") as masukan, _sambungan(basis_tujuan) as sambungan:
            pembaca = Pembaca(Pembuka(masukan, kunci()))
            kepala = pembaca.catatan()
            _periksa_kepala(kepala, sambungan)
            media_tujuan.parent.mkdir(parents=True, exist_ok=True)
            periksa_ruang(media_tujuan.parent, kepala["byte_berkas"])
            _siapkan_basis(sambungan)
            ringkasan = _isi(pembaca, kepala, media_tujuan, lapor)
            return ringkasan._replace(ukuran=dari.stat().st_size), _kunci_nik_sama(kepala)
    except IntegrityError:
        raise GagalCadangan("Isi cadangan ini tidak lolos aturan basis data. Tidak ada yang dipulihkan.")
    except DatabaseError as galat:
        raise GagalCadangan(f"Basis data menolak: {str(galat).splitlines()[0]} Tidak ada yang dipulihkan.")
    except OSError as galat:
        raise GagalCadangan(f"Pemulihan terhenti: {galat.strerror or galat}. Tidak ada yang dipulihkan.")


@contextmanager
def _sambungan(tujuan: dict[str, Any]) -> Iterator[Any]:
    connections.databases[ALIAS] = {**connections.databases["default"], **tujuan, "ATOMIC_REQUESTS": False}
    try:
        yield connections[ALIAS]
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _periksa_kepala(kepala: dict[str, Any], sambungan: Any) -> None:
    """Raises GagalCadangan when this code or this server cannot take the backup."""
    if kepala.get("format") != FORMAT:
        raise GagalCadangan("Cadangan ini dibuat versi portal yang susunan cadangannya lain. Pakai versi itu.")
    di_sini, di_cadangan = set(basis.migrasi()), set(kepala["migrasi"])
    if di_sini != di_cadangan:
        lebih, kurang = sorted(di_cadangan - di_sini), sorted(di_sini - di_cadangan)
        beda = f"cadangan lebih baru: {lebih[0]}" if lebih else f"cadangan lebih lama, tanpa {kurang[0]}"
        raise GagalCadangan(
            f"Cadangan ini dibuat versi portal yang lain ({beda}). "
            "Pasang versi portal yang sama, pulihkan, lalu perbarui."
        )
    with sambungan.cursor() as kursor:
        if (versi := basis.versi_server(kursor)) < kepala["postgres"]:
            raise GagalCadangan(
                f"Cadangan ini dari PostgreSQL {kepala['postgres']}, sedangkan tujuannya PostgreSQL {versi}. "
                "Pakai versi yang sama atau lebih baru."
            )


def _siapkan_basis(sambungan: Any) -> None:
    """Bring the schema into an empty database. Raises GagalCadangan when it is not empty.

    One in which an earlier try did not end counts as empty: its rows were taken back.
    """
    with sambungan.cursor() as kursor:
        tabel = set(sambungan.introspection.table_names(kursor))
        if tabel and PENANDA not in tabel:
            nama = sambungan.settings_dict["NAME"]
            raise GagalCadangan(f"Basis data {nama} sudah berisi {len(tabel)} tabel. Buat basis data kosong.")
        kursor.execute(f"CREATE TABLE IF NOT EXISTS {PENANDA} ()")
    call_command("migrate", database=ALIAS, interactive=False, verbosity=0)


def _isi(pembaca: Pembaca, kepala: dict[str, Any], media_tujuan: Path, lapor: Callable[[str], None]) -> Ringkasan:
    """Fill database and folder in one transaction; the folder gets its name last, and only when all was right."""
    sementara = media_tujuan.with_name(f".{media_tujuan.name}.sedang-dipulihkan")
    shutil.rmtree(sementara, ignore_errors=True)
    tabel = [Tabel(nama, tuple(kolom)) for nama, kolom in kepala["tabel"].items()]
    folder = sementara
    try:
        with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as kursor:
            basis.siapkan(kursor, tabel)
            baris = sum(_isi_tabel(pembaca, kursor, satu, lapor) for satu in tabel)
            lapor("berkas")
            berkas, byte, catatan = _isi_berkas(pembaca, sementara)
            akhir = catatan["penutup"]
            pembaca.selesai()
            hasil = {"tabel": len(tabel), "baris": baris, "berkas": berkas, "byte_berkas": byte}
            if hasil != {nama: akhir[nama] for nama in hasil}:
                raise GagalCadangan("Jumlah yang dipulihkan tidak sama dengan catatan di cadangan.")
            basis.akhiri(kursor, tabel, catatan["urutan"])
            kursor.execute(f"DROP TABLE {PENANDA}")
            if media_tujuan.exists():
                media_tujuan.rmdir()
            folder = sementara.rename(media_tujuan)
            return Ringkasan(**hasil, hilang=akhir["hilang"], ukuran=0)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _isi_tabel(pembaca: Pembaca, kursor: Any, tabel: Tabel, lapor: Callable[[str], None]) -> int:
    lapor(tabel.nama)
    if pembaca.catatan() != {"tabel": tabel.nama}:
        raise GagalCadangan("Susunan cadangan ini tidak dikenal.")
    isi = pembaca.isi()
    baris = basis.salin_masuk(kursor, tabel, isi)
    catatan = isi.tutup(f"tabel {tabel.nama}")
    if baris != catatan["baris"] or basis.sidik_tabel(kursor, tabel) != catatan["sha256"]:
        raise GagalCadangan(f"Tabel {tabel.nama} di sini tidak sama dengan isi cadangan.")
    return baris


def _isi_berkas(pembaca: Pembaca, akar: Path) -> tuple[int, int, dict[str, Any]]:
    """Write the files; returns how many, their bytes, and the tail note that follows them."""
    akar.mkdir(mode=0o700)
    jumlah = byte = 0
    while "berkas" in (catatan := pembaca.catatan()):
        isi = pembaca.isi()
        media.tulis(akar, catatan["berkas"], isi)
        isi.tutup(f"berkas {catatan['berkas']}")
        jumlah, byte = jumlah + 1, byte + isi.byte
    return jumlah, byte, catatan


def _kunci_nik_sama(kepala: dict[str, Any]) -> bool:
    try:
        return sandi.dekripsi(kepala["contoh_nik"]) == CONTOH_NIK
    except sandi.KunciSalah:
        return False
