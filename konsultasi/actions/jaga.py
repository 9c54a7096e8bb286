"""What every verb of a consultation asks first: the desk under lock, the limit of one person, a clean sentence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from inti import nik, tautan
from inti.teks import bersihkan_uraian
from konsultasi.models import JanjiTemu, Meja

MAKS_TERBUKA = 2
"""Appointments that one person may have before him."""
PERIHAL_MAKS = 200
LEWAT_TAUTAN = "Lewat tautan di pesan."
_KUNCI_ORANG = 81_050_011  # first half of an advisory lock of PostgreSQL; any number that nobody else uses


def kunci_meja(meja: Meja) -> Meja:
    """Lock the desk until the caller commits, so that whoever comes second sees what the first has taken.

    Whatever goes past this lock is stopped by the constraint.
    """
    return Meja.objects.select_for_update(no_key=True, of=("self",)).select_related("kecamatan").get(pk=meja.pk)


def pakai_tautan(token: str, keperluan: str) -> JanjiTemu:
    """Use a link up and return its appointment. The desk is locked first, as in every verb: none waits in a ring.

    Raises ValidationError when the link is unknown, used or ended.
    """
    semua = JanjiTemu.objects.select_related("meja__kecamatan", "akun", "usaha")
    janji_temu = semua.filter(kode=tautan.buka(token, keperluan) or "").first()
    if janji_temu is not None:
        kunci_meja(janji_temu.meja)
    tautan.pakai(token, keperluan)
    return semua.get(pk=janji_temu.pk if janji_temu else 0)


def rapikan_perihal(perihal: str) -> str:
    """Return the sentence that says what it is about. Raises ValidationError when it is empty or holds a NIK."""
    rapi = " ".join(bersihkan_uraian(perihal, PERIHAL_MAKS).split())
    if not rapi:
        raise ValidationError({"perihal": "Tulis satu kalimat tentang apa."})
    if nik.memuat(rapi):
        raise ValidationError({"perihal": "Jangan tulis NIK di sini. Bawa KTP Anda saat datang."})
    return rapi


def jaga_batas(akun: Any, telepon: str) -> None:
    """Raise ValidationError when this person has as many appointments before him as one may have.

    Holds until the caller commits, so that two bookings at once count one after the other.
    """
    siapa = telepon or (akun.telepon if akun else "") or (akun.kode if akun else "")
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_KUNCI_ORANG, siapa])
    milik = JanjiTemu.objects.mendatang().milik(akun, telepon or (akun.telepon if akun else "") or "")
    if milik.count() >= MAKS_TERBUKA:
        raise ValidationError(
            f"Sudah ada {MAKS_TERBUKA} janji temu yang akan datang. Batalkan atau jalani salah satu dulu."
        )
