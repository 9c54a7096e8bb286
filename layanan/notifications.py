"""The messages of the services, one function each. No text carries a name, an amount or a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from notifikasi.actions import kirim
from umkm.notifications import kepada_pemilik

if TYPE_CHECKING:
    from layanan.models import CatatanKerja, Keberatan, Permohonan

DAFTAR = "admin:layanan_permohonan_changelist"


def kepada_pemohon(permohonan: Permohonan, templat: str) -> None:
    """Tell the owners of the step just taken; the line of history is the delivery key."""
    riwayat = permohonan.riwayat.latest("pk")
    _kirim(permohonan, templat, kunci=f"permohonan:{permohonan.kode}:{riwayat.pk}")


def _kirim(permohonan: Permohonan, templat: str, *, kunci: str, **konteks: Any) -> None:
    kepada_pemilik(
        permohonan.usaha,
        templat,
        kunci=kunci,
        url=permohonan.get_absolute_url(),
        nomor=permohonan.nomor,
        **konteks,
    )


def undangan_skm(permohonan: Permohonan, token: str, sampai: date) -> None:
    """Ask how the service was, by a link that opens one sheet without logging in."""
    riwayat = permohonan.riwayat.latest("pk")
    kepada_pemilik(
        permohonan.usaha,
        "undangan_skm",
        kunci=f"skm:{permohonan.kode}:{riwayat.pk}",
        url=reverse("skm:isi", args=[token]),
        nomor=permohonan.nomor,
        sampai=sampai,
    )


def ingat_lengkapi(permohonan: Permohonan, ambang: int) -> None:
    """Remind after `ambang` working days; each sending back is a cause of its own."""
    awal = permohonan.riwayat.filter(verba="minta_lengkap").latest("pk")
    _kirim(permohonan, "permohonan_ingat", kunci=f"permohonan:{permohonan.kode}:{awal.pk}:ingat{ambang}")


def akan_batal(permohonan: Permohonan, pada: date) -> None:
    """Announce the day on which a request ends if it is not completed."""
    kunci = f"permohonan:{permohonan.kode}:batal:{pada}"
    _kirim(permohonan, "permohonan_akan_batal", kunci=kunci, sampai=pada)


def draf_akan_dihapus(permohonan: Permohonan, pada: date) -> None:
    """Announce the day on which a draft is deleted if it is not sent."""
    kunci = f"permohonan:{permohonan.kode}:draf:{pada}"
    _kirim(permohonan, "permohonan_draf", kunci=kunci, sampai=pada)


def ditugaskan(permohonan: Permohonan, petugas: Any) -> None:
    """Tell an official that he was given a case."""
    _kepada_petugas(permohonan, petugas, "permohonan_ditugaskan", sebab=str(permohonan.riwayat.latest("pk").pk))


def disebut(catatan: CatatanKerja, petugas: Any) -> None:
    """Tell an official that a note mentions him."""
    _kepada_petugas(catatan.permohonan, petugas, "catatan_menyebut", sebab=f"catatan{catatan.pk}")


def menunggu_tanda(permohonan: Permohonan) -> None:
    """Tell whoever signs next, when he works with an account."""
    tahap = permohonan.tahap.filter(putaran=permohonan.putaran_tanda, pada=None).order_by("urut").first()
    pejabat = tahap.jabatan.pejabat_pada() if tahap else None
    if tahap is not None and pejabat is not None and pejabat.akun is not None:
        _kepada_petugas(permohonan, pejabat.akun, "surat_menunggu_tanda", sebab=f"tahap{tahap.pk}")


def keberatan_masuk(permohonan: Permohonan, keberatan: Keberatan) -> None:
    """Tell the superior who decides, when he works with an account and did not refuse it himself."""
    atasan = permohonan.layanan.atasan
    pejabat = atasan.pejabat_pada() if atasan else None
    if pejabat is not None and pejabat.akun is not None and pejabat.akun_id != permohonan.penolak_id:
        _kepada_petugas(permohonan, pejabat.akun, "keberatan_masuk", sebab=f"keberatan{keberatan.pk}")


def janji(petugas: Any, perihal: str, *, jumlah: int, tanggal: date) -> None:
    """Tell an official of promises past ("lewat"), nearly past ("hampir"), or cases to look at again ("lihat")."""
    saring = {"lewat": "antrean=menunggu&janji=lewat", "hampir": "antrean=menunggu&janji=hampir"}
    kirim(
        templat=f"permohonan_{perihal}",
        konteks={"banyak": jumlah},
        akun=petugas,
        email=petugas.email or "",
        url=f"{reverse(DAFTAR)}?{saring.get(perihal, 'antrean=dilihat')}",
        kunci=f"permohonan:janji:{perihal}:{tanggal}:{petugas.kode}",
    )


def _kepada_petugas(permohonan: Permohonan, petugas: Any, templat: str, *, sebab: str) -> None:
    kirim(
        templat=templat,
        konteks={"nomor": permohonan.nomor},
        akun=petugas,
        email=petugas.email or "",
        url=reverse("admin:layanan_permohonan_change", args=[permohonan.pk]),
        kunci=f"permohonan:{permohonan.kode}:{sebab}:{petugas.kode}",
    )
