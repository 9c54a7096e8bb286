"""The messages of consultations, one function each. Each carries a link that works without logging in.

No text carries a name, what it is about, or a reason.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from inti import tautan
from konsultasi.enums import StatusJanjiTemu
from konsultasi.kalimat import waktu
from notifikasi.actions import kirim
from notifikasi.models import Pemberitahuan

if TYPE_CHECKING:
    from konsultasi.models import JanjiTemu

BATAL, PINDAH, TAWARAN = "konsultasi.batal", "konsultasi.pindah", "konsultasi.tawaran"
"""What a link is for; `perihal` is the kode of the appointment."""


def alamat_batal(janji_temu: JanjiTemu) -> str:
    """Make a link that cancels; it ends when the hour begins."""
    token = tautan.buat(BATAL, janji_temu.kode, sampai=janji_temu.mulai)
    return reverse("konsultasi:kunci", args=[token])


def alamat_pindah(janji_temu: JanjiTemu) -> str:
    """Make a link that chooses another time; it ends when the old hour begins."""
    token = tautan.buat(PINDAH, janji_temu.kode, sampai=janji_temu.mulai)
    return reverse("konsultasi:kunci_pindah", args=[token])


def alamat_tawaran(janji_temu: JanjiTemu) -> str:
    """Make a link that takes an offered hour or leaves it to the next; it ends with the offer."""
    token = tautan.buat(TAWARAN, janji_temu.kode, sampai=janji_temu.tawaran_sampai or janji_temu.mulai)
    return reverse("konsultasi:kunci_tawaran", args=[token])


def alamat_menurut_keadaan(janji_temu: JanjiTemu) -> str:
    """Make the link that the person needs now, for an official to hand over."""
    if janji_temu.status == StatusJanjiTemu.DITAWARKAN:
        return alamat_tawaran(janji_temu)
    return alamat_pindah(janji_temu) if janji_temu.terganggu else alamat_batal(janji_temu)


def cabut_tautan(janji_temu: JanjiTemu) -> None:
    """End every link to this appointment: what they did is done, or no longer true."""
    for keperluan in (BATAL, PINDAH, TAWARAN):
        tautan.cabut(keperluan, janji_temu.kode)


def dipesan(janji_temu: JanjiTemu) -> None:
    """Confirm the hour, at booking, at taking an offer, and after each change of time."""
    _kirim(janji_temu, "janji_temu_dipesan", alamat_batal(janji_temu), sebab=_riwayat(janji_temu))


def terganggu(janji_temu: JanjiTemu) -> None:
    """Tell that nobody will be there, with a link to choose another time."""
    _kirim(janji_temu, "janji_temu_terganggu", alamat_pindah(janji_temu), sebab=_riwayat(janji_temu))


def berlaku_lagi(janji_temu: JanjiTemu) -> None:
    """Tell that the hour stands after all."""
    _kirim(janji_temu, "janji_temu_berlaku_lagi", alamat_batal(janji_temu), sebab=_riwayat(janji_temu))


def ditiadakan(janji_temu: JanjiTemu) -> None:
    """Tell that the office has cancelled; why stands in the portal."""
    url = janji_temu.get_absolute_url() if janji_temu.akun_id else reverse("konsultasi:daftar")
    _kirim(janji_temu, "janji_temu_ditiadakan", url, sebab=_riwayat(janji_temu))


def ditawarkan(janji_temu: JanjiTemu) -> None:
    """Offer an hour that has become free."""
    sampai = waktu(janji_temu.tawaran_sampai or janji_temu.mulai)
    _kirim(janji_temu, "jam_kosong_ditawarkan", alamat_tawaran(janji_temu), sebab="tawaran", sampai=sampai)


def ingatkan(janji_temu: JanjiTemu) -> bool:
    """Remind of the hour, once for each time that it was moved to; tells whether this was the first time."""
    sebab = f"ingat:{_cap(janji_temu.mulai)}"
    if Pemberitahuan.objects.filter(kunci=_kunci(janji_temu, sebab)).exists():
        return False
    _kirim(janji_temu, "janji_temu_ingat", alamat_batal(janji_temu), sebab=sebab)
    return True


def _kirim(janji_temu: JanjiTemu, templat: str, url: str, *, sebab: str, **konteks: Any) -> None:
    kirim(
        templat=templat,
        konteks={"nomor": janji_temu.nomor, "tanggal": waktu(janji_temu.mulai), **konteks},
        akun=janji_temu.akun,
        telepon=janji_temu.telepon_pesan,
        url=url,
        kunci=_kunci(janji_temu, sebab),
        kecamatan=janji_temu.meja.kecamatan,
    )


def _kunci(janji_temu: JanjiTemu, sebab: str) -> str:
    return f"janji_temu:{janji_temu.kode}:{sebab}"


def _riwayat(janji_temu: JanjiTemu) -> str:
    return str(janji_temu.riwayat.latest("pk").pk)


def _cap(pada: datetime) -> str:
    return f"{timezone.localtime(pada):%Y%m%d%H%M}"
