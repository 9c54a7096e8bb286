"""What a request says to whoever holds its number or its receipt: the group of its status, the clock, what comes next.

Never a name, a reason or the service: a case number is easy to guess and a phone number easy to know. The receipt is
no issued paper (`inti.dokumen`): it proves nothing that a third party could ask about, it has no number of its own,
and it is printed anew with the promise of the day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from inti import kode, pdf
from inti.workflow import lama_di_tangan
from layanan.enums import MENUNGGU_INSTANSI, MENUNGGU_KAMI, MENUNGGU_PEMOHON, SELESAI, StatusPermohonan
from layanan.models import Permohonan

BERLAKU = timedelta(days=90)
"""How long the code on a receipt still opens a case that has ended."""

S = StatusPermohonan


class Golongan(NamedTuple):
    """A group of statuses in public words, and how it looks."""

    kata: str
    rupa: str


GOLONGAN: dict[str, Golongan] = {
    **dict.fromkeys(MENUNGGU_KAMI, Golongan("Sedang kami kerjakan", "jalan")),
    **dict.fromkeys(MENUNGGU_PEMOHON, Golongan("Menunggu Anda", "tunggu")),
    **dict.fromkeys(MENUNGGU_INSTANSI, Golongan("Di instansi lain", "jalan")),
    **dict.fromkeys(SELESAI, Golongan("Sudah ditutup", "netral")),
}


def keadaan(permohonan: Permohonan) -> dict[str, Any]:
    """Return what the page without log-in shows; `permohonan` comes with its layanan and riwayat."""
    golongan = GOLONGAN[permohonan.status]
    return {
        "nomor": permohonan.nomor,
        "golongan": golongan,
        "jam": lama_di_tangan(permohonan),
        "terkirim": permohonan.status != S.DRAF,
        "jatuh_tempo": permohonan.jatuh_tempo,
        "terlambat": _terlambat(permohonan),
        "berikut": langkah_berikut(permohonan),
        "giliran_anda": permohonan.status in MENUNGGU_PEMOHON,
        "ditutup": permohonan.status in SELESAI,
    }


def langkah_berikut(permohonan: Permohonan) -> str:
    """Say who acts next and by when."""
    if permohonan.status == S.DRAF:
        return "Belum dikirim. Buka portal untuk melengkapi, lalu kirim ke petugas."
    if permohonan.status == S.PERBAIKAN:
        batas = f" Batasnya {_hari(permohonan.akan_batal)}." if permohonan.akan_batal else ""
        return f"Buka portal untuk melengkapi, lalu kirim lagi.{batas}"
    if permohonan.status == S.MENUNGGU_INSTANSI:
        return f"Anda cukup menunggu. Kami menanyakan lagi ke sana paling lambat {_hari(permohonan.lihat_lagi)}."
    if permohonan.status in SELESAI:
        return "Buka portal untuk membaca hasilnya dan yang dapat Anda lakukan setelah ini."
    if _terlambat(permohonan):
        return f"Seharusnya selesai {_hari(permohonan.jatuh_tempo)}. Kami terlambat, maaf. Anda tidak perlu kirim lagi."
    janji = f", paling lambat {_hari(permohonan.jatuh_tempo)}" if permohonan.jatuh_tempo else ""
    return f"Anda cukup menunggu. Kami mengabari begitu ada hasil{janji}."


def masih_berlaku(permohonan: Permohonan) -> bool:
    """Whether the code of the receipt still opens the case: until 90 days after it has ended."""
    if permohonan.status not in SELESAI:
        return True
    return max(r.pada for r in permohonan.riwayat.all()) > timezone.now() - BERLAKU


def cetak(permohonan: Permohonan) -> bytes:
    """Print the receipt of a request that was sent. It carries no name of a person or a business, and no NIK."""
    kirim = permohonan.riwayat.filter(verba="ajukan").order_by("pk").first()
    dikirim = kirim.pada if kirim else permohonan.dibuat
    setempat = timezone.localtime(dikirim)
    alamat = settings.PORTAL_URL + reverse("layanan:lacak_kunci", args=[permohonan.kode_resi])
    isi = {
        "nomor": permohonan.nomor,
        "pasangan": [
            ["Layanan", permohonan.layanan.nama],
            ["Untuk usaha nomor", permohonan.usaha.nomor],
            ["Kami terima", f"{_hari(setempat.date())}, pukul {setempat:%H.%M} WIB"],
            ["Janji kami", _janji(permohonan)],
        ],
        "berikut": langkah_berikut(permohonan),
        "kode": kode.tampil(permohonan.kode_resi or ""),
        "lacak": (settings.PORTAL_URL + reverse("layanan:lacak")).split("://")[-1],
        "berlaku": BERLAKU.days,
    }
    judul = f"Resi permohonan {permohonan.nomor}"
    return pdf.cetak("layanan/resi", isi, judul=judul, tanggal=timezone.localdate(dikirim), alamat=alamat)


def _janji(permohonan: Permohonan) -> str:
    """The promise with the day on which it ends; while we wait for somebody else, what holds once it is back."""
    lama = f"{permohonan.janji_hari} hari kerja"
    if permohonan.jatuh_tempo:
        return f"{lama}, paling lambat {_hari(permohonan.jatuh_tempo)}"
    return f"{lama}. Hari selama menunggu Anda atau instansi lain tidak dihitung."


def _terlambat(permohonan: Permohonan) -> bool:
    return permohonan.jatuh_tempo is not None and permohonan.jatuh_tempo < timezone.localdate()


def _hari(hari: Any) -> str:
    return date_format(hari, "l, j F Y") if hari else "-"
