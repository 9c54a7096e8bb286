"""Rooms of a class in the officials' room; the class itself is a page of the admin."""

from django.urls import path

from inti.admin.kamar import kantor
from pelatihan.admin import dampak, hadir, seleksi, usulan
from pelatihan.views import sertifikat

app_name = "kelas"
urlpatterns = [
    path("admin/kelas/sertifikat/<str:kode>/", kantor(sertifikat.orang), name="sertifikat_orang"),
    path("admin/kelas/sertifikat/<str:kode>/berkas/", kantor(sertifikat.berkas), name="sertifikat_berkas"),
    path("admin/kelas/sertifikat/<str:kode>/ulang/", kantor(sertifikat.ulang), name="sertifikat_ulang"),
    path("admin/kelas/sertifikat/<str:kode>/cabut/", kantor(sertifikat.cabut), name="sertifikat_cabut"),
    path("admin/kelas/sertifikat/<str:kode>/koreksi/", kantor(sertifikat.perbaiki), name="sertifikat_koreksi"),
    path("admin/kelas/<str:kode>/sertifikat/", kantor(sertifikat.kelas), name="sertifikat"),
    path("admin/kelas/<str:kode>/sertifikat/lagi/", kantor(sertifikat.lagi), name="sertifikat_lagi"),
    path("admin/kelas/<str:kode>/sertifikat/unduh/", kantor(sertifikat.arsip), name="sertifikat_unduh"),
    path("admin/kelas/dampak/", kantor(dampak.dampak), name="dampak"),
    path("admin/kelas/dampak/kesan/", kantor(dampak.kesan_semua), name="kesan_semua"),
    path("admin/kelas/<str:kode>/daftar-hadir/", kantor(hadir.tutup), name="daftar_hadir"),
    path("admin/kelas/<str:kode>/daftar-hadir/buka/", kantor(hadir.buka), name="daftar_hadir_buka"),
    path("admin/kelas/<str:kode>/kesan/", kantor(dampak.kesan_kelas), name="kesan"),
    path("admin/kelas/usulan/", kantor(usulan.daftar), name="usulan_daftar"),
    path("admin/kelas/<str:kode>/usulan/", kantor(usulan.usulan), name="usulan"),
    path("admin/kelas/<str:kode>/usulan/<str:nomor>/", kantor(usulan.usulkan), name="usulkan"),
    path("admin/kelas/<str:kode>/seleksi/", kantor(seleksi.nilai), name="seleksi"),
    path("admin/kelas/<str:kode>/seleksi/kriteria/", kantor(seleksi.kriteria), name="seleksi_kriteria"),
    path("admin/kelas/<str:kode>/seleksi/kriteria/salin/", kantor(seleksi.salin), name="seleksi_salin"),
    path("admin/kelas/<str:kode>/seleksi/putuskan/", kantor(seleksi.putuskan), name="seleksi_putuskan"),
]
