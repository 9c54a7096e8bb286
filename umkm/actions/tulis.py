"""Writing fields to a person and a business, whoever decided that they may be written: the owner, or an official."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from inti import sandi
from umkm import notifications
from umkm.actions.ganda import duga_nik
from umkm.actions.tautan import segarkan_akun
from umkm.models import PelakuUsaha, Usaha


def terapkan(usaha: Usaha, pelaku: PelakuUsaha | None, isian: dict[str, Any]) -> None:
    """Write fields to the person and the business; the caller has judged that it may."""
    milik_usaha = {n.removeprefix("usaha."): v for n, v in isian.items() if n.startswith("usaha.")}
    milik_pelaku = {n.removeprefix("pelaku."): v for n, v in isian.items() if n.startswith("pelaku.")}
    if milik_usaha:
        _tulis(usaha, milik_usaha)
        if "desa" in milik_usaha and pelaku is not None:
            segarkan_akun(pelaku)
    if milik_pelaku:
        if pelaku is None:
            raise ValidationError("Usaha ini sedang tidak punya pemilik. Hubungi dinas.")
        nik = milik_pelaku.pop("nik", "")
        if nik:
            milik_pelaku |= nik_tersandi(nik)
        _tulis(pelaku, milik_pelaku)
        if "tanggal_lahir" in milik_pelaku:
            segarkan_akun(pelaku)
        if nik:
            catat_nik_kembar(pelaku)


def nik_tersandi(nik: str) -> dict[str, str]:
    """Return the two columns in which a NIK is kept: its ciphertext and the keyed hash by which it is found."""
    return {"nik_sandi": sandi.enkripsi(nik), "nik_sidik": sandi.sidik(nik)}


def catat_nik_kembar(pelaku: PelakuUsaha) -> None:
    """Note everyone else with the NIK of `pelaku` for the officials, and tell the contact of each older record.

    Nothing of it reaches the person who typed.
    """
    for lama in duga_nik(pelaku):
        notifications.nik_bentrok(lama, pelaku)


def _tulis(obj: Usaha | PelakuUsaha, isian: dict[str, Any]) -> None:
    for nama, nilai in isian.items():
        setattr(obj, nama, nilai)
    lain = [f.name for f in obj._meta.fields if f.name not in isian]
    obj.full_clean(exclude=[*lain, "nik_sandi", "nik_sidik"], validate_constraints=False)
    # Apart, for a constraint also binds a new value to fields that stay as they are.
    obj.validate_constraints()
    obj.save(update_fields=[*isian, "diubah"])
