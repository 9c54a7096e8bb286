"""Booking an hour, moving it, giving it up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inti.alasan import wajib_alasan
from inti.workflow import SISTEM, mulai, pindah
from konsultasi import notifications
from konsultasi.actions import tunggu
from konsultasi.actions.jaga import LEWAT_TAUTAN, jaga_batas, kunci_meja, pakai_tautan, rapikan_perihal
from konsultasi.enums import SebabBatal
from konsultasi.jadwal import Slot
from konsultasi.kalimat import waktu
from konsultasi.models import DaftarTunggu, JanjiTemu, Meja
from konsultasi.nomor import nomor_baru
from konsultasi.queries import JEDA, Jadwal
from umkm.models import Usaha

TERAMBIL = "Jam ini baru saja diambil orang lain, atau tidak dapat dipesan lagi. Pilih jam lain."


@transaction.atomic
def pesan_jam(meja: Meja, *, oleh: Any, pada: datetime, perihal: str, usaha: Usaha | None = None) -> JanjiTemu:
    """Book the slot that begins at `pada` for oneself; a second sending of the same returns the first.

    Raises ValidationError when the slot is not free, when too much is booked already, or for a NIK in `perihal`;
    PermissionDenied for a business of somebody else.
    """
    meja = kunci_meja(meja)
    ada = JanjiTemu.objects.mendatang().filter(akun=oleh, meja=meja, mulai=pada).first()
    if ada is not None:
        return ada
    janji_temu = JanjiTemu(meja=meja, akun=oleh, usaha=usaha, perihal=rapikan_perihal(perihal))
    return _pesan(janji_temu, oleh=oleh, pada=pada, jeda=JEDA)


@transaction.atomic
def pesan_di_loket(
    meja: Meja,
    *,
    oleh: Any,
    pada: datetime,
    perihal: str,
    nama: str = "",
    telepon: str = "",
    usaha: Usaha | None = None,
) -> JanjiTemu:
    """Book for whoever stands at the counter or calls: of the registry by `usaha`, else by name and number.

    The owner's account sees it. Raises as `pesan_jam` does, PermissionDenied for a desk out of reach.
    """
    meja = kunci_meja(meja)
    janji_temu = JanjiTemu(meja=meja, usaha=usaha, perihal=rapikan_perihal(perihal), di_loket=True)
    pelaku = usaha.pemilik if usaha is not None else None
    if pelaku is not None:
        janji_temu.akun, janji_temu.nama, janji_temu.telepon = pelaku.akun, pelaku.nama, pelaku.telepon
    if nama:
        janji_temu.nama = nama
    if telepon:
        janji_temu.telepon = telepon
    if not (janji_temu.nama and janji_temu.telepon):
        raise ValidationError("Isi nama dan nomor WhatsApp orangnya, atau nomor pendaftaran usahanya.")
    return _pesan(janji_temu, oleh=oleh, pada=pada, jeda=timedelta(0))


@transaction.atomic
def pindah_waktu(janji_temu: JanjiTemu, *, oleh: Any, pada: datetime, lewat_tautan: bool = False) -> JanjiTemu:
    """Move to another free slot of the same desk; number and history stay, and the old slot is free for others.

    Raises ValidationError when the slot is not free, TransisiDitolak when the appointment is over.
    """
    meja = kunci_meja(janji_temu.meja)
    segar = JanjiTemu.objects.select_related("meja", "akun", "usaha").get(pk=janji_temu.pk)
    slot = _slot(meja, pada, jeda=JEDA if oleh is SISTEM or not oleh.is_staff else timedelta(0), kecuali=segar)
    if slot.mulai == segar.mulai and not segar.terganggu:
        raise ValidationError("Itu jam Anda sekarang. Pilih jam lain, atau biarkan seperti semula.")
    catatan = f"Dari {waktu(segar.mulai)} ke {waktu(slot.mulai)}."
    pindah(
        janji_temu,
        "pindah_waktu",
        oleh=oleh,
        catatan=f"{catatan} {LEWAT_TAUTAN}" if lewat_tautan else catatan,
        mulai=slot.mulai,
        selesai=slot.selesai,
        tempat=slot.tempat,
        topik=slot.topik,
        terganggu_pada=None,
        pindah_ke=segar.pindah_ke + 1,
    )
    notifications.cabut_tautan(janji_temu)
    notifications.dipesan(janji_temu)
    tunggu.tawarkan(meja)
    return janji_temu


@transaction.atomic
def batalkan(janji_temu: JanjiTemu, *, oleh: Any, catatan: str = "") -> JanjiTemu:
    """Give the hour up; the first who waits for one is offered it at once. Raises TransisiDitolak when it is over."""
    meja = kunci_meja(janji_temu.meja)
    pindah(janji_temu, "batalkan", oleh=oleh, catatan=catatan, sebab_batal=SebabBatal.PEMOHON, terganggu_pada=None)
    notifications.cabut_tautan(janji_temu)
    tunggu.tawarkan(meja)
    return janji_temu


@transaction.atomic
def tiadakan(janji_temu: JanjiTemu, *, oleh: Any, alasan: str) -> JanjiTemu:
    """Cancel from the office; the person is told and reads why in the portal."""
    alasan = wajib_alasan(alasan, maks=300)
    meja = kunci_meja(janji_temu.meja)
    pindah(janji_temu, "tiadakan", oleh=oleh, catatan=alasan, sebab_batal=SebabBatal.KANTOR, terganggu_pada=None)
    notifications.cabut_tautan(janji_temu)
    notifications.ditiadakan(janji_temu)
    tunggu.tawarkan(meja)
    return janji_temu


@transaction.atomic
def batalkan_lewat_tautan(token: str) -> JanjiTemu:
    """Cancel by the link of a message, once. Raises ValidationError when the link is dead."""
    return batalkan(pakai_tautan(token, notifications.BATAL), oleh=SISTEM, catatan=LEWAT_TAUTAN)


@transaction.atomic
def pindah_lewat_tautan(token: str, *, pada: datetime) -> JanjiTemu:
    """Choose another time by the link of a message, once. Raises ValidationError when it is dead or the slot taken."""
    return pindah_waktu(pakai_tautan(token, notifications.PINDAH), oleh=SISTEM, pada=pada, lewat_tautan=True)


def _pesan(janji_temu: JanjiTemu, *, oleh: Any, pada: datetime, jeda: timedelta) -> JanjiTemu:
    jaga_batas(janji_temu.akun, janji_temu.telepon)
    slot = _slot(janji_temu.meja, pada, jeda=jeda)
    janji_temu.mulai, janji_temu.selesai = slot.mulai, slot.selesai
    janji_temu.tempat, janji_temu.topik = slot.tempat, slot.topik
    janji_temu.nomor = nomor_baru(timezone.localdate().year)
    mulai(janji_temu, "pesan_jam", oleh=oleh)
    menunggu = DaftarTunggu.objects.milik(janji_temu.akun, janji_temu.telepon).filter(selesai_pada=None)
    tunggu.tutup(menunggu.filter(meja=janji_temu.meja))
    notifications.dipesan(janji_temu)
    return janji_temu


def _slot(meja: Meja, pada: datetime, *, jeda: timedelta, kecuali: JanjiTemu | None = None) -> Slot:
    slot = Jadwal([meja], jeda=jeda, kecuali=kecuali).cari(meja, pada) if meja.aktif else None
    if slot is None:
        raise ValidationError(TERAMBIL, code="terambil")
    return slot
