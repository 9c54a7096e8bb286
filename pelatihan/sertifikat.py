"""What a certificate says: gathered once when a class ends, so that a later change of the course does not reach it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from akun.models import Jabatan, Pejabat
from inti import dokumen, pdf
from inti.dokumen import Butir, Dokumen
from pelatihan.models import Angkatan, Peserta
from pelatihan.nilai import tulis

JENIS = "Sertifikat pelatihan"
PERIHAL = "peserta"
"""Kind of record a certificate speaks of."""
PENANDA = "kepala-dinas"
"""The office that signs where the course names none."""


def cetakan(angkatan: Angkatan) -> dict[str, Any]:
    """Return what every certificate of this class says: course, days, place, topics with their JP, and the rule."""
    kursus = angkatan.kurikulum
    topik, jp = diajarkan(angkatan)
    return {
        "pelatihan": kursus.nama,
        "angkatan": angkatan.nama,
        "mulai": _tanggal(angkatan.mulai),
        "selesai": _tanggal(angkatan.selesai),
        "tempat": angkatan.tempat,
        "jp": jp,
        "topik": topik,
        "hadir_min": kursus.hadir_min,
        "nilai_min": kursus.nilai_min,
        "tampil_nilai": kursus.tampil_nilai,
    }


def diajarkan(angkatan: Angkatan) -> tuple[list[list[Any]], int]:
    """Return the topics with their JP and the sum: as taught, when every session names its topic; else of the course.

    The sum is what the front says too, and what is written on the business.
    """
    sesi = list(angkatan.sesi.select_related("topik").order_by("mulai"))
    bernama = [(s.topik.nama, s.jp) for s in sesi if s.topik is not None]
    if sesi and len(bernama) == len(sesi):
        jumlah: dict[str, int] = {}
        for nama, jp in bernama:
            jumlah[nama] = jumlah.get(nama, 0) + jp
        return [[nama, jp] for nama, jp in jumlah.items()], sum(jumlah.values())
    topik = list(angkatan.kurikulum.topik.all())
    return [[t.nama, t.jp] for t in topik], sum(t.jp for t in topik) or sum(s.jp for s in sesi)


def pejabat(angkatan: Angkatan, hari: date) -> Pejabat:
    """Return who signs on this day. Raises ValidationError, in words for officials, when nobody does."""
    jabatan = angkatan.kurikulum.penanda or Jabatan.objects.filter(kode=PENANDA).first()
    if jabatan is None:
        raise ValidationError("Belum ada penanda tangan. Pilih jabatannya di kurikulum, lalu coba lagi.")
    orang = jabatan.pejabat_pada(hari)
    if orang is None:
        raise ValidationError(f"Jabatan {jabatan} hari ini belum ada pejabatnya. Isi dulu di Jabatan, lalu coba lagi.")
    return orang


def isi(peserta: Peserta, umum: dict[str, Any], *, nomor: str, penanda: Pejabat) -> dict[str, Any]:
    """Return what the template reads for one who passed; `umum` is the `cetakan` of his class."""
    nilai = peserta.nilai.akhir if umum["tampil_nilai"] and hasattr(peserta, "nilai") else None
    return {
        **umum,
        "nomor": nomor,
        "nama": peserta.pelaku.nama,
        "usaha": peserta.usaha.nama,
        "nilai": None if nilai is None else tulis(nilai),
        "kota": settings.NAMA_KABUPATEN.removeprefix("Kabupaten "),
        "pejabat": penanda.tercetak,
    }


def cetak(isian: dict[str, Any], *, kode: str, hari: date) -> bytes:
    """Print one certificate; touches no table, so that two may be printed at once."""
    judul = f"{JENIS} {isian['pelatihan']}, {isian['nama']}"
    return pdf.cetak("pelatihan/sertifikat", isian, judul=judul, tanggal=hari, alamat=dokumen.alamat_cek(kode))


def butir(peserta: Peserta, umum: dict[str, Any]) -> list[Butir]:
    """Return what anybody may check of a certificate; the name is masked."""
    return [
        Butir("Nama", peserta.pelaku.nama, samar=True),
        Butir("Pelatihan", umum["pelatihan"]),
        Butir("Angkatan", umum["angkatan"]),
        Butir("Lama", f"{umum['jp']} JP"),
    ]


def milik(peserta: Peserta) -> Any:
    """Return the certificates of one place in a class, void ones too, the newest first."""
    return Dokumen.objects.perihal(PERIHAL, peserta.kode)


def berlaku(peserta: Peserta) -> Dokumen | None:
    """Return the certificate that is in force."""
    return milik(peserta).belum_dicabut().first()


def nama_tercetak(surat: Dokumen) -> str:
    """Return the name as the certificate has it, which the registry may have corrected since."""
    return next((b.nilai for b in surat.butir if b.samar), "")


def _tanggal(saat: datetime | None) -> list[int]:
    hari = timezone.localdate(saat)
    return [hari.year, hari.month, hari.day]
