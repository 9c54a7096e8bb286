"""Every write of the outbox: writing a message, delivering it, its receipts, sending by hand, reading."""

from notifikasi.actions.antar import antar, jeda, rapikan, sapu
from notifikasi.actions.resi import terima_resi
from notifikasi.actions.tangan import ambil_kirim, kembalikan_kirim, lewati_kirim, selesai_kirim
from notifikasi.actions.tulis import hentikan, kirim, kirim_ulang, tandai_dibaca

__all__ = [
    "ambil_kirim",
    "antar",
    "hentikan",
    "jeda",
    "kembalikan_kirim",
    "kirim",
    "kirim_ulang",
    "lewati_kirim",
    "rapikan",
    "sapu",
    "selesai_kirim",
    "tandai_dibaca",
    "terima_resi",
]
