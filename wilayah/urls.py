from django.urls import path

from wilayah import views

app_name = "wilayah"

urlpatterns = [
    path("desa/", views.desa, name="desa"),
    path("kbli/", views.kbli, name="kbli"),
]
