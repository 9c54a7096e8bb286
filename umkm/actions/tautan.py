"""What the registry writes down into an account, which may not reach up for it."""

from __future__ import annotations

from akun.actions import alihkan_pengenal, catat_kecamatan_usaha, catat_tanggal_lahir, tautkan_subjek
from umkm.models import PelakuUsaha


def segarkan_akun(pelaku: PelakuUsaha) -> None:
    """Bring the account of a person up to date: its numbers for log-in, kecamatan, birth date and consents.

    Call after any change of what a person owns, where it lies, or who he is. Does nothing without an account.
    """
    akun = pelaku.akun
    if akun is None:
        return
    usaha = [k.usaha for k in pelaku.kepemilikan.berjalan().select_related("usaha__desa")]
    for satu in usaha:
        alihkan_pengenal(satu.nomor, ke=akun)
    catat_kecamatan_usaha(akun, {satu.desa.kecamatan_id for satu in usaha if satu.digabung_ke_id is None})
    if akun.subjek_kode != pelaku.kode:
        tautkan_subjek(akun, pelaku.kode)
    catat_tanggal_lahir(akun, pelaku.tanggal_lahir)
