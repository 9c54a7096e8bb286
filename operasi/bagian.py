"""The rows of "Status sistem": each part, how it is, since when, and its button."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import NamedTuple

import django
from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince

from notifikasi.enums import Keadaan
from notifikasi.kanal import email
from operasi import kesehatan, queries
from operasi.enums import Apa
from operasi.kesehatan import BATAS_LIHAT, Jawaban
from operasi.models import CatatanSistem

DENYUT_WAJAR = timedelta(minutes=3)
ANTREAN_WAJAR = timedelta(minutes=5)
CADANGAN_WAJAR = timedelta(hours=26)
KEUTUHAN_WAJAR = timedelta(days=2)
DISK_WAJAR = 0.1  # of the disk

BAIK, AWAS, RUSAK, TANPA = (
    ("selesai", "Baik"),
    ("tunggu", "Perlu dilihat"),
    ("tolak", "Rusak"),
    ("netral", "Tidak dipasang"),
)


class Bagian(NamedTuple):
    """One part of the system as the page shows it; `uji` names its button in `kesehatan.UJI`, `tombol` what it says."""

    nama: str
    rupa: str
    kata: str
    kalimat: str
    uji: str = ""
    tombol: str = ""


def semua() -> list[Bagian]:
    """Look at every part; the two that answer over a socket are asked at the same time and not for long."""
    catatan = queries.catatan()
    with ThreadPoolExecutor(2) as bersama:
        redis = bersama.submit(kesehatan.dengan_batas, kesehatan.redis_menjawab, BATAS_LIHAT)
        pekerja = bersama.submit(kesehatan.dengan_batas, kesehatan.pekerja_menjawab, BATAS_LIHAT)
        basis = _basis()
        jawaban_redis, jawaban_pekerja = redis.result(), pekerja.result()
    return [
        basis,
        _dijawab("Redis (antrean)", jawaban_redis, "redis"),
        _dijawab("Pekerja", jawaban_pekerja, "pekerja"),
        _penjadwal(catatan.get(Apa.DENYUT), pekerja_hidup=jawaban_pekerja.baik),
        _antrean(),
        _email(),
        _whatsapp(),
        _disk(),
        _cadangan(catatan.get(Apa.CADANGAN)),
        _keutuhan(catatan.get(Apa.KEUTUHAN)),
    ]


def versi() -> list[tuple[str, str]]:
    """What runs here, for whoever is asked over the phone."""
    return [("Django", django.get_version()), ("Alamat portal", settings.PORTAL_URL)]


def _dijawab(nama: str, jawaban: Jawaban, uji: str) -> Bagian:
    return Bagian(nama, *(BAIK if jawaban.baik else RUSAK), jawaban.kalimat, uji, "Uji")


def _basis() -> Bagian:
    with connection.cursor() as kursor:
        kursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        nomor, ukuran = kursor.fetchone()
    return Bagian("Basis data", *BAIK, f"PostgreSQL {nomor}, {filesizeformat(ukuran)}.", "basis", "Uji")


def _penjadwal(denyut: CatatanSistem | None, *, pekerja_hidup: bool) -> Bagian:
    tombol = ("penjadwal", "Uji")
    lama = queries.umur(denyut.pada if denyut else None)
    if denyut and lama is not None and lama < DENYUT_WAJAR:
        return Bagian("Penjadwal", *BAIK, f"Denyut terakhir {_lalu(denyut.pada)}.", *tombol)
    if denyut is None:
        return Bagian(
            "Penjadwal",
            *AWAS,
            "Belum pernah berdenyut; denyut pertama datang semenit setelah portal dinyalakan.",
            *tombol,
        )
    kalimat = f"Denyut terakhir {_lalu(denyut.pada)}."
    if not pekerja_hidup:
        return Bagian("Penjadwal", *AWAS, f"{kalimat} Tidak dapat dinilai selama pekerja tidak menjawab.", *tombol)
    return Bagian("Penjadwal", *RUSAK, f"{kalimat} Sapuan dan cadangan malam tidak jalan.", *tombol)


def _antrean() -> Bagian:
    sejak = queries.antrean_tertua()
    lama, keadaan = queries.umur(sejak), queries.pesan_menurut_keadaan()
    mati = keadaan[Keadaan.MATI]
    kalimat = f"Yang tertua menunggu {timesince(sejak)}." if sejak else "Tidak ada pesan yang menunggu dikirim."
    if mati:
        kalimat += f" {mati} pesan tidak terkirim; lihat daftar pesan keluar."
    rupa = RUSAK if lama and lama > ANTREAN_WAJAR else AWAS if mati else BAIK
    return Bagian("Pesan keluar", *rupa, kalimat, "antrean", "Kirim yang menunggu")


def _email() -> Bagian:
    if not email.terpasang():
        return Bagian("Email", *TANPA, "Email ditulis ke log, tidak dikirim (EMAIL_URL).", "email", "Kirim email uji")
    return Bagian("Email", *BAIK, f"Lewat {settings.EMAIL_HOST or 'server ini'}.", "email", "Kirim email uji ke saya")


def _whatsapp() -> Bagian:
    if not settings.GERBANG_PESAN:
        return Bagian("WhatsApp", *TANPA, "Tanpa gerbang: petugas mengirim lewat tautan wa.me.", "whatsapp", "Uji")
    return Bagian("WhatsApp", *BAIK, f"Lewat gerbang {settings.GERBANG_PESAN}.", "whatsapp", "Uji")


def _disk() -> Bagian:
    bagian, kalimat = kesehatan.ruang_disk()
    return Bagian("Disk", *(BAIK if bagian > DISK_WAJAR else RUSAK), kalimat, "disk", "Uji tulis")


def _cadangan(catatan: CatatanSistem | None) -> Bagian:
    tombol = ("cadangan", "Cadangkan sekarang")
    if catatan is None or catatan.baik_pada is None:
        sebab = f" {catatan.kalimat}" if catatan else ""
        return Bagian("Cadangan", *(RUSAK if settings.CADANGAN_DIR else AWAS), f"Belum pernah dibuat.{sebab}", *tombol)
    lama = queries.umur(catatan.baik_pada)
    kalimat = f"Yang terakhir baik {_lalu(catatan.baik_pada)}. {catatan.kalimat}"
    segar = lama is not None and lama < CADANGAN_WAJAR
    return Bagian("Cadangan", *(BAIK if catatan.baik and segar else RUSAK), kalimat, *tombol)


def _keutuhan(catatan: CatatanSistem | None) -> Bagian:
    tombol = ("keutuhan", "Periksa sekarang")
    if catatan is None:
        return Bagian("Keutuhan data", *AWAS, "Belum pernah diperiksa.", *tombol)
    lama = queries.umur(catatan.pada)
    rupa = RUSAK if not catatan.baik else BAIK if lama is not None and lama < KEUTUHAN_WAJAR else AWAS
    return Bagian("Keutuhan data", *rupa, f"{catatan.kalimat} Diperiksa {_lalu(catatan.pada)}.", *tombol)


def _lalu(sejak: datetime) -> str:
    if timezone.now() - sejak < timedelta(minutes=1):
        return "baru saja"
    return f"{timesince(sejak)} yang lalu"
