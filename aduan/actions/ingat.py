"""What complaints do by themselves because time has passed. Each verb may run as often as it likes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from aduan import notifications, queries, tautan
from aduan.actions.kirim import aturan, rekaman_anonim
from aduan.enums import Ruang, SebabSelesai, StatusAduan
from aduan.models import Aduan, Unit
from inti import berkas, janji
from inti.kalender import libur
from inti.workflow import SISTEM, TransisiDitolak, pindah


def _lewat(status: str, ruang: str) -> Iterator[Aduan]:
    """Yield the reports that have stood in `status` longer than the rule allows, each with `sejak`."""
    satu, hari_ini = aturan(ruang), timezone.localdate()
    sejak = Max("riwayat__pada", filter=Q(riwayat__ke=status) & ~Q(riwayat__dari=F("riwayat__ke")))
    for aduan in Aduan.objects.filter(status=status).annotate(sejak=sejak).order_by("pk"):
        if satu.hitungan.tambah(timezone.localdate(aduan.sejak), satu.hari, libur()) < hari_ini:
            yield aduan


@transaction.atomic
def tanyakan_selesai() -> int:
    """Ask once "apakah selesai?" of each answer that is old enough; returns how many were asked."""
    jumlah = 0
    for aduan in _lewat(StatusAduan.DIJAWAB, Ruang.TANYA):
        if Aduan.objects.filter(pk=aduan.pk, status=StatusAduan.DIJAWAB, ditanya=None).update(
            ditanya=timezone.localdate()
        ):
            notifications.kepada_pelapor(aduan, "aduan_tanya_selesai", ulang=":selesai")
            jumlah += 1
    return jumlah


def tutup_yang_diam() -> int:
    """Close what was answered and asked about while its reporter kept silent; returns how many.

    Nobody is closed before the question was put, however late that was.
    """
    diam = [a for a in _lewat(StatusAduan.DIJAWAB, Ruang.TUTUP) if a.ditanya and a.ditanya < timezone.localdate()]
    return sum(_tutup(a, "tutup", SebabSelesai.DIAM, "aduan_ditutup") for a in diam)


def tutup_tanpa_keterangan() -> int:
    """Close what waits for its reporter longer than the rule says; returns how many."""
    habis = list(_lewat(StatusAduan.PERBAIKAN, Ruang.LENGKAPI))
    return sum(_tutup(a, "kedaluwarsa", SebabSelesai.TANPA_KETERANGAN, "aduan_kedaluwarsa") for a in habis)


@transaction.atomic
def _tutup(aduan: Aduan, verba: str, sebab: str, pesan: str) -> bool:
    rekaman = rekaman_anonim(aduan)
    isian: dict[str, Any] = {"suara": None} if rekaman is not None else {}
    try:
        pindah(aduan, verba, oleh=SISTEM, sebab_selesai=sebab, **isian)
    except TransisiDitolak:
        return False
    if rekaman is not None:
        berkas.hapus(rekaman)
    tautan.akhiri(aduan)
    notifications.kepada_pelapor(aduan, pesan)
    return True


def lepas_yang_hilang() -> int:
    """Give back to the queue what lies with somebody who left the unit or the office; returns how many."""
    seunit = Unit.petugas.through.objects.filter(unit=OuterRef("unit"), pengguna=OuterRef("petugas"))
    koordinator = queries.koordinator().filter(pk=OuterRef("petugas"))
    hilang = Aduan.objects.filter(status__in=("DITERUSKAN", "PERBAIKAN", "DIJAWAB"), petugas__isnull=False)
    hilang = hilang.exclude(Exists(seunit) & Q(petugas__is_active=True, petugas__is_staff=True) | Exists(koordinator))
    return sum(_lepas(satu) for satu in hilang.order_by("pk"))


@transaction.atomic
def _lepas(aduan: Aduan) -> bool:
    try:
        pindah(aduan, "lepas", oleh=SISTEM, petugas=None, catatan="Petugasnya tidak bertugas lagi di unit ini.")
    except TransisiDitolak:
        return False
    return True


def ingatkan_petugas() -> int:
    """Tell each official, once a working day, of promises past or nearly so; returns how many messages were due."""
    return janji.ingatkan(queries.penerima_ingatan(), hitung=queries.hitung_janji, beri_tahu=notifications.janji)


def jalankan() -> None:
    """Do what is due today, each kind by itself."""
    langkah: tuple[Any, ...] = (
        tanyakan_selesai,
        tutup_yang_diam,
        tutup_tanpa_keterangan,
        lepas_yang_hilang,
        ingatkan_petugas,
    )
    for satu in langkah:
        satu()
