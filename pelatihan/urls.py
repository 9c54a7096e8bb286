"""Addresses of training."""

from django.urls import path

from pelatihan.views import hadir, hadir_luring, hadir_sendiri, kalender, kelompok, kunci, lamaran, mengajar, peserta

app_name = "pelatihan"
urlpatterns = [
    path("", kalender.kalender, name="kalender"),
    path("bulan/", kalender.bulan, name="bulan"),
    path("berlalu/", kalender.berlalu, name="berlalu"),
    path("kalender.ics", kalender.umpan, name="umpan"),
    path("mengajar/", mengajar.daftar, name="mengajar_daftar"),
    path("mengajar/foto/<str:kode>/", mengajar.foto, name="mengajar_foto"),
    path("mengajar/kartu/<str:kode>/", hadir.kartu_terbaca, name="kartu_terbaca"),
    path("mengajar/hadir/pekerja.js", hadir_luring.pekerja, name="hadir_pekerja"),
    path("mengajar/hadir/kosong/", hadir_luring.kosong, name="hadir_luring"),
    path("mengajar/hadir/<str:kode>/", hadir.daftar, name="hadir_daftar"),
    path("mengajar/hadir/<str:kode>/catat/", hadir.catat, name="hadir_catat"),
    path("mengajar/hadir/<str:kode>/kartu/", hadir.kartu, name="hadir_kartu"),
    path("mengajar/hadir/<str:kode>/layar/", hadir.layar, name="hadir_layar"),
    path("mengajar/hadir/<str:kode>/tutup/", hadir.tutup, name="hadir_tutup"),
    path("mengajar/hadir/<str:kode>/buka-lagi/", hadir.buka_lagi, name="hadir_buka_lagi"),
    path("mengajar/hadir/<str:kode>/keadaan/", hadir_luring.keadaan, name="hadir_keadaan"),
    path("mengajar/hadir/<str:kode>/bekal/", hadir_luring.bekal, name="hadir_bekal"),
    path("mengajar/<str:kode>/", mengajar.angkatan, name="mengajar_angkatan"),
    path("hadir/", hadir_sendiri.daftar, name="hadir_sendiri_daftar"),
    path("hadir/kunci/<str:token>/", hadir_luring.kirim, name="hadir_kirim"),
    path("hadir/<str:kode>/", hadir_sendiri.sendiri, name="hadir_sendiri"),
    path("saya/<str:kode>/kartu/", hadir_sendiri.kartu, name="peserta_kartu"),
    path("saya/", peserta.daftar_milik, name="peserta_daftar"),
    path("saya/<str:kode>/", peserta.peserta, name="peserta"),
    path("saya/<str:kode>/konfirmasi/", peserta.konfirmasi, name="peserta_konfirmasi"),
    path("saya/<str:kode>/terima/", peserta.terima, name="peserta_terima"),
    path("saya/<str:kode>/lamaran/", lamaran.ubah, name="lamaran"),
    path("saya/<str:kode>/undur/", peserta.undur, name="peserta_undur"),
    path("saya/<str:kode>/ganti/", peserta.ganti, name="peserta_ganti"),
    path("kelompok/<str:kode>/", kelompok.kelompok, name="kelompok"),
    path("kunci/<str:token>/", kunci.kunci, name="kunci"),
    path("kunci/<str:token>/terima/", kunci.terima, name="kunci_terima"),
    path("kunci/<str:token>/lepas/", kunci.lepas, name="kunci_lepas"),
    path("<str:kode>/", kalender.angkatan, name="angkatan"),
    path("<str:kode>/jadwal.ics", kalender.angkatan_ics, name="angkatan_ics"),
    path("<str:kode>/poster.png", kalender.poster_gambar, name="poster_gambar"),
    path("<str:kode>/poster.pdf", kalender.poster_pdf, name="poster_pdf"),
    path("<str:kode>/lamar/", lamaran.lamar, name="lamar"),
    path("<str:kode>/daftar/", peserta.daftar, name="daftar"),
    path("<str:kode>/ajak/", kelompok.ajak, name="kelompok_ajak"),
]
