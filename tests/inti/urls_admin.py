"""The portal with an officials' room of its own, to try the case pages of `inti.admin` on a real case."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import include, path

from beranda.situs import SitusAdmin
from inti.admin import AdminDasar, AdminPerkara, TabAntrean
from inti.workflow import pindah
from umkm.models import Usaha
from wilayah.models import Kecamatan


@transaction.atomic
def ambil(usaha: Usaha, *, oleh: Any) -> None:
    pindah(usaha, "ambil", oleh=oleh, petugas=oleh)


@transaction.atomic
def periksa(usaha: Usaha, *, oleh: Any) -> None:
    pindah(usaha, "periksa", oleh=oleh)


@transaction.atomic
def tolak(usaha: Usaha, *, oleh: Any, alasan: str) -> None:
    pindah(usaha, "tolak", oleh=oleh, catatan=alasan)


def milik_saya(qs: QuerySet, user: Any) -> QuerySet:
    return qs.filter(petugas=user)


def belum_diambil(qs: QuerySet, user: Any) -> QuerySet:
    return qs.filter(petugas=None)


class Antrean(TabAntrean):
    TAB = (("milik_saya", "Milik saya", milik_saya), ("belum_diambil", "Belum diambil", belum_diambil))


class AdminUsahaUji(AdminPerkara):
    TINDAKAN = {"ambil": ambil, "periksa": periksa, "tolak": tolak}
    KALIMAT = {"daftar": "mendaftarkan usaha", "tolak": "menolak"}
    list_display = ("nama", "nomor", "status_kata", "tenggat_kata", "desa")
    list_filter = (Antrean, "status", "desa__kecamatan")
    list_select_related = ("desa__kecamatan",)
    search_fields = ("nama__istartswith", "nomor__exact")
    fields = ("nama", "nomor", "desa", "uraian")


class AdminKecamatanUji(AdminDasar):
    untuk_semua = True
    search_fields = ("nama",)


situs = SitusAdmin()
situs.register(Usaha, AdminUsahaUji)
situs.register(Kecamatan, AdminKecamatanUji)

urlpatterns = [path("admin/", situs.urls), path("", include("batang_portal.urls"))]
handler404 = "beranda.galat.galat_404"
