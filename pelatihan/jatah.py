"""Reads of classes by proposal: the share of each kecamatan, what of it is free, who was named."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from pelatihan import kursi
from pelatihan.enums import CaraMasuk, JenisKuota, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Kuota, UsulanPeserta
from umkm.models import PelakuUsaha, Usaha

S = StatusPeserta
KHUSUS = (JenisKuota.PEREMPUAN, JenisKuota.DISABILITAS)


@dataclass(frozen=True)
class Jatah:
    """The share of one kecamatan: `sisa` seats are free, `ditawari` wait for an answer, `cadangan` stand in line."""

    kuota: Kuota
    ditawari: int
    cadangan: int

    @property
    def ikut(self) -> int:
        return self.kuota.terisi - self.ditawari


def menurut_kecamatan(angkatan: Angkatan, lingkup: Collection[str] | None) -> list[Jatah]:
    """Return the shares of a class in these kecamatan (None: all), in the order of their names. Two queries."""
    kuota = angkatan.kuota.filter(jenis=JenisKuota.KECAMATAN).select_related("kecamatan").order_by("kecamatan__nama")
    if lingkup is not None:
        kuota = kuota.filter(kecamatan__in=lingkup)
    ditawari = Count("pk", filter=Q(status=S.DITAWARI, kuota__jenis=JenisKuota.KECAMATAN))
    menunggu = Count("pk", filter=Q(status=S.DAFTAR_TUNGGU))
    hitung = angkatan.peserta.order_by().values("usaha__desa__kecamatan").annotate(ditawari=ditawari, menunggu=menunggu)
    menurut = {h["usaha__desa__kecamatan"]: h for h in hitung}
    nol = {"ditawari": 0, "menunggu": 0}
    baris = [(k, menurut.get(k.kecamatan_id, nol)) for k in kuota]
    return [Jatah(k, h["ditawari"], h["menunggu"]) for k, h in baris]


def khusus(angkatan: Angkatan) -> list[Kuota]:
    """Return the pools for women and people with a disability, for which every kecamatan with a share may name."""
    return [k for k in angkatan.kuota.all() if k.jenis in KHUSUS and k.jumlah]


def tempat(kuota: Iterable[Kuota], pelaku: PelakuUsaha, usaha: Usaha) -> Kuota | None:
    """Return the seat that who is named would take, None when none is free.

    As everywhere the narrowest pool that fits comes first, so a share reaches further where women have seats of their
    own. The common pool is nobody's to propose for.
    """
    return kursi.pilih((k for k in kuota if k.jenis != JenisKuota.UMUM), kursi.ciri(pelaku, usaha))


def diusulkan(angkatan: Angkatan, lingkup: Collection[str] | None) -> Any:
    """Return who was named for a class from these kecamatan (None: all), the latest first."""
    semua = UsulanPeserta.objects.filter(peserta__angkatan=angkatan).order_by("-pk")
    if lingkup is not None:
        semua = semua.filter(kecamatan__in=lingkup)
    return semua.select_related("peserta__pelaku", "peserta__usaha", "kecamatan", "desa")


def sebab_tutup(angkatan: Angkatan) -> str:
    """Say why nobody can be named any more, "" while names are taken."""
    if kursi.kuota_kembali(angkatan):
        return "Hari usulan sudah lewat: kursi yang kosong kini terbuka untuk semua."
    if not angkatan.menerima():
        return "Pendaftaran kelas ini sedang tidak dibuka."
    return ""


def menunggu_nama(lingkup: Collection[str] | None) -> Any:
    """Return the classes that take names from these kecamatan, with `jatah` and `kosong`, the first deadline first."""
    kini, milik = timezone.now(), Q(kuota__jenis=JenisKuota.KECAMATAN)
    if lingkup is not None:
        milik &= Q(kuota__kecamatan__in=lingkup)
    kelas = Angkatan.objects.filter(
        cara=CaraMasuk.USULAN,
        status=StatusAngkatan.DIBUKA,
        dibuka_pada__lte=kini,
        ditutup_pada__gte=kini,
        kuota_kembali__gt=timezone.localdate(kini),
    )
    kosong = Sum(F("kuota__jumlah") - F("kuota__terisi"), filter=milik)
    kelas = kelas.annotate(jatah=Sum("kuota__jumlah", filter=milik), kosong=kosong).filter(jatah__gt=0)
    return kelas.select_related("kurikulum").order_by("kuota_kembali", "pk")


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Say how many seats of one's kecamatan wait for a name."""
    if not user.has_perm("pelatihan.usulkan_peserta"):
        return []
    kosong = sum(k.kosong for k in menunggu_nama(kecamatan_kerja(user)))
    return [("Kursi pelatihan menunggu nama", kosong, reverse("kelas:usulan_daftar"), "jalan")]
