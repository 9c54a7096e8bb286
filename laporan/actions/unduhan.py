"""Asking for a list, sending a CSV at once, calling it off, trying again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from inti import bilangan
from inti.alasan import wajib_alasan
from inti.cuplikan import cuplikan
from inti.isyarat import isyaratkan
from inti.laporan import Laporan, SaringanForm
from laporan import aliran, berkas_csv, daftar, permissions
from laporan.enums import BELUM_SELESAI, PDF_MAKS, Format, Keadaan
from laporan.models import Unduhan
from wilayah.models import Kecamatan


def minta(
    laporan: Laporan,
    *,
    oleh: Any,
    bentuk: str,
    saringan: SaringanForm,
    alasan: str,
    kunci: Any,
    ulangan_dari: Unduhan | None = None,
) -> Unduhan:
    """Write down that `oleh` wants this list, and for XLSX and PDF tell a worker.

    `saringan` is a valid form. The same `kunci` with the same wish gives the row that is there already, but for a
    CSV, of which every sending is one. Raises PermissionDenied, and ValidationError for a reason that says nothing
    and for a PDF of too many rows.
    """
    if not daftar.boleh(oleh, laporan):
        raise PermissionDenied("Anda tidak berwenang mengunduh daftar ini.")
    rapi = " ".join(wajib_alasan(alasan, maks=300, kalimat="Tulis untuk apa daftar ini dipakai").split())
    if bentuk == Format.PDF:
        wajib_muat(laporan.data(oleh, saringan.cleaned_data).count())
    langsung = bentuk == Format.CSV
    tanda = None if langsung else _tanda(oleh, laporan, bentuk, saringan, kunci)
    isian = {
        "laporan": laporan.kode,
        "judul": laporan.judul,
        "format": bentuk,
        "oleh": oleh,
        "alasan": rapi,
        "saringan": saringan.terkirim(),
        "saringan_kata": saringan.kata(),
        "keadaan": Keadaan.JALAN if langsung else Keadaan.ANTRE,
        "ulangan_dari": ulangan_dari,
        **lingkup(oleh),
    }
    with transaction.atomic():
        if langsung:
            return Unduhan.objects.create(**isian)
        unduhan, baru = Unduhan.objects.get_or_create(kunci=tanda, defaults=isian)
        if baru:
            minta_dibuat(unduhan.pk)
    return unduhan


def alirkan(unduhan: Unduhan, *, oleh: Any, laporan: Laporan, saringan: SaringanForm) -> Iterator[bytes]:
    """Send a CSV row by row, and write at its end how many rows left and their hash.

    Owners who must learn of it are told before the first row leaves. A connection that breaks is written down too.
    """
    isi = saringan.cleaned_data
    kolom = laporan.kolom_bagi(oleh, isi)
    sidik = aliran.Sidik(kolom)
    if laporan.catat:
        laporan.catat(oleh, isi, unduhan.alasan)
    utuh, per = False, timezone.now()
    try:
        with cuplikan():
            per = timezone.now()
            yield from berkas_csv.tulis(kolom, sidik.lewatkan(aliran.baris(laporan.data(oleh, isi), kolom)))
        utuh = True
    finally:
        _tutup_csv(unduhan, per=per, utuh=utuh, sidik=sidik, izin=izin_kolom(laporan, kolom))


def _tutup_csv(unduhan: Unduhan, *, per: Any, utuh: bool, sidik: aliran.Sidik, izin: list[str]) -> None:
    akhir = {"keadaan": Keadaan.SELESAI, "sidik": sidik.hex} if utuh else {"keadaan": Keadaan.DIBATALKAN}
    Unduhan.objects.filter(pk=unduhan.pk).update(
        per=per,
        izin=izin,
        baris_selesai=sidik.jumlah,
        baris_semua=sidik.jumlah if utuh else None,
        selesai_pada=timezone.now(),
        galat="" if utuh else "Unduhan terputus di tengah jalan.",
        **akhir,
    )


@transaction.atomic
def batalkan(unduhan: Unduhan, *, oleh: Any) -> bool:
    """Call off what is not finished yet; False when it is over already. The worker notices within a second."""
    if not permissions.pemintanya(oleh, unduhan):
        raise PermissionDenied("Hanya yang meminta dapat membatalkannya.")
    berjalan = Unduhan.objects.filter(pk=unduhan.pk, keadaan__in=BELUM_SELESAI).exclude(format=Format.CSV)
    return bool(
        berjalan.update(
            keadaan=Keadaan.DIBATALKAN, sewa=None, dikerjakan_sampai=None, selesai_pada=timezone.now(), galat=""
        )
    )


@transaction.atomic
def ulangi(unduhan: Unduhan, *, oleh: Any) -> bool:
    """Try again what failed, with all its tries; False when there is nothing to try."""
    if not permissions.pemintanya(oleh, unduhan):
        raise PermissionDenied("Hanya yang meminta dapat mencobanya lagi.")
    gagal = Unduhan.objects.filter(pk=unduhan.pk, keadaan=Keadaan.GAGAL).exclude(format=Format.CSV)
    if not gagal.update(
        keadaan=Keadaan.ANTRE, percobaan=0, baris_selesai=0, baris_semua=None, galat="", selesai_pada=None
    ):
        return False
    minta_dibuat(unduhan.pk)
    return True


def wajib_muat(jumlah: int) -> None:
    """Refuse to print more than PDF_MAKS rows. Raises ValidationError with what to do instead."""
    if jumlah > PDF_MAKS:
        angka, batas = bilangan.tulis(jumlah), bilangan.tulis(PDF_MAKS)
        raise ValidationError(
            {"format": f"PDF paling banyak {batas} baris; daftar ini {angka}. Persempit saringannya, atau pilih Excel."}
        )


def lingkup(user: Any) -> dict[str, Any]:
    """Return the scope of `user` as it is kept with a list: codes, and in words."""
    kode = kecamatan_kerja(user)
    if kode is None:
        return {"wilayah": None, "lingkup": f"Seluruh {settings.NAMA_KABUPATEN}"}
    nama = Kecamatan.objects.filter(pk__in=kode).order_by("nama").values_list("nama", flat=True)
    return {"wilayah": sorted(kode), "lingkup": ("Kecamatan " + ", ".join(nama))[:300] if kode else "Tidak ada"}


def izin_kolom(laporan: Laporan, kolom: Any) -> list[str]:
    """Name the permissions that this report with these columns takes."""
    return sorted({laporan.izin, *(k.izin for k in kolom if k.izin)})


def minta_dibuat(kunci: int) -> None:
    """Tell a worker, after commit, that this row waits; the sweep finds it if that gets lost."""
    from laporan import tasks  # here, because tasks call these verbs

    isyaratkan(tasks.buat, [kunci])


def _tanda(oleh: Any, laporan: Laporan, bentuk: str, saringan: SaringanForm, kunci: Any) -> str:
    """Bind the key of a form to what it asks for: a form sent twice is one wish, a changed one is another."""
    isi = json.dumps([oleh.pk, laporan.kode, bentuk, saringan.terkirim(), str(kunci)], sort_keys=True)
    return hashlib.sha256(isi.encode()).hexdigest()
