"""Who stands behind a business: handing over, death, linking an account, helpers for a while."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from akun.actions import alihkan_pengenal
from inti.berkas import Berkas
from inti.workflow import SISTEM, pindah
from umkm import notifications, permissions
from umkm.actions.periksa import wajib_alasan
from umkm.actions.tautan import segarkan_akun
from umkm.enums import DasarAlih
from umkm.models import AksesPembantu, KepemilikanUsaha, PelakuUsaha, Usaha

PEMBANTU_TERLAMA_HARI = 366


@transaction.atomic
def alihkan(usaha: Usaha, *, oleh: Any, kepada: PelakuUsaha, dasar: str, surat: Berkas, alasan: str) -> Usaha:
    """Hand a business over to another person; number and history stay, the former owner's access and helpers end.

    `dasar` is sale or death and heirs, `surat` the paper it rests on. Raises ValidationError when the
    new owner is the present one, dead, or merged away; PermissionDenied for a party to the deal.
    """
    lama = usaha.pemilik
    if dasar not in (DasarAlih.JUAL_BELI, DasarAlih.WARIS):
        raise ValidationError({"dasar": "Pilih dasar peralihan: jual beli atau waris."})
    if kepada.digabung_ke_id or kepada.meninggal_pada:
        raise ValidationError({"kepada": "Orang ini tidak dapat menerima usaha."})
    if lama is not None and lama.pk == kepada.pk:
        raise ValidationError({"kepada": "Orang ini sudah menjadi pemiliknya."})
    pindah(usaha, "alihkan", oleh=oleh, catatan=wajib_alasan(alasan))
    kini = timezone.localdate()
    usaha.kepemilikan.berjalan().update(sampai=kini)
    usaha.pembantu.berlaku().update(dicabut_pada=timezone.now())
    KepemilikanUsaha.objects.create(pelaku=kepada, usaha=usaha, sejak=kini, dasar=dasar, surat=surat)
    alihkan_pengenal(usaha.nomor, ke=kepada.akun)
    segarkan(usaha)
    segarkan_akun(kepada)
    if lama is not None:
        segarkan_akun(lama)
        notifications.usaha_dialihkan(usaha, lama)
    return usaha


@transaction.atomic
def catat_meninggal(pelaku: PelakuUsaha, *, oleh: Any, pada: date, catatan: str) -> None:
    """Mark a person as dead: no message leaves for him any more, on any channel.

    Raises ValidationError for a day in the future, PermissionDenied without the right or outside the kecamatan.
    """
    _wajib_melihat(pelaku, oleh, "umkm.catat_meninggal")
    if pada > timezone.localdate():
        raise ValidationError({"pada": "Tanggal meninggal tidak boleh di masa depan."})
    pelaku.meninggal_pada = pada
    pelaku.save(update_fields=["meninggal_pada", "diubah"])
    for milik in pelaku.kepemilikan.berjalan().select_related("usaha"):
        pindah(milik.usaha, "catat_kematian", oleh=_penulis(oleh, milik.usaha), catatan=wajib_alasan(catatan))


@transaction.atomic
def hubungkan_akun(pelaku: PelakuUsaha, *, oleh: Any, akun: Any, dasar: str) -> None:
    """Link an older record to the account of its person, at the counter, on the paper named in `dasar`.

    The phone of the account must have been proven: an unproven number opens no older record.
    """
    _wajib_melihat(pelaku, oleh, "umkm.hubungkan_akun")
    if pelaku.akun_id is not None:
        raise ValidationError("Orang ini sudah terhubung dengan akun.")
    if akun.telepon_dibuktikan is None:
        raise ValidationError("Nomor akun ini belum dibuktikan. Buktikan dahulu di loket.")
    if PelakuUsaha.objects.filter(akun=akun).exists():
        raise ValidationError("Akun ini sudah milik orang lain dalam data. Gabungkan kedua orang itu.")
    pelaku.akun = akun
    pelaku.save(update_fields=["akun", "diubah"])
    for milik in pelaku.kepemilikan.berjalan().select_related("usaha"):
        pindah(milik.usaha, "hubungkan_akun", oleh=_penulis(oleh, milik.usaha), catatan=wajib_alasan(dasar))
    segarkan_akun(pelaku)


@transaction.atomic
def undang_pembantu(
    usaha: Usaha, *, oleh: Any, nama: str, telepon: str, hubungan: str, sampai: date
) -> tuple[AksesPembantu, str]:
    """Invite a helper until a date, and return the invitation with the path of its link, shown once.

    Only the owner may invite. Raises ValidationError for a day in the past or more than a year ahead.
    """
    if not permissions.pemilik(oleh, usaha):
        raise PermissionDenied("Hanya pemilik yang dapat mengundang pembantu.")
    hari = (sampai - timezone.localdate()).days
    if not 0 <= hari <= PEMBANTU_TERLAMA_HARI:
        raise ValidationError({"sampai": "Pilih tanggal mulai hari ini sampai paling lama setahun."})
    token = secrets.token_urlsafe(24)
    akses = AksesPembantu(
        usaha=usaha,
        nama=nama,
        telepon=telepon,
        hubungan=hubungan,
        sampai=sampai,
        diundang_oleh=oleh,
        token_sidik=sidik_token(token),
    )
    akses.full_clean()
    akses.save()
    url = reverse("umkm:pembantu_terima", args=[token])
    notifications.undangan_pembantu(akses, url)
    return akses, url


@transaction.atomic
def terima_undangan(token: str, *, oleh: Any) -> AksesPembantu:
    """Accept an invitation with the account `oleh`; the link works once.

    Raises ValidationError when it was used, withdrawn, has ended, or is one's own.
    """
    akses = AksesPembantu.objects.select_for_update(of=("self",)).filter(token_sidik=sidik_token(token)).first()
    if akses is None or akses.dicabut_pada or akses.diterima_pada or akses.sampai < timezone.localdate():
        raise ValidationError("Undangan ini sudah dipakai, dicabut, atau lewat waktunya. Minta undangan baru.")
    if permissions.pemilik(oleh, akses.usaha):
        raise ValidationError("Ini usaha Anda sendiri. Kirim tautan ini kepada pembantu Anda.")
    akses.akun, akses.diterima_pada = oleh, timezone.now()
    akses.save(update_fields=["akun", "diterima_pada"])
    return akses


@transaction.atomic
def cabut_pembantu(akses: AksesPembantu, *, oleh: Any) -> None:
    """End a helper's access now, whether or not the invitation was accepted."""
    if not permissions.pemilik(oleh, akses.usaha):
        raise PermissionDenied("Hanya pemilik yang dapat mencabut pembantu.")
    if akses.dicabut_pada is None:
        akses.dicabut_pada = timezone.now()
        akses.save(update_fields=["dicabut_pada"])


def sidik_token(token: str) -> str:
    """Hash the token of an invitation: the table never holds what opens the door."""
    return hashlib.sha256(token.encode()).hexdigest()


def segarkan(usaha: Usaha) -> None:
    """Forget what was prefetched, so that `usaha.pemilik` tells the present owner."""
    usaha._prefetched_objects_cache = {}


def _penulis(oleh: Any, usaha: Usaha) -> Any:
    """What is true of a person is true of all his businesses; outside the official's kecamatan the system writes it."""
    return oleh if permissions.dalam_lingkup(oleh, usaha) else SISTEM


def _wajib_melihat(pelaku: PelakuUsaha, oleh: Any, izin: str) -> None:
    if not oleh.has_perm(izin) or not PelakuUsaha.objects.terlihat_oleh(oleh).filter(pk=pelaku.pk).exists():
        raise PermissionDenied("Anda tidak berwenang atas data orang ini.")
