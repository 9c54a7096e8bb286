"""The error codes of the WhatsApp Cloud API, by what is to be done about them.

The same codes come as the answer to a sending and, later, in a receipt that says "failed". Meaning of each: Meta,
WhatsApp Business Platform, "Cloud API error codes" (read November 2026). Decisions hang on the code alone: titles and
subcodes are being retired there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from notifikasi.kanal.galat import GagalSementara, GagalTetap, KanalMati

Galat = GagalSementara | GagalTetap

_KUNCI = "WhatsApp menolak kunci portal. Periksa WHATSAPP_TOKEN dan izinnya."
_PENUH = "WhatsApp meminta jeda: terlalu banyak pesan dalam waktu singkat."
_AKUN = "Akun WhatsApp dinas dibatasi Meta. Buka WhatsApp Manager."
_NOMOR = "Nomor pengirim dinas belum siap. Buka WhatsApp Manager."
_TAK_SAMPAI = "Nomornya tidak ada di WhatsApp, atau pemiliknya belum menyetujui ketentuan WhatsApp."

# Refuses us altogether: every other message would meet the same.
_MATI = {
    0: _KUNCI,
    3: _KUNCI,
    10: _KUNCI,
    190: _KUNCI,
    131005: _KUNCI,
    4: _PENUH,
    80007: _PENUH,
    130429: _PENUH,
    131048: "WhatsApp membatasi nomor dinas karena banyak pesannya diblokir penerima. Buka WhatsApp Manager.",
    368: _AKUN,
    131031: _AKUN,
    131057: _AKUN,
    131042: "Pembayaran akun WhatsApp dinas bermasalah. Buka WhatsApp Manager.",
    33: _NOMOR,
    131037: _NOMOR,
    131045: _NOMOR,
    133010: _NOMOR,
    2: "Layanan WhatsApp sedang terganggu.",
    131016: "Layanan WhatsApp sedang terganggu.",
}
_SEMENTARA = {
    1: "WhatsApp tidak dapat mengolah pesan ini sekarang.",
    131000: "WhatsApp tidak dapat mengolah pesan ini sekarang.",
    131056: "Terlalu banyak pesan ke nomor ini dalam waktu singkat.",
    132001: "Templat belum disetujui di WhatsApp Manager, atau nama dan bahasanya berbeda.",
    132015: "Templat dijeda Meta karena banyak dikeluhkan. Buka WhatsApp Manager.",
}
_TETAP = {
    131021: "Nomor penerima sama dengan nomor pengirim.",
    131026: _TAK_SAMPAI,
    131030: "Akun WhatsApp masih akun uji: nomor ini tidak ada di daftarnya.",
    131047: "Jendela 24 jam sudah lewat; hanya templat yang disetujui boleh dikirim.",
    131049: "WhatsApp memilih tidak mengantarkan pesan ini.",
    131050: "Penerima tidak mau menerima kabar lewat WhatsApp.",
    130472: "WhatsApp tidak mengantarkan pesan ini karena nomornya ikut percobaan mereka.",
    132000: "Banyaknya isian tidak cocok dengan templat yang disetujui.",
    132005: "Isi pesan terlalu panjang untuk templat yang disetujui.",
    132007: "Isi pesan melanggar aturan templat WhatsApp.",
    132012: "Bentuk isian tidak cocok dengan templat yang disetujui.",
    132016: "Templat dimatikan Meta. Ajukan templat dengan nama baru.",
}
_ANGKA_PANJANG = re.compile(r"\+?\d{7,}")


def golongkan(kode: int | None, rincian: str = "", *, http: int = 0, setelah: timedelta = timedelta(0)) -> Galat:
    """Return what a failure means for the message: its code first, else the status of the HTTP answer.

    `rincian` is Meta's own sentence; long figures in it are hidden, for it may quote the number. `setelah` is the
    wait that the answer asked for.
    """
    tentang = f"(HTTP {http})" if kode is None else f"(kode {kode})"
    if kode is not None and (kode in _MATI or 200 <= kode < 300):
        return KanalMati(f"{_MATI.get(kode, _KUNCI)} {tentang}", setelah=setelah)
    if kode in _SEMENTARA:
        return GagalSementara(f"{_SEMENTARA[kode]} {tentang}", setelah=setelah)
    if kode in _TETAP:
        return GagalTetap(f"{_TETAP[kode]} {tentang}")
    kalimat = f"Ditolak WhatsApp {tentang}: {_ANGKA_PANJANG.sub('…', rincian)}".rstrip(": ")
    if http in (401, 403, 429):
        return KanalMati(kalimat, setelah=setelah)
    return GagalSementara(kalimat, setelah=setelah) if http >= 500 else GagalTetap(kalimat)


def dari_isi(galat: Any, *, http: int = 0, setelah: timedelta = timedelta(0)) -> Galat:
    """Read Meta's error object, whatever its shape, and return what it means."""
    isi: Mapping[str, Any] = galat if isinstance(galat, Mapping) else {}
    data = isi.get("error_data")
    rincian = (data.get("details") if isinstance(data, Mapping) else "") or isi.get("message") or isi.get("title") or ""
    kode = isi.get("code")
    angka = kode if isinstance(kode, int) and not isinstance(kode, bool) else None
    # What no database holds (NUL, half a character) must not stop us from writing down that it failed.
    terbaca = "".join(huruf if huruf.isprintable() else " " for huruf in str(rincian)[:1000])
    return golongkan(angka, " ".join(terbaca.split())[:150], http=http, setelah=setelah)
