"""The letter in the officials' room: its draft as PDF and as pictures, and the page on which a signer reads it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from layanan import bsre, surat
from layanan.enums import JenisTanda
from layanan.models import Permohonan

TEMPLAT = "admin/layanan/permohonan_tanda.html"
VERBA = ("tanda_tangani", "tanda_tangani_elektronik")
KATA = {
    JenisTanda.PARAF: {"label": "Paraf", "akibat": "Surat lanjut ke meja berikutnya. Belum bernomor."},
    JenisTanda.TANDA_TANGAN: {
        "label": "Tanda tangani dan beri nomor",
        "akibat": "Surat mendapat nomor dan siap dicetak, diteken basah, dan dicap. Pindaiannya lalu diunggah.",
    },
}
"""What the button of the next step says, and what it does."""


def konsep_view(halaman: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Hand over the draft: the PDF, or with `?hal=1` the picture of a page. Raises Http404 for whom it is not."""
    obj = halaman.ambil_data(request, object_id)
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    try:
        isi, jenis = _isi(obj, request.GET.get("hal", ""))
    except (ValidationError, IndexError):
        raise Http404 from None
    jawaban = HttpResponse(isi, content_type=jenis)
    jawaban["Content-Disposition"] = f'inline; filename="konsep-{obj.nomor}.{jenis.partition("/")[2]}"'
    jawaban["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(jawaban)
    return jawaban


def _isi(obj: Permohonan, hal: str) -> tuple[bytes, str]:
    if not hal:
        return surat.konsep(obj), "application/pdf"
    if not (hal.isascii() and hal.isdecimal() and len(hal) < 3 and int(hal) > 0):
        raise IndexError
    return surat.gambar_konsep(obj)[int(hal) - 1], "image/png"


class Bacaan:
    """What the page of a signer shows of the letter, drawn only when the page asks for it."""

    def __init__(self, permohonan: Permohonan, user: Any) -> None:
        self.permohonan, self.user = permohonan, user
        self.url = reverse("admin:layanan_permohonan_konsep", args=[permohonan.pk])

    @cached_property
    def halaman(self) -> list[str]:
        """The addresses of the pictures of the draft, one for each page."""
        return [f"{self.url}?hal={n}" for n in range(1, len(surat.gambar_konsep(self.permohonan)) + 1)]

    @property
    def tanpa_nik(self) -> bool:
        """Whether the signer could sign electronically, were his NIK known here."""
        tahap = self.permohonan.tahap_berikut
        pejabat = tahap.jabatan.pejabat_pada() if tahap else None
        return bsre.terpasang() and pejabat is not None and pejabat.akun_id == self.user.pk and not pejabat.nik_sandi
