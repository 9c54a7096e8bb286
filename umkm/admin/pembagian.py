"""How the work on businesses changes hands: who may take which, and why a row of many stays behind. Few queries."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from akun.permissions import kecamatan_kerja
from inti.admin.massal import sebab_dasar
from inti.admin.serah import Serah
from umkm import queries
from umkm.models import AksesPembantu, KepemilikanUsaha, Usaha
from umkm.workflow import TERBUKA, USAHA


def sebab_dilewati(objek: list[Usaha], verba: str, user: Any) -> dict[int, str]:
    """Say by business why `verba` cannot be done to it now; agrees with the predicate of its transition."""
    lingkup = kecamatan_kerja(user)
    sendiri = set(Usaha.objects.filter(pk__in=[o.pk for o in objek]).dikelola(user).values_list("pk", flat=True))
    sebab = {}
    for o in objek:
        if kata := sebab_dasar(USAHA.transisi[verba], o) or _sebab(o, verba, user, lingkup, o.pk in sendiri):
            sebab[o.pk] = kata
    return sebab


def _sebab(o: Usaha, verba: str, user: Any, lingkup: set[str] | None, sendiri: bool) -> str:
    menugaskan = user.has_perm("umkm.tugaskan_usaha")
    if o.digabung_ke_id is not None:
        return "sudah digabung ke data lain"
    if lingkup is not None and o.desa.kecamatan_id not in lingkup:
        return "di luar wilayah kerja Anda"
    milik_sendiri = "usaha Anda sendiri" if sendiri else ""
    if verba == "tugaskan":
        return milik_sendiri if menugaskan else "bukan wewenang Anda"
    if verba == "ambil" and o.petugas_id is not None:
        return f"sudah di tangan {o.petugas.nama}"  # type: ignore[union-attr]
    if verba == "lepas" and o.petugas_id is None:
        return "belum diambil siapa pun"
    if verba == "lepas" and menugaskan:
        return milik_sendiri
    if verba == "lepas" and o.petugas_id != user.pk:
        return f"di tangan {o.petugas.nama}"  # type: ignore[union-attr]
    if sendiri:
        return milik_sendiri
    return "" if user.has_perm("umkm.verifikasi_usaha") else "bukan wewenang Anda"


def larangan(objek: list[Usaha]) -> dict[int, set[int]]:
    """Name by business the accounts that must not judge it: its owner's of today, and his helpers'. Two queries."""
    kunci = [o.pk for o in objek]
    milik = KepemilikanUsaha.objects.berjalan().filter(usaha__in=kunci, pelaku__meninggal_pada=None)
    bantu = AksesPembantu.objects.berlaku().filter(usaha__in=kunci)
    hasil: dict[int, set[int]] = {}
    for pk, akun in (*milik.values_list("usaha", "pelaku__akun"), *bantu.values_list("usaha", "akun")):
        if akun is not None:
            hasil.setdefault(pk, set()).add(akun)
    return hasil


def bertugas(orang: Any, usaha: Usaha) -> bool:
    """Tell whether an official of `queries.pemeriksa_berbeban()` works where the business is."""
    return orang.semua_kecamatan or usaha.desa.kecamatan_id in {k.pk for k in orang.kecamatan.all()}


def _terbuka(qs: QuerySet[Usaha]) -> QuerySet[Usaha]:
    return qs.filter(status__in=TERBUKA, digabung_ke=None)


SERAH = Serah(
    izin="umkm.tugaskan_usaha",
    terbuka=_terbuka,
    calon=lambda: queries.pemeriksa_berbeban().prefetch_related("kecamatan"),
    bertugas=bertugas,
    larangan=larangan,
    wilayah=lambda usaha: f"Kec. {usaha.desa.kecamatan.nama}",
)
