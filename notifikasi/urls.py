from django.urls import path

from notifikasi.views import kotak, whatsapp

app_name = "notifikasi"
urlpatterns = [
    path("", kotak.pesan_daftar, name="pesan_daftar"),
    path("dibaca/", kotak.pesan_dibaca_semua, name="pesan_dibaca_semua"),
    path("whatsapp/", whatsapp.resi, name="whatsapp_resi"),
    path("<str:kode>/buka/", kotak.pesan_buka, name="pesan_buka"),
    path("<str:kode>/dibaca/", kotak.pesan_dibaca, name="pesan_dibaca"),
]
