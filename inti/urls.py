"""The public check of issued papers."""

from django.urls import path

from inti import views

app_name = "inti"
urlpatterns = [
    path("cek/", views.cek_formulir, name="cek_formulir"),
    path("cek/<str:kode>/", views.cek, name="cek"),
    path("cek/<str:kode>/nama/", views.cek_nama, name="cek_nama"),
]
