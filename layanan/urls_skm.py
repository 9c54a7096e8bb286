"""The satisfaction survey: for everyone under `kepuasan/`, for officials in their room."""

from django.urls import path

from inti.admin.kamar import kantor
from layanan.views import skm, skm_kantor

app_name = "skm"

urlpatterns = [
    path("kepuasan/", skm.hasil, name="hasil"),
    path("kepuasan/terima-kasih/", skm.terima_kasih, name="terima_kasih"),
    path("kepuasan/kunci/<str:token>/", skm.isi, name="isi"),
    path("kepuasan/acara/<str:kode>/", skm.acara, name="acara"),
    path("kepuasan/permohonan/<str:kode>/", skm.nilai, name="nilai"),
    path("kepuasan/<slug:masa>/", skm.masa, name="masa"),
    path("kepuasan/<slug:masa>/laporan/", skm.laporan, name="laporan"),
    path("admin/skm/lembar/", kantor(skm_kantor.lembar), name="lembar"),
    path("admin/skm/lembar/cetak/", kantor(skm_kantor.lembar_cetak), name="lembar_cetak"),
    path("admin/skm/acara/<str:kode>/poster/", kantor(skm_kantor.poster), name="poster"),
    path("admin/skm/<slug:masa>/", kantor(skm_kantor.masa), name="kantor_masa"),
    path("admin/skm/<slug:masa>/cetak/", kantor(skm_kantor.cetak), name="kantor_cetak"),
    path("admin/skm/<slug:masa>/terbitkan/", kantor(skm_kantor.terbitkan), name="kantor_terbitkan"),
]
