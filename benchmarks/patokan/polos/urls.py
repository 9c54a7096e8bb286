from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from benchmarks.patokan.polos import kursi
from benchmarks.patokan.polos.models import Usaha

SEHALAMAN = 20


@login_required
def daftar(request: HttpRequest) -> HttpResponse:
    usaha = Usaha.objects.order_by("-pk")
    if (sebelum := request.GET.get("sebelum", "")).isdecimal():
        usaha = usaha.filter(pk__lt=int(sebelum))
    baris = list(usaha[: SEHALAMAN + 1])
    konteks = {"baris": baris[:SEHALAMAN], "terakhir": baris[-1].pk if baris else "", "pengguna": request.user}
    return render(request, "polos/daftar.html", konteks)


urlpatterns = [path("", daftar), path("kursi/<int:kunci>/<int:orang>/", kursi.ambil)]
