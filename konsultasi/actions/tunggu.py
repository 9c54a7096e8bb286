"""Those who wait for a free hour: joining, being offered one for a while, taking it or leaving it to the next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from inti.workflow import SISTEM, mulai, pindah
from konsultasi import notifications, permissions
from konsultasi.actions.jaga import LEWAT_TAUTAN, jaga_batas, kunci_meja, pakai_tautan, rapikan_perihal
from konsultasi.enums import HasilTunggu, SebabBatal, StatusJanjiTemu
from konsultasi.jadwal import Slot
from konsultasi.models import DaftarTunggu, JanjiTemu, Meja
from konsultasi.nomor import nomor_baru
from konsultasi.queries import JEDA, Jadwal
from notifikasi import jam_kirim
from notifikasi.enums import Jenis
from umkm.models import Usaha

TAWARAN = timedelta(hours=3)
"""How long an offer stands; one made at night counts from the morning, when its message leaves."""
PERLU = JEDA + timedelta(hours=1)
"""A slot nearer than this is not offered any more: nobody would read of it in time."""
MAKS_TUNGGU = 2
TERJAUH = timedelta(days=90)


@transaction.atomic
def tunggu(
    meja: Meja,
    *,
    oleh: Any,
    dari: date,
    sampai: date,
    perihal: str,
    usaha: Usaha | None = None,
    nama: str = "",
    telepon: str = "",
) -> DaftarTunggu:
    """Wait for a free hour at this desk between two days; an official may put down who has no account, by `telepon`.

    Raises ValidationError for days past or too far, when one waits there already, and when one waits at too many
    desks; PermissionDenied for a business of somebody else or a desk out of reach.
    """
    meja = kunci_meja(meja)
    hari_ini = timezone.localdate()
    if not hari_ini <= dari <= sampai <= hari_ini + TERJAUH:
        raise ValidationError({"sampai": f"Pilih hari mulai hari ini, paling jauh {TERJAUH.days} hari ke depan."})
    satu = DaftarTunggu(meja=meja, dari=dari, sampai=sampai, usaha=usaha, perihal=rapikan_perihal(perihal))
    if telepon:
        if not (oleh.has_perm("konsultasi.pesan_di_loket") and permissions.dalam_lingkup(oleh, meja)):
            raise PermissionDenied("Meja ini di luar wilayah kerja Anda.")
        satu.nama, satu.telepon = nama, telepon
    else:
        satu.akun = oleh
        if usaha is not None and not permissions.usaha.pengelola(oleh, usaha):
            raise PermissionDenied("Usaha ini bukan milik Anda.")
    menunggu = DaftarTunggu.objects.milik(satu.akun, telepon or getattr(satu.akun, "telepon", "") or "")
    menunggu = menunggu.filter(selesai_pada=None)
    if menunggu.filter(meja=meja).exists():
        raise ValidationError("Anda sudah menunggu jam kosong di sini. Kami kabari bila ada.")
    if menunggu.count() >= MAKS_TUNGGU:
        raise ValidationError(f"Paling banyak menunggu di {MAKS_TUNGGU} tempat. Hentikan salah satu dulu.")
    satu.save()
    tawarkan(meja)
    return satu


@transaction.atomic
def berhenti(satu: DaftarTunggu, *, oleh: Any) -> None:
    """Wait no longer; an offer that stands is left to the next. Raises PermissionDenied for somebody else's place."""
    if not permissions.orangnya(oleh, satu):
        raise PermissionDenied("Daftar tunggu ini bukan milik Anda.")
    meja = kunci_meja(satu.meja)
    for tawaran in satu.tawaran.filter(status=StatusJanjiTemu.DITAWARKAN).select_related("meja", "akun", "usaha"):
        _lepas(tawaran, "tolak_tawaran", SISTEM, SebabBatal.TAWARAN_DITOLAK)
    tutup(DaftarTunggu.objects.filter(pk=satu.pk, selesai_pada=None), HasilTunggu.BERHENTI)
    tawarkan(meja)


@transaction.atomic
def terima_tawaran(janji_temu: JanjiTemu, *, oleh: Any, catatan: str = "") -> JanjiTemu:
    """Take the offered hour. Raises ValidationError when the offer has run out or too much is booked already."""
    meja = kunci_meja(janji_temu.meja)
    segar = JanjiTemu.objects.select_related("akun", "meja").get(pk=janji_temu.pk)
    if segar.tawaran_sampai is not None and segar.tawaran_sampai <= timezone.now():
        raise ValidationError("Tawaran ini sudah lewat waktunya. Kami kabari lagi bila ada jam lain.")
    if Jadwal([meja]).terganggu(segar):
        raise ValidationError("Maaf, pada jam itu kini tidak ada petugas. Kami kabari lagi bila ada jam lain.")
    jaga_batas(segar.akun, segar.telepon)
    pindah(janji_temu, "terima_tawaran", oleh=oleh, catatan=catatan, tawaran_sampai=None)
    tutup(DaftarTunggu.objects.filter(tawaran=janji_temu, selesai_pada=None))
    notifications.cabut_tautan(janji_temu)
    notifications.dipesan(janji_temu)
    return janji_temu


@transaction.atomic
def tolak_tawaran(janji_temu: JanjiTemu, *, oleh: Any) -> JanjiTemu:
    """Leave the offered hour to the next; one goes on waiting for another."""
    meja = kunci_meja(janji_temu.meja)
    _lepas(janji_temu, "tolak_tawaran", oleh, SebabBatal.TAWARAN_DITOLAK)
    tawarkan(meja)
    return janji_temu


@transaction.atomic
def jawab_lewat_tautan(token: str, *, terima: bool) -> JanjiTemu:
    """Answer an offer by the link of a message, once. Raises ValidationError when the link is dead."""
    janji_temu = pakai_tautan(token, notifications.TAWARAN)
    if terima:
        return terima_tawaran(janji_temu, oleh=SISTEM, catatan=LEWAT_TAUTAN)
    return tolak_tawaran(janji_temu, oleh=SISTEM)


@transaction.atomic
def tawarkan(meja: Meja) -> int:
    """Offer the free slots of a desk to those who wait, in their order, one to each; returns how many were offered.

    Whoever has an offer gets no second one, and nobody is offered the same slot twice. An offer holds its slot.
    """
    menunggu = DaftarTunggu.objects.filter(meja=meja, selesai_pada=None, sampai__gte=timezone.localdate())
    menunggu = menunggu.exclude(tawaran__status=StatusJanjiTemu.DITAWARKAN).select_related("akun", "usaha")
    if not meja.aktif or not menunggu.exists():
        return 0
    # Who waits is read behind the lock: whoever was offered an hour meanwhile, or stopped waiting, waits no more.
    meja = kunci_meja(meja)
    bebas = [slot for hari in Jadwal([meja], jeda=PERLU).buka(meja) for slot in hari.bebas]
    jumlah = 0
    for satu in menunggu.order_by("pk"):
        pernah = set(satu.tawaran.values_list("mulai", flat=True))
        cocok = (s for s in bebas if s.mulai not in pernah and satu.dari <= timezone.localdate(s.mulai) <= satu.sampai)
        slot = next(cocok, None)
        if slot is not None and (sampai := _sampai(slot)) > timezone.now():
            bebas.remove(slot)
            _tawarkan(satu, meja, slot, sampai)
            jumlah += 1
    return jumlah


def sapu() -> int:
    """Pass on the offers that nobody answered, and close the places whose last day is over; returns how many passed."""
    jumlah = 0
    lewat = JanjiTemu.objects.filter(status=StatusJanjiTemu.DITAWARKAN, tawaran_sampai__lte=timezone.now())
    for satu in lewat.select_related("meja", "akun", "usaha").order_by("pk"):
        with transaction.atomic():
            meja = kunci_meja(satu.meja)
            if lewat.filter(pk=satu.pk).exists():
                _lepas(satu, "lewatkan", SISTEM, SebabBatal.TAWARAN_LEWAT)
                tawarkan(meja)
                jumlah += 1
    tutup(DaftarTunggu.objects.filter(selesai_pada=None, sampai__lt=timezone.localdate()), HasilTunggu.LEWAT)
    for meja in Meja.objects.aktif().filter(tunggu__selesai_pada=None, tunggu__isnull=False).distinct():
        tawarkan(meja)
    return jumlah


def tutup(siapa: QuerySet[DaftarTunggu], hasil: HasilTunggu = HasilTunggu.TERISI) -> int:
    """Close places on the list."""
    return siapa.update(selesai_pada=timezone.now(), hasil=hasil)


def _sampai(slot: Slot) -> Any:
    """Until when an offer stands: three hours from when its message can leave, and an hour before the slot at most."""
    return min(jam_kirim.berangkat(Jenis.PERKARA, timezone.now()) + TAWARAN, slot.mulai - JEDA)


def _tawarkan(satu: DaftarTunggu, meja: Meja, slot: Slot, sampai: Any) -> None:
    janji_temu = JanjiTemu(
        meja=meja,
        akun=satu.akun,
        nama=satu.nama,
        telepon=satu.telepon,
        usaha=satu.usaha,
        perihal=satu.perihal,
        mulai=slot.mulai,
        selesai=slot.selesai,
        tempat=slot.tempat,
        topik=slot.topik,
        tunggu=satu,
        tawaran_sampai=sampai,
        nomor=nomor_baru(timezone.localdate().year),
    )
    mulai(janji_temu, "tawarkan", oleh=SISTEM)
    notifications.ditawarkan(janji_temu)


def _lepas(tawaran: JanjiTemu, verba: str, oleh: Any, sebab: SebabBatal) -> None:
    pindah(tawaran, verba, oleh=oleh, sebab_batal=sebab, tawaran_sampai=None)
    notifications.cabut_tautan(tawaran)
