"""The map of the site. Each app keeps its own addresses; only the first word of a path is decided here."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # With a word of their own first: what begins with it is not held against every address of the others.
    path("layanan/", include("layanan.urls")),
    path("pengaduan/", include("aduan.urls")),
    path("konsultasi/", include("konsultasi.urls")),
    path("pelatihan/", include("pelatihan.urls")),
    path("wilayah/", include("wilayah.urls")),
    path("pesan/", include("notifikasi.urls")),
    path("laporan/", include("laporan.urls")),
    path("api/", include("api.urls")),
    path("", include("beranda.urls")),
    path("", include("akun.urls")),
    path("", include("inti.urls")),
    path("", include("umkm.urls")),
    path("", include("layanan.urls_skm")),
    path("", include("pelatihan.urls_ruang")),
    path("", include("pelatihan.urls_kantor")),
    path("", include("operasi.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "beranda.galat.galat_400"
handler403 = "beranda.galat.galat_403"
handler404 = "beranda.galat.galat_404"
handler500 = "beranda.galat.galat_500"
