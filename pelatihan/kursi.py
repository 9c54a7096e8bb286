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

from django.db.models import QuerySet
from django.utils import timezone

from inti import langsung
from inti.langsung import Bentuk
from pelatihan.enums import SEMENTARA, JenisKuota
from pelatihan.models import Angkatan, Kuota, Peserta
from umkm.enums import Disabilitas, JenisKelamin
from umkm.models import PelakuUsaha, Usaha

J = JenisKuota
_BENTUK = Bentuk(Kuota, "k")
_KUOTA = f"SELECT {_BENTUK.sql} FROM pelatihan_kuota k WHERE k.angkatan_id = %s ORDER BY k.id"  # noqa: S608
_LIHAT = (
    f"SELECT {_BENTUK.sql}, EXISTS (SELECT FROM pelatihan_peserta p WHERE p.angkatan_id = k.angkatan_id"  # noqa: S608
    " AND p.status = ANY(%s) AND p.sampai < %s)"
    " FROM pelatihan_kuota k WHERE k.angkatan_id = %s ORDER BY k.id"
)
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


def dudukkan(blok: Sequence[Peserta], baris: Sequence[Kuota]) -> list[tuple[Peserta, Kuota]] | None:
    """Count a seat for each of a block, in the pools at hand; None, and nothing counted, when one finds no seat."""
    hasil: list[tuple[Peserta, Kuota]] = []
    for satu in blok:
        tempat = pilih(baris, ciri(satu.pelaku, satu.usaha))
        if tempat is None:
            for _, kuota in hasil:
                kuota.terisi -= 1
            return None
        tempat.terisi += 1
        hasil.append((satu, tempat))
    return hasil


def lihat(angkatan: Angkatan) -> tuple[list[Kuota], bool]:
    """Return the pools as they are at this moment, unlocked, and whether time alone has freed a seat meanwhile.

    Time frees what was held or offered too long, and a narrow pool whose day has come. One question to the database.
    """
    hasil = langsung.tanya(_LIHAT, [list(SEMENTARA), timezone.now(), angkatan.pk])
    baris = [_BENTUK.baca(satu[:-1]) for satu in hasil]
    sempit = any(k.sisa > 0 and k.jenis != J.UMUM for k in baris)
    return baris, any(satu[-1] for satu in hasil) or (kuota_kembali(angkatan) and sempit)


def lewat_waktu() -> QuerySet[Peserta]:
    """Return the places whose held or offered seat has outlived its time."""
    return Peserta.objects.filter(status__in=SEMENTARA, sampai__lt=timezone.now())


def kuota_kembali(angkatan: Angkatan) -> bool:
    """Tell whether the narrow pools of this class have opened to all."""
    return angkatan.kuota_kembali is not None and angkatan.kuota_kembali <= timezone.localdate()


def kunci(angkatan: Angkatan) -> list[Kuota]:
    """Lock the pools of a class for whoever takes or frees a seat, and return them as they are now.

    From the day `kuota_kembali` on, what is free in the narrow pools is moved to the common one first.
    """
    baris = _semua(f"{_KUOTA} FOR UPDATE", angkatan)
    if kuota_kembali(angkatan):
        _kembalikan(baris)
    return baris


def kunci_bersama(angkatan: Angkatan) -> list[Kuota]:
    """Lock the pools against change and return them, together with others who do the same."""
    return _semua(f"{_KUOTA} FOR SHARE", angkatan)


def _semua(perintah: str, angkatan: Angkatan) -> list[Kuota]:
    return [_BENTUK.baca(satu) for satu in langsung.tanya(perintah, [angkatan.pk])]


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
