"""Reads of the inbox, and of what waits for the hand of an official."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from inti import langsung
from notifikasi.actions.tangan import SEBAB_BASI
from notifikasi.enums import Jenis, Kanal, Keadaan
from notifikasi.kanal import wa_me
from notifikasi.models import Pemberitahuan, PemberitahuanQuerySet

HITUNGAN_TERBANYAK = 100
ISI_HALAMAN = 20
ISI_ANTREAN = 60
JENDELA_BASI = timedelta(days=30)


def belum_dibaca(user: Any) -> int:
    """Count the unread messages of `user`, up to 100: it stands on every page and must stay cheap."""
    return int(langsung.tanya(_BELUM_DIBACA, [user.pk, Kanal.APLIKASI, Keadaan.SAMPAI, HITUNGAN_TERBANYAK])[0][0])


_BELUM_DIBACA = """
SELECT count(*) FROM (
    SELECT FROM notifikasi_pemberitahuan WHERE akun_id = %s AND kanal = %s AND keadaan = %s LIMIT %s
) AS pesan
"""


def halaman_kotak(user: Any, setelah: Pemberitahuan | None = None) -> tuple[list[Pemberitahuan], str]:
    """Return a page of the inbox after the row `setelah`, and the kode to continue from ("" at the end).

    Unread first, then read, newest first in both: an inbox row is SAMPAI or DIBACA, and S sorts after D.
    """
    kotak = Pemberitahuan.objects.kotak(user).order_by("-keadaan", "-pk")
    if setelah is not None:
        kotak = kotak.filter(Q(keadaan=setelah.keadaan, pk__lt=setelah.pk) | Q(keadaan__lt=setelah.keadaan))
    baris = list(kotak[: ISI_HALAMAN + 1])
    halaman = baris[:ISI_HALAMAN]
    return halaman, halaman[-1].kode if len(baris) > ISI_HALAMAN else ""


@dataclass(frozen=True)
class Kiriman:
    """All that waits for one phone, as one message: from which the official's page is made."""

    kode: str
    telepon: str
    nomor: list[str]
    judul: list[str]
    kecamatan: str
    sejak: datetime
    jumlah: int
    dipegang: str

    @property
    def teks(self) -> str:
        """What the person will read."""
        return wa_me.teks(self.nomor)

    @property
    def tautan(self) -> str:
        """The address that opens WhatsApp with number and text filled in."""
        return wa_me.tautan(self.telepon, self.teks)


def antrean_kirim(user: Any) -> list[Kiriman]:
    """Return what waits for the hand of `user` and is due, the oldest first, at most ISI_ANTREAN phones. Two queries.

    What a colleague is sending just now stands there too, with his name.
    """
    kini = timezone.now()
    baris = Pemberitahuan.objects.antrean_petugas(user).filter(coba_lagi_pada__lte=kini)
    orang = baris.order_by().values("tujuan").annotate(sejak=Min("coba_lagi_pada"), awal=Min("pk"))
    telepon = [satu["tujuan"] for satu in orang.order_by("sejak", "awal")[:ISI_ANTREAN]]
    return _kiriman(baris.filter(tujuan__in=telepon), user, kini)


def genggaman(user: Any, kode: str = "") -> Kiriman | None:
    """Return what `user` is holding: that of the row `kode`, or whatever it is; None when nothing. One query."""
    kini = timezone.now()
    milik = Pemberitahuan.objects.antrean_petugas(user).filter(petugas=user, dikerjakan_sampai__gt=kini)
    if kode:
        milik = milik.filter(tujuan__in=milik.filter(kode=kode).values("tujuan"))
    return next(iter(_kiriman(milik, user, kini)), None)


def _kiriman(baris: PemberitahuanQuerySet, user: Any, kini: datetime) -> list[Kiriman]:
    per_orang: dict[str, list[Pemberitahuan]] = {}
    for satu in baris.select_related("kecamatan", "petugas").order_by("coba_lagi_pada", "pk"):
        per_orang.setdefault(satu.tujuan, []).append(satu)
    return [_satu_kiriman(milik, user, kini) for milik in per_orang.values()]


def _satu_kiriman(baris: list[Pemberitahuan], user: Any, kini: datetime) -> Kiriman:
    pertama = baris[0]
    pegang = [p for p in baris if p.petugas and p.dikerjakan_sampai and p.dikerjakan_sampai > kini]
    return Kiriman(
        kode=pertama.kode,
        telepon=pertama.tujuan,
        nomor=_tanpa_ulangan(p.nilai.get("nomor", "") for p in baris),
        judul=_tanpa_ulangan(p.judul for p in baris),
        kecamatan=", ".join(_tanpa_ulangan(p.kecamatan.nama if p.kecamatan else "" for p in baris)),
        sejak=pertama.coba_lagi_pada,
        jumlah=len(baris),
        dipegang=next(("Anda" if p.petugas_id == user.pk else str(p.petugas) for p in pegang), ""),
    )


def _tanpa_ulangan(kata: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, kata)))


def jumlah_kirim(user: Any) -> int:
    """Count the phones that `user` could send to now. One query."""
    baris = Pemberitahuan.objects.antrean_petugas(user).filter(coba_lagi_pada__lte=timezone.now())
    return baris.order_by().aggregate(n=Count("tujuan", distinct=True))["n"]


def basi(user: Any) -> int:
    """Count the messages of the last JENDELA_BASI that nobody sent in time, where `user` works. One query."""
    if not user.has_perm("notifikasi.kirim_wa_me"):
        return 0
    baris = Pemberitahuan.objects.filter(
        kanal=Kanal.WA_ME, keadaan=Keadaan.DILEWATI, galat=SEBAB_BASI, dibuat__gt=timezone.now() - JENDELA_BASI
    )
    return (baris if user.semua_kecamatan else baris.filter(kecamatan__in=user.kecamatan.all())).count()


def mati(baris: PemberitahuanQuerySet) -> QuerySet[Pemberitahuan]:
    """Narrow to the dead letters: what did not arrive and can be sent again. Codes cannot."""
    return baris.filter(keadaan=Keadaan.MATI).exclude(jenis=Jenis.KODE)


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Say what of the messages waits for this official, as rows of label, count, address and look."""
    baris = []
    if user.has_perm("notifikasi.kirim_wa_me"):
        jumlah = jumlah_kirim(user)
        if jumlah or not settings.GERBANG_PESAN:
            url = reverse("admin:notifikasi_pemberitahuan_kirim")
            baris.append(("Kirim lewat WhatsApp", jumlah, url, "jalan"))
    if user.semua_kecamatan and user.has_perm("notifikasi.kirim_ulang_pemberitahuan"):
        tab = reverse("admin:notifikasi_pemberitahuan_changelist") + "?antrean=mati"
        jumlah = mati(Pemberitahuan.objects.terlihat_oleh(user))[: HITUNGAN_TERBANYAK * 10].count()
        baris.append(("Pesan tidak terkirim", jumlah, tab, "tolak"))
    return baris
