"""The rule of seats: who fits which pool, how pools are locked, and who sits on what becomes free.

Every verb that takes or frees a seat of a class locks all its pools first, in the order of their keys. Who finds them
full only shares the lock, so that hundreds may join the waiting list at once, while nobody can free a seat unseen.
That a pool is never filled beyond its size does not rest on this: a trigger counts, a CHECK refuses.

Invariant after each verb: no pool has a free seat while somebody who fits it waits (a group that wants all or nothing
waits for as many as it has members, and is passed over until then).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone

from pelatihan.enums import JenisKuota
from pelatihan.models import Angkatan, Kuota
from umkm.enums import Disabilitas, JenisKelamin
from umkm.models import PelakuUsaha, Usaha

J = JenisKuota
URUTAN = {J.DISABILITAS: 0, J.PEREMPUAN: 1, J.KECAMATAN: 2, J.UMUM: 3}


class Ciri(NamedTuple):
    """What decides into which pools a person fits."""

    kecamatan: str
    perempuan: bool
    disabilitas: bool


def ciri(pelaku: PelakuUsaha, usaha: Usaha) -> Ciri:
    """Return what decides the pools of this person, for this business."""
    tanpa = ("", Disabilitas.TIDAK)
    return Ciri(
        usaha.desa.kecamatan_id, pelaku.jenis_kelamin == JenisKelamin.PEREMPUAN, pelaku.disabilitas not in tanpa
    )


def cocok(kuota: Kuota, orang: Ciri) -> bool:
    """Tell whether a person with these traits may sit in the pool."""
    return {
        J.UMUM: True,
        J.KECAMATAN: kuota.kecamatan_id == orang.kecamatan,
        J.PEREMPUAN: orang.perempuan,
        J.DISABILITAS: orang.disabilitas,
    }[J(kuota.jenis)]


def pilih(kuota: Iterable[Kuota], orang: Ciri) -> Kuota | None:
    """Return the narrowest pool with a free seat for this person, None when all are full."""
    kosong = [k for k in kuota if k.sisa > 0 and cocok(k, orang)]
    return min(kosong, key=lambda k: (URUTAN[J(k.jenis)], k.pk), default=None)


def kunci(angkatan: Angkatan) -> list[Kuota]:
    """Lock the pools of a class for whoever takes or frees a seat, and return them as they are now.

    From the day `kuota_kembali` on, what is free in the narrow pools is moved to the common one first.
    """
    baris = list(Kuota.objects.select_for_update().filter(angkatan=angkatan).order_by("pk"))
    if angkatan.kuota_kembali is not None and angkatan.kuota_kembali <= timezone.localdate():
        _kembalikan(baris)
    return baris


def kunci_bersama(angkatan: Angkatan) -> list[Kuota]:
    """Lock the pools against change and return them, together with others who do the same."""
    return list(
        Kuota.objects.raw(
            "SELECT * FROM pelatihan_kuota WHERE angkatan_id = %s ORDER BY id FOR SHARE",
            [angkatan.pk],
        )
    )


def _kembalikan(baris: Sequence[Kuota]) -> None:
    """Move the free seats of the narrow pools to the common one."""
    umum = next((k for k in baris if k.jenis == J.UMUM), None)
    if umum is None:
        return
    for satu in baris:
        if satu is umum or satu.sisa <= 0:
            continue
        umum.jumlah += satu.sisa
        satu.jumlah = satu.terisi
        satu.save(update_fields=["jumlah"])
        umum.save(update_fields=["jumlah"])
