"""Scores: kept together or not at all, each change with a line of history."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from pelatihan import permissions
from pelatihan.enums import BERAKHIR, StatusPeserta, Tes
from pelatihan.models import Angkatan, Nilai, PerubahanNilai
from pelatihan.nilai import tulis


class Ubah(NamedTuple):
    """A score to keep. `dulu` is what its writer saw; another trainer's newer score is not written over."""

    peserta: str
    tes: str
    dulu: Decimal | None
    kini: Decimal | None


@transaction.atomic
def simpan(angkatan: Angkatan, *, ubah: list[Ubah], oleh: Any) -> int:
    """Keep all these scores and return how many changed.

    Raises PermissionDenied for who does not teach the class, ValidationError after it has ended, for a person without
    a seat, and with the names where somebody else has changed a score meanwhile.
    """
    # Here as wherever a class is locked: `no_key` lets others put rows on it, who hold what is asked for next.
    segar = Angkatan.objects.select_for_update(of=("self",), no_key=True).get(pk=angkatan.pk)
    if not permissions.pengajar(oleh, segar):
        raise PermissionDenied("Anda bukan pelatih angkatan ini.")
    if segar.status in BERAKHIR:
        raise ValidationError("Kelas ini sudah berakhir, jadi nilainya tidak berubah lagi.")
    duduk = {p.kode: p for p in segar.peserta.filter(status=StatusPeserta.TERDAFTAR).select_related("pelaku", "nilai")}
    if any(satu.peserta not in duduk for satu in ubah):
        raise ValidationError("Ada orang di daftar ini yang tidak lagi punya kursi. Muat ulang halamannya.")
    baru = {k: p.nilai if hasattr(p, "nilai") else Nilai(peserta=p) for k, p in duduk.items()}
    if selisih := [_kata(duduk[u.peserta], baru[u.peserta], u) for u in ubah if _didahului(baru[u.peserta], u)]:
        raise ValidationError(selisih)
    berubah = [u for u in ubah if _ada(baru[u.peserta], u.tes) != u.kini]
    PerubahanNilai.objects.bulk_create(
        PerubahanNilai(peserta=duduk[u.peserta], tes=u.tes, dari=_ada(baru[u.peserta], u.tes), ke=u.kini, oleh=oleh)
        for u in berubah
    )
    for u in berubah:
        setattr(baru[u.peserta], Tes(u.tes).lower(), u.kini)
    for kode in dict.fromkeys(u.peserta for u in berubah):
        baru[kode].full_clean(exclude=["peserta"])
        baru[kode].save()
    return len(berubah)


def sekarang(angkatan: Angkatan) -> Mapping[str, Nilai]:
    """Return the scores of a class by the code of the participant; who has none is left out."""
    return {n.peserta.kode: n for n in Nilai.objects.filter(peserta__angkatan=angkatan).select_related("peserta")}


def _ada(nilai: Nilai, tes: str) -> Decimal | None:
    return getattr(nilai, Tes(tes).lower())


def _didahului(nilai: Nilai, ubah: Ubah) -> bool:
    return _ada(nilai, ubah.tes) not in (ubah.dulu, ubah.kini)


def _kata(peserta: Any, nilai: Nilai, ubah: Ubah) -> str:
    isi = tulis(_ada(nilai, ubah.tes)) or "kosong"
    return f"{Tes(ubah.tes).label} {peserta.pelaku.nama} baru saja diubah rekan Anda menjadi {isi}. Periksa lagi."
