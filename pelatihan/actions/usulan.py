"""The verb of a proposal: a kecamatan, or a desa through it, names somebody for a seat of its share."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from inti.workflow import mulai
from pelatihan import jatah, kursi, notifications, permissions, syarat
from pelatihan.actions.kursi import rapikan, wajib_masih_dibuka
from pelatihan.enums import AKTIF, CaraMasuk, JenisKuota, StatusPeserta
from pelatihan.models import Angkatan, Kuota, Peserta, UsulanPeserta
from umkm.models import Usaha
from wilayah.models import Desa

S = StatusPeserta
LAMA_JAWAB = timedelta(days=3)
"""How long who was proposed may think it over; never past the day on which shares open to all, nor the start."""


@transaction.atomic
def usulkan(
    angkatan: Angkatan, *, usaha: Usaha, oleh: Any, desa: Desa | None = None, cadangan: bool = False
) -> Peserta:
    """Offer a seat of the share of its kecamatan to the owner of a business, or with `cadangan` a place in the line.

    Who fits a pool for women or people with a disability sits there first, and so beyond the share.

    Raises ValidationError when the share is used up or its day has passed, the person has a place or said no before,
    or something is in the way; PermissionDenied for a business of another kecamatan or one's own.
    """
    baris = rapikan(angkatan)  # locks the pools: of two who take the last seat of a share the second finds none
    angkatan.refresh_from_db(fields=["status", "cara", "dibuka_pada", "ditutup_pada", "kuota_kembali"])
    pelaku = usaha.pemilik
    if pelaku is None:
        raise ValidationError("Usaha ini sedang tidak berpemilik, jadi tidak ada yang dapat ditawari.")
    peserta = Peserta(angkatan=angkatan, pelaku=pelaku, usaha=usaha)
    if not permissions.pengusul(oleh, peserta):
        raise PermissionDenied("Usaha ini bukan dari kecamatan Anda, atau milik Anda sendiri.")
    _wajib_dapat(peserta, desa)
    wajib_masih_dibuka(angkatan, [pelaku])
    milik, tempat = _jatah(baris, usaha), jatah.tempat(baris, pelaku, usaha)
    if tempat is not None:
        peserta.kuota, peserta.sampai = tempat, akhir_jawab(angkatan)
        mulai(peserta, "usulkan", oleh=oleh)
    elif not cadangan:
        raise ValidationError(
            f"Jatah Kecamatan {milik} {milik.jumlah} kursi sudah terpakai. "
            "Usulkan sebagai cadangan, atau tunggu bila ada yang tidak mau."
        )
    else:
        _wajib_muat(angkatan, milik)
        peserta.dikemudiankan = syarat.sering_mangkir(pelaku)
        mulai(peserta, "usulkan_antre", oleh=oleh)
    UsulanPeserta.objects.create(peserta=peserta, kecamatan=usaha.desa.kecamatan, desa=desa, oleh=oleh)
    (notifications.diusulkan if peserta.kuota else notifications.diusulkan_cadangan)(peserta)
    return peserta


def _wajib_dapat(peserta: Peserta, desa: Desa | None) -> None:
    angkatan, usaha = peserta.angkatan, peserta.usaha
    if angkatan.cara != CaraMasuk.USULAN:
        raise ValidationError("Kelas ini tidak memberi kursi lewat usulan.")
    if kursi.kuota_kembali(angkatan):
        raise ValidationError("Hari usulan sudah lewat: kursi yang kosong kini terbuka untuk semua.")
    if desa is not None and desa.kecamatan_id != usaha.desa.kecamatan_id:
        raise ValidationError(f"{desa.nama} bukan desa di Kecamatan {usaha.desa.kecamatan.nama}.")
    if kalimat := syarat.halangan(angkatan, peserta.pelaku, usaha):
        raise ValidationError(kalimat)
    dulu = angkatan.peserta.filter(pelaku=peserta.pelaku)
    if dulu.filter(status__in=AKTIF).exists():
        raise ValidationError(f"{peserta.pelaku.nama} sudah terdaftar atau menunggu di kelas ini.")
    if dulu.filter(status=S.MENGUNDURKAN_DIRI).exists():
        raise ValidationError(f"{peserta.pelaku.nama} sudah menjawab tidak. Usulkan orang lain.")


def _jatah(baris: list[Kuota], usaha: Usaha) -> Kuota:
    for satu in baris:
        if satu.jumlah and satu.jenis == JenisKuota.KECAMATAN and satu.kecamatan_id == usaha.desa.kecamatan_id:
            return satu
    raise ValidationError(f"Kecamatan {usaha.desa.kecamatan.nama} tidak mendapat jatah di kelas ini.")


def _wajib_muat(angkatan: Angkatan, milik: Kuota) -> None:
    """Let a kecamatan name as many reserves as it has seats, so that no list grows without end."""
    menunggu = angkatan.peserta.filter(status=S.DAFTAR_TUNGGU, usaha__desa__kecamatan=milik.kecamatan_id).count()
    if menunggu >= milik.jumlah:
        raise ValidationError(f"Cadangan Kecamatan {milik} sudah {menunggu} orang, sebanyak jatahnya.")


def akhir_jawab(angkatan: Angkatan) -> datetime:
    """Return until when who is proposed now may answer."""
    batas = [timezone.now() + LAMA_JAWAB]
    if angkatan.mulai is not None:
        batas.append(angkatan.mulai)
    if angkatan.kuota_kembali is not None:
        batas.append(timezone.make_aware(datetime.combine(angkatan.kuota_kembali, time.min)))
    return min(batas)
