"""The applicant's verbs: begin, fill in, hand in documents, send, take back, give up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from inti import kode
from inti.berkas import BerkasBersih, hapus, simpan
from inti.workflow import TransisiDitolak, mulai, pindah
from layanan import formulir, notifications, permissions, syarat
from layanan.actions.tanda import hanguskan
from layanan.enums import MENUNGGU_PEMOHON, JenisIsian, KeadaanVersi, SebabBatal, StatusPermohonan
from layanan.models import BerkasPermohonan, IsianFormulir, Layanan, Permohonan, SyaratBerkas, VersiFormulir
from layanan.models.rincian import AWALAN_BERKAS, AWALAN_ISIAN
from layanan.nomor import nomor_baru
from umkm.models import Usaha

LAMPIRAN_MAKS = 10
"""Photos that one required document may consist of."""


@transaction.atomic
def buat(layanan: Layanan, *, usaha: Usaha, oleh: Any, kunci_kirim: UUID | None = None) -> Permohonan:
    """Begin a request with the form in use, filled in beforehand from the registry.

    `kunci_kirim` makes a second sending of the same page harmless. Raises PermissionDenied for whom the business is
    not, ValidationError when the service cannot be asked for, or not yet by this business.
    """
    if kunci_kirim is not None and (ada := Permohonan.objects.filter(kunci_kirim=kunci_kirim, usaha=usaha).first()):
        return ada
    if usaha.digabung_ke_id is not None:
        raise ValidationError("Data usaha ini sudah digabung dengan data lain. Pilih yang masih berlaku.")
    versi = VersiFormulir.objects.filter(layanan=layanan, keadaan=KeadaanVersi.TERBIT).first()
    if not layanan.aktif or versi is None:
        raise ValidationError("Layanan ini sedang tidak dapat diajukan. Hubungi dinas.")
    syarat.wajib_terverifikasi(layanan, usaha)
    permohonan = Permohonan(
        layanan=layanan,
        usaha=usaha,
        formulir=versi,
        bidang=layanan.bidang,
        janji_hari=layanan.hari_janji,
        kunci_kirim=kunci_kirim,
        jawaban=syarat.isian_awal(versi.isian.all(), usaha),
        atas_nama=not permissions.usaha.pengelola(oleh, usaha),
        nomor=nomor_baru(timezone.localdate().year),
    )
    return mulai(permohonan, "buat", oleh=oleh)


@transaction.atomic
def isi(permohonan: Permohonan, *, oleh: Any, jawaban: Mapping[str, Any]) -> Permohonan:
    """Keep cleaned answers of one step; what is not asked any more with them is forgotten.

    Raises PermissionDenied for whom the request is not, TransisiDitolak when it is not open to its applicant,
    ValidationError for a field that is locked or does not belong to the version of this request.
    """
    segar = _kunci(permohonan, oleh)
    isian = list(segar.formulir.isian.all())
    terbuka = isian_terbuka(segar, isian)
    if asing := set(jawaban) - terbuka:
        raise ValidationError(f"Isian ini tidak dapat diubah sekarang: {', '.join(sorted(asing))}.")
    menurut_kode = {i.kode: i for i in isian}
    baru = {
        kode: _simpan_berkas(nilai, oleh) if menurut_kode[kode].jenis == JenisIsian.BERKAS else formulir.ke_json(nilai)
        for kode, nilai in jawaban.items()
    }
    hasil = formulir.rapikan(isian, segar.jawaban | baru)
    if salah := formulir.tak_sesuai(isian, hasil):
        raise ValidationError(f"Jawaban tidak sesuai formulir: {', '.join(salah)}.")
    Permohonan.objects.filter(pk=segar.pk).update(jawaban=hasil, diubah=timezone.now())
    permohonan.jawaban = hasil
    return permohonan


def _simpan_berkas(nilai: Any, oleh: Any) -> Any:
    """Keep a fresh upload and return its code; what was kept before stays as it is."""
    return (
        simpan(nilai, oleh=oleh, jenis="jawaban").kode if isinstance(nilai, BerkasBersih) else formulir.ke_json(nilai)
    )


def isian_terbuka(permohonan: Permohonan, isian: list[IsianFormulir]) -> set[str]:
    """Return the codes of the fields that the applicant may change now: all of a draft, else those that were named."""
    if permohonan.status == StatusPermohonan.DRAF:
        return {i.kode for i in isian}
    if permohonan.status != StatusPermohonan.PERBAIKAN:
        return set()
    diminta = _diminta(permohonan, AWALAN_ISIAN)
    # With a field also those that only its new answer brings up: they could not be named.
    return {i.kode for i in isian if i.kode in diminta or i.kondisi.get("isian") in diminta}


def berkas_terbuka(permohonan: Permohonan) -> set[str]:
    """Return the codes of the documents that the applicant may hand in now."""
    semua = {s.kode for s in permohonan.layanan.berkas.all()}
    if permohonan.status == StatusPermohonan.DRAF:
        return semua
    return _diminta(permohonan, AWALAN_BERKAS) if permohonan.status == StatusPermohonan.PERBAIKAN else set()


def _diminta(permohonan: Permohonan, awalan: str) -> set[str]:
    semua = permohonan.permintaan.filter(terbuka=True).values_list("perihal", flat=True)
    return {p.removeprefix(awalan) for p in semua if p.startswith(awalan)}


@transaction.atomic
def tambah_berkas(
    permohonan: Permohonan, *, oleh: Any, syarat_berkas: SyaratBerkas, unggahan: BerkasBersih
) -> BerkasPermohonan:
    """Hand in a photo or PDF for a required document. Raises as `isi` does."""
    segar = _kunci(permohonan, oleh)
    if syarat_berkas.layanan_id != segar.layanan_id or syarat_berkas.kode not in berkas_terbuka(segar):
        raise ValidationError("Berkas ini tidak dapat ditambah sekarang.")
    if segar.lampiran.filter(syarat=syarat_berkas).count() >= LAMPIRAN_MAKS:
        raise ValidationError(f"Paling banyak {LAMPIRAN_MAKS} foto untuk satu berkas. Hapus salah satu dulu.")
    berkas = simpan(unggahan, oleh=oleh, jenis="permohonan")
    return BerkasPermohonan.objects.create(permohonan=segar, syarat=syarat_berkas, berkas=berkas)


@transaction.atomic
def hapus_berkas(permohonan: Permohonan, *, oleh: Any, lampiran: BerkasPermohonan) -> None:
    """Take a document away again. Raises as `isi` does."""
    segar = _kunci(permohonan, oleh)
    if lampiran.permohonan_id != segar.pk or lampiran.syarat.kode not in berkas_terbuka(segar):
        raise ValidationError("Berkas ini tidak dapat dihapus sekarang.")
    berkas = lampiran.berkas
    lampiran.delete()
    hapus(berkas)


@transaction.atomic
def ajukan(permohonan: Permohonan, *, oleh: Any) -> Permohonan:
    """Send a request to the office; from a draft the promise of the service of this day is given.

    Raises ValidationError naming what is still missing, TransisiDitolak when it was already sent.
    """
    isian: dict[str, Any] = {"akan_batal": None, "kode_resi": permohonan.kode_resi or kode.buat()}
    if permohonan.status == StatusPermohonan.DRAF:
        permohonan.janji_hari = isian["janji_hari"] = permohonan.layanan.hari_janji
    pindah(permohonan, "ajukan", oleh=oleh, **isian)
    segar = Permohonan.objects.select_related("layanan", "usaha", "formulir").get(pk=permohonan.pk)
    syarat.wajib_terverifikasi(segar.layanan, segar.usaha)
    if kurang := [*syarat.kurang_syarat(segar.layanan, segar.usaha), *(k.label for k in syarat.kurang_isian(segar))]:
        raise ValidationError([f"{kata} belum ada." for kata in kurang])
    permohonan.permintaan.filter(terbuka=True).update(terbuka=False)
    notifications.kepada_pemohon(permohonan, "permohonan_diajukan")
    return permohonan


@transaction.atomic
def tarik(permohonan: Permohonan, *, oleh: Any) -> Permohonan:
    """Take a sent request back before anyone has begun to check it."""
    return pindah(permohonan, "tarik", oleh=oleh)


@transaction.atomic
def batalkan(permohonan: Permohonan, *, oleh: Any, catatan: str = "") -> Permohonan:
    """Give a request up; a number that its letter already had is voided and stays in the register."""
    pindah(
        permohonan,
        "batalkan",
        oleh=oleh,
        catatan=catatan,
        sebab_batal=SebabBatal.PEMOHON,
        akan_batal=None,
    )
    hanguskan(permohonan, "Dibatalkan pemohon")
    return permohonan


def _kunci(permohonan: Permohonan, oleh: Any) -> Permohonan:
    """Lock the request for its applicant. Raises PermissionDenied and TransisiDitolak."""
    segar = (
        Permohonan.objects.select_for_update(of=("self",)).select_related("layanan", "formulir").get(pk=permohonan.pk)
    )
    if not permissions.pengisi(oleh, segar):
        raise PermissionDenied("Permohonan ini bukan milik Anda.")
    if segar.status not in MENUNGGU_PEMOHON:
        raise TransisiDitolak(f"Permohonan ini sudah terkirim. Status sekarang {segar.nama_publik}.")
    return segar
