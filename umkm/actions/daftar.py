"""Birth of a business: by its owner in a minute, or by an official from a paper form."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from akun.actions import akui_pemberitahuan
from akun.enums import CaraSetuju
from inti.berkas import Berkas, BerkasBersih
from inti.berkas import simpan as simpan_berkas
from inti.workflow import mulai
from umkm import notifications
from umkm.actions.ganda import duga_ganda
from umkm.actions.tautan import segarkan_akun
from umkm.actions.tulis import catat_nik_kembar, nik_tersandi
from umkm.enums import JenisTempat, SumberData
from umkm.models import KepemilikanUsaha, PelakuUsaha, Usaha
from umkm.nomor import nomor_baru
from wilayah.models import Desa, Kbli

USAHA_SEHARI = 20
"""Far more than anyone opens, and a drop for whoever would fill the registry by a script; page and API count alike."""


@transaction.atomic
def daftar(*, oleh: Any, desa: Desa, uraian: str, kunci_kirim: UUID | None = None, acara: str = "") -> Usaha:
    """Register a draft business for the account `oleh` and give it its number.

    The same `kunci_kirim` sent twice, even at once, makes one business; the second call returns the first's.
    Raises PermissionDenied for an account that is not active, ValidationError for that of a person who has died.
    """
    if kunci_kirim is not None:
        # The lock is held to the end of the transaction, so the twin waits here and then finds the row.
        _kunci_akun(oleh)
        ada = Usaha.objects.filter(kunci_kirim=kunci_kirim).first()
        if ada is not None and ada.kepemilikan.berjalan().filter(pelaku__akun=oleh).exists():
            return ada
        if ada is not None:
            # The form of somebody else, reached by the back button of a shared phone: a new business, a new key.
            kunci_kirim = uuid4()
    pelaku = pelaku_milik(oleh)
    if pelaku.meninggal_pada is not None:
        raise ValidationError(
            "Pemilik akun ini tercatat meninggal. Bila itu keliru, datang ke kantor dinas dengan KTP asli."
        )
    usaha = Usaha(nama=nama_awal(uraian), uraian=uraian, desa=desa, kunci_kirim=kunci_kirim, acara=acara)
    return _lahirkan(usaha, "daftar", pelaku=pelaku, oleh=oleh)


@transaction.atomic
def entri(
    *,
    oleh: Any,
    nama_pemilik: str,
    desa: Desa,
    uraian: str,
    formulir: BerkasBersih | Berkas,
    nik: str = "",
    jenis_kelamin: str = "",
    tanggal_lahir: date | None = None,
    telepon: str = "",
    nama_usaha: str = "",
    kbli: Kbli | None = None,
    jenis_tempat: str = JenisTempat.TETAP,
    alamat: str = "",
    rt: str = "",
    rw: str = "",
    pekerja: dict[str, int] | None = None,
    kunci_kirim: UUID | None = None,
) -> Usaha:
    """Record a business from a signed paper form; it is TERDATA, and `formulir` (just uploaded, or set aside by
    `titipkan_formulir`) is kept as its basis.

    The signature stands under the notice on how data are used, so that counts as seen. `pekerja` maps the columns
    `pekerja_*` to numbers of persons. Doubles are noted for the officials and hinder nothing.

    The same `kunci_kirim` with the same answers is one form sent twice: the first business is returned. Raises
    ValidationError when its key comes with another person's answers, PermissionDenied outside the own kecamatan.
    """
    if kunci_kirim is not None:
        _kunci_akun(oleh)
        ada = Usaha.objects.filter(kunci_kirim=kunci_kirim).first()
        if ada is not None:
            return _formulir_kembar(ada, oleh=oleh, nama_pemilik=nama_pemilik, desa=desa, uraian=uraian)
    pelaku = PelakuUsaha(nama=nama_pemilik, telepon=telepon, jenis_kelamin=jenis_kelamin, tanggal_lahir=tanggal_lahir)
    for nama, nilai in nik_tersandi(nik).items() if nik else ():
        setattr(pelaku, nama, nilai)
    pelaku.save(force_insert=True)
    usaha = Usaha(
        nama=nama_usaha or nama_awal(uraian),
        uraian=uraian,
        desa=desa,
        kbli=kbli,
        jenis_tempat=jenis_tempat,
        alamat=alamat,
        rt=rt,
        rw=rw,
        formulir=_simpan_formulir(formulir, oleh=oleh),
        sumber=SumberData.ENTRI,
        kunci_kirim=kunci_kirim,
        **(pekerja or {}),
    )
    _lahirkan(usaha, "entri", pelaku=pelaku, oleh=oleh)
    akui_pemberitahuan(subjek_kode=pelaku.kode, cara=CaraSetuju.LOKET)
    catat_nik_kembar(pelaku)
    duga_ganda(usaha)
    return usaha


def _simpan_formulir(formulir: BerkasBersih | Berkas, *, oleh: Any) -> Berkas:
    if isinstance(formulir, BerkasBersih):
        return simpan_berkas(formulir, oleh=oleh, jenis="formulir")
    formulir.jenis = "formulir"
    formulir.save(update_fields=["jenis"])
    return formulir


def _formulir_kembar(ada: Usaha, *, oleh: Any, nama_pemilik: str, desa: Desa, uraian: str) -> Usaha:
    """Return the business that this very form has made; a form reached by the back button and filled anew is told."""
    entri_awal = ada.riwayat.filter(verba="entri", oleh=oleh).exists()
    pemilik = ada.pemilik
    if entri_awal and pemilik and (pemilik.nama, ada.desa_id, ada.uraian) == (nama_pemilik, desa.pk, uraian):
        return ada
    raise ValidationError(
        "Halaman ini sudah pernah dipakai menyimpan formulir lain. Isian ini belum tersimpan: "
        "tekan sekali lagi untuk menyimpannya sebagai data baru.",
        code="kunci_terpakai",
    )


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
    terkunci = akun._meta.model.objects.select_for_update(of=("self",)).filter(pk=akun.pk).first()
    if terkunci is None:
        raise ValidationError("Akun ini tidak ada lagi. Silakan masuk kembali.")
