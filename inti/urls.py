"""The public check of issued papers, and the pages of the officials' room that belong to no single list."""

from django.urls import path

from inti import views
from inti.admin import saringan, serah
from inti.admin.kamar import kantor

app_name = "inti"
urlpatterns = [
    path("cek/", views.cek_formulir, name="cek_formulir"),
    path("cek/<str:kode>/", views.cek, name="cek"),
    path("cek/<str:kode>/nama/", views.cek_nama, name="cek_nama"),
    path("admin/saringan/", kantor(saringan.daftar_view), name="saringan"),
    path("admin/saringan/simpan/", kantor(saringan.simpan_view), name="saringan_simpan"),
    path("admin/saringan/<str:kode>/", kantor(saringan.buka_view), name="saringan_buka"),
    path("admin/saringan/<str:kode>/nama/", kantor(saringan.nama_view), name="saringan_nama"),
    path("admin/saringan/<str:kode>/hapus/", kantor(saringan.hapus_view), name="saringan_hapus"),
    path("admin/serah-terima/", kantor(serah.daftar_view), name="serah_terima"),
    path("admin/serah-terima/<str:kode>/", kantor(serah.orang_view), name="serah_terima_orang"),
    path("admin/serah-terima/<str:kode>/lihat/", kantor(serah.lihat_view), name="serah_terima_lihat"),
    path("admin/serah-terima/<str:kode>/serahkan/", kantor(serah.serahkan_view), name="serah_terima_serahkan"),
]
