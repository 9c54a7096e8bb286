"""Proposals to change what was verified, and the official's decision field by field."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from inti.workflow import mulai, pindah
from umkm import isian as aturan
from umkm import notifications
from umkm.enums import StatusUsulan
from umkm.models import IsianUsulan, PelakuUsaha, Usaha, Usulan


@transaction.atomic
def usulkan(usaha: Usaha, *, oleh: Any, isian: dict[str, Any]) -> Usulan:
    """Propose changes; a proposal that still waits takes them in, so the official judges them together.

    Raises PermissionDenied for anyone but the owner or a helper.
    """
    usulan = usaha.usulan.filter(status=StatusUsulan.DIAJUKAN).first()
    if usulan is None:
        usulan = mulai(Usulan(usaha=usaha), "usulkan", oleh=oleh)
    pelaku = usaha.pemilik
    for nama, baru in isian.items():
        IsianUsulan.objects.update_or_create(
            usulan=usulan,
            nama=nama,
            defaults={"lama": ke_json(aturan.nilai(usaha, pelaku, nama)), "baru": ke_json(baru)},
        )
    return usulan


@transaction.atomic
def putuskan(usulan: Usulan, *, oleh: Any, diterima: dict[str, bool], alasan: dict[str, str] | None = None) -> Usulan:
    """Accept or refuse each field of a proposal; the accepted ones are written at once.

    Raises ValidationError when a field is left undecided, when a refused one lacks its reason, or when
    a constraint refuses the new value; TransisiDitolak when somebody else has decided.
    """
    from umkm.actions.isi import terapkan

    alasan = alasan or {}
    pindah(usulan, "putuskan", oleh=oleh)
    baris = list(usulan.isian.all())
    for isian in baris:
        if isian.nama not in diterima:
            raise ValidationError(f"{aturan.label(isian.nama)}: terima atau tolak dahulu.")
        if not diterima[isian.nama] and not alasan.get(isian.nama, "").strip():
            raise ValidationError(f"{aturan.label(isian.nama)}: tulis alasan menolak, pemilik akan membacanya.")
        isian.diterima = diterima[isian.nama]
        isian.alasan = "" if isian.diterima else alasan[isian.nama].strip()
        isian.save(update_fields=["diterima", "alasan"])
    usaha = Usaha.objects.select_for_update(of=("self",)).get(pk=usulan.usaha_id)
    terapkan(usaha, usaha.pemilik, {i.nama: dari_json(i.nama, i.baru) for i in baris if i.diterima})
    notifications.usulan_diputuskan(usulan, diterima=any(i.diterima for i in baris))
    return usulan


@transaction.atomic
def batalkan(usulan: Usulan, *, oleh: Any) -> Usulan:
    """Take back a proposal before anyone decided it."""
    return pindah(usulan, "batalkan", oleh=oleh)


def ke_json(nilai: Any) -> Any:
    """Bring the value of a field into JSON: dates as ISO text, a reference as its key, a decimal as text."""
    if isinstance(nilai, models.Model):
        return nilai.pk
    if nilai is None or isinstance(nilai, (str, int, list)):
        return nilai
    return nilai.isoformat() if isinstance(nilai, date) else str(nilai)


def dari_json(nama: str, nilai: Any) -> Any:
    """Bring a stored value back into what the model's field holds. Raises ValidationError when a reference is gone."""
    pemilik, _, field = nama.partition(".")
    kolom = (PelakuUsaha if pemilik == "pelaku" else Usaha)._meta.get_field(field)
    if isinstance(kolom, models.ForeignKey):
        if nilai is None:
            return None
        acuan = kolom.remote_field.model.objects.filter(pk=nilai).first()
        if acuan is None:
            raise ValidationError(f"{aturan.label(nama)} yang diusulkan tidak ada lagi dalam daftar.")
        return acuan
    return kolom.to_python(nilai)


def tampil(nama: str, nilai: Any) -> str:
    """Write a stored value as people read it, for the page that shows old and new side by side."""
    if nilai in (None, "", []):
        return "(kosong)"
    pemilik, _, field = nama.partition(".")
    kolom = (PelakuUsaha if pemilik == "pelaku" else Usaha)._meta.get_field(field)
    if isinstance(kolom, models.ForeignKey):
        return str(kolom.remote_field.model.objects.filter(pk=nilai).first() or nilai)
    if isinstance(nilai, list):
        return ", ".join(nilai)
    return str(dict(kolom.flatchoices).get(nilai, nilai))
