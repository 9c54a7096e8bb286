from django.urls import path

from notifikasi import views, views_whatsapp

app_name = "notifikasi"
urlpatterns = [
    path("", views.pesan_daftar, name="pesan_daftar"),
    path("dibaca/", views.pesan_dibaca_semua, name="pesan_dibaca_semua"),
    path("whatsapp/", views_whatsapp.resi, name="whatsapp_resi"),
    path("<str:kode>/buka/", views.pesan_buka, name="pesan_buka"),
    path("<str:kode>/dibaca/", views.pesan_dibaca, name="pesan_dibaca"),
]
