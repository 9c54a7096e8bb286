"""The satisfaction survey: for everyone under `kepuasan/`, for officials in their room."""

from typing import Any

from django.contrib import admin
from django.http import HttpResponseBase
from django.urls import path

from layanan.views import skm, skm_kantor


def _kantor(lihat: Any) -> Any:
    """Guard a page like every page of the officials' room; the portal puts its own site there after this is read."""

    def jaga(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return admin.site.admin_view(lihat)(*args, **kwargs)

    return jaga


app_name = "skm"

urlpatterns = [
    path("kepuasan/", skm.hasil, name="hasil"),
    path("kepuasan/terima-kasih/", skm.terima_kasih, name="terima_kasih"),
    path("kepuasan/kunci/<str:token>/", skm.isi, name="isi"),
    path("kepuasan/acara/<str:kode>/", skm.acara, name="acara"),
    path("kepuasan/permohonan/<str:kode>/", skm.nilai, name="nilai"),
    path("kepuasan/<slug:masa>/", skm.masa, name="masa"),
    path("kepuasan/<slug:masa>/laporan/", skm.laporan, name="laporan"),
    path("admin/skm/lembar/", _kantor(skm_kantor.lembar), name="lembar"),
    path("admin/skm/lembar/cetak/", _kantor(skm_kantor.lembar_cetak), name="lembar_cetak"),
    path("admin/skm/acara/<str:kode>/poster/", _kantor(skm_kantor.poster), name="poster"),
    path("admin/skm/<slug:masa>/", _kantor(skm_kantor.masa), name="kantor_masa"),
    path("admin/skm/<slug:masa>/cetak/", _kantor(skm_kantor.cetak), name="kantor_cetak"),
    path("admin/skm/<slug:masa>/terbitkan/", _kantor(skm_kantor.terbitkan), name="kantor_terbitkan"),
]
