"""The outbox in the officials' room: what left, what waits, what died; sending again, and sending by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString

from inti import tautan, telepon
from inti.admin import AdminDasar, TabAntrean
from notifikasi import actions, queries, templat
from notifikasi.enums import MENUNGGU, Jenis, Kanal, Keadaan
from notifikasi.models import Pemberitahuan
from notifikasi.views import kirim

RUPA: dict[str, str] = {
    Keadaan.ANTRE: "tunggu",
    Keadaan.GAGAL: "tunggu",
    Keadaan.MATI: "tolak",
    Keadaan.DILEWATI: "netral",
    Keadaan.DIKIRIM_PETUGAS: "selesai",
    Keadaan.TERKIRIM: "jalan",
    Keadaan.SAMPAI: "selesai",
    Keadaan.DIBACA: "selesai",
}


class Antrean(TabAntrean):
    TAB = (
        ("mati", "Tidak terkirim", lambda qs, user: queries.mati(qs)),
        (
            "menunggu",
            "Menunggu dikirim portal",
            lambda qs, user: qs.filter(keadaan__in=MENUNGGU).exclude(kanal=Kanal.WA_ME),
        ),
    )


class SaringanTemplat(admin.SimpleListFilter):
    """By template, named from the files: asking a million rows for their different names would take a second."""

    title = "templat"
    parameter_name = "templat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(nama, nama) for nama in templat.semua()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Pemberitahuan]) -> QuerySet[Pemberitahuan]:
        return queryset.filter(templat=self.value()) if self.value() else queryset


@admin.register(Pemberitahuan)
class AdminPemberitahuan(AdminDasar):
    """Read-only. Most messages know no kecamatan, so only officials of the whole regency see them all.

    What waits to be sent by hand has pages of its own (`views.kirim`), for the officials of its kecamatan.
    """

    hanya_sekabupaten = True
    belum_ada = "Belum ada pesan keluar. Pesan muncul di sini saat ada kabar untuk pemilik usaha atau petugas."
    list_display = ("judul", "kanal", "kepada", "pil_keadaan", "galat", "dibuat")
    list_filter = (Antrean, "keadaan", "kanal", "jenis", "dibuat", SaringanTemplat)
    search_fields = ("kode__exact", "tujuan__exact", "id_penyedia__exact")
    search_help_text = "Kode pesan, alamat email, nomor WhatsApp, atau kode akun, lengkap"
    list_select_related = ("akun", "petugas", "kecamatan")
    fields = (
        ("kode", "jenis"),
        ("kanal", "pil_keadaan"),
        ("akun", "tujuan"),
        "judul",
        "teks",
        ("alamat", "tombol"),
        ("templat", "versi", "kunci"),
        ("percobaan", "coba_lagi_pada", "dikerjakan_sampai"),
        "galat",
        ("dibuat", "terkirim_pada", "dibaca_pada"),
        ("petugas", "kecamatan", "id_penyedia"),
    )
    actions = ("kirim_ulang",)

    def get_urls(self) -> list:
        jaga = self.admin_site.admin_view
        nama = "notifikasi_pemberitahuan_kirim"
        return [
            path("kirim/", jaga(kirim.daftar), name=nama),
            path("kirim/ambil/", jaga(kirim.ambil), name=f"{nama}_ambil"),
            path("kirim/<slug:kode>/", jaga(kirim.satu), name=f"{nama}_satu"),
            path("kirim/<slug:kode>/selesai/", jaga(kirim.selesai), name=f"{nama}_selesai"),
            path("kirim/<slug:kode>/lewati/", jaga(kirim.lewati), name=f"{nama}_lewati"),
            path("kirim/<slug:kode>/kembalikan/", jaga(kirim.kembalikan), name=f"{nama}_kembalikan"),
            *super().get_urls(),
        ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Pemberitahuan], search_term: str
    ) -> tuple[QuerySet[Pemberitahuan], bool]:
        """Search for what was meant: each field is compared as it is stored, so that its index serves."""
        return super().get_search_results(request, queryset, _seperti_tersimpan(search_term.strip()))

    @admin.display(description="tujuan", ordering="tujuan")
    def kepada(self, obj: Pemberitahuan) -> str:
        return telepon.tampil(obj.tujuan) if obj.tujuan.startswith("+") else obj.tujuan

    @admin.display(description="keadaan", ordering="keadaan")
    def pil_keadaan(self, obj: Pemberitahuan) -> SafeString:
        return render_to_string("partials/_status.html", {"kata": obj.get_keadaan_display(), "rupa": RUPA[obj.keadaan]})

    @admin.display(description="isi")
    def teks(self, obj: Pemberitahuan) -> str:
        """Hide the text of codes: a code never passes through an official."""
        return "Disembunyikan: kode hanya untuk penerimanya." if obj.jenis == Jenis.KODE else obj.isi

    @admin.display(description="alamat di portal")
    def alamat(self, obj: Pemberitahuan) -> str:
        """Hide the address too: that of a new password opens the account, and a link without log-in what it is for."""
        return "" if obj.jenis == Jenis.KODE or tautan.membuka(obj.url) else obj.url

    def has_kirim_ulang_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) and request.user.has_perm("notifikasi.kirim_ulang_pemberitahuan")

    @admin.action(description="Kirim ulang", permissions=["kirim_ulang"])
    def kirim_ulang(self, request: HttpRequest, queryset: QuerySet[Pemberitahuan]) -> None:
        terkirim_ulang = actions.kirim_ulang(pemberitahuan=queryset)
        for satu in terkirim_ulang:
            self.log_change(request, satu, "Dikirim ulang.")
        if terkirim_ulang:
            messages.success(request, f"{len(terkirim_ulang)} pesan masuk antrean lagi.")
        else:
            messages.warning(request, "Tidak ada yang dikirim ulang: hanya pesan yang tidak terkirim, dan bukan kode.")


def _seperti_tersimpan(kata: str) -> str:
    """Write a number as E.164, an address in small letters, a code in capitals; Meta's own ids stay as they are."""
    if kata.startswith("wamid."):
        return kata
    if "@" in kata:
        return kata.lower()
    try:
        return telepon.normalkan(kata)
    except ValidationError:
        return kata.upper()
