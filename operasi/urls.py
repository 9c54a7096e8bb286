from django.contrib import admin
from django.urls import path

from operasi import views

app_name = "operasi"
urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrik_prometheus, name="metrik"),
    path("admin/sistem/", admin.site.admin_view(views.status), name="status"),
    path("admin/sistem/uji/<slug:apa>/", admin.site.admin_view(views.uji), name="uji"),
]
