"""Every write of the outbox: writing a message, delivering it, giving up, sending again, reading."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from time import monotonic
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from inti import kode as kode_acak
from notifikasi import jam_kirim
from notifikasi import templat as templat_pesan
from notifikasi.enums import BERANGKAT, MENUNGGU, Jenis, Keadaan
from notifikasi.kanal import PENGANTAR, TUJUAN
from notifikasi.kanal.galat import GagalSementara, GagalTetap, KanalMati
from notifikasi.models import MAKS_PERCOBAAN, Pemberitahuan, PemberitahuanQuerySet

log = logging.getLogger(__name__)

SEWA = timedelta(minutes=2)  # longer than the slowest delivery: about eight steps of EMAIL_TIMEOUT seconds each
TENGGANG = timedelta(minutes=1)  # the sweep leaves fresh rows to the hint
UMUR_KODE = timedelta(minutes=15)
JEDA_TERPANJANG = timedelta(hours=6)
WAKTU_SAPU = 50.0  # seconds; the next sweep comes after 60


@transaction.atomic
def kirim(
    *,
    templat: str,
    konteks: Mapping[str, Any],
    akun: AbstractBaseUser | None = None,
    telepon: str = "",
    email: str = "",
    jenis: str = Jenis.PERKARA,
    url: str = "",
    kunci: str = "",
    setuju: bool = False,
) -> list[Pemberitahuan]:
    """Write one message per channel that can reach the person, in the caller's transaction.

    It leaves after commit, and not at all when the caller rolls back. `kunci` names the cause
    ("usaha:3F…:verifikasi"): a second call with it writes nothing more to the same target and returns what
    is there. `url` is a path inside the portal. `setuju` says that the person has consented to news.

    Returns the rows, none when no channel reaches the person. Raises KeyError when `konteks` lacks a value
    of the template, ValueError for news without consent.
    """
    if jenis == Jenis.KABAR and not setuju:
        raise ValueError("Kabar umum hanya untuk orang yang sudah setuju menerimanya.")
    t = templat_pesan.baca(templat)
    judul, isi = t.tulis(konteks)
    kunci = kunci or kode_acak.buat()
    rangka = {"jenis": jenis, "akun": akun, "templat": templat, "versi": t.versi, "judul": judul, "isi": isi}
    rangka |= {"tombol": t.tombol if url else "", "url": url, "kunci": kunci}
    baris = []
    for kanal, cari_tujuan in TUJUAN.items():
        tujuan = cari_tujuan(akun=akun, telepon=telepon, email=email)
        if tujuan and (kanal in PENGANTAR or jenis != Jenis.KODE):
            baris.append(_baris(kanal, tujuan, rangka))
    Pemberitahuan.objects.bulk_create(baris, ignore_conflicts=True)
    ditulis = list(Pemberitahuan.objects.filter(kode__in=[satu.kode for satu in baris]))
    if len(ditulis) < len(baris):
        ditulis = [Pemberitahuan.objects.get(kunci=kunci, kanal=satu.kanal, tujuan=satu.tujuan) for satu in baris]
    _isyaratkan(ditulis)
    return ditulis


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
    kode_lewat.update(isi="", url="")


@transaction.atomic
def kirim_ulang(*, pemberitahuan: QuerySet[Pemberitahuan]) -> list[Pemberitahuan]:
    """Put the dead ones among these back in the queue with all their tries, and return them.

    Codes stay dead: their text is gone, and an old one would only confuse.
    """
    mati = Pemberitahuan.objects.filter(pk__in=pemberitahuan.values("pk"), keadaan=Keadaan.MATI)
    terpilih = list(mati.exclude(jenis=Jenis.KODE).select_for_update())
    kini = timezone.now()
    for satu in terpilih:
        satu.keadaan, satu.percobaan = Keadaan.ANTRE, 0
        satu.coba_lagi_pada = jam_kirim.berangkat(satu.jenis, kini)
    Pemberitahuan.objects.bulk_update(terpilih, ["keadaan", "percobaan", "coba_lagi_pada"])
    _isyaratkan(terpilih)
    return terpilih


@transaction.atomic
def hentikan(*, akun: AbstractBaseUser) -> int:
    """Stop every message to `akun` that has not left yet, because the person has died or left; returns how many."""
    return Pemberitahuan.objects.filter(akun_id=akun.pk, keadaan__in=MENUNGGU).update(
        keadaan=Keadaan.MATI, galat="Dihentikan: akun tidak lagi menerima pesan.", dikerjakan_sampai=None
    )


def tandai_dibaca(*, kotak: PemberitahuanQuerySet) -> int:
    """Mark the inbox rows in `kotak` as read, each with its first reading only; returns how many were unread."""
    return kotak.belum_dibaca().update(keadaan=Keadaan.DIBACA, dibaca_pada=timezone.now())


def jeda(percobaan: int) -> timedelta:
    """How long to wait after the n-th failed try: 1, 2, 4, … minutes, six hours at most."""
    return min(timedelta(minutes=2 ** (percobaan - 1)), JEDA_TERPANJANG)


def _baris(kanal: str, tujuan: str, rangka: Mapping[str, Any]) -> Pemberitahuan:
    kini = timezone.now()
    pemberitahuan = Pemberitahuan(kanal=kanal, tujuan=tujuan, dibuat=kini, coba_lagi_pada=kini, **rangka)
    if kanal in PENGANTAR:
        pemberitahuan.coba_lagi_pada = jam_kirim.berangkat(pemberitahuan.jenis, kini)
    else:
        pemberitahuan.keadaan, pemberitahuan.terkirim_pada = Keadaan.SAMPAI, kini
    return pemberitahuan


def _isyaratkan(baris: Iterable[Pemberitahuan]) -> None:
    """After commit, tell a worker what is due. Only a hint: the sweep finds the rows if it gets lost."""
    kini = timezone.now()
    jatuh = [satu.pk for satu in baris if satu.keadaan == Keadaan.ANTRE and satu.coba_lagi_pada <= kini]
    if jatuh:
        transaction.on_commit(lambda: _isyarat(jatuh), robust=True)


def _isyarat(daftar_id: list[int]) -> None:
    from notifikasi import tasks  # here, because tasks call these verbs

    try:
        for satu in daftar_id:
            tasks.antar.delay(satu)
    except OperationalError:
        log.warning("Antrean tidak menjawab; pesan menunggu sapuan berikutnya.")


def _sewa(siap: PemberitahuanQuerySet) -> Pemberitahuan | None:
    """Take one row for SEWA and count the try, before the network is touched: a try that kills us counts too."""
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
        PENGANTAR[pemberitahuan.kanal](pemberitahuan)
    except (GagalSementara, GagalTetap) as galat:
        _catat_gagal(pemberitahuan, galat)
        return galat
    except Exception as galat:  # a fault in an adapter must not stop the sweep, nor lose the row
        log.exception("Kanal %s gagal pada pesan %s", pemberitahuan.kanal, pemberitahuan.kode)
        _catat_gagal(pemberitahuan, galat)
        return galat
    _catat_terkirim(pemberitahuan)
    return None


def _catat_terkirim(pemberitahuan: Pemberitahuan) -> None:
    """True whoever holds the lease by now: the carrier has taken it. Text and address of a code are needed no more."""
    hapus = {"isi": "", "url": ""} if pemberitahuan.jenis == Jenis.KODE else {}
    Pemberitahuan.objects.filter(pk=pemberitahuan.pk).exclude(keadaan__in=BERANGKAT).update(
        keadaan=Keadaan.TERKIRIM, terkirim_pada=timezone.now(), dikerjakan_sampai=None, galat="", **hapus
    )


def _catat_gagal(pemberitahuan: Pemberitahuan, galat: Exception) -> None:
    """Plan the next try, or give up. Written only while the lease is still ours: another may have succeeded since."""
    tamat = isinstance(galat, GagalTetap) or pemberitahuan.percobaan >= MAKS_PERCOBAAN
    lagi = jam_kirim.berangkat(pemberitahuan.jenis, timezone.now() + jeda(pemberitahuan.percobaan))
    kalimat = " ".join(str(galat).replace("\x00", "").split()) or type(galat).__name__
    Pemberitahuan.objects.filter(pk=pemberitahuan.pk, dikerjakan_sampai=pemberitahuan.dikerjakan_sampai).update(
        keadaan=Keadaan.MATI if tamat else Keadaan.GAGAL,
        coba_lagi_pada=lagi,
        dikerjakan_sampai=None,
        galat=kalimat[:300],
    )
