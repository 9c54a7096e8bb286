"""Sending by hand, where no gateway carries messages: an official takes a person's news, sends it, says so.

All that waits for one phone goes as one message: the text says only that there is news, and of which cases.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from notifikasi import jam_kirim
from notifikasi.enums import AlasanLewat, Kanal, Keadaan
from notifikasi.models import Pemberitahuan, PemberitahuanQuerySet

GENGGAM = timedelta(minutes=10)
BASI = timedelta(days=14)
SEBAB_BASI = f"Tidak dikirim: sudah menunggu lebih dari {BASI.days} hari."
SEBAB_TAK_PERLU = "Tidak perlu dikirim: sudah dibaca di portal atau dikirim lewat email."
_KUNCI_AMBIL = 81_050_001  # an advisory lock of PostgreSQL; any number that nobody else uses
LEPAS = "Pesan ini tidak lagi Anda pegang. Mungkin sudah dikirim rekan, atau orangnya sudah membaca di portal."


@transaction.atomic
def ambil_kirim(*, oleh: Any, kode: str = "") -> Pemberitahuan | None:
    """Give `oleh` all that waits for one phone, for GENGGAM: that of the row `kode`, or the oldest that nobody holds.

    Returns the oldest of the rows, None when there is nothing to send now. Takers come one after the other, so that
    two never hold messages to the same phone from the same kecamatan.
    """
    kini = timezone.now()
    if not jam_kirim.buka(kini):
        return None
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KUNCI_AMBIL])
    bebas = Pemberitahuan.objects.antrean_petugas(oleh).boleh_digenggam(oleh, kini)
    pertama = (bebas.filter(kode=kode) if kode else bebas).order_by("coba_lagi_pada", "pk").first()
    if pertama is None:
        return None
    seorang = bebas.filter(tujuan=pertama.tujuan)
    Pemberitahuan.objects.filter(pk__in=seorang.values("pk")).update(petugas=oleh, dikerjakan_sampai=kini + GENGGAM)
    return pertama


@transaction.atomic
def selesai_kirim(*, oleh: Any, kode: str) -> int:
    """Write down that `oleh` has sent what he holds for the phone of this row; returns how many messages that was.

    Raises ValidationError when he holds it no more.
    """
    return _genggaman(oleh, kode).update(
        keadaan=Keadaan.DIKIRIM_PETUGAS, terkirim_pada=timezone.now(), dikerjakan_sampai=None, petugas=oleh
    )


@transaction.atomic
def lewati_kirim(*, oleh: Any, kode: str, alasan: str) -> int:
    """Write down why `oleh` does not send what he holds for this phone; returns how many messages that was.

    `alasan` is one of AlasanLewat. Raises ValidationError when it is not, or when he holds the row no more.
    """
    if alasan not in AlasanLewat.values:
        raise ValidationError("Pilih mengapa pesan ini tidak dikirim.")
    sebab = f"Dilewati petugas: {AlasanLewat(alasan).label.lower()}."
    return _genggaman(oleh, kode).update(keadaan=Keadaan.DILEWATI, galat=sebab, dikerjakan_sampai=None, petugas=oleh)


@transaction.atomic
def kembalikan_kirim(*, oleh: Any, kode: str) -> int:
    """Give what `oleh` holds for this phone back to the queue; returns how many messages that was."""
    return _genggaman(oleh, kode).update(petugas=None, dikerjakan_sampai=None)


def rapikan_tangan() -> None:
    """Take from the queue of the officials what has been read meanwhile, left by e-mail, or grown stale.

    What somebody is holding just now is left to him.
    """
    kini = timezone.now()
    antre = Pemberitahuan.objects.filter(kanal=Kanal.WA_ME, keadaan=Keadaan.ANTRE).exclude(dikerjakan_sampai__gt=kini)
    selesai = {"keadaan": Keadaan.DILEWATI, "dikerjakan_sampai": None, "petugas": None}
    antre.tersampaikan().update(galat=SEBAB_TAK_PERLU, **selesai)
    antre.filter(coba_lagi_pada__lt=kini - BASI).update(galat=SEBAB_BASI, **selesai)


def _genggaman(oleh: Any, kode: str) -> PemberitahuanQuerySet:
    """Lock and return what `oleh` holds for the phone of the row `kode`, also past its time if nobody took it since."""
    milik = Pemberitahuan.objects.filter(kanal=Kanal.WA_ME, keadaan=Keadaan.ANTRE, petugas=oleh)
    milik = milik.exclude(dikerjakan_sampai=None)
    tujuan = milik.filter(kode=kode).values_list("tujuan", flat=True)
    terkunci = list(milik.filter(tujuan__in=tujuan).select_for_update(of=("self",)).values_list("pk", flat=True))
    if not terkunci:
        raise ValidationError(LEPAS)
    return Pemberitahuan.objects.filter(pk__in=terkunci)
