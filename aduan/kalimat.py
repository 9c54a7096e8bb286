"""History in words: one sentence per verb, for the reporter and for the office."""

from __future__ import annotations

from typing import Any

PERBUATAN = {
    "kirim": "mengirim laporan",
    "ringkas": "menulis ringkasan rekaman",
    "teruskan": "membaca laporan dan meneruskannya ke unit",
    "pindahkan": "memindahkan laporan ke unit lain",
    "ambil": "mengambil laporan ini untuk dikerjakan",
    "lepas": "mengembalikan laporan ini ke antrean",
    "tugaskan": "menugaskan laporan ini",
    "tanyakan": "bertanya kepada pelapor",
    "lengkapi": "mengirim keterangan",
    "lengkapi_unit": "mengirim keterangan",
    "tambah": "menambah keterangan",
    "perpanjang": "memperpanjang waktu jawab",
    "jawab": "menjawab laporan",
    "tolak": "tidak melanjutkan laporan",
    "nyatakan_selesai": "menyatakan sudah selesai",
    "buka_lagi": "menyatakan belum selesai dan membuka lagi",
    "tutup": "menutup laporan karena pelapor tidak menjawab",
    "kedaluwarsa": "menutup laporan karena keterangan tidak dilengkapi",
    "ajukan_keberatan": "mengajukan keberatan",
    "putuskan_keberatan": "memutuskan keberatan",
    "tayangkan": "menayangkan laporan untuk umum",
    "turunkan": "menurunkan laporan dari halaman umum",
    "catat": "mencatat untuk rekan",
}
# Words between colleagues, and what the reporter reads elsewhere on his page.
CATATAN_KANTOR = frozenset(
    {"ringkas", "teruskan", "pindahkan", "ambil", "lepas", "tugaskan", "tanyakan", "tayangkan", "turunkan", "catat"}
)
TIDAK_UNTUK_PELAPOR = frozenset({"catat", "ambil", "lepas", "tugaskan"})


def kalimat(riwayat: Any, *, untuk_pelapor: bool) -> str:
    """Tell one line. The reporter reads "Petugas" and "Anda"; the office reads who of it acted."""
    if riwayat.sebagai == "sistem":
        pelaku = "Portal"
    elif riwayat.sebagai == "pemohon":
        pelaku = "Anda" if untuk_pelapor else "Pelapor"
    else:
        pelaku = "Petugas" if untuk_pelapor else riwayat.pelaku
    return f"{pelaku} {PERBUATAN[riwayat.verba]}"


def riwayat(aduan: Any, *, untuk_pelapor: bool) -> list[dict[str, Any]]:
    """Return history in sentences, the newest first; to the reporter without what is between colleagues."""
    return [
        {
            "pada": r.pada,
            "kalimat": kalimat(r, untuk_pelapor=untuk_pelapor),
            "catatan": "" if untuk_pelapor and r.verba in CATATAN_KANTOR else r.catatan,
        }
        for r in reversed(aduan.riwayat.all())
        if not (untuk_pelapor and r.verba in TIDAK_UNTUK_PELAPOR)
    ]
