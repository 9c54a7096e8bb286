from django.urls import path

from inti.admin.kamar import kantor
from layanan.views import isian, katalog, lacak, lampiran, loket, permohonan

app_name = "layanan"

urlpatterns = [
    path("", katalog.daftar, name="daftar"),
    path("lacak/", lacak.lacak, name="lacak"),
    path("lacak/kode/", lacak.lacak_kode, name="lacak_kode"),
    path("kunci/<str:token>/", lacak.kunci, name="lacak_kunci"),
    path("loket/", kantor(loket.cari), name="loket"),
    path("loket/<str:kode>/", kantor(loket.pilih), name="loket_pilih"),
    path("permohonan/", permohonan.daftar, name="permohonan_daftar"),
    path("permohonan/<str:kode>/", permohonan.permohonan, name="permohonan"),
    path("permohonan/<str:kode>/isi/<int:nomor>/", isian.isi, name="permohonan_isi"),
    path("permohonan/<str:kode>/unggah/<slug:syarat>/", lampiran.unggah, name="permohonan_unggah"),
    path("permohonan/<str:kode>/berkas/<int:pk>/", lampiran.berkas, name="permohonan_berkas"),
    path("permohonan/<str:kode>/berkas/<int:pk>/kecil/", lampiran.berkas_kecil, name="permohonan_berkas_kecil"),
    path("permohonan/<str:kode>/berkas/<int:pk>/majukan/", lampiran.berkas_majukan, name="permohonan_berkas_majukan"),
    path("permohonan/<str:kode>/berkas/<int:pk>/pisah/", lampiran.berkas_pisah, name="permohonan_berkas_pisah"),
    path("permohonan/<str:kode>/jawaban/<slug:isian>/", lampiran.jawaban_berkas, name="permohonan_jawaban"),
    path("permohonan/<str:kode>/berkas/<int:pk>/hapus/", lampiran.berkas_hapus, name="permohonan_berkas_hapus"),
    path("permohonan/<str:kode>/periksa/", permohonan.periksa, name="permohonan_periksa"),
    path("permohonan/<str:kode>/resi/", lacak.cetak_resi, name="permohonan_resi"),
    path("permohonan/<str:kode>/hasil/", permohonan.hasil, name="permohonan_hasil"),
    path("permohonan/<str:kode>/ajukan/", permohonan.ajukan, name="permohonan_ajukan"),
    path("permohonan/<str:kode>/tarik/", permohonan.tarik, name="permohonan_tarik"),
    path("permohonan/<str:kode>/batalkan/", permohonan.batalkan, name="permohonan_batalkan"),
    path("permohonan/<str:kode>/keberatan/", permohonan.keberatan, name="permohonan_keberatan"),
    path("tujuan/<slug:tujuan>/", katalog.tujuan, name="tujuan"),
    path("<slug:layanan>/", katalog.layanan, name="layanan"),
    path("<slug:layanan>/ajukan/", katalog.ajukan, name="layanan_ajukan"),
]
