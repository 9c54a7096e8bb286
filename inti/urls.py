"""The public check of issued papers, and the pages of the officials' room that belong to no single list."""

from typing import Any

from django.contrib import admin
from django.http import HttpResponseBase
from django.urls import path

from inti import views
from inti.admin import saringan, serah


def _kantor(lihat: Any) -> Any:
    """Guard a page like every page of the officials' room; the portal puts its own site there after this is read."""

    def jaga(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return admin.site.admin_view(lihat)(*args, **kwargs)

    return jaga


app_name = "inti"
urlpatterns = [
    path("cek/", views.cek_formulir, name="cek_formulir"),
    path("cek/<str:kode>/", views.cek, name="cek"),
    path("cek/<str:kode>/nama/", views.cek_nama, name="cek_nama"),
    path("admin/saringan/", _kantor(saringan.daftar_view), name="saringan"),
    path("admin/saringan/simpan/", _kantor(saringan.simpan_view), name="saringan_simpan"),
    path("admin/saringan/<str:kode>/", _kantor(saringan.buka_view), name="saringan_buka"),
    path("admin/saringan/<str:kode>/nama/", _kantor(saringan.nama_view), name="saringan_nama"),
    path("admin/saringan/<str:kode>/hapus/", _kantor(saringan.hapus_view), name="saringan_hapus"),
    path("admin/serah-terima/", _kantor(serah.daftar_view), name="serah_terima"),
    path("admin/serah-terima/<str:kode>/", _kantor(serah.orang_view), name="serah_terima_orang"),
    path("admin/serah-terima/<str:kode>/lihat/", _kantor(serah.lihat_view), name="serah_terima_lihat"),
    path("admin/serah-terima/<str:kode>/serahkan/", _kantor(serah.serahkan_view), name="serah_terima_serahkan"),
]
