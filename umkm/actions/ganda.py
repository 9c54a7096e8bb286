"""Finding suspected doubles. Nothing found here is ever shown to the person who typed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from rapidfuzz import fuzz

from umkm import permissions
from umkm.enums import AlasanGanda, KeputusanGanda
from umkm.models import DugaanPelaku, DugaanUsaha, PelakuUsaha, Usaha

# Share of matching letters (0–100) from which two names in one desa count as similar.
AMBANG_NAMA = 88
CALON_TERBANYAK = 500


def duga_nik(pelaku: PelakuUsaha) -> list[PelakuUsaha]:
    """Note every other person who holds the same NIK, and return those noted for the first time."""
    kembar = PelakuUsaha.objects.utuh().filter(nik_sidik=pelaku.nik_sidik).exclude(pk=pelaku.pk).exclude(nik_sidik="")
    return [lain for lain in kembar if _catat(DugaanPelaku, pelaku, lain, AlasanGanda.NIK)]


def duga_ganda(usaha: Usaha) -> None:
    """Compare a business and its owner with the rest of the registry and note what may be double.

    Compared are the NIK hash, the phone, and similar names within the same desa.
    """
    pelaku = usaha.pemilik
    if pelaku is None:
        return
    duga_nik(pelaku)
    if pelaku.telepon:
        for lain in PelakuUsaha.objects.utuh().filter(telepon=pelaku.telepon).exclude(pk=pelaku.pk):
            _catat(DugaanPelaku, pelaku, lain, AlasanGanda.TELEPON)
    sedesa = Usaha.objects.utuh().filter(desa=usaha.desa).exclude(pk=usaha.pk).order_by("-pk")
    for lain_usaha in sedesa.prefetch_related("kepemilikan__pelaku")[:CALON_TERBANYAK]:
        if _mirip(usaha.nama, lain_usaha.nama):
            _catat(DugaanUsaha, usaha, lain_usaha, AlasanGanda.NAMA)
        pemilik_lain = lain_usaha.pemilik
        if pemilik_lain and pemilik_lain.pk != pelaku.pk and _mirip(pelaku.nama, pemilik_lain.nama):
            _catat(DugaanPelaku, pelaku, pemilik_lain, AlasanGanda.NAMA)


@transaction.atomic
def bukan_ganda(dugaan: DugaanPelaku | DugaanUsaha, *, oleh: Any, catatan: str = "") -> None:
    """Close a suspicion: the two are different. Raises PermissionDenied without the right to merge."""
    izin = "umkm.gabung_usaha" if isinstance(dugaan, DugaanUsaha) else "umkm.gabung_pelaku"
    if not oleh.has_perm(izin):
        raise PermissionDenied("Anda tidak berwenang memutuskan data ganda.")
    if isinstance(dugaan, DugaanUsaha) and not all(permissions.dalam_lingkup(oleh, u) for u in (dugaan.a, dugaan.b)):
        raise PermissionDenied("Salah satu usaha di luar wilayah Anda.")
    dugaan.keputusan, dugaan.diputuskan_oleh, dugaan.catatan = KeputusanGanda.BUKAN, oleh, catatan
    dugaan.save(update_fields=["keputusan", "diputuskan_oleh", "catatan"])


def _mirip(a: str, b: str) -> bool:
    return fuzz.token_sort_ratio(a.casefold(), b.casefold()) >= AMBANG_NAMA


def _catat(model: Any, x: Any, y: Any, alasan: str) -> bool:
    """Note a pair with its reason; True when the pair was not known before."""
    a, b = sorted((x, y), key=lambda r: r.pk)
    dugaan, baru = model.objects.get_or_create(a=a, b=b, defaults={"alasan": [alasan]})
    if not baru and alasan not in dugaan.alasan:
        dugaan.alasan.append(alasan)
        dugaan.save(update_fields=["alasan"])
    return baru
