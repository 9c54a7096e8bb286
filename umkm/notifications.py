"""The messages of the registry, one function each. No text carries a name, an amount or a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from inti import telepon
from notifikasi.actions import kirim
from notifikasi.enums import Jenis

if TYPE_CHECKING:
    from akun.models import Pengguna
    from umkm.models import AksesPembantu, Legalitas, PelakuUsaha, RiwayatUsaha, Usaha, Usulan


def kepada_pemilik(usaha: Usaha, templat: str, *, kunci: str, url: str = "", **konteks: Any) -> None:
    """Send a case message to every living owner; `kunci` makes a second call harmless.

    `nomor` is that of the business unless a case of another app names its own.
    """
    for milik in usaha.kepemilikan.berjalan().select_related("pelaku__akun"):
        pelaku = milik.pelaku
        if not pelaku.boleh_dikirimi:
            continue
        kirim(
            templat=templat,
            konteks={"nomor": usaha.nomor, **konteks},
            akun=pelaku.akun,
            telepon=pelaku.telepon,
            url=url or usaha.get_absolute_url(),
            kunci=f"{kunci}:{pelaku.kode}",
            kecamatan=usaha.desa.kecamatan,
        )


def _kunci(usaha: Usaha, riwayat: RiwayatUsaha) -> str:
    return f"usaha:{usaha.kode}:{riwayat.pk}"


def usaha_terdaftar(usaha: Usaha) -> None:
    kepada_pemilik(usaha, "usaha_terdaftar", kunci=f"usaha:{usaha.kode}:terdaftar")


def usaha_berpindah(usaha: Usaha, templat: str) -> None:
    """Tell the owners of the step just taken; the line of history is the delivery key."""
    riwayat = usaha.riwayat.latest("pk")
    kepada_pemilik(usaha, templat, kunci=_kunci(usaha, riwayat))


def usaha_dialihkan(usaha: Usaha, pelaku_lama: PelakuUsaha | None) -> None:
    riwayat = usaha.riwayat.latest("pk")
    kepada_pemilik(usaha, "usaha_dialihkan", kunci=_kunci(usaha, riwayat))
    if pelaku_lama is not None and pelaku_lama.boleh_dikirimi:
        kirim(
            templat="usaha_dialihkan",
            konteks={"nomor": usaha.nomor},
            akun=pelaku_lama.akun,
            telepon=pelaku_lama.telepon,
            url="/saya/",
            kunci=f"{_kunci(usaha, riwayat)}:lama:{pelaku_lama.kode}",
            kecamatan=usaha.desa.kecamatan,
        )


def usulan_diputuskan(usulan: Usulan, *, diterima: bool) -> None:
    templat = "usulan_diterima" if diterima else "usulan_ditolak"
    kepada_pemilik(usulan.usaha, templat, kunci=f"usulan:{usulan.kode}")


def undangan_pembantu(akses: AksesPembantu, url: str) -> None:
    """Send an invitation. Its address opens a door, so it is kept as a code is: shown to nobody, blanked once sent."""
    kirim(
        templat="undangan_pembantu",
        konteks={"sampai": akses.sampai, "nomor": telepon.tampil(akses.telepon)},
        telepon=akses.telepon,
        jenis=Jenis.KODE,
        url=url,
        kunci=f"pembantu:{akses.kode}",
    )


def nik_bentrok(pelaku_lama: PelakuUsaha, pelaku_baru: PelakuUsaha) -> None:
    """Tell the holder of the older record that his NIK was typed again; says nothing about by whom."""
    if pelaku_lama.boleh_dikirimi:
        kirim(
            templat="nik_bentrok",
            konteks={},
            akun=pelaku_lama.akun,
            telepon=pelaku_lama.telepon,
            url="/saya/",
            kunci=f"nik:{pelaku_lama.kode}:{pelaku_baru.kode}",
        )


def janji(petugas: Pengguna, perihal: str, *, jumlah: int, tanggal: date) -> None:
    """Tell an official of promises that are past ("lewat") or nearly so ("hampir"), by inbox and e-mail."""
    tab = "menunggu" if petugas.has_perm("umkm.tugaskan_usaha") else "milik_saya"
    kirim(
        templat=f"janji_{perihal}",
        konteks={"banyak": jumlah},
        akun=petugas,
        email=petugas.email or "",
        url=reverse("admin:umkm_usaha_changelist") + f"?antrean={tab}&janji={perihal}",
        kunci=f"janji:{perihal}:{tanggal}:{petugas.kode}",
    )


def surat_hampir_habis(surat: Legalitas, ambang: int) -> None:
    """Remind the owner of a paper that ends within `ambang` days; a new date on it is a new cause."""
    kepada_pemilik(
        surat.usaha,
        "surat_hampir_habis",
        kunci=f"surat:{surat.pk}:{surat.berlaku_sampai}:{ambang}",
        url=reverse("umkm:bagian", args=[surat.usaha.kode, "legalitas"]),
        sampai=surat.berlaku_sampai,
    )


def data_lama(usaha: Usaha, *, sejak: date) -> None:
    kepada_pemilik(usaha, "data_lama", kunci=f"data_lama:{usaha.kode}:{sejak}", tanggal=sejak)


def data_dilihat(pelaku: PelakuUsaha, bulan: date) -> None:
    kirim(
        templat="data_dilihat",
        konteks={},
        akun=pelaku.akun,
        telepon=pelaku.telepon,
        url=reverse("akun:pembaca"),
        kunci=f"dibaca:{bulan:%Y-%m}:{pelaku.kode}",
    )
