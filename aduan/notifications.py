"""The messages of complaints, one function each. No text carries what was reported, by whom, or an answer.

Whoever is anonymous gets none. To a secret reporter and to one without an account the message carries a fresh secret
link, so it travels as a code does: never into an inbox, never by an official's hand, blanked after 15 minutes; and
its row, which has the address beside the number of the report, is shown to no official.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from aduan import queries, tautan
from aduan.enums import Identitas
from inti import kode
from notifikasi.actions import kirim
from notifikasi.enums import Jenis
from notifikasi.models import RAHASIA

if TYPE_CHECKING:
    from aduan.models import Aduan

DAFTAR = "admin:aduan_aduan_changelist"


def diterima(aduan: Aduan, token: str) -> None:
    """Send number and secret link to whoever gave a number or an address, and only there."""
    if aduan.telepon or aduan.email:
        _lewat_tautan(aduan, "aduan_diterima", token)


def kepada_pelapor(aduan: Aduan, templat: str, *, ulang: str = "") -> None:
    """Tell the reporter of the step just taken; the line of history is the delivery key, `ulang` a second cause."""
    if aduan.identitas == Identitas.ANONIM:
        return
    kunci = f"aduan:{aduan.kode}:{aduan.riwayat.latest('pk').pk}{ulang}"
    if aduan.akun is not None and aduan.identitas == Identitas.BIASA:
        kirim(
            templat=templat,
            konteks={"nomor": aduan.nomor},
            akun=aduan.akun,
            telepon=aduan.telepon,
            email=aduan.email,
            url=aduan.get_absolute_url(),
            kunci=kunci,
        )
        return
    if aduan.telepon or aduan.email:
        _lewat_tautan(aduan, templat, tautan.buat(aduan))
    if aduan.telepon and aduan.identitas == Identitas.BIASA and not settings.GERBANG_PESAN:
        kirim(templat=templat, konteks={"nomor": aduan.nomor}, telepon=aduan.telepon, kunci=kunci)


def _lewat_tautan(aduan: Aduan, templat: str, token: str) -> None:
    kirim(
        templat=templat,
        konteks={"nomor": aduan.nomor},
        telepon=aduan.telepon,
        email=aduan.email,
        jenis=Jenis.KODE,
        url=reverse("aduan:lacak", args=[token]),
        kunci=f"{RAHASIA}{kode.buat()}",
    )


def masuk(aduan: Aduan) -> None:
    """Tell the coordinators that a report came in."""
    _kepada(aduan, queries.koordinator(), "aduan_masuk")


def kabari_unit(aduan: Aduan) -> None:
    """Tell the officials of the unit that a report is theirs."""
    if aduan.unit is not None:
        _kepada(aduan, aduan.unit.petugas.filter(is_active=True, is_staff=True), "aduan_di_unit")


def kabari_petugas(aduan: Aduan, templat: str) -> None:
    """Tell whoever works on it what the reporter did: the official, else the unit, else the coordinators."""
    if aduan.petugas is not None:
        _kepada(aduan, [aduan.petugas], templat)
    elif aduan.unit is not None:
        _kepada(aduan, aduan.unit.petugas.filter(is_active=True, is_staff=True), templat)
    else:
        _kepada(aduan, queries.koordinator(), templat)


def ditugaskan(aduan: Aduan, petugas: Any) -> None:
    """Tell an official that he was given a report."""
    _kepada(aduan, [petugas], "aduan_ditugaskan")


def keberatan_masuk(aduan: Aduan) -> None:
    """Tell the superior of the unit; without one, or when he answered or reported himself, the coordinators."""
    atasan = aduan.unit.atasan if aduan.unit else None
    memutus = atasan is not None and atasan.pk not in (aduan.penjawab_id, aduan.akun_id)
    _kepada(aduan, [atasan] if memutus else queries.koordinator(), "aduan_keberatan_masuk")


def janji(petugas: Any, perihal: str, *, jumlah: int, tanggal: date) -> None:
    """Tell an official of promises past ("lewat") or nearly past ("hampir")."""
    kirim(
        templat=f"aduan_{perihal}",
        konteks={"banyak": jumlah},
        akun=petugas,
        email=petugas.email or "",
        url=f"{reverse(DAFTAR)}?antrean=menunggu&janji={perihal}",
        kunci=f"aduan:janji:{perihal}:{tanggal}:{petugas.kode}",
    )


def _kepada(aduan: Aduan, orang: Iterable[Any], templat: str) -> None:
    sebab = aduan.riwayat.latest("pk").pk
    for petugas in orang:
        if petugas.pk == aduan.akun_id:
            continue
        kirim(
            templat=templat,
            konteks={"nomor": aduan.nomor},
            akun=petugas,
            email=petugas.email or "",
            url=reverse("admin:aduan_aduan_change", args=[aduan.pk]),
            kunci=f"aduan:{aduan.kode}:{sebab}:{templat}:{petugas.kode}",
        )
