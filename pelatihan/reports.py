"""The reports of training: one row a class, and one row for each sex, kecamatan and scale in a class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from inti.laporan import BILANGAN, TANGGAL, Kolom, Laporan
from pelatihan import program
from pelatihan.enums import StatusPeserta
from pelatihan.forms.dampak import ProgramForm
from pelatihan.models import Angkatan
from umkm.enums import JenisKelamin

_UKUR = ("terdaftar", "hadir", "lulus")
_SIAPA = {"": Q(), "_p": Q(pelaku__jenis_kelamin=JenisKelamin.PEREMPUAN)}


def per_kelas(user: Any, saringan: Mapping[str, Any]) -> QuerySet[Angkatan]:
    """Return the classes with their figures; the cost only to who sees all their graduates."""
    angka = {f"{ukur}{akhir}": _hitung(user, ukur, siapa) for akhir, siapa in _SIAPA.items() for ukur in _UKUR}
    biaya: Any = F("biaya_nyata") if kecamatan_kerja(user) is None else Value(None, output_field=IntegerField())
    return program.kelas(user, saringan).annotate(biaya_dihitung=biaya, **angka)


def _hitung(user: Any, ukur: str, siapa: Q) -> Coalesce:
    orang = program.peserta(user).filter(siapa, angkatan=OuterRef("pk"))
    if ukur == "hadir":
        orang = orang.filter(datang=True)
    elif ukur == "lulus":
        orang = orang.filter(status=StatusPeserta.LULUS)
    jumlah = orang.order_by().values("angkatan").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(jumlah, output_field=IntegerField()), 0)


def rinci(user: Any, saringan: Mapping[str, Any]) -> QuerySet[Any, Any]:
    """Return the rows of `program.rinci` with the words for their class."""
    kolom = ("angkatan__kurikulum__nama", "angkatan__nama", "angkatan__mulai", "angkatan__sumber_dana")
    return program.rinci(user, program.kelas(user, saringan)).values(
        "angkatan", "kelamin", "kecamatan", "skala", "terdaftar", "hadir", "lulus", *kolom
    )


def _hari(waktu: datetime | None) -> date | None:
    return timezone.localdate(waktu) if waktu else None


def _angka(judul: str, sumber: str, kertas: int = 2) -> Kolom:
    return Kolom(judul, sumber, BILANGAN, lebar=11, kertas=kertas)


PER_KELAS = Laporan(
    kode="program-pelatihan",
    judul="Program pelatihan per kelas",
    keterangan="Satu baris untuk satu kelas yang berjalan atau selesai: terdaftar, pernah hadir, lulus, dan biaya per "
    "lulusan. Petugas kecamatan menghitung peserta dari wilayahnya, tanpa biaya.",
    izin="pelatihan.lihat_dampak",
    formulir=ProgramForm,
    data=per_kelas,
    kolom=(
        Kolom("Pelatihan", "kurikulum__nama", lebar=32, kertas=6),
        Kolom("Angkatan", "nama", lebar=24, kertas=4),
        Kolom("Mulai", "mulai", TANGGAL, olah=_hari, lebar=12, kertas=3),
        Kolom("Selesai", "selesai", TANGGAL, olah=_hari, lebar=12),
        Kolom("Sumber dana", "sumber_dana", lebar=18, kertas=3),
        _angka("Terdaftar", "terdaftar"),
        _angka("Hadir", "hadir"),
        _angka("Lulus", "lulus"),
        _angka("Terdaftar perempuan", "terdaftar_p", 0),
        _angka("Hadir perempuan", "hadir_p", 0),
        _angka("Lulus perempuan", "lulus_p", 0),
        Kolom("Biaya nyata (rupiah)", "biaya_dihitung", BILANGAN, lebar=16, kertas=3),
        Kolom(
            "Biaya per lulusan (rupiah)",
            ("biaya_dihitung", "lulus"),
            BILANGAN,
            olah=program.biaya_per_lulusan,
            lebar=16,
            kertas=3,
        ),
    ),
)

RINCI = Laporan(
    kode="program-pelatihan-rinci",
    judul="Program pelatihan menurut kelamin, kecamatan, dan skala",
    keterangan="Satu baris untuk setiap jenis kelamin, kecamatan, dan skala usaha di satu kelas. Skalanya yang kini."
    " Jumlah semua baris satu kelas sama dengan jumlah kelas itu.",
    izin="pelatihan.lihat_dampak",
    formulir=ProgramForm,
    data=rinci,
    kolom=(
        Kolom("Pelatihan", "angkatan__kurikulum__nama", lebar=32, kertas=6),
        Kolom("Angkatan", "angkatan__nama", lebar=24, kertas=4),
        Kolom("Mulai", "angkatan__mulai", TANGGAL, olah=_hari, lebar=12, kertas=3),
        Kolom("Sumber dana", "angkatan__sumber_dana", lebar=18, kertas=3),
        Kolom("Jenis kelamin", "kelamin", olah=program.KELAMIN.get, lebar=14, kertas=2),
        Kolom("Kecamatan", "kecamatan", kertas=3),
        Kolom("Skala usaha", "skala", kertas=2),
        _angka("Terdaftar", "terdaftar"),
        _angka("Hadir", "hadir"),
        _angka("Lulus", "lulus"),
    ),
)

LAPORAN = (PER_KELAS, RINCI)
