"""What the registry writes down into an account, which may not reach up for it."""

from __future__ import annotations

from akun.actions import alihkan_pengenal, catat_kecamatan_usaha, catat_tanggal_lahir, tautkan_subjek
from umkm.models import PelakuUsaha, Usaha


def segarkan_akun(pelaku: PelakuUsaha) -> None:
    """Bring the account of a person up to date: its numbers for log-in, kecamatan, birth date and consents.

    Call after any change of what a person owns, where it lies, or who he is. Does nothing without an account.
    """
    akun = pelaku.akun
    if akun is None:
        return
    for nomor in nomor_milik(pelaku):
        alihkan_pengenal(nomor, ke=akun)
    usaha = Usaha.objects.utuh().filter(kepemilikan__in=pelaku.kepemilikan.berjalan())
    catat_kecamatan_usaha(akun, set(usaha.values_list("desa__kecamatan", flat=True)))
    if akun.subjek_kode != pelaku.kode:
        tautkan_subjek(akun, pelaku.kode)
    catat_tanggal_lahir(akun, pelaku.tanggal_lahir)


def nomor_milik(pelaku: PelakuUsaha) -> list[str]:
    """Return the numbers of all businesses that a person has, with those that were merged into them."""
    nomor: list[str] = []
    for milik in pelaku.kepemilikan.berjalan().select_related("usaha"):
        nomor += semua_nomor(milik.usaha)
    return nomor


def semua_nomor(usaha: Usaha) -> list[str]:
    """Return the number of a business and the old ones that lead to it."""
    return [usaha.nomor, *usaha.leburan.order_by("pk").values_list("nomor", flat=True)]
