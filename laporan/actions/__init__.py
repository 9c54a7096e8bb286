"""Every write of the reports."""

from laporan.actions.angka import catat_harian
from laporan.actions.buat import kerjakan
from laporan.actions.sapu import bersihkan, hapus_berkas, sapu
from laporan.actions.unduhan import alirkan, batalkan, minta, ulangi

__all__ = [
    "alirkan",
    "batalkan",
    "bersihkan",
    "catat_harian",
    "hapus_berkas",
    "kerjakan",
    "minta",
    "sapu",
    "ulangi",
]
