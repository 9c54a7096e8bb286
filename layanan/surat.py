"""The letter of a request on paper: what stands in it, as a draft to be read and with its number to be signed.

A draft says KONSEP across the page, has no number, no date and no QR code. Only `bernomor` prints a letter that may go
out, and `elektronik` there is for the one caller that has it signed by BSrE before anybody sees it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from inti import dokumen, pdf
from layanan import formulir
from layanan.enums import JenisIsian
from layanan.models import NomorSurat, Permohonan, TahapTanda
from umkm.enums import JenisLegalitas, StatusUsaha
from umkm.queries import skala_usaha
from umkm.skala import BELUM_DIKETAHUI

KEPADA = "kepada"
"""The question whose answer is the addressee, in any form that asks it."""
BELUM_BERNOMOR = "diberikan saat ditandatangani"


def bernomor(permohonan: Permohonan, surat: NomorSurat, tahap: TahapTanda, *, elektronik: bool = False) -> bytes:
    """Print the letter with its number. The QR code leads to a check that knows it once it was issued."""
    pejabat = {"jabatan": tahap.sebutan, "nama": tahap.pejabat, "pangkat": tahap.pangkat, "nip": tahap.nip}
    return pdf.cetak(
        _nama_templat(permohonan),
        _isi(permohonan, pejabat) | {"nomor": surat.nomor, "elektronik": elektronik},
        judul=f"{permohonan.layanan.perihal_surat} {surat.nomor}",
        tanggal=surat.tanggal,
        alamat=dokumen.alamat_cek(surat.kode),
    )


def konsep(permohonan: Permohonan) -> bytes:
    """Print the draft as PDF. Raises ValidationError when the service does not end in a letter."""
    return pdf.cetak(_nama_templat(permohonan), _isi_konsep(permohonan), **_kepala_konsep(permohonan))


def gambar_konsep(permohonan: Permohonan) -> list[bytes]:
    """Draw the pages of the draft as PNG, so that a signer reads it on a phone. Raises as `konsep` does."""
    return pdf.gambar(_nama_templat(permohonan), _isi_konsep(permohonan), **_kepala_konsep(permohonan))


def _nama_templat(permohonan: Permohonan) -> str:
    if not permohonan.layanan.bertanda_tangan:
        raise ValidationError("Layanan ini tidak berakhir dengan surat.")
    return f"layanan/{permohonan.layanan.templat_surat}"


def _kepala_konsep(permohonan: Permohonan) -> dict[str, Any]:
    return {"judul": f"Konsep {permohonan.layanan.perihal_surat}", "tanggal": timezone.localdate()}


def _isi_konsep(permohonan: Permohonan) -> dict[str, Any]:
    return _isi(permohonan, _calon_penanda(permohonan)) | {"nomor": BELUM_BERNOMOR, "konsep": True}


def _calon_penanda(permohonan: Permohonan) -> dict[str, str]:
    """Return who would sign today: of the round that is under way, else of the service as it is set up."""
    tahap = [t for t in permohonan.tahap.all() if t.putaran == permohonan.putaran_tanda]
    terakhir = tahap[-1] if tahap else permohonan.layanan.penanda.select_related("jabatan").last()
    if terakhir is None:
        return {"jabatan": "Penanda tangan", "nama": "belum ditetapkan"}
    pejabat = terakhir.jabatan.pejabat_pada()
    if pejabat is None:
        return {"jabatan": terakhir.jabatan.nama, "nama": "(belum ada pejabatnya)"}
    return pejabat.tercetak


def _isi(permohonan: Permohonan, pejabat: dict[str, str]) -> dict[str, Any]:
    """Gather what every kind of letter may say: of the registry never a NIK or an amount, and the answers.

    `jawaban` has them by the code of the question as (label, words), for a template that picks some of them.
    """
    isian = list(permohonan.formulir.isian.all())
    tampil = formulir.ditanyakan(isian, permohonan.jawaban)
    jawaban = {
        i.kode: [i.label, kata]
        for i in isian
        if i.kode in tampil and i.jenis != JenisIsian.BERKAS
        if (kata := formulir.tampil(i, permohonan.jawaban.get(i.kode)))
    }
    terverifikasi = permohonan.usaha.status == StatusUsaha.TERVERIFIKASI
    return {
        "nama_surat": permohonan.layanan.perihal_surat,
        "tempat": settings.NAMA_KABUPATEN.removeprefix("Kabupaten "),
        "kepada": jawaban.get(KEPADA, ["", ""])[1],
        "keadaan": "terdata dan terverifikasi" if terverifikasi else "terdata",
        "usaha": _usaha(permohonan.usaha),
        "jawaban": jawaban,
        "pejabat": pejabat,
    }


def _usaha(usaha: Any) -> list[list[str]]:
    nib = usaha.legalitas.terbuka().filter(jenis=JenisLegalitas.NIB).last()
    skala = skala_usaha(usaha)
    baris = [
        ("Nama usaha", usaha.nama),
        ("Pemilik", usaha.pemilik.nama if usaha.pemilik else ""),
        ("Tempat usaha", ", ".join(kata for kata in (usaha.alamat, str(usaha.desa)) if kata)),
        ("Kegiatan", usaha.kbli.judul if usaha.kbli else usaha.uraian),
        ("Skala usaha", "" if skala == BELUM_DIKETAHUI else skala),
        ("NIB", nib.nomor if nib else ""),
        ("Nomor pendaftaran", usaha.nomor),
    ]
    return [[label, kata] for label, kata in baris if kata]
