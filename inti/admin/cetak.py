"""The whole file of a case on paper, for those who audit: a reason first, a line in the read log, then the PDF."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from inti.alasan import TERPENDEK

AKIBAT = "Pencetakan ini tercatat dengan nama Anda dan alasannya, dan pemilik data dapat membacanya."


class CetakForm(forms.Form):
    alasan = forms.CharField(
        label="Untuk apa dicetak",
        min_length=TERPENDEK,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Sedikitnya 10 huruf. Misalnya: pemeriksaan Inspektorat, surat tugas 700/123/2026.",
        error_messages={
            "required": "Tulis untuk apa dicetak, sedikitnya 10 huruf. Pemilik data membacanya.",
            "min_length": "Tulis lebih jelas untuk apa dicetak, sedikitnya 10 huruf.",
        },
    )


def cetak_view(halaman: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """GET asks what for; POST writes it down and hands the PDF over. Raises Http404 for whom it is not."""
    obj = halaman.get_object(request, unquote(object_id))
    if obj is None or not halaman.has_view_permission(request, obj) or not halaman.boleh_cetak(request.user, obj):
        raise Http404
    if request.method not in ("GET", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    form = CetakForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            pdf = halaman.CETAK(obj, oleh=request.user, alasan=form.cleaned_data["alasan"])
        except PermissionDenied:
            raise Http404 from None
        except ValidationError as galat:
            form.add_error("alasan", galat.messages)
        else:
            return _berkas(obj, pdf)
    konteks = {
        **halaman.admin_site.each_context(request),
        "title": "Cetak berkas",
        "judul": "Cetak berkas",
        "subtitle": None,
        "opts": halaman.opts,
        "original": obj,
        "tombol": {"label": "Cetak berkas (PDF)", "akibat": AKIBAT, "alasan": False},
        "form": form,
        "status_kata": halaman.status_kata(obj),
        "tenggat": "",
        "lanjut": None,
        "potongan": [],
        "url_kembali": halaman._url(request, obj, "change"),
        "media": form.media,
    }
    request.current_app = halaman.admin_site.name
    return TemplateResponse(request, "admin/perkara_tindakan.html", konteks, status=422 if form.errors else 200)


def _berkas(obj: Any, pdf: bytes) -> HttpResponse:
    jawaban = HttpResponse(pdf, content_type="application/pdf")
    jawaban["Content-Disposition"] = f'inline; filename="berkas-{getattr(obj, "nomor", obj.pk)}.pdf"'
    add_never_cache_headers(jawaban)
    return jawaban
