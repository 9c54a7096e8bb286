"""Root of the site: the public home and what browsers and robots ask for by themselves."""

from django.urls import path

from beranda import views

app_name = "beranda"
urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("saya/", views.saya, name="saya"),
    path("gaya/", views.gaya, name="gaya"),
    path("robots.txt", views.robots, name="robots"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
]
