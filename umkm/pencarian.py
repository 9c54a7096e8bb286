"""Finding persons and businesses by what is said at the counter, inside the scope of the official who asks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet

from inti import telepon
from umkm import nomor
from umkm.actions.ganda import CALON_TERBANYAK, mirip
from umkm.models import KepemilikanUsaha, PelakuUsaha, Usaha
from wilayah.models import Desa

TERPENDEK = 3
TERBANYAK = 10


def cari_pelaku(teks: str, user: Any, n: int = TERBANYAK) -> list[PelakuUsaha]:
    """Return up to `n` persons that `user` may see, by registration number, phone, or every word of the name.

    An old number leads to the record that lives on. Each comes with `usaha_berjalan`, the businesses he has.
    """
    syarat = _syarat(teks, "nama", "telepon", "pk__in")
    if syarat is None:
        return []
    berjalan = KepemilikanUsaha.objects.berjalan().select_related("usaha__desa__kecamatan")
    qs = PelakuUsaha.objects.terlihat_oleh(user).utuh().filter(syarat).order_by("nama", "pk")
    return list(qs.prefetch_related(Prefetch("kepemilikan", berjalan, to_attr="usaha_berjalan"))[:n])


def cari_usaha(teks: str, user: Any, n: int = TERBANYAK) -> list[Usaha]:
    """Return up to `n` businesses that `user` may see, by number, its owner's phone, or its name; as `cari_pelaku`."""
    syarat = _syarat(teks, "nama", "kepemilikan__pelaku__telepon", "kepemilikan__pelaku__in")
    if syarat is None:
        return []
    qs = Usaha.objects.terlihat_oleh(user).utuh().filter(syarat).select_related("desa__kecamatan")
    return list(qs.prefetch_related("kepemilikan__pelaku").order_by("nama", "pk").distinct()[:n])


def mirip_dengan(
    user: Any, *, nama_pemilik: str | None, telepon: str | None, nama_usaha: str | None, desa: Desa | None
) -> list[dict[str, Any]]:
    """Return the businesses in scope that may be the one being typed, each with the reason: `usaha`, `sebab`."""
    terlihat = Usaha.objects.terlihat_oleh(user).utuh().select_related("desa__kecamatan")
    terlihat = terlihat.prefetch_related("kepemilikan__pelaku").order_by("-pk")
    hasil: dict[int, dict[str, Any]] = {}
    if telepon:
        berjalan = KepemilikanUsaha.objects.berjalan().filter(pelaku__telepon=telepon)
        for usaha in terlihat.filter(kepemilikan__in=berjalan)[:TERBANYAK]:
            hasil[usaha.pk] = {"usaha": usaha, "sebab": "nomor WhatsApp sama"}
    for usaha in terlihat.filter(desa=desa)[:CALON_TERBANYAK] if desa else ():
        pemilik = usaha.pemilik
        if nama_pemilik and pemilik and mirip(nama_pemilik, pemilik.nama):
            hasil.setdefault(usaha.pk, {"usaha": usaha, "sebab": "nama pemilik mirip di desa ini"})
        elif nama_usaha and mirip(nama_usaha, usaha.nama):
            hasil.setdefault(usaha.pk, {"usaha": usaha, "sebab": "nama usaha mirip di desa ini"})
    return list(hasil.values())[:TERBANYAK]


def _syarat(teks: str, kolom_nama: str, kolom_telepon: str, kolom_pelaku: str) -> Q | None:
    """Read what was typed as a number, a phone or a name; None when it is too short to be either."""
    teks = " ".join(teks.replace("\x00", "").split())[:100]
    if rapi := nomor.rapikan(teks):
        bernomor: QuerySet[Any] = Usaha.objects.filter(Q(nomor=rapi) | Q(leburan__nomor=rapi))
        milik = KepemilikanUsaha.objects.berjalan().filter(usaha__in=bernomor).values("pelaku")
        return Q(**{kolom_pelaku: milik}) if kolom_pelaku == "pk__in" else Q(pk__in=bernomor.values("pk"))
    try:
        return Q(**{kolom_telepon: telepon.normalkan(teks)})
    except ValidationError:
        pass
    if len(teks) < TERPENDEK:
        return None
    syarat = Q()
    for kata in teks.split():
        syarat &= Q(**{f"{kolom_nama}__icontains": kata})
    return syarat
