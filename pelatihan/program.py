"""What a programme brought: who enrolled, came and passed, by sex, kecamatan and scale, and what a graduate cost.

Officials see small numbers here, within their kecamatan; nothing of it is public. The scale is that of today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from akun.permissions import kecamatan_kerja
from inti.kalender import awal_hari
from pelatihan.enums import BERKURSI, StatusAngkatan, StatusPeserta
from pelatihan.hitung_hadir import pernah_hadir
from pelatihan.models import Angkatan, Peserta
from umkm.enums import JenisKelamin
from umkm.models import Usaha
from umkm.reports import berskala
from umkm.skala import BELUM_DIKETAHUI, BESAR, KECIL, MENENGAH, MIKRO

SKALA = (MIKRO, KECIL, MENENGAH, BESAR, BELUM_DIKETAHUI)
KELAMIN = {**dict(JenisKelamin.choices), "": "Belum dicatat"}


@dataclass
class Hitungan:
    """How many enrolled (a seat of their own), came at least once, passed."""

    terdaftar: int = 0
    hadir: int = 0
    lulus: int = 0

    def tambah(self, baris: Mapping[str, Any]) -> None:
        self.terdaftar += baris["terdaftar"]
        self.hadir += baris["hadir"]
        self.lulus += baris["lulus"]


@dataclass
class Program:
    """The figures of some classes together; `biaya` in rupiah sums those whose cost is known, `lulus_berbiaya` theirs.

    `biaya` is None for who works for some kecamatan only, and sees a part of the graduates.
    """

    semua: Hitungan = field(default_factory=Hitungan)
    kelas: dict[int, Hitungan] = field(default_factory=dict)
    potongan: list[tuple[str, list[tuple[str, Hitungan]]]] = field(default_factory=list)
    biaya: int | None = None
    berbiaya: int = 0
    lulus_berbiaya: int = 0

    @property
    def per_lulusan(self) -> int | None:
        return biaya_per_lulusan(self.biaya, self.lulus_berbiaya)


def biaya_per_lulusan(biaya: int | None, lulus: int | None) -> int | None:
    """Return rupiah for each graduate, rounded half up; None without a cost or without graduates."""
    if biaya is None or not lulus:
        return None
    return (2 * biaya + lulus) // (2 * lulus)


def kelas(user: Any, saringan: Mapping[str, Any]) -> QuerySet[Angkatan]:
    """Return the classes that were held or are being held, by the filters, the latest first."""
    semua = Angkatan.objects.filter(pk__in=Angkatan.objects.terlihat_oleh(user).values("pk"))
    semua = semua.filter(status__in=(StatusAngkatan.BERJALAN, StatusAngkatan.SELESAI))
    if saringan.get("kurikulum"):
        semua = semua.filter(kurikulum=saringan["kurikulum"])
    if saringan.get("sumber_dana"):
        semua = semua.filter(sumber_dana=saringan["sumber_dana"])
    if saringan.get("dari"):
        semua = semua.filter(mulai__gte=awal_hari(saringan["dari"]))
    if saringan.get("sampai"):
        semua = semua.filter(mulai__lt=awal_hari(saringan["sampai"] + timedelta(days=1)))
    return semua.select_related("kurikulum").order_by("-mulai", "-pk")


def peserta(user: Any) -> QuerySet[Any, Any]:
    """Return who had a seat of his own, in scope of `user`, with `datang` (came at least once)."""
    return Peserta.objects.terlihat_oleh(user).filter(status__in=BERKURSI).annotate(datang=pernah_hadir())


def rinci(user: Any, angkatan: QuerySet[Angkatan]) -> QuerySet[Any, Any]:
    """Return a row for each class, sex, kecamatan and scale in it, with terdaftar, hadir and lulus. One query."""
    bila = [When(Exists(Usaha.objects.filter(berskala(k), pk=OuterRef("usaha"))), then=Value(k)) for k in SKALA[:-1]]
    baris = peserta(user).filter(angkatan__in=angkatan.order_by().values("pk"))
    baris = baris.annotate(
        skala=Case(*bila, default=Value(BELUM_DIKETAHUI)),
        kelamin=F("pelaku__jenis_kelamin"),
        kecamatan=F("usaha__desa__kecamatan__nama"),
    )
    return (
        baris.order_by()
        .values("angkatan", "kelamin", "kecamatan", "skala")
        .annotate(
            terdaftar=Count("pk"),
            hadir=Count("pk", filter=Q(datang=True)),
            lulus=Count("pk", filter=Q(status=StatusPeserta.LULUS)),
        )
        .order_by("angkatan", "kelamin", "kecamatan", "skala")
    )


def hitung(user: Any, angkatan: QuerySet[Angkatan]) -> Program:
    """Add up the classes, each and all. Two queries."""
    baris, hasil = list(rinci(user, angkatan)), Program()
    for satu in baris:
        hasil.semua.tambah(satu)
        hasil.kelas.setdefault(satu["angkatan"], Hitungan()).tambah(satu)
    hasil.potongan = [
        ("Jenis kelamin", _menurut(baris, "kelamin", KELAMIN, KELAMIN.get)),
        ("Kecamatan", _menurut(baris, "kecamatan")),
        ("Skala usaha", _menurut(baris, "skala", SKALA, str.capitalize)),
    ]
    if kecamatan_kerja(user) is None:
        biaya = dict(angkatan.order_by().exclude(biaya_nyata=None).values_list("pk", "biaya_nyata"))
        hasil.biaya = sum(satu or 0 for satu in biaya.values()) if biaya else None
        hasil.berbiaya = len(biaya)
        hasil.lulus_berbiaya = sum(h.lulus for pk, h in hasil.kelas.items() if pk in biaya)
    return hasil


def _menurut(
    baris: Iterable[Mapping[str, Any]], kolom: str, urut: Iterable[str] = (), kata: Callable[[str], Any] = str
) -> list[tuple[str, Hitungan]]:
    jumlah: dict[str, Hitungan] = {}
    for satu in baris:
        jumlah.setdefault(satu[kolom], Hitungan()).tambah(satu)
    tempat = {nilai: n for n, nilai in enumerate(urut)}
    return [(kata(nilai), jumlah[nilai]) for nilai in sorted(jumlah, key=lambda k: (tempat.get(k, 0), k))]
