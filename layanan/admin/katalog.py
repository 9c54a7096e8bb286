"""The catalogue in the officials' room: what a service promises and says of itself; its form has pages of its own."""

from django.contrib import admin

from inti.admin import AdminDasar
from layanan.models import Bidang, Layanan
from layanan.models.layanan import KOMPONEN


@admin.register(Bidang)
class AdminBidang(AdminDasar):
    untuk_semua = True
    boleh_ditambah = ("kode", "nama")
    boleh_diubah = ("nama",)
    fields = ("kode", "nama")
    list_display = ("nama", "kode")
    search_fields = ("nama",)
    belum_ada = "Belum ada bidang. Muat katalog dengan perintah muat_layanan, atau tambahkan di sini."


@admin.register(Layanan)
class AdminLayanan(AdminDasar):
    """What officials edit stays when the shipped catalogue is loaded again. A service is switched off, not deleted."""

    untuk_semua = True
    boleh_diubah = (
        "nama",
        "ringkas",
        "hari_janji",
        "boleh_belum_verifikasi",
        "aktif",
        "urut",
        *(nama for nama, _ in KOMPONEN),
        "sumber",
        "perlu_konfirmasi",
    )
    fields = ("kode", "bidang", "jenis_produk", "instansi", *boleh_diubah)
    list_display = ("nama", "bidang", "hari_janji", "instansi", "aktif")
    list_filter = ("bidang", "jenis_produk", "instansi", "aktif")
    list_select_related = ("bidang",)
    search_fields = ("nama", "kode")
    search_help_text = "Nama layanan"
    belum_ada = "Belum ada layanan. Muat katalog dengan perintah muat_layanan."
