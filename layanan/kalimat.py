"""History in words: one sentence per verb, for the applicant and for the office."""

from __future__ import annotations

from typing import Any

PERBUATAN = {
    "buat": "mulai mengisi permohonan",
    "ajukan": "mengirim permohonan ke petugas",
    "tarik": "menarik kembali permohonan",
    "ambil": "mengambil permohonan ini untuk dikerjakan",
    "lepas": "mengembalikan permohonan ini ke antrean",
    "tugaskan": "menugaskan permohonan ini",
    "periksa": "mulai memeriksa",
    "minta_lengkap": "meminta dilengkapi",
    "teruskan": "meneruskan permohonan ke instansi lain",
    "lihat_lagi": "mencatat kabar dari instansi",
    "terima_kembali": "menerima kembali permohonan dari instansi",
    "ajukan_tanda_tangan": "mengajukan surat untuk ditandatangani",
    "tanda_tangani": "memaraf atau menandatangani surat",
    "tanda_tangani_elektronik": "menandatangani surat secara elektronik",
    "kembalikan": "mengembalikan surat untuk diperbaiki",
    "terbitkan": "mengunggah surat yang sudah ditandatangani",
    "selesaikan": "menyelesaikan permohonan",
    "tolak": "menolak permohonan",
    "batalkan": "membatalkan permohonan",
    "kedaluwarsa": "membatalkan permohonan karena tidak dilengkapi sampai batas waktu",
    "hapus_draf": "menghapus isi permohonan yang tidak dikirim",
    "ajukan_keberatan": "mengajukan keberatan",
    "kabulkan": "mengabulkan keberatan",
    "tolak_keberatan": "menolak keberatan",
}

# Words between colleagues: who gets the work, what is wrong with a letter, what a body outside said.
CATATAN_KANTOR = frozenset(
    {
        "ambil",
        "lepas",
        "tugaskan",
        "teruskan",
        "lihat_lagi",
        "terima_kembali",
        "tanda_tangani",
        "tanda_tangani_elektronik",
        "kembalikan",
    }
)


def catatan(riwayat: Any, *, untuk_pemohon: bool) -> str:
    """Return the note of a line of history; what colleagues write to each other is not the applicant's to read."""
    return "" if untuk_pemohon and riwayat.verba in CATATAN_KANTOR else riwayat.catatan


def kalimat(riwayat: Any, *, untuk_pemohon: bool, pembaca: Any = None) -> str:
    """Tell one line. The applicant reads "petugas", and "Anda" where he acted himself; the office reads who."""
    if riwayat.sebagai == "sistem":
        pelaku = "Portal"
    elif pembaca is not None and riwayat.oleh_id == pembaca.pk:
        pelaku = "Anda"
    elif riwayat.sebagai == "petugas" and untuk_pemohon:
        pelaku = "Petugas"
    else:
        pelaku = riwayat.pelaku
    return f"{pelaku} {PERBUATAN[riwayat.verba]}"
