"""Reads of the consultations: which slots are free, whose appointments these are, what an official has to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from inti.kalender import awal_hari, libur
from konsultasi import jadwal
from konsultasi.enums import StatusJanjiTemu
from konsultasi.jadwal import Slot
from konsultasi.models import Absen, DaftarTunggu, JamKonsultasi, JanjiTemu, Meja

S = StatusJanjiTemu
JEDA = timedelta(hours=1)
"""How long before its start a slot can still be booked from afar; at the counter until it begins."""


class HariBuka(NamedTuple):
    """A day on which a desk has slots ahead; none of them free means full."""

    tanggal: date
    bebas: list[Slot]
    tempat: str

    @property
    def penuh(self) -> bool:
        return not self.bebas


class Jadwal:
    """The slots of some desks from now on, read in three queries however many days they cover."""

    def __init__(self, meja: Sequence[Meja], *, jeda: timedelta = JEDA, kecuali: JanjiTemu | None = None) -> None:
        """Read what the desks need; `kecuali` is an appointment whose own slot counts as free."""
        self.kini = timezone.now()
        self.paling_awal = self.kini + jeda
        self.hari_ini = timezone.localdate()
        self.libur = libur()
        self.jam: dict[int, list[JamKonsultasi]] = defaultdict(list)
        self.absen: dict[int, list[jadwal.Rentang]] = defaultdict(list)
        self.terisi: dict[tuple[int, date], list[jadwal.Rentang]] = defaultdict(list)
        masih = Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=self.hari_ini)
        for jam in JamKonsultasi.objects.filter(masih, meja__in=meja).order_by("dari"):
            self.jam[jam.meja_id].append(jam)
        for kunci, dari, sampai in Absen.objects.filter(meja__in=meja, sampai__gt=self.kini).values_list(
            "meja", "dari", "sampai"
        ):
            self.absen[kunci].append((dari, sampai))
        diambil = JanjiTemu.objects.filter(meja__in=meja, selesai__gt=self.kini).exclude(status=S.DIBATALKAN)
        for kunci, mulai, selesai in diambil.exclude(pk=kecuali.pk if kecuali else None).values_list(
            "meja", "mulai", "selesai"
        ):
            self.terisi[kunci, timezone.localdate(mulai)].append((mulai, selesai))

    def buka(self, meja: Meja) -> list[HariBuka]:
        """List the days ahead on which this desk receives people, the nearest first."""
        terjauh = max((jam.hari_ke_depan for jam in self.jam[meja.pk]), default=-1)
        semua = (self._hari(meja, self.hari_ini + timedelta(days=n)) for n in range(terjauh + 1))
        return [hari for hari in semua if hari is not None]

    def cari(self, meja: Meja, mulai: datetime) -> Slot | None:
        """Return the free slot that begins at this moment, None when there is none."""
        hari = self._hari(meja, timezone.localdate(mulai))
        return next((slot for slot in hari.bebas if slot.mulai == mulai), None) if hari else None

    def terganggu(self, janji_temu: JanjiTemu) -> bool:
        """Tell whether nobody will be there at that hour: a day off, an absence, or hours that hold no more."""
        hari, kunci = timezone.localdate(janji_temu.mulai), janji_temu.meja_id
        return (
            hari in self.libur
            or not janji_temu.meja.aktif
            or jadwal.bentrok(janji_temu.mulai, janji_temu.selesai, self.absen[kunci])
            or not jadwal.termuat(janji_temu.mulai, janji_temu.selesai, self.jam[kunci])
        )

    def _hari(self, meja: Meja, hari: date) -> HariBuka | None:
        if hari in self.libur:
            return None
        semua = [
            slot
            for jam in self.jam[meja.pk]
            if jadwal.berlaku(jam, hari) and hari <= self.hari_ini + timedelta(days=jam.hari_ke_depan)
            for slot in jadwal.slot_jam(jam, hari)
            if slot.mulai >= self.paling_awal and not jadwal.bentrok(slot.mulai, slot.selesai, self.absen[meja.pk])
        ]
        if not semua:
            return None
        bebas = [s for s in semua if not jadwal.bentrok(s.mulai, s.selesai, self.terisi[meja.pk, hari])]
        return HariBuka(hari, bebas, ", ".join(dict.fromkeys(s.tempat for s in semua)))


class MejaBuka(NamedTuple):
    """A desk as the public finds it: what it is about, where, and its next free hour."""

    meja: Meja
    topik: str
    tempat: str
    terdekat: Slot | None


def meja_buka() -> list[MejaBuka]:
    """List the desks that receive people, each with its next free hour; four queries."""
    semua = list(Meja.objects.aktif())
    jadwal_semua = Jadwal(semua)
    hasil = []
    for meja in semua:
        jam = jadwal_semua.jam[meja.pk]
        if not jam:
            continue
        terdekat = next((h.bebas[0] for h in jadwal_semua.buka(meja) if h.bebas), None)
        topik, tempat = (", ".join(dict.fromkeys(getattr(j, nama) for j in jam)) for nama in ("topik", "tempat"))
        hasil.append(MejaBuka(meja, topik, tempat, terdekat))
    return hasil


def mendatang(user: Any) -> list[JanjiTemu]:
    """Return the appointments and offers that somebody has before him, the next first; for the owner's home."""
    hidup = Q(status=S.DIPESAN, selesai__gt=timezone.now()) | Q(status=S.DITAWARKAN, tawaran_sampai__gt=timezone.now())
    semua = JanjiTemu.objects.dikelola(user).filter(hidup)
    return list(semua.select_related("meja", "akun", "usaha").order_by("mulai"))


def milik(user: Any) -> dict[str, Any]:
    """Return what stands on the own page: what comes, what is past, and where one waits for a free hour."""
    datang = mendatang(user)
    lampau = JanjiTemu.objects.dikelola(user).exclude(pk__in=[j.pk for j in datang]).exclude(status=S.DITAWARKAN)
    return {
        "mendatang": datang,
        "lampau": list(lampau.select_related("meja", "usaha").order_by("-mulai")[:20]),
        "tunggu": list(
            DaftarTunggu.objects.dikelola(user).filter(selesai_pada=None).select_related("meja", "usaha").order_by("pk")
        ),
    }


# --- What an official has to do --------------------------------------------------------


def datang_hari_ini() -> Q:
    """Return the condition of appointments on this day, offers left out."""
    return _pada_hari(timezone.localdate()) & ~Q(status__in=(S.DIBATALKAN, S.DITAWARKAN))


def _pada_hari(tanggal: date) -> Q:
    return Q(mulai__gte=awal_hari(tanggal), mulai__lt=awal_hari(tanggal + timedelta(days=1)))


def belum_dicatat() -> Q:
    """Return the condition of appointments whose hour is over and of which nobody wrote down who came."""
    return Q(status=S.DIPESAN, selesai__lte=timezone.now())


def perlu_diatur() -> Q:
    """Return the condition of appointments whose person must still choose another time."""
    return Q(status=S.DIPESAN, terganggu_pada__isnull=False, selesai__gt=timezone.now())


def hitung(user: Any) -> dict[str, int]:
    """Count in one query what stands on the tabs of the list and on the first page."""
    return JanjiTemu.objects.terlihat_oleh(user).aggregate(
        hari_ini=Count("pk", filter=datang_hari_ini()),
        belum_dicatat=Count("pk", filter=belum_dicatat()),
        diatur=Count("pk", filter=perlu_diatur()),
        mendatang=Count("pk", filter=Q(status=S.DIPESAN, selesai__gt=timezone.now())),
    )


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Say what waits for this official, as rows of label, count, address and look. One query."""
    if not user.has_perm("konsultasi.layani_konsultasi"):
        return []
    jumlah, daftar = hitung(user), reverse("admin:konsultasi_janjitemu_changelist")
    return [
        ("Konsultasi hari ini", jumlah["hari_ini"], reverse("admin:konsultasi_janjitemu_hari"), "jalan"),
        ("Janji temu perlu waktu lain", jumlah["diatur"], f"{daftar}?antrean=diatur", "tolak"),
        ("Belum dicatat hadir atau tidak", jumlah["belum_dicatat"], f"{daftar}?antrean=belum_dicatat", "tunggu"),
    ]


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """Name the pages that are no lists, as rows of label, address and purpose."""
    hasil = []
    if user.has_perm("konsultasi.pesan_di_loket"):
        pesan = reverse("admin:konsultasi_janjitemu_loket")
        hasil.append(("Pesankan jam konsultasi", pesan, "Untuk orang di loket atau di telepon."))
    if user.has_perm("konsultasi.layani_konsultasi"):
        hari = reverse("admin:konsultasi_janjitemu_hari")
        hasil.append(("Lembar konsultasi harian", hari, "Siapa datang jam berapa, siap dicetak."))
    return hasil


def lembar_hari(user: Any, tanggal: date) -> list[tuple[Meja, list[JanjiTemu]]]:
    """Return the appointments of one day by desk, in the order of the clock, for the sheet on the wall."""
    baris = (
        JanjiTemu.objects.terlihat_oleh(user)
        .filter(_pada_hari(tanggal))
        .exclude(status__in=(S.DIBATALKAN, S.DITAWARKAN))
        .select_related("meja", "akun", "usaha")
        .order_by("meja__urut", "meja__nama", "meja", "mulai")
    )
    menurut_meja: dict[Meja, list[JanjiTemu]] = {}
    for satu in baris:
        menurut_meja.setdefault(satu.meja, []).append(satu)
    return list(menurut_meja.items())
