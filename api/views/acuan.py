"""Public data: areas, the finders, the check of papers. The same facts as the pages, without a key."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from api import contoh, queries, serializers, skema
from api.filters import DesaSaring
from api.halaman import HalamanDesa
from api.views.dasar import DasarView
from inti import dokumen
from wilayah.enums import VERSI_TERKINI, VersiKbli
from wilayah.models import Desa, Kecamatan
from wilayah.queries import MAKS_TEKS, cari_desa, cari_kbli

# Villages change by decree, KBLI words by an official now and then.
SIMPAN = 3600
BANYAK = 10
CARI = OpenApiParameter(
    "q",
    {"type": "string", "minLength": 1, "maxLength": MAKS_TEKS},
    required=True,
    description="Yang dicari, dengan kata sehari-hari. Salah ketik dimaklumi.",
)


class AcuanView(DasarView):
    """Reference data: everyone may keep them for an hour, and asks with If-None-Match whether they changed."""

    permission_classes = [AllowAny]

    def atur_simpan(self, jawaban: Any) -> None:
        if jawaban.status_code != 200:
            super().atur_simpan(jawaban)
            return
        patch_cache_control(jawaban, public=True, max_age=SIMPAN)
        jawaban.add_post_render_callback(self._bandingkan)

    def _bandingkan(self, jawaban: Any) -> Any:
        jawaban["ETag"] = quote_etag(hashlib.sha256(jawaban.content).hexdigest()[:32])
        # A key gets the same answer, so nothing of it depends on the header.
        return get_conditional_response(self.request, etag=jawaban["ETag"], response=jawaban)


class KecamatanView(AcuanView):
    @skema.operasi(
        "kecamatan_daftar",
        "Daftar kecamatan",
        "Semua kecamatan di kabupaten ini, menurut abjad.",
        tag=skema.ACUAN,
        terbuka=True,
        jawaban=serializers.DaftarKecamatanSerializer,
        contoh={"hasil": [contoh.KECAMATAN | {"lintang": -6.90833, "bujur": 109.73083}]},
    )
    def get(self, request: Any) -> Response:
        return Response(serializers.DaftarKecamatanSerializer({"hasil": Kecamatan.objects.all()}).data)


class DesaView(AcuanView, ListAPIView):
    queryset = Desa.objects.select_related("kecamatan")
    serializer_class = serializers.DesaSerializer
    filterset_class = DesaSaring
    pagination_class = HalamanDesa

    @skema.operasi(
        "desa_daftar",
        "Daftar desa dan kelurahan",
        "Semua desa dan kelurahan, urut kode, seratus sehalaman.",
        tag=skema.ACUAN,
        terbuka=True,
        jawaban=serializers.DesaSerializer(many=True),
        contoh=contoh.DESA,
        masalah_lain=("isian_salah",),
    )
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class CariDesaView(AcuanView):
    @skema.operasi(
        "desa_cari",
        "Cari desa",
        f"Paling banyak {BANYAK} desa yang cocok, yang paling cocok di atas. Urutan kata bebas: “bawang blado”.",
        tag=skema.ACUAN,
        terbuka=True,
        jawaban=serializers.DaftarDesaSerializer,
        contoh={"hasil": [contoh.DESA]},
        parameter=(CARI,),
        masalah_lain=("isian_salah",),
    )
    def get(self, request: Any) -> Response:
        hasil = cari_desa(yang_dicari(request), BANYAK)
        return Response(serializers.DaftarDesaSerializer({"hasil": hasil}).data)


class CariKbliView(AcuanView):
    @skema.operasi(
        "kbli_cari",
        "Cari KBLI",
        f"Paling banyak {BANYAK} kode lima angka untuk kata sehari-hari (“keripik singkong”) atau awal kode (“107”).",
        tag=skema.ACUAN,
        terbuka=True,
        jawaban=serializers.DaftarKbliSerializer,
        contoh={"hasil": [contoh.KBLI]},
        parameter=(
            CARI,
            OpenApiParameter(
                "versi", enum=VersiKbli.values, default=str(VERSI_TERKINI), description="Versi KBLI yang dicari."
            ),
        ),
        masalah_lain=("isian_salah",),
    )
    def get(self, request: Any) -> Response:
        versi = request.query_params.get("versi", VERSI_TERKINI)
        if versi not in VersiKbli.values:
            raise ValidationError({"versi": f"Pilih {' atau '.join(VersiKbli.values)}."})
        hasil = cari_kbli(yang_dicari(request), versi, BANYAK)
        return Response(serializers.DaftarKbliSerializer({"hasil": hasil}).data)


class CekView(DasarView):
    """The check of a paper, kept out of caches and search engines as its page is."""

    permission_classes = [AllowAny]

    @skema.operasi(
        "cek_surat",
        "Cek surat",
        "Yang terlihat di halaman cek, tidak lebih. Kode boleh ditulis seperti tercetak, dengan atau tanpa tanda "
        "hubung. Kode yang salah dan kode yang tidak ada dijawab sama: 404.",
        tag=skema.CEK,
        terbuka=True,
        jawaban=serializers.CekSerializer,
        contoh=contoh.CEK,
        masalah_lain=("tidak_ada",),
        parameter=(OpenApiParameter("kode", str, OpenApiParameter.PATH, description="Kode di bawah kotak QR."),),
    )
    def get(self, request: Any, kode: str) -> Response:
        satu = dokumen.cari(kode)
        if satu is None:
            raise Http404
        return Response(serializers.CekSerializer(queries.cek(satu)).data)

    def atur_simpan(self, jawaban: Any) -> None:
        super().atur_simpan(jawaban)
        jawaban["X-Robots-Tag"] = "noindex, nofollow"


@extend_schema(exclude=True)
class TidakAdaView(DasarView):
    """What is not there is told as a problem too."""

    permission_classes = [AllowAny]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404


def yang_dicari(request: Any) -> str:
    """Return the words of `?q=`. Raises ValidationError when there are none or far too many."""
    teks = request.query_params.get("q", "").strip()
    if not teks or len(teks) > MAKS_TEKS:
        raise ValidationError({"q": f"Isi yang dicari, paling banyak {MAKS_TEKS} huruf."})
    return teks
