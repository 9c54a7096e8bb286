"""Reference data in the officials' room: areas and KBLI to read, everyday words to keep."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from inti.admin import AdminDasar, BarisDasar
from wilayah import actions
from wilayah.fields import KbliField
from wilayah.models import Desa, Kbli, Kecamatan, PadananKbli, SinonimKbli


@admin.register(Kecamatan)
class AdminKecamatan(AdminDasar):
    untuk_semua = True
    list_display = ("nama", "kode")
    search_fields = ("nama", "kode")
    belum_ada = "Belum ada kecamatan. Muat data wilayah dengan perintah muat_wilayah."


@admin.register(Desa)
class AdminDesa(AdminDasar):
    untuk_semua = True
    list_display = ("nama", "kecamatan", "jenis", "kode", "kode_pos")
    list_filter = ("jenis", "kecamatan")
    list_select_related = ("kecamatan",)
    search_fields = ("nama", "kode", "kecamatan__nama")
    belum_ada = "Belum ada desa. Muat data wilayah dengan perintah muat_wilayah."


@admin.register(Kbli)
class AdminKbli(AdminDasar):
    untuk_semua = True
    fields = ("versi", "kode", "judul", "tingkat", "induk", "makna_berubah")
    list_display = ("judul", "kode", "versi", "tingkat", "makna_berubah")
    list_filter = ("versi", "tingkat", "makna_berubah")
    list_select_related = ("induk",)
    search_fields = ("kode", "judul")
    belum_ada = "Belum ada KBLI. Muat dengan perintah muat_wilayah."


class PadananForm(forms.ModelForm):
    kbli = KbliField(
        label="Kode KBLI",
        help_text="Ketik kata atau kode lima angka. Untuk versi lama tulis versinya, contoh 2020:13134.",
    )

    class Meta:
        model = PadananKbli
        fields = ("kbli", "urutan")


class BarisPadanan(BarisDasar):
    """The codes of a word, best first; whoever may change the word may change its codes."""

    model = PadananKbli
    form = PadananForm
    template = "admin/edit_inline/tabular.html"
    extra = 2
    max_num = 20
    can_delete = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("wilayah.change_sinonimkbli")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("wilayah.view_sinonimkbli")


@admin.register(SinonimKbli)
class AdminSinonimKbli(AdminDasar):
    """Everyday words. One is switched off, not deleted, so that the next load does not bring it back."""

    untuk_semua = True
    boleh_ditambah = ("kata", "aktif")
    boleh_diubah = ("aktif",)
    fields = ("kata", "aktif")
    list_display = ("kata", "aktif", "sumber")
    list_filter = ("aktif", "sumber", "kbli__versi")
    search_fields = ("kata", "kbli__kode")
    inlines = (BarisPadanan,)
    belum_ada = "Belum ada kata. Muat daftar bawaan dengan perintah muat_wilayah, atau tambahkan di sini."

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        actions.serahkan_ke_petugas(form.instance)
