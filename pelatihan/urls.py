"""Addresses of training."""

from django.urls import path

from pelatihan import views

app_name = "pelatihan"
urlpatterns = [
    path("", views.kalender, name="kalender"),
    path("kursus/<slug:kurikulum>/", views.kurikulum, name="kurikulum"),
    path("<str:kode>/", views.angkatan, name="angkatan"),
    path("saya/<str:kode>/", views.peserta, name="peserta"),
]
