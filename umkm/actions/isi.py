"""Filling in a business, section by section: what is free is saved, what was vouched for becomes a proposal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from inti import sandi
from inti.berkas import Berkas, hapus
from inti.workflow import TransisiDitolak
from umkm import isian as aturan
from umkm import permissions
from umkm.actions.tulis import terapkan
from umkm.actions.usulan import usulkan
from umkm.enums import BagianPeriksa
from umkm.models import FotoUsaha, KeuanganUsaha, Legalitas, PelakuUsaha, Usaha

FOTO_TERBANYAK = 6


@dataclass
class HasilSimpan:
    """What happened to the fields of a section: saved at once, or proposed."""

    tersimpan: list[str] = field(default_factory=list)
    diusulkan: list[str] = field(default_factory=list)


@transaction.atomic
def simpan(usaha: Usaha, *, oleh: Any, isian: dict[str, Any]) -> HasilSimpan:
    """Save the changed fields of `isian` ("pelaku.nama": …) as far as the status of the case allows.

    Only differences count. A locked field that differs raises TransisiDitolak: the case has moved on
    since the page was opened. Raises PermissionDenied for anyone but the owner, a helper, or an
    official who enters data, and ValidationError where a constraint of the table refuses.
    """
    usaha = kunci(usaha, oleh=oleh)
    _kunci_pemilik(usaha)
    pelaku = usaha.pemilik
    sifat = aturan.sifat(usaha)
    berubah = {nama: nilai for nama, nilai in isian.items() if _beda(usaha, pelaku, nama, nilai)}
    terkunci = [nama for nama in berubah if sifat[nama] == aturan.TERKUNCI]
    if terkunci:
        raise TransisiDitolak(f"{aturan.label(terkunci[0])} sudah dikunci karena datanya sedang atau sudah diperiksa.")
    if _identitas_milik_orang(usaha, pelaku, berubah, oleh=oleh):
        raise TransisiDitolak("Identitas yang sudah diisi hanya diubah oleh pemiliknya sendiri.")
    langsung = {nama: nilai for nama, nilai in berubah.items() if sifat[nama] == aturan.BEBAS}
    diusulkan = {nama: nilai for nama, nilai in berubah.items() if sifat[nama] == aturan.USUL}
    terapkan(usaha, pelaku, langsung)
    if diusulkan:
        usulkan(usaha, oleh=oleh, isian=diusulkan)
    return HasilSimpan(list(langsung), list(diusulkan))


@transaction.atomic
def isi_keuangan(usaha: Usaha, *, oleh: Any, tahun: int, modal: int | None, omzet: int | None) -> None:
    """Save the amounts of one year, in whole rupiah. Raises as `simpan`."""
    usaha = kunci(usaha, oleh=oleh, bagian="keuangan")
    ada = usaha.keuangan.terbuka().filter(tahun=tahun).first()
    baris = ada or KeuanganUsaha(usaha=usaha, tahun=tahun)
    baris.modal, baris.omzet = modal, omzet
    baris.full_clean()
    baris.save()


@transaction.atomic
def tambah_legalitas(usaha: Usaha, *, oleh: Any, legalitas: Legalitas) -> Legalitas:
    """Add a licence or certificate. A renewed one is a new row, so the old number stays known."""
    legalitas.usaha = kunci(usaha, oleh=oleh, bagian="legalitas")
    legalitas.full_clean()
    legalitas.save()
    return legalitas


@transaction.atomic
def hapus_legalitas(legalitas: Legalitas, *, oleh: Any) -> None:
    """Remove a paper that was typed wrongly; one that an official has checked stays."""
    kunci(legalitas.usaha, oleh=oleh, bagian="legalitas")
    if legalitas.diperiksa:
        raise TransisiDitolak("Surat ini sudah diperiksa petugas. Hubungi dinas bila salah.")
    legalitas.delete()
    if legalitas.berkas is not None:
        hapus(legalitas.berkas)


@transaction.atomic
def tambah_foto(usaha: Usaha, *, oleh: Any, jenis: str, berkas: Berkas) -> FotoUsaha:
    """Add a photo of the place, the product or the work; at most FOTO_TERBANYAK.

    The same picture sent twice is one photo: the second upload is dropped and the first returned.
    """
    usaha = kunci(usaha, oleh=oleh, bagian="foto")
    kembar = usaha.foto.filter(berkas__sha256=berkas.sha256, jenis=jenis).first()
    if kembar is not None:
        hapus(berkas)
        return kembar
    if usaha.foto.count() >= FOTO_TERBANYAK:
        raise ValidationError(f"Paling banyak {FOTO_TERBANYAK} foto. Hapus satu dulu.")
    return FotoUsaha.objects.create(usaha=usaha, jenis=jenis, berkas=berkas)


@transaction.atomic
def hapus_foto(foto: FotoUsaha, *, oleh: Any) -> None:
    """Remove a photo together with its file. Raises as `simpan`."""
    kunci(foto.usaha, oleh=oleh, bagian="foto")
    foto.delete()
    hapus(foto.berkas)


@transaction.atomic
def simpan_foto_ktp(usaha: Usaha, *, oleh: Any, berkas: Berkas) -> None:
    """Keep a photo of the identity card until its check; `hapus_foto_ktp` deletes it some days later."""
    usaha = kunci(usaha, oleh=oleh)
    _kunci_pemilik(usaha)
    pelaku = usaha.pemilik
    if pelaku is None or aturan.sifat(usaha)["pelaku.nik"] != aturan.BEBAS:
        raise TransisiDitolak("Identitas sudah dikunci karena datanya sedang atau sudah diperiksa.")
    lama, pelaku.foto_ktp = pelaku.foto_ktp, berkas
    pelaku.save(update_fields=["foto_ktp", "diubah"])
    if lama is not None:
        hapus(lama)


def kunci(usaha: Usaha, *, oleh: Any, bagian: str = "") -> Usaha:
    """Lock a business for filling in and return it as it is now, judging who asks and whether `bagian` is open."""
    usaha = Usaha.objects.select_for_update(of=("self",)).get(pk=usaha.pk)
    if not permissions.pengisi(oleh, usaha):
        raise PermissionDenied("Anda tidak mengelola usaha ini.")
    if bagian and not aturan.bagian_terbuka(usaha, bagian):
        raise TransisiDitolak("Bagian ini sudah dikunci karena datanya sedang diperiksa.")
    return usaha


def _kunci_pemilik(usaha: Usaha) -> None:
    """Lock the person too: another of his businesses may be verified at this moment, and his identity with it."""
    milik = usaha.kepemilikan.berjalan()
    list(PelakuUsaha.objects.select_for_update(of=("self",), no_key=True).filter(kepemilikan__in=milik))


def _identitas_milik_orang(usaha: Usaha, pelaku: PelakuUsaha | None, berubah: dict[str, Any], *, oleh: Any) -> bool:
    """Tell whether a helper is about to change, not just fill in, who the owner is.

    The birth date answers for the owner at log-in by code, so a helper with the shop's phone must not set it anew.
    """
    if pelaku is None or pelaku.akun_id is None or permissions.pemilik(oleh, usaha):
        return False
    identitas = [nama for nama in berubah if aturan.PENJAMIN.get(nama) == BagianPeriksa.IDENTITAS]
    return any(aturan.nilai(usaha, pelaku, nama) not in (None, "") for nama in identitas)


def _beda(usaha: Usaha, pelaku: PelakuUsaha | None, nama: str, nilai: Any) -> bool:
    if nama == "pelaku.nik":
        return bool(nilai) and (pelaku is None or pelaku.nik_sidik not in sandi.semua_sidik(nilai))
    return nilai != aturan.nilai(usaha, pelaku, nama)
