"""Proposals to change what was verified, and the official's decision field by field."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from inti.workflow import TransisiDitolak, mulai, pindah
from umkm import isian as aturan
from umkm import notifications
from umkm.actions import bukti
from umkm.actions.tulis import terapkan
from umkm.enums import StatusUsaha, StatusUsulan
from umkm.models import IsianUsulan, Usaha, Usulan


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
def putuskan(
    usulan: Usulan, *, oleh: Any, diterima: dict[str, bool], alasan: dict[str, str] | None = None, dilihat: str = ""
) -> Usulan:
    """Accept or refuse each field of a proposal; the accepted ones are written at once.

    `dilihat` is the `sidik_usulan` of what the official had before him. Raises ValidationError when a field is
    left undecided, when a refused one lacks its reason, or when a constraint refuses the new value;
    TransisiDitolak when somebody else has decided, or when the owner has proposed something else meanwhile.
    """
    alasan = alasan or {}
    # The owner's next proposal locks the business too, so nothing is added to what is being decided.
    usaha = Usaha.objects.select_for_update(of=("self",)).get(pk=usulan.usaha_id)
    if usaha.status != StatusUsaha.TERVERIFIKASI:
        # A decision issues the proof anew; one that was revoked stays revoked.
        raise TransisiDitolak("Usaha ini tidak lagi terverifikasi, jadi usulannya tidak dapat diputuskan.")
    pindah(usulan, "putuskan", oleh=oleh)
    if dilihat and dilihat != sidik_usulan(usulan):
        raise TransisiDitolak("Pemilik baru saja mengubah usulannya. Baca lagi sebelum memutuskan.")
    baris = list(usulan.isian.all())
    for isian in baris:
        if isian.nama not in diterima:
            raise ValidationError(f"{aturan.label(isian.nama)}: terima atau tolak dulu.")
        if not diterima[isian.nama] and not alasan.get(isian.nama, "").strip():
            raise ValidationError(f"{aturan.label(isian.nama)}: tulis alasan menolak, pemilik akan membacanya.")
        isian.diterima = diterima[isian.nama]
        isian.alasan = "" if isian.diterima else alasan[isian.nama].strip()
        isian.save(update_fields=["diterima", "alasan"])
    berlaku = {i.nama: dari_json(i.nama, i.baru) for i in baris if i.diterima}
    terapkan(usaha, usaha.pemilik, berlaku)
    _perbarui_bukti(usaha, set(berlaku), oleh=oleh)
    notifications.usulan_diputuskan(usulan, diterima=any(i.diterima for i in baris))
    return usulan


def sidik_usulan(usulan: Usulan) -> str:
    """Return a digest of what a proposal holds, to tell whether it changed after it was read."""
    isi = sorted(usulan.isian.values_list("nama", "baru"))
    return hashlib.sha256(json.dumps(isi).encode()).hexdigest()


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
    kolom = aturan.kolom(nama)
    if isinstance(kolom, models.ForeignKey):
        if nilai is None:
            return None
        acuan = kolom.remote_field.model._default_manager.filter(pk=nilai).first()
        if acuan is None:
            raise ValidationError(f"{aturan.label(nama)} yang diusulkan tidak ada lagi dalam daftar.")
        return acuan
    return kolom.to_python(nilai)


def _perbarui_bukti(usaha: Usaha, berubah: set[str], *, oleh: Any) -> None:
    """Issue the proof anew where it no longer says what is true; a new name of the owner stands on each of his."""
    if berubah & bukti.TERCETAK:
        bukti.terbitkan(usaha, oleh=oleh)
    if "pelaku.nama" in berubah and usaha.pemilik is not None:
        milik = Usaha.objects.utuh().filter(kepemilikan__in=usaha.pemilik.kepemilikan.berjalan())
        for lain in milik.filter(status=StatusUsaha.TERVERIFIKASI).exclude(pk=usaha.pk):
            bukti.terbitkan(lain, oleh=oleh)
