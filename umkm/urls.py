"""The registry's pages for owners."""

from django.urls import path

from umkm.views import daftar, isi, pembantu, usaha

app_name = "umkm"

urlpatterns = [
    path("daftar/", daftar.daftar, name="daftar"),
    path("daftar/kode/", daftar.daftar_kode, name="daftar_kode"),
    path("usaha/baru/", daftar.usaha_baru, name="usaha_baru"),
    path("usaha/nomor/<str:nomor>/", usaha.nomor, name="nomor"),
    path("usaha/undangan/<str:token>/", pembantu.terima, name="pembantu_terima"),
    path("usaha/<str:kode>/", usaha.usaha, name="usaha"),
    path("usaha/<str:kode>/isi/<slug:bagian>/", isi.bagian, name="bagian"),
    path("usaha/<str:kode>/foto/<int:pk>/hapus/", isi.foto_hapus, name="foto_hapus"),
    path("usaha/<str:kode>/legalitas/<int:pk>/hapus/", isi.legalitas_hapus, name="legalitas_hapus"),
    path("usaha/<str:kode>/kirim/", usaha.periksa_jawaban, name="periksa_jawaban"),
    path("usaha/<str:kode>/ajukan/", usaha.verba("ajukan"), name="ajukan"),
    path("usaha/<str:kode>/tarik/", usaha.verba("tarik"), name="tarik"),
    path("usaha/<str:kode>/buka-lagi/", usaha.verba("buka_lagi"), name="buka_lagi"),
    path("usaha/<str:kode>/keadaan/", usaha.keadaan, name="keadaan"),
    path("usaha/<str:kode>/pembantu/", pembantu.pembantu, name="pembantu"),
    path("usaha/<str:kode>/pembantu/<str:akses>/cabut/", pembantu.cabut, name="pembantu_cabut"),
    path("usaha/<str:kode>/usulan/batalkan/", usaha.usulan_batalkan, name="usulan_batalkan"),
    path("usaha/<str:kode>/bukti/", usaha.bukti_pdf, name="bukti"),
    path("usaha/<str:kode>/berkas/<str:berkas>/", usaha.berkas, name="berkas"),
]
