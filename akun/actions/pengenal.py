"""Facts that the registry above writes down into an account: it may not reach up for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare

from akun.actions.persetujuan import pindahkan_subjek
from akun.backends import rapikan_pengenal
from akun.models import PengenalMasuk, Pengguna
from inti import sandi


def cocok_tanggal_lahir(pengguna: Pengguna, tanggal: date) -> bool:
    """Compare a birth date with the hash that the account keeps, under the present key and older ones."""
    sidik = [s for s in sandi.semua_sidik(_bahan(tanggal)) if constant_time_compare(s, pengguna.tanggal_lahir_sidik)]
    return bool(sidik)


def _bahan(tanggal: date) -> str:
    return f"tanggal-lahir:{tanggal.isoformat()}"


@transaction.atomic
def daftarkan_pengenal(pengguna: Pengguna, nilai: str) -> PengenalMasuk:
    """Let `nilai`, a registration number in any spelling, open this account. Doing it twice changes nothing.

    Raises ValidationError when the number already opens another account.
    """
    pengenal, _ = PengenalMasuk.objects.get_or_create(nilai=rapikan_pengenal(nilai), defaults={"pengguna": pengguna})
    if pengenal.pengguna_id != pengguna.pk:
        raise ValidationError("Nomor pendaftaran ini sudah dipakai untuk masuk ke akun lain.")
    return pengenal


@transaction.atomic
def alihkan_pengenal(nilai: str, *, ke: Pengguna | None) -> None:
    """Hand a registration number over with its business: it opens the new owner's account, or nobody's."""
    milik = PengenalMasuk.objects.filter(nilai=rapikan_pengenal(nilai))
    if ke is None:
        milik.delete()
    elif not milik.update(pengguna=ke):
        daftarkan_pengenal(ke, nilai)


@transaction.atomic
def tautkan_subjek(pengguna: Pengguna, kode: str) -> None:
    """Tie the account to its person in the registry; consents given before move along to the person's kode."""
    lama = pengguna.subjek
    pengguna.subjek_kode = kode
    pengguna.save(update_fields=["subjek_kode"])
    pindahkan_subjek(dari=lama, ke=kode)


def catat_tanggal_lahir(pengguna: Pengguna, tanggal: date | None) -> None:
    """Keep a keyed hash of the birth date: it is asked for when a code arrives on an unknown device."""
    pengguna.tanggal_lahir_sidik = sandi.sidik(_bahan(tanggal)) if tanggal else ""
    pengguna.save(update_fields=["tanggal_lahir_sidik"])


def catat_kecamatan_usaha(pengguna: Pengguna, kecamatan: Iterable[Any]) -> None:
    """Note in which kecamatan (rows or codes) this owner has businesses: their officials may then serve the account."""
    pengguna.kecamatan_usaha.set(kecamatan)
