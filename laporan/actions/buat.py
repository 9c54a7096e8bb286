"""Making a file: take the row for a while, write row by row, hand it over whole or not at all."""

from __future__ import annotations

import logging
import os
import tempfile
import uuid
from collections.abc import Iterator
from datetime import timedelta
from time import monotonic
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format

from inti import bilangan
from inti.cuplikan import cuplikan
from inti.laporan import Laporan
from laporan import aliran, daftar
from laporan.actions.unduhan import izin_kolom, lingkup, wajib_muat
from laporan.enums import Format, Keadaan
from laporan.models import UMUR_BERKAS, Unduhan

log = logging.getLogger(__name__)

SEWA = timedelta(minutes=1)
"""Longer than anything between two signs of life: the slowest is the printing of PDF_MAKS rows."""
JEDA = 1.0
"""Seconds between two signs of life."""
SEKALI_TENGOK = 200
"""Rows between two looks at the clock."""
MAKS_PERCOBAAN = 3

# On a connection of its own, so that it is seen while the transaction of the rows is still open.
_TANDA_HIDUP = """
UPDATE laporan_unduhan SET baris_selesai = %s, baris_semua = %s, dikerjakan_sampai = %s
WHERE id = %s AND sewa = %s AND keadaan = 'JALAN'
"""


class Dihentikan(Exception):
    """Called off, or taken over by another worker: nothing more is to be written."""


class Hasil(NamedTuple):
    """What the finished file is: where it lies, and what is kept with it."""

    jalur: str
    isian: dict[str, Any]


def kerjakan(unduhan_id: int) -> bool:
    """Make one list if it may be taken now; False when it is gone, done, held by another, or did not work."""
    unduhan = _sewa(unduhan_id)
    if unduhan is None:
        return False
    pegangan, jalur = tempfile.mkstemp(prefix="laporan-", suffix=f".{unduhan.format}")
    os.close(pegangan)
    try:
        return _terbitkan(unduhan, _tulis(unduhan, jalur))
    except Dihentikan:
        return False
    except ValidationError as galat:
        _gagal(unduhan, galat.messages[0])
    except Exception:  # a fault of ours or of the server: the sweep tries again, three times in all
        log.exception("Unduhan %s gagal pada percobaan %s", unduhan.kode, unduhan.percobaan)
        _lepas(unduhan)
    finally:
        os.unlink(jalur)
    return False


def _sewa(unduhan_id: int) -> Unduhan | None:
    """Take the row for SEWA and count the try before the work begins: a try that kills us counts too."""
    with transaction.atomic():
        menunggu = Unduhan.objects.filter(pk=unduhan_id).exclude(format=Format.CSV)
        siap = menunggu.filter(keadaan=Keadaan.ANTRE) | menunggu.terhenti()
        unduhan = siap.select_for_update(skip_locked=True, of=("self",)).first()
        if unduhan is None:
            return None
        unduhan.keadaan, unduhan.sewa = Keadaan.JALAN, uuid.uuid4()
        unduhan.percobaan += 1
        unduhan.dikerjakan_sampai = timezone.now() + SEWA
        unduhan.baris_selesai, unduhan.baris_semua = 0, None
        unduhan.save(
            update_fields=["keadaan", "sewa", "percobaan", "dikerjakan_sampai", "baris_selesai", "baris_semua"]
        )
    return unduhan


def _tulis(unduhan: Unduhan, jalur: str) -> Hasil:
    """Write the file to `jalur` as the one who asked may see it now.

    Raises ValidationError, in words for him, when it cannot be made and trying again would not help; and Dihentikan.
    """
    laporan = daftar.semua().get(unduhan.laporan)
    oleh = unduhan.oleh
    if laporan is None or not daftar.boleh(oleh, laporan):
        raise ValidationError("Anda tidak lagi berwenang mengunduh daftar ini.")
    saringan = laporan.formulir(MultiValueDict(unduhan.saringan), user=oleh)
    if not saringan.is_valid():
        raise ValidationError("Saringannya tidak cocok lagi dengan wilayah kerja Anda. Pilih saringan lagi.")
    kolom = laporan.kolom_bagi(oleh, saringan.cleaned_data)
    sidik = aliran.Sidik(kolom)
    tempat = lingkup(oleh)
    with cuplikan():
        per = timezone.now()
        qs = laporan.data(oleh, saringan.cleaned_data)
        semua = qs.count()
        if unduhan.format == Format.PDF:
            wajib_muat(semua)
        baris = _bersuara(unduhan, sidik.lewatkan(aliran.baris(qs, kolom)), semua)
        keterangan = _Keterangan(unduhan, tempat["lingkup"], per, sidik)
        _penulis(unduhan, laporan, jalur, kolom, baris, per, keterangan)
    isian = {**tempat, "per": per, "sidik": sidik.hex, "baris_selesai": sidik.jumlah, "baris_semua": sidik.jumlah}
    return Hasil(jalur, isian | {"izin": izin_kolom(laporan, kolom)})


def _penulis(
    unduhan: Unduhan, laporan: Laporan, jalur: str, kolom: Any, baris: Iterator[Any], per: Any, keterangan: Any
) -> None:
    # Imported here: the web never writes these, and shall not carry their libraries.
    if unduhan.format == Format.PDF:
        from laporan import berkas_pdf

        berkas_pdf.tulis(jalur, kolom, baris, judul=laporan.judul, per=timezone.localtime(per), keterangan=keterangan)
    else:
        from laporan import berkas_xlsx

        berkas_xlsx.tulis(jalur, kolom, baris, keterangan)


class _Keterangan:
    """What the list is, as pairs of label and text; asked when the last row is written."""

    def __init__(self, unduhan: Unduhan, lingkup: str, per: Any, sidik: aliran.Sidik) -> None:
        self.unduhan, self.lingkup, self.per, self.sidik = unduhan, lingkup, timezone.localtime(per), sidik

    def __call__(self) -> list[tuple[str, str]]:
        saringan = "; ".join(f"{label}: {isi}" for label, isi in self.unduhan.saringan_kata)
        return [
            ("Daftar", self.unduhan.judul),
            ("Keadaan data pada", f"{date_format(self.per, 'l, j F Y')}, {self.per:%H.%M} WIB"),
            ("Wilayah", self.lingkup),
            ("Saringan", saringan or "Tanpa saringan"),
            ("Jumlah baris", bilangan.tulis(self.sidik.jumlah)),
            ("Diminta oleh", self.unduhan.oleh.nama),
            ("Untuk", self.unduhan.alasan),
            ("Nomor unduhan", self.unduhan.kode),
            ("Sidik baris (SHA-256)", self.sidik.hex),
        ]


def _bersuara(unduhan: Unduhan, baris: Iterator[list[Any]], semua: int) -> Iterator[list[Any]]:
    """Hand the rows on and say every second how far it is; stop when the row is no longer ours."""
    sambungan = connection.copy()
    berikut, n = monotonic() + JEDA, 0
    try:
        _tanda_hidup(sambungan, unduhan, 0, semua)
        for n, satu in enumerate(baris, 1):
            yield satu
            if n % SEKALI_TENGOK == 0 and monotonic() >= berikut:
                _tanda_hidup(sambungan, unduhan, n, semua)
                berikut = monotonic() + JEDA
        _tanda_hidup(sambungan, unduhan, n, semua)
    finally:
        sambungan.close()


def _tanda_hidup(sambungan: Any, unduhan: Unduhan, selesai: int, semua: int) -> None:
    with sambungan.cursor() as kursor:
        kursor.execute(_TANDA_HIDUP, [selesai, semua, timezone.now() + SEWA, unduhan.pk, unduhan.sewa])
        if kursor.rowcount != 1:
            raise Dihentikan


def _terbitkan(unduhan: Unduhan, hasil: Hasil) -> bool:
    """Store the whole file, then tell of it in one transaction; what nobody waits for any more is removed."""
    laporan = daftar.semua()[unduhan.laporan]
    saringan = laporan.formulir(MultiValueDict(unduhan.saringan), user=unduhan.oleh)
    with open(hasil.jalur, "rb") as isi:
        unduhan.file.save(unduhan.nama_asli, File(isi), save=False)
    kini = timezone.now()
    isian = hasil.isian | {
        "keadaan": Keadaan.SELESAI,
        "file": unduhan.file.name,
        "ukuran": os.path.getsize(hasil.jalur),
        "selesai_pada": kini,
        "berlaku_sampai": kini + UMUR_BERKAS,
        "sewa": None,
        "dikerjakan_sampai": None,
        "galat": "",
    }
    try:
        with transaction.atomic():
            if laporan.catat and saringan.is_valid():
                laporan.catat(unduhan.oleh, saringan.cleaned_data, unduhan.alasan)
            if not _milik_kita(unduhan).update(**isian):
                raise Dihentikan
    except BaseException:
        unduhan.file.storage.delete(unduhan.file.name or "")
        raise
    return True


def _milik_kita(unduhan: Unduhan) -> Any:
    return Unduhan.objects.filter(pk=unduhan.pk, sewa=unduhan.sewa, keadaan=Keadaan.JALAN)


def _gagal(unduhan: Unduhan, sebab: str) -> None:
    _milik_kita(unduhan).update(
        keadaan=Keadaan.GAGAL, galat=sebab[:300], sewa=None, dikerjakan_sampai=None, selesai_pada=timezone.now()
    )


def _lepas(unduhan: Unduhan) -> None:
    """Let the lease end now, so that the next sweep takes the row up again."""
    _milik_kita(unduhan).update(dikerjakan_sampai=timezone.now())
