"""Answering from the link of a message, without logging in."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from inti import tautan
from inti.workflow import Tamu, TransisiDitolak
from pelatihan import kursi
from pelatihan.actions.kursi import terima, undur
from pelatihan.enums import StatusPeserta
from pelatihan.models import Peserta
from pelatihan.notifications import JAWAB

S = StatusPeserta
LEPAS = (S.DITAWARI, S.DAFTAR_TUNGGU)
"""What a tap may leave. A seat that was accepted is given up on its own page, where one is asked once more."""


def buka(token: str) -> Peserta | None:
    """Return the place behind a link, None when the link is unknown or its time is over."""
    kode = tautan.buka(token, JAWAB)
    lengkap = Peserta.objects.select_related(
        "pelaku__akun", "usaha", "kelompok", "angkatan__kurikulum", "angkatan__desa__kecamatan"
    )
    return lengkap.filter(kode=kode).first() if kode else None


@transaction.atomic
def jawab_lewat_tautan(token: str, *, ikut: bool) -> Peserta:
    """Accept the offered seat or leave it, or the line, to the others.

    The link lives on until its end, so that who taps twice reads what he has and changes nothing. Raises
    ValidationError for a dead link and when the offer is over, TransisiDitolak when there is nothing to answer any
    more, PermissionDenied when the account behind the place is closed.
    """
    peserta = buka(token)
    if peserta is None:
        raise ValidationError("Tautan ini sudah lewat waktunya.")
    oleh = Tamu(peserta.kode, nama="Peserta")
    if ikut:
        return terima(peserta, oleh=oleh)
    kursi.kunci(peserta.angkatan)
    peserta.refresh_from_db(fields=["status"])
    if peserta.status not in LEPAS:
        raise TransisiDitolak("Tempat ini sudah dijawab.")
    return undur(peserta, oleh=oleh)
