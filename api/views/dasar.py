"""What all views of the API share: methods, caching, and finding a business."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.cache import patch_cache_control
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from api.masalah import Konflik
from inti.workflow import TransisiDitolak
from umkm import permissions
from umkm.models import Usaha

# What the pages of a business read with it.
LENGKAP = "desa__kecamatan", "kbli", "digabung_ke"


class DasarView(APIView):
    """Closed unless opened, and kept by nobody: what an answer holds belongs to one account."""

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Tell the methods of this address in the header Allow."""
        return Response(status=204)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        jawaban = super().finalize_response(request, response, *args, **kwargs)
        self.atur_simpan(jawaban)
        return jawaban

    def atur_simpan(self, jawaban: Any) -> None:
        """Keep personal data out of every cache on the way."""
        patch_cache_control(jawaban, private=True, no_store=True)


class UsahaView(DasarView):
    """A view of one business of the account."""

    def usaha(self, kode: str) -> Usaha:
        """Return the business. Raises Http404 for anybody else's, Konflik for a double that was merged away."""
        lengkap = Usaha.objects.select_related(*LENGKAP).prefetch_related("kepemilikan__pelaku__desa__kecamatan")
        usaha = lengkap.filter(kode=kode).first()
        if usaha is None:
            raise Http404
        tetap: Usaha = usaha.digabung_ke or usaha
        if not permissions.pengelola(self.request.user, tetap):
            raise Http404
        if tetap is not usaha:
            alamat = reverse("api:usaha_satu", args=[tetap.kode], request=self.request)
            kalimat = f"Data {usaha.nomor} sudah digabung dengan {tetap.nomor}."
            raise Konflik("sudah_digabung", kalimat, usaha_tetap=alamat)
        return usaha


def status_berubah(usaha: Usaha, galat: TransisiDitolak) -> Konflik:
    """Return the refusal of a verb that came too late, with the status that stands now."""
    segar = Usaha.objects.get(pk=usaha.pk)
    kalimat = str(galat) or f"Status usaha ini sekarang: {segar.get_status_display()}."
    return Konflik("status_berubah", kalimat, status_sekarang=segar.status)
