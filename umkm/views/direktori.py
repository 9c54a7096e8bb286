"""The public directory: verified businesses that are open and whose owner wants to be found."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inti.halaman import potong
from umkm.filters import DirektoriFilter
from umkm.models import Usaha


@login_not_required
@require_safe
def direktori(request: HttpRequest) -> HttpResponse:
    saring = DirektoriFilter(request.GET, queryset=Usaha.objects.direktori())
    halaman = potong(request, saring.qs)
    disaring = bool(request.GET.get("q", "").strip() or request.GET.get("kecamatan"))
    konteks = halaman | {"form": saring.form, "disaring": disaring, "usaha": halaman["baris"]}
    return render(request, "umkm/direktori.html", konteks)
