"""How the work on requests changes hands: who may take which, and why a row of many stays behind. Few queries."""

from __future__ import annotations

from typing import Any

from akun.permissions import kecamatan_kerja
from inti.admin.massal import sebab_dasar
from inti.admin.serah import Serah
from layanan import meja
from layanan.enums import DIKERJAKAN
from layanan.models import Permohonan
from layanan.workflow import PERMOHONAN
from umkm.models import AksesPembantu, KepemilikanUsaha


def sebab_dilewati(objek: list[Permohonan], verba: str, user: Any) -> dict[int, str]:
    """Say by request why `verba` cannot be done to it now; agrees with the predicate of its transition."""
    lingkup = kecamatan_kerja(user)
    kunci = [o.pk for o in objek]
    sendiri = set(Permohonan.objects.filter(pk__in=kunci).dikelola(user).values_list("pk", flat=True))
    sebab = {}
    for o in objek:
        if kata := sebab_dasar(PERMOHONAN.transisi[verba], o) or _sebab(o, verba, user, lingkup, o.pk in sendiri):
            sebab[o.pk] = kata
    return sebab


def _sebab(o: Permohonan, verba: str, user: Any, lingkup: set[str] | None, sendiri: bool) -> str:
    menugaskan = user.has_perm("layanan.tugaskan_permohonan")
    if lingkup is not None and o.usaha.desa.kecamatan_id not in lingkup:
        return "di luar wilayah kerja Anda"
    milik_sendiri = "tentang usaha Anda sendiri" if sendiri else ""
    if verba == "tugaskan":
        return milik_sendiri if menugaskan else "bukan wewenang Anda"
    if verba == "ambil" and o.petugas is not None:
        return f"sudah di tangan {o.petugas.nama}"
    if verba == "lepas" and o.petugas is None:
        return "belum diambil siapa pun"
    if verba == "lepas" and not menugaskan and o.petugas_id != user.pk:
        return f"di tangan {o.petugas.nama}"  # type: ignore[union-attr]
    if sendiri:
        return milik_sendiri
    if verba == "lepas" and menugaskan:
        return ""
    return "" if user.has_perm("layanan.periksa_permohonan") else "bukan wewenang Anda"


def larangan(objek: list[Permohonan]) -> dict[int, set[int]]:
    """Name by request the accounts that must not judge it: of the owners of its business, and of helpers."""
    usaha = {o.usaha_id for o in objek}
    milik = KepemilikanUsaha.objects.berjalan().filter(usaha__in=usaha, pelaku__meninggal_pada=None)
    bantu = AksesPembantu.objects.berlaku().filter(usaha__in=usaha)
    menurut_usaha: dict[int, set[int]] = {}
    for pk, akun in (*milik.values_list("usaha", "pelaku__akun"), *bantu.values_list("usaha", "akun")):
        if akun is not None:
            menurut_usaha.setdefault(pk, set()).add(akun)
    return {o.pk: menurut_usaha[o.usaha_id] for o in objek if o.usaha_id in menurut_usaha}


def bertugas(orang: Any, permohonan: Permohonan) -> bool:
    """Tell whether an official of `calon` works where the business is."""
    return orang.semua_kecamatan or permohonan.usaha.desa.kecamatan_id in {k.pk for k in orang.kecamatan.all()}


SERAH = Serah(
    izin="layanan.tugaskan_permohonan",
    terbuka=lambda qs: qs.filter(status__in=DIKERJAKAN),
    calon=lambda: meja.pemeriksa_berbeban().prefetch_related("kecamatan"),
    bertugas=bertugas,
    larangan=larangan,
    wilayah=lambda permohonan: f"Kec. {permohonan.usaha.desa.kecamatan.nama}",
)
