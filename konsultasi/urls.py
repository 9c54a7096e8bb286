"""Addresses of consultations. What stands below `kunci/` works without logging in; the logs mask its token."""

from django.urls import path

from konsultasi.views import janji_temu, kunci, meja, tunggu

app_name = "konsultasi"
urlpatterns = [
    path("", meja.daftar, name="daftar"),
    path("meja/<str:kode>/", meja.meja, name="meja"),
    path("meja/<str:kode>/pesan/<str:pada>/", meja.pesan, name="pesan"),
    path("meja/<str:kode>/kabari/", tunggu.kabari, name="kabari"),
    path("janji/", janji_temu.daftar, name="janji_temu_daftar"),
    path("janji/<str:kode>/", janji_temu.janji_temu, name="janji_temu"),
    path("janji/<str:kode>/batalkan/", janji_temu.batalkan, name="batalkan"),
    path("janji/<str:kode>/pindah/", janji_temu.pindah, name="pindah"),
    path("janji/<str:kode>/kalender/", janji_temu.kalender, name="kalender"),
    path("janji/<str:kode>/terima/", janji_temu.terima, name="terima"),
    path("janji/<str:kode>/lepas/", janji_temu.lepas, name="lepas"),
    path("tunggu/<str:kode>/berhenti/", tunggu.berhenti, name="berhenti"),
    path("kunci/<str:token>/", kunci.batal, name="kunci"),
    path("kunci/<str:token>/kalender/", kunci.kalender, name="kunci_kalender"),
    path("kunci/<str:token>/pindah/", kunci.pindah, name="kunci_pindah"),
    path("kunci/<str:token>/tawaran/", kunci.tawaran, name="kunci_tawaran"),
    path("kunci/<str:token>/tawaran/terima/", kunci.terima, name="kunci_terima"),
    path("kunci/<str:token>/tawaran/lepas/", kunci.lepas, name="kunci_lepas"),
]
