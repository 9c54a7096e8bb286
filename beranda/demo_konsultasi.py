"""Invented desks, hours and appointments for the demonstration, through the same verbs as everyone's."""

from __future__ import annotations

from datetime import time
from typing import Any

from akun.models import Pengguna
from inti.workflow import SISTEM
from konsultasi.actions import pesan, terganggu
from konsultasi.enums import Hari
from konsultasi.models import JamKonsultasi, Meja
from konsultasi.queries import Jadwal
from umkm.models import Usaha
from wilayah.models import Kecamatan

KANTOR = "Kantor dinas, lantai 1"
# Desk, kecamatan, days, from, till, minutes, place, topic, what to bring.
JAM: tuple[tuple[str, str, tuple[Hari, ...], int, int, int, str, str, str], ...] = (
    (
        "Konsultasi izin dan halal",
        "33.25.11",
        (Hari.SENIN, Hari.SELASA, Hari.RABU, Hari.KAMIS),
        9,
        12,
        30,
        f"{KANTOR}, meja 2",
        "NIB, P-IRT, halal, dan merek",
        "Bawa KTP dan foto produk Anda.",
    ),
    (
        "Foto produk dan kemasan",
        "33.25.11",
        (Hari.SELASA, Hari.KAMIS),
        13,
        15,
        60,
        f"{KANTOR}, ruang foto",
        "Foto dan kemasan",
        "Bawa tiga produk Anda yang paling laku.",
    ),
    (
        "Konsultasi di Limpung",
        "33.25.08",
        (Hari.RABU,),
        9,
        11,
        30,
        "Kantor Kecamatan Limpung",
        "Izin usaha dan pelatihan",
        "",
    ),
)


def konsultasi(petugas: Pengguna) -> None:
    """Open three desks; one owner has booked, and one person without an account at the counter."""
    for urut, (nama, kecamatan, hari, dari, sampai, menit, tempat, topik, catatan) in enumerate(JAM, 1):
        meja = Meja(nama=nama, kecamatan=Kecamatan.objects.get(pk=kecamatan), urut=urut)
        meja.petugas = petugas if urut == 1 else None
        terganggu.simpan_meja(meja, oleh=SISTEM)
        isi: dict[str, Any] = {"menit": menit, "tempat": tempat, "topik": topik, "catatan": catatan}
        for h in hari:
            jam = JamKonsultasi(meja=meja, hari=h, dari=time(dari), sampai=time(sampai), **isi)
            terganggu.simpan_jam(jam, oleh=SISTEM)
    meja = Meja.objects.get(urut=1)
    bebas = [s for h in Jadwal([meja]).buka(meja) for s in h.bebas]
    siti = Usaha.objects.get(kepemilikan__pelaku__nama="Siti Contoh")
    pesan.pesan_jam(
        meja, oleh=siti.pemilik.akun, pada=bebas[1].mulai, perihal="Cara mengurus P-IRT keripik", usaha=siti
    )
    pesan.pesan_di_loket(
        meja,
        oleh=petugas,
        pada=bebas[3].mulai,
        perihal="Ingin tahu syarat sertifikat halal",
        nama="Tamu Contoh",
        telepon="+6281200000099",
    )
