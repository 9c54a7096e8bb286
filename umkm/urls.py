"""The registry's pages for owners."""

from django.urls import path

from umkm.views import daftar, direktori, isi, lampiran, pembantu, usaha

app_name = "umkm"

urlpatterns = [
    path("daftar/", daftar.daftar, name="daftar"),
    path("daftar/kode/", daftar.daftar_kode, name="daftar_kode"),
    path("direktori/", direktori.direktori, name="direktori"),
    path("usaha/baru/", daftar.usaha_baru, name="usaha_baru"),
    path("usaha/nomor/<slug:nomor>/", usaha.nomor, name="nomor"),
    path("usaha/undangan/<slug:token>/", pembantu.terima, name="pembantu_terima"),
    path("usaha/<slug:kode>/", usaha.usaha, name="usaha"),
    path("usaha/<slug:kode>/isi/<slug:bagian>/", isi.bagian, name="bagian"),
    path("usaha/<slug:kode>/foto/<int:pk>/kecil/", lampiran.foto_kecil, name="foto_kecil"),
    path("usaha/<slug:kode>/foto/<int:pk>/hapus/", lampiran.foto_hapus, name="foto_hapus"),
    path("usaha/<slug:kode>/legalitas/<int:pk>/hapus/", lampiran.legalitas_hapus, name="legalitas_hapus"),
    path("usaha/<slug:kode>/kirim/", usaha.periksa_jawaban, name="periksa_jawaban"),
    path("usaha/<slug:kode>/ajukan/", usaha.verba("ajukan"), name="ajukan"),
    path("usaha/<slug:kode>/tarik/", usaha.verba("tarik"), name="tarik"),
    path("usaha/<slug:kode>/buka-lagi/", usaha.verba("buka_lagi"), name="buka_lagi"),
    path("usaha/<slug:kode>/pastikan/", usaha.verba("pastikan"), name="pastikan"),
    path("usaha/<slug:kode>/keadaan/", usaha.keadaan, name="keadaan"),
    path("usaha/<slug:kode>/pembantu/", pembantu.pembantu, name="pembantu"),
    path("usaha/<slug:kode>/pembantu/<slug:akses>/cabut/", pembantu.cabut, name="pembantu_cabut"),
    path("usaha/<slug:kode>/usulan/batalkan/", usaha.usulan_batalkan, name="usulan_batalkan"),
    path("usaha/<slug:kode>/bukti/", usaha.bukti_pdf, name="bukti"),
    path("usaha/<slug:kode>/berkas/<slug:berkas>/", usaha.berkas, name="berkas"),
]
