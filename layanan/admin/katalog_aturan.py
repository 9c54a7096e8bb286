"""What the catalogue holds beside its services: goals, reasons for all services, and the rules of objections."""

from __future__ import annotations

from django.contrib import admin

from inti.admin import AdminDasar
from inti.admin.baris import PilihanBernama
from layanan.admin.katalog_baris import BarisLangkah
from layanan.forms.katalog import AlasanTolakForm, BerkodeSendiriForm
from layanan.models import AlasanTolak, AturanKeberatan, DasarKeberatan, Tujuan


class AdminAturan(PilihanBernama, AdminDasar):
    """Reference data that every official may read; it is switched off or ended by a date, never deleted."""

    untuk_semua = True


@admin.register(AlasanTolak)
class AdminAlasanTolak(AdminAturan):
    form = AlasanTolakForm
    pilihan_pendek = ("layanan", "obat_layanan")
    boleh_ditambah = ("nama", "layanan", "rencana", "obat_layanan", "obat_pelatihan", "aktif", "urut")
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("nama", "layanan", "obat_layanan", "obat_pelatihan", "aktif")
    list_filter = ("layanan", "aktif")
    list_select_related = ("layanan", "obat_layanan")
    search_fields = ("nama",)
    search_help_text = "Alasan"
    belum_ada = "Belum ada alasan menolak. Muat katalog dengan perintah muat_layanan, atau tambahkan di sini."


@admin.register(DasarKeberatan)
class AdminDasarKeberatan(AdminAturan):
    form = BerkodeSendiriForm
    boleh_ditambah = ("nama", "ruang", "aktif", "urut")
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("nama", "ruang", "aktif")
    list_filter = ("ruang", "aktif")
    search_fields = ("nama",)
    belum_ada = "Belum ada dasar keberatan. Muat katalog dengan perintah muat_layanan, atau tambahkan di sini."


@admin.register(AturanKeberatan)
class AdminAturanKeberatan(AdminAturan):
    boleh_ditambah = (
        "ruang",
        "hari_ajukan",
        "hari_jawab",
        "jalan_berikut",
        "berlaku_mulai",
        "berlaku_sampai",
        "sumber",
        "perlu_konfirmasi",
    )
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("ruang", "hari_ajukan", "hari_jawab", "berlaku_mulai", "berlaku_sampai", "perlu_konfirmasi")
    list_filter = ("ruang", "perlu_konfirmasi")
    search_fields = ("sumber__icontains", "jalan_berikut__icontains")
    search_help_text = "Sumber atau jalan berikutnya"
    belum_ada = "Belum ada aturan keberatan. Muat katalog dengan perintah muat_layanan, atau tambahkan di sini."


@admin.register(Tujuan)
class AdminTujuan(AdminAturan):
    """A goal of an owner, and the path of services that leads there."""

    form = BerkodeSendiriForm
    boleh_ditambah = ("nama", "uraian", "aktif", "urut")
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    inlines = (BarisLangkah,)
    list_display = ("nama", "uraian", "aktif", "urut")
    list_filter = ("aktif",)
    search_fields = ("nama",)
    belum_ada = "Belum ada tujuan. Muat katalog dengan perintah muat_layanan, atau tambahkan di sini."
