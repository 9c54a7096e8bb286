"""Who took which list along, and why; and the way from the list of businesses to its file."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from inti import bilangan
from inti.admin import AdminDasar
from inti.admin.daftar import pil
from laporan import daftar
from laporan.models import Unduhan
from umkm.admin import kait
from umkm.reports import DAFTAR_USAHA


@admin.register(Unduhan)
class AdminUnduhan(AdminDasar):
    list_display = ("judul", "format", "oleh", "alasan", "lingkup", "baris", "keadaan_kata", "dibuat")
    list_filter = ("laporan", "format", "keadaan", "dibuat")
    list_select_related = ("oleh", "ulangan_dari")
    search_fields = ("kode__exact", "sidik__exact")
    search_help_text = "Nomor unduhan atau sidik"
    fields = (
        "judul",
        "format",
        "oleh",
        "alasan",
        "dibuat",
        "lingkup",
        "saringan_baris",
        "keadaan_kata",
        "per",
        "baris",
        "berlaku_sampai",
        "galat",
        "ulangan_dari",
        "kode",
        "sidik",
    )
    belum_ada = "Belum ada yang mengunduh laporan. Setiap unduhan tercatat di sini beserta alasannya."

    @admin.display(description="keadaan", ordering="keadaan")
    def keadaan_kata(self, unduhan: Unduhan) -> SafeString:
        return pil(unduhan.keadaan_kata, unduhan.rupa)

    @admin.display(description="baris", ordering="baris_selesai")
    def baris(self, unduhan: Unduhan) -> str:
        return bilangan.tulis(unduhan.baris_selesai)

    @admin.display(description="saringan")
    def saringan_baris(self, unduhan: Unduhan) -> SafeString | str:
        return format_html_join("", "{}: {}<br>", unduhan.saringan_kata) or "Tanpa saringan"


# How the filters of the list of businesses are called in its report.
NAMA_SARINGAN = {
    "antrean": "antrean",
    "janji": "janji",
    "status__exact": "status",
    "keadaan__exact": "keadaan",
    "sumber__exact": "sumber",
    "desa__kecamatan__kode__exact": "kecamatan",
    "desa": "desa",
    "desa_pilihan": "desa_pilihan",
    "desa_dicari": "desa_dicari",
}
BUKAN_SARINGAN = {"o", "p", "e", "all"}


def unduh_daftar(halaman: Any, request: HttpRequest) -> HttpResponse:
    """Lead from the list of businesses to its report with the filters that are on; say what does not come along."""
    bawaan = QueryDict(mutable=True)
    tertinggal = False
    for nama, nilai in request.GET.lists():
        if nama in NAMA_SARINGAN:
            bawaan.setlist(NAMA_SARINGAN[nama], nilai)
        elif nama not in BUKAN_SARINGAN and any(nilai):
            tertinggal = True
    if tertinggal:
        messages.warning(request, "Pencarian dan sebagian saringan tidak ikut. Periksa saringannya sebelum unduh.")
    return redirect(f"{reverse('laporan:laporan', args=[DAFTAR_USAHA.kode])}?{bawaan.urlencode()}")


kait.USAHA.append(
    kait.Halaman(
        "unduh/",
        "unduh",
        kait.hanya("GET")(unduh_daftar),
        label="Unduh daftar ini",
        boleh=lambda user, obj: daftar.boleh(user, DAFTAR_USAHA),
        bersaringan=True,
    )
)
