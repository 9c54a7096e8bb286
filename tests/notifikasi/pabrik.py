"""Rows of the outbox as a crash may leave them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from notifikasi.enums import Jenis, Kanal, Keadaan
from notifikasi.models import Pemberitahuan


def surat(**isian: Any) -> Pemberitahuan:
    """An e-mail that has been waiting for two minutes."""
    tadi = timezone.now() - timedelta(minutes=2)
    bawaan = {"jenis": Jenis.PERKARA, "kanal": Kanal.EMAIL, "tujuan": "contoh@surat.uji", "templat": "usaha_terdaftar"}
    bawaan |= {"versi": 1, "judul": "Judul", "isi": "Isi.", "dibuat": tadi, "coba_lagi_pada": tadi}
    pesan = Pemberitahuan(**bawaan | isian)
    pesan.kunci = pesan.kunci or pesan.kode
    pesan.save(force_insert=True)
    return pesan


def masuk_kotak(akun: Any, **isian: Any) -> Pemberitahuan:
    """A message in the inbox of `akun`."""
    bawaan = {"kanal": Kanal.APLIKASI, "akun": akun, "tujuan": akun.kode, "keadaan": Keadaan.SAMPAI}
    return surat(**bawaan | {"terkirim_pada": timezone.now()} | isian)


def wa(**isian: Any) -> Pemberitahuan:
    """A message to a phone by WhatsApp that has been waiting for two minutes."""
    bawaan = {"kanal": Kanal.WHATSAPP, "tujuan": "+6281200000001", "nilai": {"nomor": "BTG-26-000001-X"}}
    return surat(**bawaan | isian)


def lewat_petugas(**isian: Any) -> Pemberitahuan:
    """A message that waits for the hand of an official."""
    return wa(**{"kanal": Kanal.WA_ME, "templat": "usaha_perbaikan"} | isian)
