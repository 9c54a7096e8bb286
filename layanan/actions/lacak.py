"""Following a request without logging in: by its number and a WhatsApp number, or by the code on its receipt.

What is written here are tries. Five wrong ones in any hour hold for a case number from wherever they come, whether
there is such a case or not; so the buckets are five of one token each, which come back an hour after they were taken.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from akun import batas
from layanan import resi
from layanan.models import Permohonan, RiwayatPermohonan
from umkm.models import AksesPembantu, KepemilikanUsaha

SALAH_SEJAM = 5
"""Wrong tries that one case number is answered in an hour."""
NOMOR_HP_SEJAM = 20
"""Wrong tries with one WhatsApp number: case numbers follow each other, so a known phone could be tried on all."""


class Terkunci(Exception):
    """Too many wrong tries: nothing is answered for an hour, the right answer no more than a wrong one."""


def dengan_nomor(nomor: str, telepon: str) -> Permohonan | None:
    """Return the request `nomor` when `telepon` (E.164) belongs to somebody whose it is; None for both kinds of wrong.

    It is that of a living owner of this day, or of a helper of this day who had a hand in this request. Call it
    outside a transaction, for a rollback would forget the try. Raises Terkunci.
    """
    kunci_hp = f"lacak_hp:{telepon}"
    if not batas.pakai(kunci_hp, NOMOR_HP_SEJAM, batas.JAM):
        raise Terkunci
    kunci = next((k for k in _kunci(nomor) if batas.pakai(k, 1, batas.JAM)), None)
    if kunci is None:
        raise Terkunci
    # One question for all: an unknown number costs what a wrong phone costs.
    satu = _lengkap().filter(Q(_pemilik(telepon)) | Q(_pembantu(telepon)), nomor=nomor).first()
    if satu is not None:
        batas.kembalikan(kunci, 1)
        batas.kembalikan(kunci_hp, NOMOR_HP_SEJAM)
    return satu


def dengan_kode(kode: str) -> Permohonan | None:
    """Return the request whose receipt carries this code; None for an unknown code and for one that has ended."""
    satu = _lengkap().filter(kode_resi=kode).first()
    return satu if satu is not None and resi.masih_berlaku(satu) else None


def _lengkap():  # type: ignore[no-untyped-def]
    return Permohonan.objects.select_related("layanan").prefetch_related("riwayat")


def _kunci(nomor: str) -> list[str]:
    return [f"lacak:{nomor}:{n}" for n in range(SALAH_SEJAM)]


def _pemilik(telepon: str) -> Exists:
    milik = KepemilikanUsaha.objects.berjalan().filter(usaha=OuterRef("usaha"), pelaku__meninggal_pada=None)
    return Exists(milik.filter(Q(pelaku__telepon=telepon) | Q(pelaku__akun__telepon=telepon)))


def _pembantu(telepon: str) -> Exists:
    ikut = RiwayatPermohonan.objects.filter(permohonan=OuterRef(OuterRef("pk")), verba__in=("buat", "ajukan"))
    pembantu = AksesPembantu.objects.berlaku().filter(usaha=OuterRef("usaha"), akun__telepon=telepon)
    return Exists(pembantu.filter(akun__in=ikut.values("oleh")))
