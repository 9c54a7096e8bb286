"""What trainers note about a participant: read by the trainers of the class alone, and erased in time."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from inti.teks import bersihkan_uraian
from pelatihan import permissions
from pelatihan.models import Angkatan, CatatanPelatih, Peserta
from pelatihan.models.angkatan import tanpa_nama

TERPANJANG = 1000


@transaction.atomic
def catat(peserta: Peserta, *, oleh: Any, teks: str) -> CatatanPelatih:
    """Leave a note for the trainers of the class; the same one sent twice is kept once.

    Raises PermissionDenied for others, ValidationError for nothing.
    """
    _wajib_pengajar(peserta, oleh)
    Peserta.objects.select_for_update(of=("self",), no_key=True).get(pk=peserta.pk)  # a second tap waits
    isian = {"peserta": peserta, "penulis": oleh, "teks": _rapi(teks)}
    # Not get_or_create: of two notes one may have been changed into the words of the other.
    return CatatanPelatih.objects.filter(**isian).first() or CatatanPelatih.objects.create(**isian)


@transaction.atomic
def ubah(catatan: CatatanPelatih, *, oleh: Any, teks: str) -> CatatanPelatih:
    """Write one's own note anew. Raises PermissionDenied for another's, ValidationError for nothing."""
    _wajib_penulis(catatan, oleh)
    catatan.teks, catatan.diubah = _rapi(teks), timezone.now()
    catatan.save(update_fields=["teks", "diubah"])
    return catatan


@transaction.atomic
def hapus(catatan: CatatanPelatih, *, oleh: Any) -> None:
    """Take one's own note back for good. Raises PermissionDenied for another's."""
    _wajib_penulis(catatan, oleh)
    catatan.delete()


def bersihkan() -> int:
    """Erase the notes that no trainer reads any more, for they serve nobody (UU 27/2022, art. 43); return how many."""
    return CatatanPelatih.objects.filter(peserta__angkatan__in=Angkatan.objects.filter(tanpa_nama())).delete()[0]


def salinan(kode_pelaku: str) -> list[dict[str, str]]:
    """Return every note about a person, for him who asks what is stored (UU 27/2022, art. 7); no writer is named."""
    semua = CatatanPelatih.objects.filter(peserta__pelaku__kode=kode_pelaku).select_related(
        "peserta__angkatan__kurikulum"
    )
    return [
        {"kelas": str(c.peserta.angkatan), "tanggal": f"{timezone.localdate(c.dibuat):%d-%m-%Y}", "catatan": c.teks}
        for c in semua
    ]


def _rapi(teks: str) -> str:
    rapi = bersihkan_uraian(teks, TERPANJANG)
    if not rapi:
        raise ValidationError({"teks": "Tulis catatannya."})
    return rapi


def _wajib_pengajar(peserta: Peserta, oleh: Any) -> None:
    if not permissions.pengajar_bernama(oleh, peserta.angkatan):
        raise PermissionDenied("Anda bukan pelatih angkatan ini.")


def _wajib_penulis(catatan: CatatanPelatih, oleh: Any) -> None:
    _wajib_pengajar(catatan.peserta, oleh)
    if catatan.penulis_id != oleh.pk:
        raise PermissionDenied("Catatan ini ditulis orang lain.")
