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
