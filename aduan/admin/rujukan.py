"""Kinds, times, units and columns in the officials' room: data that the office edits, each time with its source."""

from django.contrib import admin

from aduan.models import AturanWaktu, JenisAduan, KolomSp4n, Unit
from inti.admin import AdminDasar


@admin.register(JenisAduan)
class AdminJenis(AdminDasar):
    untuk_semua = True
    boleh_ditambah = ("kode", "nama", "kelompok", "uraian", "boleh_keberatan", "aktif", "urut")
    boleh_diubah = ("nama", "kelompok", "uraian", "boleh_keberatan", "aktif", "urut")
    fields = boleh_ditambah
    list_display = ("nama", "kelompok", "boleh_keberatan", "aktif")
    list_filter = ("kelompok", "aktif")
    search_fields = ("nama", "kode")
    belum_ada = "Belum ada jenis laporan. Muat dengan perintah muat_aduan, atau tambahkan di sini."


@admin.register(AturanWaktu)
class AdminAturan(AdminDasar):
    """A rule that changes gets a last day, and a new row with its first: reports keep what was promised."""

    untuk_semua = True
    boleh_ditambah = (
        "ruang",
        "jenis",
        "hari",
        "kalender",
        "berlaku_mulai",
        "berlaku_sampai",
        "sumber",
        "perlu_konfirmasi",
    )
    boleh_diubah = ("hari", "kalender", "berlaku_sampai", "sumber", "perlu_konfirmasi")
    fields = boleh_ditambah
    list_display = ("ruang", "jenis", "lama", "berlaku_mulai", "berlaku_sampai", "sumber", "perlu_konfirmasi")
    list_filter = ("ruang", "jenis", "perlu_konfirmasi")
    list_select_related = ("jenis",)
    search_fields = ("sumber",)
    belum_ada = "Belum ada aturan waktu. Muat dengan perintah muat_aduan, atau tambahkan di sini."

    @admin.display(description="lama")
    def lama(self, obj: AturanWaktu) -> str:
        return obj.lama


@admin.register(Unit)
class AdminUnit(AdminDasar):
    untuk_semua = True
    boleh_ditambah = ("kode", "nama", "petugas", "atasan", "aktif")
    boleh_diubah = ("nama", "petugas", "atasan", "aktif")
    fields = boleh_ditambah
    list_display = ("nama", "atasan", "aktif")
    list_filter = ("aktif",)
    list_select_related = ("atasan",)
    search_fields = ("nama",)
    belum_ada = "Belum ada unit. Muat dengan perintah muat_aduan, atau tambahkan di sini."


@admin.register(KolomSp4n)
class AdminKolom(AdminDasar):
    untuk_semua = True
    boleh_ditambah = ("judul", "sumber", "urut", "aktif")
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("judul", "sumber", "urut", "aktif")
    list_filter = ("aktif",)
    search_fields = ("judul",)
    belum_ada = "Belum ada kolom. Muat contohnya dengan perintah muat_aduan, lalu sesuaikan."
