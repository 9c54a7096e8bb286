"""Looking at what is sacred: every look needs a reason and leaves a line that the owner can read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from akun.actions import catat_baca
from inti import sandi
from umkm import permissions
from umkm.models import KeuanganUsaha, PelakuUsaha, Usaha


@transaction.atomic
def buka_nik(pelaku: PelakuUsaha, *, oleh: Any, alasan: str) -> str:
    """Return the plain NIK to an official, once, and leave the reason in the read log.

    Raises PermissionDenied without `umkm.buka_nik` or outside the kecamatan, ValidationError without a reason.
    """
    if not oleh.has_perm("umkm.buka_nik") or not PelakuUsaha.objects.terlihat_oleh(oleh).filter(pk=pelaku.pk).exists():
        raise PermissionDenied("Anda tidak berwenang membuka NIK ini.")
    catat_baca(oleh=oleh, subjek_jenis="pelaku", subjek_kode=pelaku.kode, apa="NIK", alasan=alasan)
    return sandi.dekripsi(pelaku.nik_sandi) if pelaku.nik_sandi else ""


@transaction.atomic
def cari_nik(nik: str, *, oleh: Any) -> list[PelakuUsaha]:
    """Return the persons in the kecamatan of `oleh` who hold this NIK (16 digits), ten at most.

    A hit tells whose the whole number is, so each leaves a line in the read log. Raises PermissionDenied without
    `umkm.buka_nik`.
    """
    if not oleh.has_perm("umkm.buka_nik"):
        raise PermissionDenied("Anda tidak berwenang mencari NIK.")
    terlihat = PelakuUsaha.objects.terlihat_oleh(oleh).utuh()
    orang = list(terlihat.filter(nik_sidik__in=sandi.semua_sidik(nik))[:10])
    for satu in orang:
        catat_baca(
            oleh=oleh,
            subjek_jenis="pelaku",
            subjek_kode=satu.kode,
            apa="data Anda lewat pencarian NIK",
            alasan="Petugas mengetik NIK ini untuk mencari orangnya",
        )
    return orang


@transaction.atomic
def buka_foto_ktp(pelaku: PelakuUsaha, *, oleh: Any, alasan: str) -> Any:
    """Return the photo of the identity card to an official who checks it, and leave a line in the read log."""
    if not oleh.has_perm("umkm.buka_nik") or not PelakuUsaha.objects.terlihat_oleh(oleh).filter(pk=pelaku.pk).exists():
        raise PermissionDenied("Anda tidak berwenang membuka foto KTP ini.")
    catat_baca(oleh=oleh, subjek_jenis="pelaku", subjek_kode=pelaku.kode, apa="Foto KTP", alasan=alasan)
    return pelaku.foto_ktp


@transaction.atomic
def buka_keuangan(usaha: Usaha, *, oleh: Any, alasan: str) -> list[KeuanganUsaha]:
    """Return the amounts of a business, in whole rupiah, newest year first, and leave a line in the read log.

    Raises PermissionDenied without `umkm.lihat_keuangan` or outside the kecamatan.
    """
    if not oleh.has_perm("umkm.lihat_keuangan") or not permissions.dalam_lingkup(oleh, usaha):
        raise PermissionDenied("Anda tidak berwenang melihat angka keuangan usaha ini.")
    pemilik = usaha.pemilik
    catat_baca(
        oleh=oleh,
        subjek_jenis="pelaku",
        subjek_kode=pemilik.kode if pemilik else usaha.kode,
        apa=f"Angka keuangan usaha {usaha.nomor}",
        alasan=alasan,
    )
    return list(usaha.keuangan.terbuka())
