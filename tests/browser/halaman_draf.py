"""Pages for the drafts: a form of every kind of field, and what comes after it."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path

from beranda.contoh import ContohForm

FORMULIR = Template("""{% extends "base_publik.html" %}{% block judul %}Contoh{% endblock %}{% block isi %}
<h1>Contoh</h1>
{% include "partials/_ringkasan_galat.html" with form=form only %}
<form id="uji" method="post" action="/formulir/" data-draf="{{ akun }}:contoh" novalidate enctype="multipart/form-data">
{% csrf_token %}{% for medan in form %}{{ medan.as_field_group }}{% endfor %}
<button class="tombol">Kirim</button></form>
{% endblock %}""")
SELESAI = Template("""{% extends "base_publik.html" %}{% block judul %}Selesai{% endblock %}{% block isi %}
<h1 data-draf-selesai="contoh">Terkirim</h1>{% endblock %}""")
KELUAR = Template("""{% extends "base_publik.html" %}{% block judul %}Keluar{% endblock %}{% block isi %}
<form id="keluar" method="post" action="/formulir/" data-draf-hapus>{% csrf_token %}<button>Keluar</button></form>
{% endblock %}""")


class DrafForm(ContohForm):
    nik = forms.CharField(label="NIK", required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    ibu = forms.CharField(label="Nama ibu", required=False, widget=forms.TextInput(attrs={"data-rahasia": ""}))


@login_not_required
def formulir(request: HttpRequest) -> HttpResponse:
    """Show the form for the account named in the address; `nama` may already stand in the database."""
    awal = {"nama": request.GET.get("nama", "")}
    form = DrafForm(request.POST, request.FILES) if request.method == "POST" else DrafForm(initial=awal)
    if form.is_bound and form.is_valid():
        return HttpResponse(SELESAI.render(RequestContext(request)))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    konteks = {"form": form, "akun": request.GET.get("akun", "tamu")}
    return HttpResponse(FORMULIR.render(RequestContext(request, konteks)), status=status)


@login_not_required
def keluar(request: HttpRequest) -> HttpResponse:
    return HttpResponse(KELUAR.render(RequestContext(request)))


urlpatterns = [
    path("formulir/", formulir),
    path("keluar-contoh/", keluar),
    path("", include("batang_portal.urls")),
]
