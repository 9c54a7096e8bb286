"""Birth of a business: by its owner in a minute, or by an official from a paper form."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inti.berkas import Berkas
from inti.workflow import mulai
from umkm import notifications
from umkm.actions.tautan import segarkan_akun
from umkm.enums import SumberData
from umkm.models import KepemilikanUsaha, PelakuUsaha, Usaha
from umkm.nomor import nomor_baru
from wilayah.models import Desa


@transaction.atomic
def daftar(*, oleh: Any, desa: Desa, uraian: str, kunci_kirim: UUID | None = None, acara: str = "") -> Usaha:
    """Register a draft business for the account `oleh` and give it its number.

    The same `kunci_kirim` sent twice, even at once, makes one business; the second call returns the first's.
    Raises PermissionDenied for an account that is not active.
    """
    if kunci_kirim is not None:
        # The lock is held to the end of the transaction, so the twin waits here and then finds the row.
        _kunci_akun(oleh)
        ada = Usaha.objects.dikelola(oleh).filter(kunci_kirim=kunci_kirim).first()
        if ada is not None:
            return ada
    pelaku = pelaku_milik(oleh)
    usaha = Usaha(nama=nama_awal(uraian), uraian=uraian, desa=desa, kunci_kirim=kunci_kirim, acara=acara)
    return _lahirkan(usaha, "daftar", pelaku=pelaku, oleh=oleh)


@transaction.atomic
def entri(
    *,
    oleh: Any,
    nama_pemilik: str,
    telepon: str,
    desa: Desa,
    uraian: str,
    nama_usaha: str = "",
    alamat: str = "",
    formulir: Berkas,
    kunci_kirim: UUID | None = None,
) -> Usaha:
    """Record a business from a signed paper form; it is TERDATA, and `formulir` is its basis.

    Raises PermissionDenied outside the official's kecamatan.
    """
    if kunci_kirim is not None:
        _kunci_akun(oleh)
        ada = Usaha.objects.terlihat_oleh(oleh).filter(kunci_kirim=kunci_kirim).first()
        if ada is not None:
            return ada
    pelaku = PelakuUsaha.objects.create(nama=nama_pemilik, telepon=telepon)
    usaha = Usaha(
        nama=nama_usaha or nama_awal(uraian),
        uraian=uraian,
        desa=desa,
        alamat=alamat,
        formulir=formulir,
        sumber=SumberData.ENTRI,
        kunci_kirim=kunci_kirim,
    )
    return _lahirkan(usaha, "entri", pelaku=pelaku, oleh=oleh)


def pelaku_milik(akun: Any) -> PelakuUsaha:
    """Return the person behind an account, making one at the first business."""
    pelaku, _ = PelakuUsaha.objects.get_or_create(
        akun=akun, defaults={"nama": akun.nama, "telepon": akun.telepon or ""}
    )
    return pelaku


def nama_awal(uraian: str) -> str:
    """Name a business after what it sells, until its owner gives it a name."""
    teks = uraian.strip()
    return (teks[:1].upper() + teks[1:])[:100]


def _lahirkan(usaha: Usaha, verba: str, *, pelaku: PelakuUsaha, oleh: Any) -> Usaha:
    hari_ini: date = timezone.localdate()
    usaha.nomor = nomor_baru(hari_ini.year)
    mulai(usaha, verba, oleh=oleh)
    KepemilikanUsaha.objects.create(pelaku=pelaku, usaha=usaha, sejak=hari_ini)
    segarkan_akun(pelaku)
    notifications.usaha_terdaftar(usaha)
    return usaha


def _kunci_akun(akun: Any) -> None:
    terkunci = type(akun).objects.select_for_update(of=("self",)).filter(pk=akun.pk).first()
    if terkunci is None:
        raise ValidationError("Akun ini tidak ada lagi. Silakan masuk kembali.")
