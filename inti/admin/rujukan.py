"""The admin of the ground's own tables: days off, number series, issued papers.

Uploads (`Berkas`) have no page here: a file is reached through its case, which knows who may see it.
"""

from django.contrib import admin

from inti.admin.dasar import AdminDasar
from inti.dokumen import Dokumen
from inti.kalender import HariLibur
from inti.nomor import SeriNomor


@admin.register(HariLibur)
class AdminHariLibur(AdminDasar):
    """A day that turns out to be worked is switched off, so that no later load revives it; it is never deleted."""

    untuk_semua = True
    boleh_ditambah = ("tanggal", "nama", "jenis", "berlaku", "sumber")
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("nama", "tanggal", "jenis", "berlaku")
    list_filter = ("berlaku", "jenis", "tanggal")
    search_fields = ("nama",)
    ordering = ("-tanggal",)
    belum_ada = "Muat daftar resmi dengan perintah muat_libur, atau tambahkan di sini."


@admin.register(SeriNomor)
class AdminSeriNomor(AdminDasar):
    """The pattern may change, the count goes on; the code is what the program asks for."""

    untuk_semua = True
    boleh_diubah = ("pola",)
    fields = ("kode", "pola", "per_tahun")
    list_display = ("kode", "pola", "per_tahun")
    list_filter = ("per_tahun",)
    search_fields = ("kode", "pola")
    belum_ada = "Seri dibuat saat dokumen pertamanya terbit."


@admin.register(Dokumen)
class AdminDokumen(AdminDasar):
    """Issued papers of every app. They know no kecamatan, so only officials of the whole regency list them."""

    untuk_semua = True
    hanya_sekabupaten = True
    belum_ada = "Dokumen muncul di sini sesudah diterbitkan dari perkaranya."
