from django.contrib import admin
from django.urls import path

from laporan import views

app_name = "laporan"
jaga = admin.site.admin_view

urlpatterns = [
    path("", jaga(views.semua), name="semua"),
    path("angka/", jaga(views.angka), name="angka"),
    path("unduhan/<str:kode>/", jaga(views.unduhan), name="unduhan"),
    path("unduhan/<str:kode>/berkas/", jaga(views.berkas), name="berkas"),
    path("unduhan/<str:kode>/batal/", jaga(views.batal), name="batal"),
    path("unduhan/<str:kode>/ulang/", jaga(views.ulang), name="ulang"),
    path("unduhan/<str:kode>/lagi/", jaga(views.lagi), name="lagi"),
    path("<slug:laporan>/", jaga(views.laporan), name="laporan"),
    path("<slug:laporan>/unduh/", jaga(views.unduh), name="unduh"),
]
