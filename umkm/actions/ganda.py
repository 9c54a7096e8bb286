"""Finding suspected doubles. Nothing found here is ever shown to the person who typed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from rapidfuzz import fuzz

from inti import sandi
from umkm.enums import AlasanGanda, KeputusanGanda
from umkm.models import DugaanPelaku, DugaanUsaha, PelakuUsaha, Usaha

# Share of matching letters (0–100) from which two names in one desa count as similar.
AMBANG_NAMA = 88
CALON_TERBANYAK = 500


def duga_nik(pelaku: PelakuUsaha) -> list[PelakuUsaha]:
    """Note every other person who holds the same NIK, and return those of whom this was not known before.

    Found under older keys of the hash too, so that a change of keys hides nobody.
    """
    if not pelaku.nik_sandi:
        return []
    sidik = sandi.semua_sidik(sandi.dekripsi(pelaku.nik_sandi))
    kembar = PelakuUsaha.objects.utuh().filter(nik_sidik__in=sidik).exclude(pk=pelaku.pk)
    return [lain for lain in kembar if catat_dugaan(pelaku, lain, AlasanGanda.NIK)]


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
            catat_dugaan(pelaku, lain, AlasanGanda.TELEPON)
    sedesa = Usaha.objects.utuh().filter(desa=usaha.desa).exclude(pk=usaha.pk).order_by("-pk")
    for lain_usaha in sedesa.prefetch_related("kepemilikan__pelaku")[:CALON_TERBANYAK]:
        if mirip(usaha.nama, lain_usaha.nama):
            catat_dugaan(usaha, lain_usaha, AlasanGanda.NAMA)
        pemilik_lain = lain_usaha.pemilik
        if pemilik_lain and pemilik_lain.pk != pelaku.pk and mirip(pelaku.nama, pemilik_lain.nama):
            catat_dugaan(pelaku, pemilik_lain, AlasanGanda.NAMA)


@transaction.atomic
def bukan_ganda(dugaan: DugaanPelaku | DugaanUsaha, *, oleh: Any, catatan: str = "") -> None:
    """Close a suspicion: the two are different.

    Raises PermissionDenied without the right to merge or where either reaches into another kecamatan,
    ValidationError when the two were merged meanwhile.
    """
    jenis: Any = type(dugaan)
    izin = "umkm.gabung_usaha" if jenis is DugaanUsaha else "umkm.gabung_pelaku"
    if not oleh.has_perm(izin) or not jenis.objects.terlihat_oleh(oleh).filter(pk=dugaan.pk).exists():
        raise PermissionDenied("Anda tidak berwenang memutuskan data ganda ini.")
    terkini = jenis.objects.select_for_update(of=("self",)).get(pk=dugaan.pk)
    if terkini.keputusan == KeputusanGanda.DIGABUNG:
        raise ValidationError("Kedua data ini sudah digabung. Batalkan penggabungannya bila keliru.")
    dugaan.keputusan, dugaan.diputuskan_oleh, dugaan.catatan = KeputusanGanda.BUKAN, oleh, catatan
    dugaan.save(update_fields=["keputusan", "diputuskan_oleh", "catatan"])


def catat_dugaan(x: Any, y: Any, alasan: str) -> bool:
    """Note a pair of persons or of businesses with its reason; True when this reason was not known before.

    A pair that was once judged different is asked about again when a new reason appears.
    """
    model: Any = DugaanPelaku if isinstance(x, PelakuUsaha) else DugaanUsaha
    a, b = sorted((x, y), key=lambda r: r.pk)
    dugaan, baru = model.objects.get_or_create(a=a, b=b, defaults={"alasan": [alasan]})
    if baru:
        return True
    if alasan in dugaan.alasan:
        return False
    dugaan.alasan = [*dugaan.alasan, alasan]
    if dugaan.keputusan == KeputusanGanda.BUKAN:
        dugaan.keputusan = KeputusanGanda.BELUM
    dugaan.save(update_fields=["alasan", "keputusan"])
    return True


def mirip(a: str, b: str) -> bool:
    """Tell whether two names are so alike that an official should look at both; order of words does not matter."""
    return fuzz.token_sort_ratio(a.casefold(), b.casefold()) >= AMBANG_NAMA
