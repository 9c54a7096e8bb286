"""The outbox in the officials' room: what left, what waits, what died, and one deed: send again."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from inti.admin import AdminDasar
from notifikasi import actions
from notifikasi.enums import Jenis, Keadaan
from notifikasi.models import Pemberitahuan

RUPA: dict[str, str] = {
    Keadaan.ANTRE: "tunggu",
    Keadaan.GAGAL: "tunggu",
    Keadaan.MATI: "tolak",
    Keadaan.TERKIRIM: "jalan",
    Keadaan.SAMPAI: "selesai",
    Keadaan.DIBACA: "selesai",
}


@admin.register(Pemberitahuan)
class AdminPemberitahuan(AdminDasar):
    """Read-only. Messages know no kecamatan, so only officials of the whole regency see them."""

    hanya_sekabupaten = True
    belum_ada = "Belum ada pesan keluar. Pesan muncul di sini saat ada kabar untuk pemilik usaha atau petugas."
    list_display = ("judul", "kanal", "tujuan", "pil_keadaan", "galat", "dibuat")
    list_filter = ("keadaan", "kanal", "jenis", "dibuat", "templat")
    search_fields = ("kode__iexact", "tujuan__iexact", "akun__kode__iexact")
    search_help_text = "Cari kode pesan, alamat email, atau kode akun, lengkap."
    list_select_related = ("akun",)
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
    )
    actions = ("kirim_ulang",)

    @admin.display(description="keadaan", ordering="keadaan")
    def pil_keadaan(self, obj: Pemberitahuan) -> SafeString:
        return render_to_string("partials/_status.html", {"kata": obj.get_keadaan_display(), "rupa": RUPA[obj.keadaan]})

    @admin.display(description="isi")
    def teks(self, obj: Pemberitahuan) -> str:
        """Hide the text of codes: a code never passes through an official."""
        return "Disembunyikan: kode hanya untuk penerimanya." if obj.jenis == Jenis.KODE else obj.isi

    @admin.display(description="alamat di portal")
    def alamat(self, obj: Pemberitahuan) -> str:
        """Hide the address too: that of a new password opens the account."""
        return "" if obj.jenis == Jenis.KODE else obj.url

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
