"""Making a backup: one moment of the database and the files that belong to it, in one sealed file."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import django
from django.conf import settings
from django.db import connections
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from inti import sandi
from operasi.cadangan import GagalCadangan, basis, media
from operasi.cadangan.basis import Tabel
from operasi.cadangan.bingkai import Penulis, salin
from operasi.cadangan.segel import Penyegel, kunci

FORMAT = 1
CONTOH_NIK = "0000000000000000"
"""Encrypted into every backup: whoever restores it can see whether the NIK keys at hand are those of the backup."""


class Ringkasan(NamedTuple):
    """What a backup holds."""

    tabel: int
    baris: int
    berkas: int
    byte_berkas: int
    hilang: int
    ukuran: int

    def __str__(self) -> str:
        kalimat = (
            f"{self.tabel} tabel, {self.baris} baris, {self.berkas} berkas "
            f"({filesizeformat(self.byte_berkas)}), {filesizeformat(self.ukuran)} tersandi"
        )
        return kalimat + (f"; {self.hilang} berkas tercatat tetapi tidak ada" if self.hilang else "")


def buat(ke: Path, *, lapor: Callable[[str], None] = lambda teks: None) -> Ringkasan:
    """Write a backup to `ke`, readable for its owner only. While it is being written it bears another name.

    Raises GagalCadangan with a sentence: no key, no room, the file exists, another backup runs.
    """
    kunci_ini = kunci()[0]
    ke = ke.absolute()
    if ke.exists():
        raise GagalCadangan(f"{ke} sudah ada. Pilih nama lain.")
    if not ke.parent.is_dir():
        raise GagalCadangan(f"Folder {ke.parent} tidak ada.")
    sambungan = connections.create_connection("default")
    sementara = ke.with_name(f".{ke.name}.{os.getpid()}")
    try:
        # The files first, then the moment, then the files that came between: each row has its file, whatever is
        # deleted while we write.
        with media.dibekukan(Path(settings.MEDIA_ROOT)) as beku, basis.cuplikan(sambungan) as kursor:
            beku.segarkan()
            periksa_ruang(ke.parent, media.byte(beku.tautan) + basis.perkiraan_byte(kursor))
            with open(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as keluaran:
                penulis = Penulis(Penyegel(keluaran, kunci_ini))
                isi = _tulis(penulis, kursor, beku, lapor)
                penulis.tutup()
                keluaran.flush()
                os.fsync(keluaran.fileno())
        ukuran = sementara.stat().st_size
        sementara.rename(ke)
        return Ringkasan(**isi, ukuran=ukuran)
    except OSError as galat:
        raise GagalCadangan(f"Cadangan tidak dapat ditulis: {galat.strerror or galat}.")
    finally:
        with contextlib.suppress(FileNotFoundError):
            sementara.unlink()
        sambungan.close()


def periksa_ruang(folder: Path, perlu: int) -> None:
    """Raises GagalCadangan when the disk of `folder` has less room than `perlu` bytes."""
    bebas = shutil.disk_usage(folder).free
    if bebas < perlu:
        raise GagalCadangan(
            f"Ruang di {folder} tidak cukup: tersedia {filesizeformat(bebas)}, perlu {filesizeformat(perlu)}."
        )


def _tulis(penulis: Penulis, kursor: Any, beku: media.Beku, lapor: Callable[[str], None]) -> dict[str, int]:
    daftar = basis.daftar_tabel(kursor)
    penulis.catatan(_kepala(kursor, daftar, media.byte(beku.tautan)))
    baris = 0
    for tabel in daftar:
        lapor(tabel.nama)
        penulis.catatan({"tabel": tabel.nama})
        isi = penulis.isi()
        jumlah = basis.salin_keluar(kursor, tabel, isi)
        isi.tutup(baris=jumlah)
        baris += jumlah
    lapor("berkas")
    berkas, byte_berkas = _tulis_berkas(penulis, beku)
    hilang = _hitung_hilang(kursor, beku)
    isi_akhir = {"tabel": len(daftar), "baris": baris, "berkas": berkas, "byte_berkas": byte_berkas, "hilang": hilang}
    penulis.catatan({"penutup": isi_akhir, "urutan": basis.urutan(kursor)})
    return isi_akhir


def _kepala(kursor: Any, daftar: list[Tabel], byte_berkas: int) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "dibuat": timezone.now().isoformat(),
        "kabupaten": settings.KODE_KABUPATEN,
        "django": django.get_version(),
        "postgres": basis.versi_server(kursor),
        "migrasi": basis.migrasi(kursor.db),
        "tabel": {tabel.nama: tabel.kolom for tabel in daftar},
        "byte_berkas": byte_berkas,
        "contoh_nik": sandi.enkripsi(CONTOH_NIK),
    }


def _tulis_berkas(penulis: Penulis, beku: media.Beku) -> tuple[int, int]:
    jumlah = byte = 0
    for jalur, berkas in beku.daftar():
        penulis.catatan({"berkas": jalur})
        isi = penulis.isi()
        with berkas.open("rb") as masukan:
            salin(masukan, isi)
        isi.tutup()
        jumlah, byte = jumlah + 1, byte + isi.byte
    return jumlah, byte


def _hitung_hilang(kursor: Any, beku: media.Beku) -> int:
    """Count the files that a row names and nobody has; the backup is made all the same, and says so."""
    hilang = 0
    for tabel, kolom in list(basis.kolom_berkas(kursor)):
        kursor.execute(f'SELECT "{kolom}" FROM "{tabel}" WHERE "{kolom}" <> \'\'')  # noqa: S608 - names of our models
        while potongan := kursor.fetchmany(2000):
            hilang += sum(not beku.ada(jalur) for (jalur,) in potongan)
    return hilang
