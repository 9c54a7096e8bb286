"""History in words: one sentence per verb, for the owner and for the office."""

from __future__ import annotations

from typing import Any

from umkm.models import RiwayatUsaha

PERBUATAN = {
    "daftar": "mendaftarkan usaha ini",
    "entri": "memasukkan data usaha ini dari formulir kertas",
    "ajukan": "mengirim data ke petugas",
    "tarik": "menarik kembali kiriman",
    "buka_lagi": "membuka lagi untuk diperbaiki",
    "ambil": "mengambil usaha ini untuk dikerjakan",
    "lepas": "mengembalikan usaha ini ke antrean",
    "tugaskan": "menugaskan usaha ini",
    "periksa": "mulai memeriksa",
    "verifikasi": "menyatakan usaha ini terverifikasi",
    "minta_perbaikan": "meminta perbaikan",
    "tolak": "menolak pendaftaran ini",
    "cabut": "mencabut verifikasi",
    "pastikan": "memastikan data usaha ini masih benar",
    "ubah_keadaan": "mencatat keadaan usaha",
    "alihkan": "mengalihkan usaha kepada pemilik lain",
    "catat_kematian": "mencatat bahwa pemilik meninggal",
    "hidupkan": "membatalkan catatan bahwa pemilik meninggal",
    "betulkan_nik": "membetulkan NIK pemilik",
    "hubungkan_akun": "menghubungkan usaha dengan akun pemiliknya",
    "gabung": "menggabung data ganda",
    "pisah": "membatalkan penggabungan data",
}


# Words between colleagues: who gets the work, and why somebody is away.
CATATAN_KANTOR = frozenset({"ambil", "lepas", "tugaskan"})


def catatan(riwayat: RiwayatUsaha, *, untuk_pemilik: bool) -> str:
    """Return the note of a line of history; what colleagues write to each other is not the owner's to read."""
    return "" if untuk_pemilik and riwayat.verba in CATATAN_KANTOR else riwayat.catatan


def kalimat(riwayat: RiwayatUsaha, *, untuk_pemilik: bool, pembaca: Any = None) -> str:
    """Tell one line of history. The owner reads "petugas", and "Anda" where he acted himself; the office reads who."""
    if riwayat.sebagai == "sistem":
        pelaku = "Portal"
    elif pembaca is not None and riwayat.oleh_id == pembaca.pk:
        pelaku = "Anda"
    elif riwayat.sebagai == "petugas" and untuk_pemilik:
        pelaku = "Petugas"
    else:
        pelaku = riwayat.pelaku
    return f"{pelaku} {PERBUATAN[riwayat.verba]}"
