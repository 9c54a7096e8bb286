"""Lines in the two books: what was done to an account, and who read whose data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from akun.models import CatatanAkun, LogBaca, Pengguna
from inti import teks
from inti.alasan import wajib_alasan


def catat(pengguna: Pengguna, verba: str, *, oleh: Pengguna | None, dasar: str = "") -> CatatanAkun:
    """Write a line of "Riwayat akun"; it counts as done at the counter when somebody else did it."""
    di_loket = oleh is not None and oleh.pk != pengguna.pk
    return CatatanAkun.objects.create(pengguna=pengguna, verba=verba, oleh=oleh, di_loket=di_loket, dasar=dasar)


def wajib_dasar(dasar: str) -> str:
    """Return the name of the paper that was seen, tidied.

    Raises ValidationError when it is missing: nothing is done at the counter on somebody's word.
    """
    rapi = teks.bersihkan_uraian(dasar, 300)
    if len(rapi) < 3:
        raise ValidationError({"dasar": "Tulis surat yang Anda lihat, misalnya: KTP asli atas nama pemilik akun."})
    return rapi


@transaction.atomic
def catat_baca(*, oleh: Any, subjek_jenis: str, subjek_kode: str, apa: str, alasan: str) -> LogBaca:
    """Write down that `oleh` opened a protected fact; call it in the transaction that shows it.

    `subjek_jenis` and `subjek_kode` name the record ("pelaku", its kode), `apa` what was shown ("NIK").
    Raises ValidationError without a reason that its owner could understand.
    """
    rapi = wajib_alasan(alasan, maks=300)
    return LogBaca.objects.create(oleh=oleh, subjek_jenis=subjek_jenis, subjek_kode=subjek_kode, apa=apa, alasan=rapi)


@transaction.atomic
def catat_baca_banyak(*, oleh: Any, subjek_jenis: str, dilihat: Iterable[tuple[str, str]], alasan: str) -> int:
    """Write what `catat_baca` writes for many at once: `dilihat` yields the kode and what was shown of each.

    Returns how many lines. Raises ValidationError without a reason that its owner could understand.
    """
    rapi, jumlah = wajib_alasan(alasan, maks=300), 0
    baris: Iterator[LogBaca] = (
        LogBaca(oleh=oleh, subjek_jenis=subjek_jenis, subjek_kode=kode, apa=apa, alasan=rapi) for kode, apa in dilihat
    )
    while sekelompok := list(islice(baris, 2000)):
        jumlah += len(LogBaca.objects.bulk_create(sekelompok))
    return jumlah
