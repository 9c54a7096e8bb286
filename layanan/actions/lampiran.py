"""The documents of a request: photos handed in page by page, put in order, made into one PDF by sending."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from inti.berkas import MIME_PDF, Berkas, BerkasBersih, hapus, simpan
from layanan.actions.pengisi import kunci, sentuh
from layanan.enums import JenisIsian, StatusPermohonan
from layanan.models import BerkasPermohonan, Permohonan, SyaratBerkas
from layanan.models.rincian import AWALAN_BERKAS

LAMPIRAN_MAKS = 10
"""Photos that one required document may consist of."""
GABUNGAN = "permohonan-gabungan"
"""The kind of a PDF that was made of photos here, and so can be taken apart again."""


def berkas_terbuka(permohonan: Permohonan) -> set[str]:
    """Return the codes of the documents that the applicant may hand in now."""
    if permohonan.status == StatusPermohonan.DRAF:
        return {s.kode for s in permohonan.layanan.berkas.all()}
    return diminta(permohonan, AWALAN_BERKAS) if permohonan.status == StatusPermohonan.PERBAIKAN else set()


def diminta(permohonan: Permohonan, awalan: str) -> set[str]:
    """Return the codes that the office asked to complete, of fields or of documents by their prefix."""
    semua = (p.perihal for p in permohonan.permintaan.all() if p.terbuka)
    return {p.removeprefix(awalan) for p in semua if p.startswith(awalan)}


@transaction.atomic
def tambah_berkas(
    permohonan: Permohonan, *, oleh: Any, syarat_berkas: SyaratBerkas, unggahan: BerkasBersih
) -> BerkasPermohonan:
    """Hand in a photo or PDF for a required document. The same once more, after a broken connection, changes nothing.

    Raises PermissionDenied for whom the request is not, TransisiDitolak when it is not open to its applicant,
    ValidationError when the document is not open or has too many photos.
    """
    segar = kunci(permohonan, oleh)
    if syarat_berkas.layanan_id != segar.layanan_id or syarat_berkas.kode not in berkas_terbuka(segar):
        raise ValidationError("Berkas ini tidak dapat ditambah sekarang.")
    milik = segar.lampiran.filter(syarat=syarat_berkas)
    if ada := milik.filter(berkas__sha256=unggahan.sha256).first():
        return ada
    if milik.count() >= LAMPIRAN_MAKS:
        raise ValidationError(f"Paling banyak {LAMPIRAN_MAKS} foto untuk satu berkas. Hapus salah satu dulu.")
    terakhir = milik.aggregate(n=Max("urut"))["n"] or 0
    berkas = simpan(unggahan, oleh=oleh, jenis="permohonan")
    sentuh(segar)
    return BerkasPermohonan.objects.create(permohonan=segar, syarat=syarat_berkas, berkas=berkas, urut=terakhir + 1)


def _terbuka(permohonan: Permohonan, lampiran: BerkasPermohonan, oleh: Any, kalimat: str) -> Permohonan:
    """Lock the request and return it. Raises as `tambah_berkas` does."""
    segar = kunci(permohonan, oleh)
    if lampiran.permohonan_id != segar.pk or lampiran.syarat.kode not in berkas_terbuka(segar):
        raise ValidationError(kalimat)
    return segar


@transaction.atomic
def hapus_berkas(permohonan: Permohonan, *, oleh: Any, lampiran: BerkasPermohonan) -> None:
    """Take a document away again. Raises as `tambah_berkas` does."""
    segar = _terbuka(permohonan, lampiran, oleh, "Berkas ini tidak dapat dihapus sekarang.")
    berkas = lampiran.berkas
    lampiran.delete()
    hapus(berkas)
    sentuh(segar)


@transaction.atomic
def majukan_berkas(permohonan: Permohonan, *, oleh: Any, lampiran: BerkasPermohonan) -> None:
    """Put a page before the one that stands before it; the first stays first. Raises as `tambah_berkas` does."""
    segar = _terbuka(permohonan, lampiran, oleh, "Urutan berkas ini tidak dapat diubah sekarang.")
    semua = list(segar.lampiran.filter(syarat=lampiran.syarat).order_by("urut", "pk"))
    di = next((i for i, satu in enumerate(semua) if satu.pk == lampiran.pk), 0)
    if di:
        semua[di - 1], semua[di] = semua[di], semua[di - 1]
    _urutkan(semua)
    sentuh(segar)


def _urutkan(semua: list[BerkasPermohonan]) -> None:
    for urut, satu in enumerate(semua, 1):
        satu.urut = urut
    BerkasPermohonan.objects.bulk_update(semua, ["urut"])


@transaction.atomic
def pisah_berkas(permohonan: Permohonan, *, oleh: Any, lampiran: BerkasPermohonan) -> None:
    """Take a PDF that sending made apart into its pages again, so that one of them can be changed.

    Raises as `tambah_berkas` does.
    """
    from inti import pdf_lembar  # here: only a worker that handles papers carries their library

    segar = _terbuka(permohonan, lampiran, oleh, "Berkas ini tidak dapat dipisah sekarang.")
    if lampiran.berkas.jenis != GABUNGAN:
        raise ValidationError("Berkas ini bukan gabungan beberapa foto.")
    sesudah = list(segar.lampiran.filter(syarat=lampiran.syarat).exclude(pk=lampiran.pk).order_by("urut", "pk"))
    lembar = [
        BerkasPermohonan.objects.create(permohonan=segar, syarat=lampiran.syarat, berkas=_simpan(mime, isi, nama, oleh))
        for nama, (mime, isi) in enumerate(pdf_lembar.pisah(_baca(lampiran.berkas)), 1)
    ]
    _urutkan([*lembar, *sesudah])
    berkas = lampiran.berkas
    lampiran.delete()
    hapus(berkas)
    sentuh(segar)


def _simpan(mime: str, isi: bytes, nomor: int, oleh: Any) -> Berkas:
    akhiran = ".pdf" if mime == MIME_PDF else ".jpg"
    return simpan(BerkasBersih(isi, mime, f"halaman {nomor}{akhiran}"), oleh=oleh, jenis="permohonan")


def _baca(berkas: Berkas) -> bytes:
    with berkas.file.open("rb") as f:
        return bytes(f.read())


def satukan(permohonan: Permohonan, *, oleh: Any) -> None:
    """Make one PDF of the pages of each document that has several. The caller holds the request in its transaction."""
    from inti import pdf_lembar  # here: see `pisah_berkas`

    menurut_syarat: dict[int, list[BerkasPermohonan]] = {}
    for satu in permohonan.lampiran.select_related("syarat", "berkas").order_by("urut", "pk"):
        menurut_syarat.setdefault(satu.syarat_id, []).append(satu)
    for lembar in menurut_syarat.values():
        if len(lembar) < 2:
            continue
        syarat = lembar[0].syarat
        isi = pdf_lembar.gabung([bagian for satu in lembar for bagian in _bagian(satu.berkas)])
        berkas = simpan(BerkasBersih(isi, MIME_PDF, f"{syarat.nama}.pdf"), oleh=oleh, jenis=GABUNGAN)
        BerkasPermohonan.objects.create(permohonan=permohonan, syarat=syarat, berkas=berkas, urut=1)
        for satu in lembar:
            satu.delete()
            hapus(satu.berkas)


def _bagian(berkas: Berkas) -> list[tuple[str, bytes]]:
    """Return a kept file as parts of a whole; one that was made here before is taken apart first."""
    from inti import pdf_lembar  # here: see `pisah_berkas`

    isi = _baca(berkas)
    return pdf_lembar.pisah(isi) if berkas.jenis == GABUNGAN else [(berkas.mime, isi)]


def kosongkan(permohonan: Permohonan) -> None:
    """Delete what was filled in and handed in: answers, and the files themselves."""
    kode = [permohonan.jawaban.get(i.kode) for i in permohonan.formulir.isian.filter(jenis=JenisIsian.BERKAS)]
    berkas = [satu.berkas for satu in permohonan.lampiran.select_related("berkas")]
    permohonan.lampiran.all().delete()
    for satu in [*berkas, *Berkas.objects.filter(kode__in=[k for k in kode if k])]:
        hapus(satu)
    permohonan.jawaban = {}
    Permohonan.objects.filter(pk=permohonan.pk).update(jawaban={})
