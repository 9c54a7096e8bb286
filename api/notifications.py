"""Messages about keys."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from api.models import KunciApi
from inti.templatetags.portal import tanggal
from notifikasi.actions import kirim


def kunci_dibuat(satu: KunciApi) -> None:
    """Tell the account wherever it can be reached: if somebody else made the key, its owner hears of it."""
    akun = satu.pengguna
    kirim(
        templat="kunci_api_dibuat",
        konteks={"tanggal": tanggal(timezone.now())},
        akun=akun,
        telepon=akun.telepon or "",
        email=akun.email or "",
        url=reverse("api:kunci"),
        kunci=f"kunci_api:{satu.kode}",
    )
