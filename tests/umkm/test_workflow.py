"""The full truth of the registry's workflow: which persona may use which verb in which status."""

from __future__ import annotations

# One line per status and persona; the case has been taken by `petugas`. Whoever is not named may do nothing.
KEBENARAN = {
    "DRAF": {
        "pemilik": "ajukan ubah_keadaan",
        "petugas": "ubah_keadaan",
        "petugas_lain": "ubah_keadaan",
        "admin": "alihkan catat_kematian hubungkan_akun gabung pisah",
    },
    "TERDATA": {
        "pemilik": "ajukan ubah_keadaan",
        "petugas": "lepas periksa ubah_keadaan",
        "petugas_lain": "periksa ubah_keadaan",
    },
    "DIAJUKAN": {
        "pemilik": "tarik ubah_keadaan",
        "petugas": "lepas periksa minta_perbaikan tolak ubah_keadaan",
        "petugas_lain": "periksa minta_perbaikan tolak ubah_keadaan",
    },
    "DIPERIKSA": {
        "pemilik": "ubah_keadaan",
        "petugas": "lepas verifikasi minta_perbaikan tolak ubah_keadaan",
        "petugas_lain": "verifikasi minta_perbaikan tolak ubah_keadaan",
    },
    "PERBAIKAN": {
        "pemilik": "ajukan ubah_keadaan",
        "petugas": "lepas ubah_keadaan",
        "petugas_lain": "ubah_keadaan",
    },
    "TERVERIFIKASI": {
        "pemilik": "ubah_keadaan",
        "petugas": "ubah_keadaan",
        "petugas_lain": "ubah_keadaan",
    },
    "DITOLAK": {
        "pemilik": "buka_lagi ubah_keadaan",
        "petugas": "ubah_keadaan",
        "petugas_lain": "ubah_keadaan",
    },
    "DICABUT": {
        "pemilik": "buka_lagi ubah_keadaan",
        "petugas": "ubah_keadaan",
        "petugas_lain": "ubah_keadaan",
    },
}
