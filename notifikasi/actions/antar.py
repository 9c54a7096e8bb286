"""Delivery: a lease before the network is touched, the carrier's answer after it, a sweep for what was left behind."""

from __future__ import annotations

import logging
from datetime import timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from notifikasi import jam_kirim
from notifikasi.actions.tangan import rapikan_tangan
from notifikasi.enums import BERANGKAT, MENUNGGU, Jenis, Keadaan
from notifikasi.kanal import PENGANTAR
from notifikasi.kanal.galat import GagalSementara, GagalTetap, KanalMati, TidakPasti
from notifikasi.models import MAKS_PERCOBAAN, Pemberitahuan, PemberitahuanQuerySet

log = logging.getLogger(__name__)

SEWA = timedelta(minutes=2)  # longer than the slowest delivery: about eight steps of EMAIL_TIMEOUT seconds each
TENGGANG = timedelta(minutes=1)  # the sweep leaves fresh rows to the hint
UMUR_KODE = timedelta(minutes=15)
JEDA_TERPANJANG = timedelta(hours=6)
JEDA_RESI = timedelta(minutes=5)  # an answer that was lost: the receipt, if there is one, comes within seconds
WAKTU_SAPU = 50.0  # seconds; the next sweep comes after 60
KOSONG = {"isi": "", "url": "", "nilai": {}}
"""What is left of a code once it has gone or died."""


def antar(pemberitahuan_id: int) -> bool:
    """Deliver one message if it may be taken now; False when it is gone, done, held by another, or not yet due."""
    siap = Pemberitahuan.objects.filter(pk=pemberitahuan_id).siap(timezone.now())
    pemberitahuan = _sewa(siap)
    if pemberitahuan is None:
        return False
    _antarkan(pemberitahuan)
    return True


def sapu() -> int:
    """Deliver what a crash or a lost broker left behind, give up what is past help, blank old codes.

    Takes one row at a time, for nearly a minute at most. A carrier found dead is left alone until the next
    sweep, so that its waiting messages neither block the others nor use up their tries.
    Returns how many messages were tried.
    """
    rapikan()
    akhir = monotonic() + WAKTU_SAPU
    kanal_mati: set[str] = set()
    jumlah = 0
    while monotonic() < akhir:
        kini = timezone.now()
        siap = Pemberitahuan.objects.siap(kini, matang=kini - TENGGANG).exclude(kanal__in=kanal_mati)
        pemberitahuan = _sewa(siap.order_by("coba_lagi_pada", "pk"))
        if pemberitahuan is None:
            break
        jumlah += 1
        if isinstance(_antarkan(pemberitahuan), KanalMati):
            kanal_mati.add(pemberitahuan.kanal)
    return jumlah


@transaction.atomic
def rapikan() -> None:
    """Bury what cannot be delivered any more and blank the text and address of codes whose time is over."""
    kini = timezone.now()
    menunggu = Pemberitahuan.objects.filter(keadaan__in=MENUNGGU)
    menunggu.filter(percobaan__gte=MAKS_PERCOBAAN, dikerjakan_sampai__lt=kini).update(
        keadaan=Keadaan.MATI, galat="Pekerja terhenti di tengah pengiriman terakhir.", dikerjakan_sampai=None
    )
    kode_lewat = Pemberitahuan.objects.filter(jenis=Jenis.KODE, dibuat__lt=kini - UMUR_KODE).exclude(isi="")
    kode_lewat.filter(keadaan__in=MENUNGGU).update(
        keadaan=Keadaan.MATI, galat="Kode lewat waktu sebelum terkirim.", dikerjakan_sampai=None
    )
    kode_lewat.update(**KOSONG)
    rapikan_tangan()


def jeda(percobaan: int) -> timedelta:
    """How long to wait after the n-th failed try: 1, 2, 4, … minutes, six hours at most."""
    return min(timedelta(minutes=2 ** max(percobaan - 1, 0)), JEDA_TERPANJANG)


def _sewa(siap: PemberitahuanQuerySet) -> Pemberitahuan | None:
    """Take one row for SEWA and count the try, before the network is touched: a try that kills us counts too.

    A row with a receipt waits no more, so it is never taken again, whatever became of the worker that sent it.
    """
    with transaction.atomic(durable=True):
        pemberitahuan = siap.select_for_update(skip_locked=True, of=("self",)).first()
        if pemberitahuan is not None:
            pemberitahuan.percobaan += 1
            pemberitahuan.dikerjakan_sampai = timezone.now() + SEWA
            pemberitahuan.save(update_fields=["percobaan", "dikerjakan_sampai"])
    return pemberitahuan


def _antarkan(pemberitahuan: Pemberitahuan) -> Exception | None:
    """Hand a leased row to its carrier and write down the answer; returns what went wrong, if anything."""
    try:
        id_penyedia = PENGANTAR[pemberitahuan.kanal](pemberitahuan)
    except (GagalSementara, GagalTetap) as galat:
        _catat_gagal(pemberitahuan, galat)
        return galat
    except Exception as galat:  # a fault in an adapter must not stop the sweep, nor lose the row
        log.exception("Kanal %s gagal pada pesan %s", pemberitahuan.kanal, pemberitahuan.kode)
        _catat_gagal(pemberitahuan, galat)
        return galat
    _catat_terkirim(pemberitahuan, id_penyedia)
    return None


def _catat_terkirim(pemberitahuan: Pemberitahuan, id_penyedia: str) -> None:
    """True whoever holds the lease by now: the carrier has taken it. Text and address of a code are needed no more.

    Unless a receipt for this very sending came before the answer and says more, or says that it failed.
    """
    hapus = KOSONG if pemberitahuan.jenis == Jenis.KODE else {}
    sudah = Q(keadaan__in=BERANGKAT) | (Q(id_penyedia=id_penyedia) & ~Q(id_penyedia=""))
    Pemberitahuan.objects.filter(pk=pemberitahuan.pk).exclude(sudah).update(
        keadaan=Keadaan.TERKIRIM,
        terkirim_pada=timezone.now(),
        dikerjakan_sampai=None,
        galat="",
        id_penyedia=id_penyedia,
        **hapus,
    )


def _catat_gagal(pemberitahuan: Pemberitahuan, galat: Exception) -> None:
    """Plan the next try, or give up. Written only while the lease is still ours: another may have succeeded since."""
    tamat = isinstance(galat, GagalTetap) or pemberitahuan.percobaan >= MAKS_PERCOBAAN
    lagi = jam_kirim.berangkat(pemberitahuan.jenis, timezone.now() + _tunggu(pemberitahuan, galat))
    kalimat = " ".join(str(galat).replace("\x00", "").split()) or type(galat).__name__
    Pemberitahuan.objects.filter(pk=pemberitahuan.pk, dikerjakan_sampai=pemberitahuan.dikerjakan_sampai).update(
        keadaan=Keadaan.MATI if tamat else Keadaan.GAGAL,
        coba_lagi_pada=lagi,
        dikerjakan_sampai=None,
        galat=kalimat[:300],
    )


def _tunggu(pemberitahuan: Pemberitahuan, galat: Exception) -> timedelta:
    """Wait as long as the tries say, as the carrier asks, and long enough for a receipt; a code cannot wait for one."""
    diminta = galat.setelah if isinstance(galat, GagalSementara) else timedelta(0)
    if isinstance(galat, TidakPasti) and pemberitahuan.jenis != Jenis.KODE:
        diminta = max(diminta, JEDA_RESI)
    return max(jeda(pemberitahuan.percobaan), diminta)
