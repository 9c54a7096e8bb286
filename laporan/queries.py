"""Reads of the reports: the figures of today, per kecamatan, against earlier days; and what waits the longest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from inti.perkara import hampir_lewat, lewat
from laporan import daftar
from laporan.models import AngkaHarian, Unduhan
from umkm.angka import SEBELUMNYA, UKURAN
from umkm.models import Usaha
from umkm.models.usaha import UsahaQuerySet
from umkm.queries import antrean
from wilayah.models import Kecamatan

UMUR_ANGKA = 60  # seconds; the page says from when its figures are
TERATAS = 10
UNDUHAN_TERAKHIR = 20
IZIN_ANGKA = ("laporan.lihat_angka", "umkm.view_usaha")


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """Name the pages of the reports that `user` may open, for the first page of the officials' room."""
    baris = []
    if user.has_perms(IZIN_ANGKA):
        baris.append(
            (
                "Angka hari ini",
                reverse("laporan:angka"),
                "Usaha dan permohonan: menunggu dan lewat janji, per kecamatan",
            )
        )
    if daftar.untuk(user):
        baris.append(("Laporan", reverse("laporan:semua"), "Daftar yang dapat diunduh, dan unduhan Anda"))
    return baris


def unduhan_saya(user: Any) -> QuerySet[Unduhan]:
    """Return what `user` asked for last, the newest first."""
    return Unduhan.objects.filter(oleh=user)[:UNDUHAN_TERAKHIR]


def hitung(qs: UsahaQuerySet) -> dict[str, dict[str, int]]:
    """Count every figure of `umkm.angka` in every kecamatan among the businesses of `qs`, in one query."""
    ukuran = {u.kode: Count("pk", filter=u.syarat()) for u in UKURAN}
    sebelum = {f"sebelum_{kode}": Count("pk", filter=syarat()) for kode, syarat in SEBELUMNYA.items()}
    baris = qs.utuh().order_by().values("desa__kecamatan").annotate(**ukuran, **sebelum)
    return {satu.pop("desa__kecamatan"): satu for satu in baris}


def angka(user: Any) -> dict[str, Any]:
    """Return the figures in scope of `user`, as they were within the last minute.

    `per` is their moment. `kecamatan` lists those in scope by name, each with `angka`; `tak_diketahui` counts what
    lies in none of them, so that `jumlah` is always the sum of both. `kemarin` and `minggu_lalu` are the records of
    the mornings to compare with, None where there is none.
    """
    lingkup = kecamatan_kerja(user)
    # Officials of some kecamatan also see the businesses of their own, so they share their figures with nobody.
    kunci = "semua" if lingkup is None else f"{user.pk}:{','.join(sorted(lingkup))}"
    return cache.get_or_set(f"laporan:angka:{kunci}", lambda: _angka(user, lingkup), UMUR_ANGKA) or {}


def _angka(user: Any, lingkup: set[str] | None) -> dict[str, Any]:
    per = timezone.now()
    terhitung = hitung(Usaha.objects.terlihat_oleh(user))
    nol = dict.fromkeys([*(u.kode for u in UKURAN), *(f"sebelum_{kode}" for kode in SEBELUMNYA)], 0)
    jumlah = {nama: sum(satu[nama] for satu in terhitung.values()) for nama in nol}
    kecamatan = [
        {
            "kode": satu.kode,
            "nama": satu.nama,
            "titik": (satu.lat, satu.lon),
            "milik": lingkup is None or satu.kode in lingkup,
            "angka": terhitung.pop(satu.kode, nol),
        }
        for satu in Kecamatan.objects.order_by("nama")
    ]
    return {
        "per": per,
        "jumlah": jumlah,
        "kecamatan": kecamatan,
        "tak_diketahui": {nama: sum(satu[nama] for satu in terhitung.values()) for nama in nol},
        **_catatan(lingkup, timezone.localdate(per)),
    }


def _catatan(lingkup: set[str] | None, hari_ini: Any) -> dict[str, Any]:
    hari = {"kemarin": hari_ini - timedelta(days=1), "minggu_lalu": hari_ini - timedelta(days=7)}
    catatan = AngkaHarian.objects.filter(tanggal__in=hari.values())
    if lingkup is not None:
        catatan = catatan.filter(kecamatan__in=lingkup)
    baris = catatan.order_by().values_list("tanggal", "ukuran").annotate(n=Sum("nilai"))
    menurut_hari: dict[Any, dict[str, int]] = {}
    for tanggal, ukuran, n in baris:
        menurut_hari.setdefault(tanggal, {})[ukuran] = n
    return {nama: menurut_hari.get(satu) for nama, satu in hari.items()}


def mendesak(user: Any) -> dict[str, list[Usaha]]:
    """Return the ten cases that are late the longest, and the ten whose promise ends next. Two queries."""
    qs = antrean(user).select_related("desa__kecamatan", "petugas")
    return {"lewat": list(qs.filter(lewat())[:TERATAS]), "hampir": list(qs.filter(hampir_lewat())[:TERATAS])}
