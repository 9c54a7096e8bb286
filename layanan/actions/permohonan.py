"""The applicant's verbs: begin, fill in, hand in documents, send, take back, give up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inti import kode
from inti.berkas import Berkas, BerkasBersih, hapus, simpan
from inti.workflow import mulai, pindah
from layanan import formulir, notifications, permissions, syarat
from layanan.actions.lampiran import berkas_terbuka, diminta, hapus_berkas, kosongkan, satukan, tambah_berkas
from layanan.actions.pengisi import kunci, sentuh
from layanan.actions.tanda import hanguskan
from layanan.enums import JenisIsian, KeadaanVersi, SebabBatal, StatusPermohonan
from layanan.models import IsianFormulir, Layanan, Permohonan, VersiFormulir
from layanan.models.rincian import AWALAN_ISIAN
from layanan.nomor import nomor_baru
from umkm.models import Usaha

__all__ = ["berkas_terbuka", "hapus_berkas", "tambah_berkas"]


@transaction.atomic
def buat(
    layanan: Layanan, *, usaha: Usaha, oleh: Any, kunci_kirim: UUID | None = None, catatan: str = ""
) -> Permohonan:
    """Begin a request with the form in use, filled in beforehand from the registry.

    `kunci_kirim` makes a second sending of the same page harmless; `catatan` says at the counter who came. Raises
    PermissionDenied for whom the business is not, ValidationError when the service cannot be asked for, or not yet by
    this business.
    """
    if kunci_kirim is not None:
        # Back, and another business chosen on the same page: that is another request, with a key of its own.
        kunci_kirim = uuid5(kunci_kirim, f"{usaha.kode}/{layanan.kode}")
        # The lock is held to the end of the transaction: the twin of a double click waits here, then finds the row.
        Usaha.objects.select_for_update(of=("self",), no_key=True).get(pk=usaha.pk)
        if ada := Permohonan.objects.filter(kunci_kirim=kunci_kirim).first():
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
    return mulai(permohonan, "buat", oleh=oleh, catatan=catatan)


@transaction.atomic
def isi(permohonan: Permohonan, *, oleh: Any, jawaban: Mapping[str, Any]) -> Permohonan:
    """Keep cleaned answers of one step; what is not asked any more with them is forgotten.

    Raises PermissionDenied for whom the request is not, TransisiDitolak when it is not open to its applicant,
    ValidationError for a field that is locked or does not belong to the version of this request.
    """
    segar = kunci(permohonan, oleh)
    isian = list(segar.formulir.isian.all())
    terbuka = isian_terbuka(segar, isian)
    if asing := set(jawaban) - terbuka:
        raise ValidationError(f"Isian ini tidak dapat diubah sekarang: {', '.join(sorted(asing))}.")
    hasil = formulir.rapikan(isian, segar.jawaban | {kode: formulir.ke_json(nilai) for kode, nilai in jawaban.items()})
    if salah := formulir.tak_sesuai(isian, hasil):
        raise ValidationError(f"Jawaban tidak sesuai formulir: {', '.join(salah)}.")
    for kode_isian, nilai in jawaban.items():
        if isinstance(nilai, BerkasBersih) and kode_isian in hasil:
            hasil[kode_isian] = simpan(nilai, oleh=oleh, jenis="jawaban").kode
    _buang_berkas(segar, isian, hasil)
    sentuh(segar, jawaban=hasil)
    permohonan.jawaban = hasil
    return permohonan


def _buang_berkas(segar: Permohonan, isian: list[IsianFormulir], hasil: Mapping[str, Any]) -> None:
    """Delete the files of answers that were replaced, or are not asked for any more."""
    lama = {segar.jawaban[i.kode] for i in isian if i.jenis == JenisIsian.BERKAS and i.kode in segar.jawaban}
    for berkas in Berkas.objects.filter(kode__in=lama - {n for n in hasil.values() if isinstance(n, str)}):
        hapus(berkas)


def isian_terbuka(permohonan: Permohonan, isian: list[IsianFormulir]) -> set[str]:
    """Return the codes of the fields that the applicant may change now: all of a draft, else those that were named."""
    if permohonan.status == StatusPermohonan.DRAF:
        return {i.kode for i in isian}
    if permohonan.status != StatusPermohonan.PERBAIKAN:
        return set()
    disebut = diminta(permohonan, AWALAN_ISIAN)
    # With a field also those that only its new answer brings up: they could not be named.
    return {i.kode for i in isian if i.kode in disebut or i.kondisi.get("isian") in disebut}


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
    satukan(segar, oleh=oleh)
    permohonan.permintaan.filter(terbuka=True).update(terbuka=False)
    sendiri = permissions.pengelola(oleh, permohonan)
    notifications.kepada_pemohon(permohonan, "permohonan_diajukan" if sendiri else "permohonan_atas_nama")
    return permohonan


@transaction.atomic
def tarik(permohonan: Permohonan, *, oleh: Any) -> Permohonan:
    """Take a sent request back before anyone has begun to check it."""
    return pindah(permohonan, "tarik", oleh=oleh)


@transaction.atomic
def batalkan(permohonan: Permohonan, *, oleh: Any, catatan: str = "") -> Permohonan:
    """Give a request up; a number that its letter already had is voided and stays in the register.

    Of one that never reached the office what was filled in is deleted.
    """
    segar = Permohonan.objects.select_for_update(of=("self",)).get(pk=permohonan.pk)
    terkirim = segar.status != StatusPermohonan.DRAF or segar.riwayat.filter(verba="ajukan").exists()
    sebab = SebabBatal.PEMOHON if terkirim else SebabBatal.TAK_DIKIRIM
    pindah(permohonan, "batalkan", oleh=oleh, catatan=catatan, sebab_batal=sebab, akan_batal=None)
    if not terkirim:
        kosongkan(permohonan)
    hanguskan(permohonan, "Dibatalkan pemohon")
    return permohonan
