"""Writing messages: one row per channel that can reach the person, in the transaction of the cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from inti import kode as kode_acak
from inti import langsung
from inti.isyarat import isyaratkan
from notifikasi import jam_kirim
from notifikasi import templat as templat_pesan
from notifikasi.enums import MENUNGGU, Jenis, Kanal, Keadaan
from notifikasi.kanal import KE_HP, LUAR, MEMBAWA, PENGANTAR, TUJUAN
from notifikasi.models import Pemberitahuan, PemberitahuanQuerySet
from wilayah.models import Kecamatan

BATAS_KABAR, JENDELA_KABAR = 2, timedelta(days=7)


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
    kecamatan: Kecamatan | None = None,
) -> list[Pemberitahuan]:
    """Write one message per channel that can reach the person, in the caller's transaction.

    It leaves after commit, and not at all when the caller rolls back. `kunci` names the cause
    ("usaha:3F…:verifikasi"): a second call with it writes nothing more to the same target and returns what
    is there. `url` is a path inside the portal. `kecamatan` is where the case lies: its officials send the message
    by hand when no gateway carries it. `setuju` says that the person has consented to news; of those an account
    gets BATAS_KABAR in JENDELA_KABAR by phone and e-mail, the rest lies in its inbox only, which rings nowhere.

    Returns the rows, none when no channel reaches the person. Raises KeyError when `konteks` lacks a value
    of the template; ValueError when a value may not stand in a message, when a phone is given to a template that
    never goes to one, and for news without account or consent.
    """
    t = templat_pesan.baca(templat)
    if telepon and not t.ke_hp:
        raise ValueError(f"Templat {templat} tidak untuk HP.")
    if jenis == Jenis.KABAR and not (setuju and akun):
        raise ValueError("Kabar umum hanya untuk akun yang sudah setuju menerimanya.")
    judul, isi = t.tulis(konteks)
    kunci = kunci or kode_acak.buat()
    rangka: dict[str, Any] = {
        "jenis": jenis,
        "akun": akun,
        "templat": templat,
        "versi": t.versi,
        "judul": judul,
        "isi": isi,
    }
    rangka |= {"tombol": t.tombol if url else "", "url": url, "kunci": kunci, "kecamatan": kecamatan}
    with transaction.atomic(savepoint=False):
        tenang = jenis == Jenis.KABAR and _kabar_penuh(akun, kunci)
        baris = []
        for kanal, cari_tujuan in TUJUAN.items():
            tujuan = cari_tujuan(akun=akun, telepon=telepon, email=email)
            if tujuan and jenis in MEMBAWA[kanal] and not _tertutup(kanal, t, tenang=tenang):
                baris.append(_baris(kanal, tujuan, rangka | {"nilai": t.nilai(konteks) if kanal in KE_HP else {}}))
        if not langsung.sisipkan(baris, lewati_ganda=True):
            baris = [Pemberitahuan.objects.get(kunci=kunci, kanal=satu.kanal, tujuan=satu.tujuan) for satu in baris]
        _isyaratkan(baris)
        return baris


@transaction.atomic
def kirim_ulang(*, pemberitahuan: QuerySet[Pemberitahuan]) -> list[Pemberitahuan]:
    """Put the dead ones among these back in the queue with all their tries, and return them.

    Codes stay dead: their text is gone, and an old one would only confuse.
    """
    mati = Pemberitahuan.objects.filter(pk__in=pemberitahuan.values("pk"), keadaan=Keadaan.MATI)
    terpilih = list(mati.exclude(jenis=Jenis.KODE).select_for_update(of=("self",)))
    kini = timezone.now()
    for satu in terpilih:
        satu.keadaan, satu.percobaan = Keadaan.ANTRE, 0
        satu.coba_lagi_pada = jam_kirim.berangkat(satu.jenis, kini)
    Pemberitahuan.objects.bulk_update(terpilih, ["keadaan", "percobaan", "coba_lagi_pada"])
    _isyaratkan(terpilih)
    return terpilih


@transaction.atomic
def hentikan(*, akun: AbstractBaseUser, jenis: str = "") -> int:
    """Stop every message to `akun` that has not left yet, or those of one kind; returns how many.

    Because the person has died or left, or no longer wants news. They cannot be sent again.
    """
    baris = Pemberitahuan.objects.filter(akun_id=akun.pk, keadaan__in=(*MENUNGGU, Keadaan.MATI))
    baris = baris.filter(jenis=jenis) if jenis else baris
    return baris.update(
        keadaan=Keadaan.DILEWATI, galat="Dihentikan: akun tidak lagi menerima pesan.", dikerjakan_sampai=None
    )


def tandai_dibaca(*, kotak: PemberitahuanQuerySet) -> int:
    """Mark the inbox rows in `kotak` as read, each with its first reading only; returns how many were unread."""
    return kotak.belum_dibaca().update(keadaan=Keadaan.DIBACA, dibaca_pada=timezone.now())


def _tertutup(kanal: str, t: templat_pesan.Templat, *, tenang: bool) -> bool:
    """Tell whether this message does not go this way: too much news already, or not worth an official's hand."""
    return (tenang and kanal in LUAR) or (kanal == Kanal.WA_ME and not t.lewat_petugas)


def _kabar_penuh(akun: AbstractBaseUser | None, kunci: str) -> bool:
    """Tell whether `akun` has had its news of these days outside the portal.

    The account is locked until the caller commits, so that two senders at once count one after the other. What was
    written under the same key is asked again, not counted again; what never left disturbed nobody.
    """
    pengguna = get_user_model()._default_manager.select_for_update(of=("self",), no_key=True).get(pk=akun and akun.pk)
    kabar = Pemberitahuan.objects.filter(akun_id=pengguna.pk, jenis=Jenis.KABAR)
    if sudah := set(kabar.filter(kunci=kunci).values_list("kanal", flat=True)):
        return not sudah & set(LUAR)
    baru = kabar.filter(kanal__in=LUAR, dibuat__gt=timezone.now() - JENDELA_KABAR)
    hidup = baru.exclude(keadaan__in=(Keadaan.MATI, Keadaan.DILEWATI))
    return hidup.values("kunci").distinct().count() >= BATAS_KABAR


def _baris(kanal: str, tujuan: str, rangka: Mapping[str, Any]) -> Pemberitahuan:
    kini = timezone.now()
    pemberitahuan = Pemberitahuan(kanal=kanal, tujuan=tujuan, dibuat=kini, coba_lagi_pada=kini, **rangka)
    if kanal == Kanal.APLIKASI:
        pemberitahuan.keadaan, pemberitahuan.terkirim_pada = Keadaan.SAMPAI, kini
    else:
        pemberitahuan.coba_lagi_pada = jam_kirim.berangkat(pemberitahuan.jenis, kini)
    return pemberitahuan


def _isyaratkan(baris: Iterable[Pemberitahuan]) -> None:
    """Tell a worker, after commit, what is due; the sweep finds the rows if that gets lost."""
    from notifikasi import tasks  # here, because tasks call these verbs

    kini = timezone.now()
    antre = (satu for satu in baris if satu.keadaan == Keadaan.ANTRE and satu.kanal in PENGANTAR)
    isyaratkan(tasks.antar, [satu.pk for satu in antre if satu.coba_lagi_pada <= kini])
