"""The admin of the ground's own tables: days off, number series, issued papers, reply snippets.

Uploads (`Berkas`) have no page here: a file is reached through its case, which knows who may see it.
"""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from inti.admin.daftar import pil
from inti.admin.dasar import AdminDasar
from inti.admin.potongan import PotonganForm, SaringanUntuk, sebut
from inti.dokumen import Dokumen, Keadaan
from inti.kalender import HariLibur
from inti.nomor import SeriNomor
from inti.potongan import PotonganBalasan


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
    belum_ada = "Belum ada hari libur. Muat daftar resmi dengan perintah muat_libur, atau tambahkan di sini."


@admin.register(SeriNomor)
class AdminSeriNomor(AdminDasar):
    """The pattern may change, the count goes on; the code is what the program asks for.

    Whether it starts anew each year is said once, when the series is made: later it would give numbers twice.
    """

    untuk_semua = True
    boleh_ditambah = ("kode", "pola", "per_tahun")
    boleh_diubah = ("pola",)
    fields = ("kode", "pola", "per_tahun")
    list_display = ("kode", "pola", "per_tahun")
    list_filter = ("per_tahun",)
    search_fields = ("kode", "pola")
    belum_ada = "Belum ada seri nomor. Seri dibuat saat dokumen pertamanya terbit, atau tambahkan di sini."


@admin.register(Dokumen)
class AdminDokumen(AdminDasar):
    """Issued papers of every app. They know no kecamatan, so only officials of the whole regency list them."""

    hanya_sekabupaten = True
    fields = (
        "jenis",
        "nomor",
        "keadaan_kata",
        "diterbitkan",
        "berlaku_sampai",
        "diterbitkan_oleh",
        "isi_kata",
        "halaman_cek",
        "dicabut_pada",
        "alasan_cabut",
        "catatan_cabut",
        "dicabut_oleh",
        "sidik_berkas",
    )
    list_display = ("nomor", "jenis", "keadaan_kata", "diterbitkan", "berlaku_sampai")
    list_filter = ("diterbitkan", "alasan_cabut")
    list_select_related = ("diterbitkan_oleh", "dicabut_oleh")
    search_fields = ("nomor__istartswith", "kode__exact")
    search_help_text = "Nomor dokumen"
    belum_ada = "Belum ada dokumen. Dokumen muncul di sini setelah diterbitkan dari perkaranya."

    @admin.display(description="keadaan")
    def keadaan_kata(self, dokumen: Dokumen) -> SafeString:
        rupa = {Keadaan.BERLAKU: "selesai", Keadaan.KEDALUWARSA: "tunggu", Keadaan.DICABUT: "tolak"}
        return pil(dokumen.keadaan.label, rupa[dokumen.keadaan])

    @admin.display(description="yang dapat dicek")
    def isi_kata(self, dokumen: Dokumen) -> SafeString:
        return format_html_join("", "{}: {}<br>", ((b.label, b.nilai) for b in dokumen.butir))

    @admin.display(description="halaman cek")
    def halaman_cek(self, dokumen: Dokumen) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', dokumen.alamat)

    @admin.display(description="sidik berkas (SHA-256)")
    def sidik_berkas(self, dokumen: Dokumen) -> str:
        return dokumen.sha256


@admin.register(PotonganBalasan)
class AdminPotongan(AdminDasar):
    """Sentences that officials offer each other; one that is no longer wanted is switched off, not deleted."""

    untuk_semua = True
    form = PotonganForm
    boleh_ditambah = ("untuk", "ranah", "judul", "teks", "urut", "berlaku")
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("judul", "untuk_kata", "teks", "berlaku")
    list_filter = (SaringanUntuk, "berlaku")
    search_fields = ("judul", "teks")
    search_help_text = "Judul atau kalimat"
    belum_ada = "Belum ada potongan balasan. Muat yang bawaan dengan perintah muat_potongan, atau tambahkan di sini."

    @admin.display(description="dipakai untuk", ordering="untuk")
    def untuk_kata(self, satu: PotonganBalasan) -> str:
        return sebut(satu.untuk)
