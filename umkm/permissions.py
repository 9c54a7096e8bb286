"""Who may do what with a business; each predicate takes the user and the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Value

from akun.permissions import kecamatan_kerja
from umkm.enums import DasarAlih, StatusUsaha

if TYPE_CHECKING:
    from umkm.models import PelakuUsaha, Usaha, Usulan


def siapa_saja(user: Any, usaha: Usaha) -> bool:
    """Anyone who has logged in may register a business of his own."""
    return user.is_active


def pemilik(user: Any, usaha: Usaha) -> bool:
    """The owner of this day. The account of one who has died opens nothing: an heir takes over at the counter."""
    if (ingatan := _ingatan(user, usaha)) is not None:
        return ingatan[0]
    return usaha.kepemilikan.berjalan().filter(pelaku__akun=user, pelaku__meninggal_pada=None).exists()


def pengelola(user: Any, usaha: Usaha) -> bool:
    """The owner, or a helper whose last day has not passed."""
    if (ingatan := _ingatan(user, usaha)) is not None:
        return any(ingatan)
    return pemilik(user, usaha) or usaha.pembantu.berlaku().filter(akun=user).exists()


def ingat(user: Any, usaha: Usaha) -> None:
    """Read once whether `user` owns this business or helps, for a page that asks it for every button.

    Remembered on this one object, which the page throws away; a verb fetches the business anew and asks again.
    """
    milik = usaha.kepemilikan.berjalan().filter(pelaku__akun=user, pelaku__meninggal_pada=None)
    bantu = usaha.pembantu.berlaku().filter(akun=user)
    sebagai = milik.order_by().values_list(Value("milik")).union(bantu.order_by().values_list(Value("bantu")))
    ada = {satu for (satu,) in sebagai}
    usaha.pengelola_diingat = (user.pk, ("milik" in ada, "bantu" in ada))  # type: ignore[attr-defined]


def _ingatan(user: Any, usaha: Usaha) -> tuple[bool, bool] | None:
    siapa, ingatan = getattr(usaha, "pengelola_diingat", (None, None))
    return ingatan if siapa is not None and siapa == user.pk else None


def dalam_lingkup(user: Any, usaha: Usaha) -> bool:
    lingkup = kecamatan_kerja(user)
    return user.is_staff and (lingkup is None or usaha.desa.kecamatan_id in lingkup)


def berwenang(user: Any, usaha: Usaha, izin: str) -> bool:
    """An official of this kecamatan with the permission `izin`; a record that was merged away is history."""
    return usaha.digabung_ke_id is None and user.has_perm(izin) and dalam_lingkup(user, usaha)


def petugas(user: Any, usaha: Usaha) -> bool:
    """An official of this kecamatan who judges; never of a business of his own."""
    return berwenang(user, usaha, "umkm.verifikasi_usaha") and not pengelola(user, usaha)


def petugas_bebas(user: Any, usaha: Usaha) -> bool:
    return usaha.petugas_id is None and petugas(user, usaha)


def petugasnya(user: Any, usaha: Usaha) -> bool:
    return usaha.petugas_id == user.pk and petugas(user, usaha)


def pelepas(user: Any, usaha: Usaha) -> bool:
    """Whoever has it gives it back; whoever assigns may give it back for a colleague who is away."""
    return petugasnya(user, usaha) or (usaha.petugas_id is not None and penugas(user, usaha))


def pengentri(user: Any, usaha: Usaha) -> bool:
    return berwenang(user, usaha, "umkm.entri_usaha")


def pengisi(user: Any, usaha: Usaha) -> bool:
    """Who may fill in: the owner and the helper; an official only while the record rests on his paper form."""
    return pengelola(user, usaha) or (usaha.status == StatusUsaha.TERDATA and pengentri(user, usaha))


def penugas(user: Any, usaha: Usaha) -> bool:
    """Who says which colleague judges; never of a business of his own, whose judge he would choose."""
    return berwenang(user, usaha, "umkm.tugaskan_usaha") and not pengelola(user, usaha)


def pencabut(user: Any, usaha: Usaha) -> bool:
    return berwenang(user, usaha, "umkm.cabut_usaha") and not pengelola(user, usaha)


def pengalih(user: Any, usaha: Usaha) -> bool:
    return berwenang(user, usaha, "umkm.alihkan_usaha") and not pengelola(user, usaha)


def pencatat_kematian(user: Any, usaha: Usaha) -> bool:
    return berwenang(user, usaha, "umkm.catat_kematian")


def penghubung(user: Any, usaha: Usaha) -> bool:
    return berwenang(user, usaha, "umkm.hubungkan_akun")


def pembetul_nik(user: Any, usaha: Usaha) -> bool:
    return berwenang(user, usaha, "umkm.betulkan_nik") and not pengelola(user, usaha)


def pembuka_nik(user: Any, usaha: Usaha) -> bool:
    return user.has_perm("umkm.buka_nik") and dalam_lingkup(user, usaha)


def pencetak(user: Any, usaha: Usaha) -> bool:
    """Who prints the whole file for those who audit; a merged record too, but never a business of his own."""
    boleh = user.has_perm("umkm.verifikasi_usaha") or user.has_perm("umkm.cabut_usaha")
    return boleh and dalam_lingkup(user, usaha) and not pengelola(user, usaha)


def pembaca_kertas(user: Any, usaha: Usaha) -> bool:
    """Scanned papers show a NIK in ink: the owner who filled them in reads them, and officials who may open a NIK."""
    if pembuka_nik(user, usaha):
        return True
    milik = usaha.kepemilikan.berjalan().filter(pelaku__akun=user, pelaku__meninggal_pada=None)
    return milik.filter(dasar=DasarAlih.AWAL).exists()


def penggabung(user: Any, usaha: Usaha) -> bool:
    """Merges and splits, so a record that was merged away is his business too; never one of his own."""
    return user.has_perm("umkm.gabung_usaha") and dalam_lingkup(user, usaha) and not pengelola(user, usaha)


def pengubah_keadaan(user: Any, usaha: Usaha) -> bool:
    return pemilik(user, usaha) or petugas(user, usaha)


def pengusul(user: Any, usulan: Usulan) -> bool:
    return pengelola(user, usulan.usaha)


def pemutus_usulan(user: Any, usulan: Usulan) -> bool:
    return petugas(user, usulan.usaha)


def atas_orang(user: Any, pelaku: PelakuUsaha, izin: str) -> bool:
    """An official with the permission `izin` who may see this person; never of himself, nor of a merged record."""
    if not user.is_staff or pelaku.digabung_ke_id is not None or pelaku.akun_id == user.pk:
        return False
    return user.has_perm(izin) and type(pelaku).objects.terlihat_oleh(user).filter(pk=pelaku.pk).exists()
