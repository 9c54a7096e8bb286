"""Addresses of training."""

from django.urls import path

from pelatihan.views import kalender, peserta

app_name = "pelatihan"
urlpatterns = [
    path("", kalender.kalender, name="kalender"),
    path("kalender.ics", kalender.umpan, name="umpan"),
    path("saya/", peserta.daftar_milik, name="peserta_daftar"),
    path("saya/<str:kode>/", peserta.peserta, name="peserta"),
    path("saya/<str:kode>/konfirmasi/", peserta.konfirmasi, name="peserta_konfirmasi"),
    path("saya/<str:kode>/terima/", peserta.terima, name="peserta_terima"),
    path("saya/<str:kode>/undur/", peserta.undur, name="peserta_undur"),
    path("<str:kode>/", kalender.angkatan, name="angkatan"),
    path("<str:kode>/jadwal.ics", kalender.angkatan_ics, name="angkatan_ics"),
    path("<str:kode>/daftar/", peserta.daftar, name="daftar"),
]
