"""The messages of training, one function each. No text carries a name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.utils import timezone

from notifikasi.actions import kirim
from pelatihan.enums import StatusPeserta

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inti.dokumen import Dokumen
    from pelatihan.models import Angkatan, PelatihAngkatan, Peserta, Sesi


def terdaftar(peserta: Peserta) -> None:
    """Tell that the seat is his."""
    _kepada(peserta, "pelatihan_terdaftar")


def masuk_antrean(peserta: Peserta) -> None:
    """Tell that he is on the waiting list."""
    _kepada(peserta, "pelatihan_antre")


def ditawari(peserta: Peserta) -> None:
    """Offer a seat; until which hour is written in the portal."""
    _kepada(peserta, "pelatihan_tawaran")


def tawaran_lewat(peserta: Peserta) -> None:
    """Tell that the offered seat went to the next."""
    _kepada(peserta, "pelatihan_tawaran_lewat")


def angkatan_batal(peserta: Peserta) -> None:
    """Tell that the class is called off; the reason stands on its page."""
    _kepada(peserta, "pelatihan_batal")


def lulus(peserta: Peserta) -> None:
    """Tell that he has passed."""
    _kepada(peserta, "pelatihan_lulus")


def belum_lulus(peserta: Peserta) -> None:
    """Tell that the rule was not met; what was missing stands in the portal."""
    _kepada(peserta, "pelatihan_belum_lulus")


def sertifikat_terbit(peserta: Peserta, dokumen: Dokumen) -> None:
    """Tell that a certificate was issued; a corrected one is a cause of its own."""
    _kepada(peserta, "pelatihan_sertifikat", sebab=dokumen.kode)


def jadwal_berubah(angkatan: Angkatan, bergeser: Sequence[Sesi], *, tambahan: str = "") -> None:
    """Tell everybody with a seat, and who teaches, that sessions or the place (`tambahan`) changed.

    Each new timetable and place is a cause of its own.
    """
    semua = ",".join([*(f"{sesi.pk}:{sesi.geser}:{sesi.mulai:%Y%m%d%H%M}" for sesi in bergeser), tambahan])
    sebab = hashlib.sha256(semua.encode()).hexdigest()[:16]
    duduk = angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR)
    for peserta in duduk.select_related("pelaku__akun", "usaha", "angkatan"):
        _kepada(peserta, "pelatihan_jadwal", sebab=sebab)
    mengajar_berubah(angkatan, sebab)


def tidak_kebagian(peserta: Peserta) -> None:
    """Tell who still waited that the class began without a free seat."""
    _kepada(peserta, "pelatihan_tidak_kebagian")


def mengajar_berubah(angkatan: Angkatan, sebab: str) -> None:
    """Tell who teaches a class that its timetable or place changed, or that it is called off."""
    for satu in angkatan.pelatih.select_related("akun"):
        _kepada_pelatih(satu, "pelatihan_mengajar_berubah", sebab=sebab)


def ditugaskan_mengajar(pelatih: PelatihAngkatan) -> None:
    """Tell a trainer that a class is his to teach."""
    _kepada_pelatih(pelatih, "pelatihan_mengajar", sebab=str(pelatih.pk))


def _kepada_pelatih(pelatih: PelatihAngkatan, templat: str, *, sebab: str) -> None:
    angkatan = pelatih.angkatan
    if angkatan.mulai is None:
        return
    kirim(
        templat=templat,
        konteks={"tanggal": timezone.localdate(angkatan.mulai)},
        akun=pelatih.akun,
        url=angkatan.get_absolute_url(),
        kunci=f"angkatan:{angkatan.kode}:{templat}:{pelatih.akun_id}:{sebab}",
    )


def _kepada(peserta: Peserta, templat: str, *, sebab: str = "") -> None:
    """Send to the participant. The step is the delivery key, for it happens once to each place; else name `sebab`."""
    pelaku = peserta.pelaku
    if not pelaku.boleh_dikirimi:
        return
    kirim(
        templat=templat,
        konteks={"nomor": peserta.usaha.nomor, "tanggal": timezone.localdate(peserta.angkatan.mulai)},
        akun=pelaku.akun,
        telepon=pelaku.telepon,
        url=peserta.get_absolute_url(),
        kunci=f"peserta:{peserta.kode}:{templat}:{sebab}",
    )


def materi(peserta: Peserta) -> None:
    """Tell, once after the last session, that what was handed out can be opened."""
    _kepada(peserta, "pelatihan_materi")
