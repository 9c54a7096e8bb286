"""Making, revoking and using a key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from akun.actions.catatan import catat
from akun.enums import VerbaAkun
from akun.models import Pengguna
from api import kunci, notifications, permissions
from api.enums import Cakupan, Masa
from api.models import KunciApi

KUNCI_TERBANYAK = 5


@transaction.atomic
def buat_kunci(*, oleh: Any, nama: str, cakupan: str, masa: int) -> tuple[KunciApi, str]:
    """Make a key for the own account and return it with the text that is shown this once; `masa` counts days.

    The caller has asked for the password again. Raises PermissionDenied for an official, ValidationError when the
    account holds as many keys as it may, or for a scope or a life that is not offered.
    """
    # Locked, so that two forms sent at once do not pass the limit together.
    oleh = Pengguna.objects.select_for_update(of=("self",)).get(pk=oleh.pk)
    if not permissions.boleh_berkunci(oleh):
        raise PermissionDenied("Kunci API hanya untuk akun pemilik usaha.")
    if cakupan not in Cakupan.values or masa not in Masa.values:
        raise ValidationError("Pilih masa berlaku dan apa yang boleh dilakukan dengan kunci ini.")
    if sum(k.seakun(oleh) for k in oleh.kunci_api.hidup()) >= KUNCI_TERBANYAK:
        raise ValidationError(f"Paling banyak {KUNCI_TERBANYAK} kunci yang berlaku. Cabut dulu yang tidak dipakai.")
    jadi = kunci.buat()
    kini = timezone.now()
    satu = KunciApi.objects.create(
        pengguna=oleh,
        nama=nama,
        awalan=jadi.awalan,
        sidik=kunci.sidik(jadi.kunci),
        sidik_akun=oleh.get_session_auth_hash(),
        cakupan=cakupan,
        dibuat=kini,
        kedaluwarsa=kini + timedelta(days=masa),
    )
    catat(oleh, VerbaAkun.BUAT_KUNCI_API, oleh=oleh)
    notifications.kunci_dibuat(satu)
    return satu, jadi.kunci


@transaction.atomic
def cabut_kunci(satu: KunciApi, *, oleh: Any) -> None:
    """Revoke a key of the own account at once; a second time changes nothing."""
    satu = KunciApi.objects.select_for_update(of=("self",)).get(pk=satu.pk)
    if satu.pengguna_id != oleh.pk:
        raise PermissionDenied("Kunci ini bukan milik akun Anda.")
    if satu.dicabut_pada is None:
        satu.dicabut_pada = timezone.now()
        satu.save(update_fields=["dicabut_pada"])
        catat(oleh, VerbaAkun.CABUT_KUNCI_API, oleh=oleh)


def tandai_dipakai(satu: KunciApi) -> None:
    """Note the day on which a key was last used; written once a day."""
    hari_ini = timezone.localdate()
    if satu.dipakai != hari_ini:
        KunciApi.objects.filter(pk=satu.pk).update(dipakai=hari_ini)
