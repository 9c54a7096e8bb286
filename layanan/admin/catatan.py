"""Notes between officials, on a page of their own: what is said, and who is told that it was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse

from inti.admin.perkara import FormTindakan
from layanan import meja, permissions
from layanan.actions.catatan import TERPANJANG, catat

AKIBAT = "Dibaca rekan yang dapat membuka permohonan ini. Pemohon tidak pernah membacanya."


class CatatForm(FormTindakan):
    teks = forms.CharField(
        label="Catatan",
        max_length=TERPANJANG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis catatannya."},
    )
    sebut: Any = forms.ModelMultipleChoiceField(
        label="Sebut rekan",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Yang dicentang diberi tahu bahwa ada catatan untuknya, tanpa isinya.",
        error_messages={"invalid_choice": "Rekan itu tidak dapat membuka permohonan ini."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan: Any = self.fields["sebut"]
        medan.queryset = meja.rekan(self.perkara, self.oleh)
        medan.label_from_instance = lambda rekan: f"@{rekan.nama}"
        medan.tanpa_tanda = True


def catat_view(halaman: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """GET asks what and whom; POST keeps it. Raises Http404 for whom the case is not."""
    obj = halaman.ambil_data(request, object_id)
    if not permissions.pembaca_catatan(request.user, obj):
        raise Http404
    if request.method not in ("GET", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    form = CatatForm(request.POST if request.method == "POST" else None, perkara=obj, oleh=request.user)
    if form.is_valid():
        try:
            catat(obj, oleh=request.user, **form.cleaned_data)
        except PermissionDenied:
            raise Http404 from None
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            messages.success(request, "Catatan tersimpan.")
            return HttpResponseRedirect(halaman._url(request, obj, "change") + "#catatan-judul")
    konteks = {
        **halaman.admin_site.each_context(request),
        "title": "Catatan untuk rekan",
        "judul": "Catatan untuk rekan",
        "subtitle": None,
        "opts": halaman.opts,
        "original": obj,
        "tombol": {"label": "Simpan catatan", "akibat": AKIBAT, "alasan": False},
        "form": form,
        "status_kata": halaman.status_kata(obj),
        "tenggat": halaman.tenggat_kata(obj),
        "lanjut": None,
        "potongan": [],
        "url_kembali": halaman._url(request, obj, "change"),
        "media": form.media,
    }
    request.current_app = halaman.admin_site.name
    return TemplateResponse(request, "admin/perkara_tindakan.html", konteks, status=422 if form.errors else 200)
