"""Opening what is sacred: NIK, the photo of the identity card, amounts. A reason, one look, a line in the read log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from inti.berkas import Berkas, sajikan
from umkm.actions import pribadi
from umkm.forms.petugas import RahasiaForm
from umkm.models import PelakuUsaha, Usaha


class Rahasia(NamedTuple):
    """A protected fact of a person or a business: how it is called, who may, what opens it, whether there is any."""

    judul: str
    izin: str
    buka: Callable[..., Any]
    ada: Callable[[Any], bool]


def _ada_angka(usaha: Usaha) -> bool:
    return any(k.ditutup_pada is None for k in usaha.keuangan.all())


PELAKU = {
    "buka-nik": Rahasia("Buka NIK", "umkm.buka_nik", pribadi.buka_nik, lambda p: bool(p.nik_sandi)),
    "buka-ktp": Rahasia("Buka foto KTP", "umkm.buka_nik", pribadi.buka_foto_ktp, lambda p: p.foto_ktp_id is not None),
}
USAHA = {
    "buka-keuangan": Rahasia(
        "Buka angka keuangan",
        "umkm.lihat_keuangan",
        pribadi.buka_keuangan,
        _ada_angka,
    ),
}


def terbuka(rahasia: dict[str, Rahasia], user: Any, obj: Any) -> list[str]:
    """Return which of these `user` may open on `obj`, by name."""
    return [nama for nama, r in rahasia.items() if obj is not None and user.has_perm(r.izin) and r.ada(obj)]


def lihat(
    request: HttpRequest, *, rahasia: Rahasia, obj: PelakuUsaha | Usaha | None, konteks: dict[str, Any]
) -> HttpResponseBase:
    """GET asks for the reason; POST writes it down and shows the fact once. `obj` was fetched in scope.

    Raises Http404 where there is nothing to open or the user may not know.
    """
    if request.method not in ("GET", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    if obj is None or not request.user.has_perm(rahasia.izin) or not rahasia.ada(obj):
        raise Http404
    form = RahasiaForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            isi = rahasia.buka(obj, oleh=request.user, alasan=form.cleaned_data["alasan"])
        except PermissionDenied:
            raise Http404 from None
        except ValidationError as galat:
            form.add_error("alasan", galat.messages)
        else:
            return _tunjukkan(request, rahasia, obj, isi, konteks)
    jawaban = TemplateResponse(
        request,
        "admin/umkm/rahasia.html",
        konteks | {"title": rahasia.judul, "obj": obj, "form": form},
        status=422 if form.errors else 200,
    )
    add_never_cache_headers(jawaban)
    return jawaban


def _tunjukkan(request: HttpRequest, rahasia: Rahasia, obj: Any, isi: Any, konteks: dict[str, Any]) -> HttpResponseBase:
    if isinstance(isi, Berkas):
        return sajikan(isi)
    konteks = konteks | {"title": rahasia.judul, "obj": obj, "isi": isi, "banyak": isinstance(isi, list)}
    jawaban = TemplateResponse(request, "admin/umkm/rahasia_terbuka.html", konteks)
    add_never_cache_headers(jawaban)
    return jawaban
