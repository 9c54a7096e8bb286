"""The registry's pages for owners."""

from django.urls import path

from umkm.views import daftar

app_name = "umkm"

urlpatterns = [
    path("daftar/", daftar.daftar, name="daftar"),
    path("daftar/kode/", daftar.daftar_kode, name="daftar_kode"),
    path("usaha/baru/", daftar.usaha_baru, name="usaha_baru"),
]
