"""The businesses of an account, and the owner's verbs: the same actions as the buttons of the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import Throttled
from rest_framework.generics import ListAPIView
from rest_framework.response import Response

from akun import batas
from api import contoh, isian, queries, serializers, skema
from api.filters import UsahaSaring
from api.halaman import HalamanDokumen, HalamanRiwayat, HalamanUsaha
from api.views.dasar import DasarView, UsahaView, status_berubah
from inti.dokumen import Dokumen
from inti.workflow import TransisiDitolak
from umkm.actions import periksa, usulan
from umkm.actions.daftar import USAHA_SEHARI, daftar
from umkm.enums import StatusUsulan
from umkm.forms.daftar import UsahaBaruForm
from umkm.forms.keadaan import KeadaanForm
from umkm.models import RiwayatUsaha, Usaha
from umkm.permissions import pemilik

MEDAN_BARU = isian.medan_api(UsahaBaruForm, tanpa=("kunci_kirim",))
MEDAN_KEADAAN = isian.medan_api(KeadaanForm)
KUNCI_KIRIM = "Idempotency-Key"
TANPA_BADAN = {"type": "object", "additionalProperties": False}


def jawaban_lengkap(usaha: Usaha, request: Any, status: int = 200) -> Response:
    """Return a business as it is now; a verb leaves it changed, so it is read anew."""
    milik = Usaha.objects.select_related("desa__kecamatan", "kbli")
    segar = milik.prefetch_related("kepemilikan__pelaku", "riwayat").get(pk=usaha.pk)
    return Response(serializers.UsahaSerializer(queries.lengkap(segar, request)).data, status=status)


class SayaView(DasarView):
    @skema.operasi(
        "saya",
        "Kunci ini milik siapa",
        "Untuk mencoba kunci: nama akun, dan apa yang boleh dilakukan sampai kapan.",
        tag=skema.AKUN,
        jawaban=serializers.SayaSerializer,
        contoh=contoh.SAYA,
    )
    def get(self, request: Any) -> Response:
        return Response(serializers.SayaSerializer({"nama": request.user.nama, "kunci": request.auth}).data)


class DaftarUsahaView(DasarView, ListAPIView):
    queryset = Usaha.objects.none()
    serializer_class = serializers.UsahaRingkasSerializer
    filterset_class = UsahaSaring
    pagination_class = HalamanUsaha

    def get_queryset(self) -> Any:
        return queries.usaha_milik(self.request.user)

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        ringkas = [queries.ringkas(satu, self.request) for satu in args[0]] if args else []
        return super().get_serializer(ringkas, **kwargs)

    @skema.operasi(
        "usaha_daftar",
        "Daftar usaha",
        "Usaha yang Anda miliki atau bantu, yang terbaru di atas. Angka keuangan tidak pernah ada di sini.",
        tag=skema.USAHA,
        jawaban=serializers.UsahaRingkasSerializer(many=True),
        contoh=contoh.RINGKAS,
        masalah_lain=("isian_salah",),
    )
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @skema.operasi(
        "usaha_buat",
        "Daftarkan usaha",
        "Membuat usaha baru atas nama Anda, dengan nomor pendaftaran. Kirim Idempotency-Key yang sama bila mengulang "
        "karena jaringan putus: usaha tidak dibuat dua kali, jawabannya 200.",
        tag=skema.TINDAKAN,
        status=201,
        ulang=200,
        jawaban=serializers.UsahaSerializer,
        contoh=contoh.BARU,
        kirim=isian.skema_form(MEDAN_BARU, wajib=("uraian", "desa")),
        contoh_kirim={"uraian": "keripik singkong", "desa": "33.25.11.1015"},
        parameter=(
            OpenApiParameter(
                KUNCI_KIRIM,
                {"type": "string", "format": "uuid"},
                OpenApiParameter.HEADER,
                description="UUID yang Anda buat sekali untuk setiap usaha.",
            ),
            OpenApiParameter(
                "Location", str, OpenApiParameter.HEADER, response=[201], description="Alamat usaha yang baru."
            ),
        ),
    )
    def post(self, request: Any) -> Response:
        isian.periksa_nama(request.data, MEDAN_BARU)
        kunci = kunci_kirim(request)
        ada = Usaha.objects.dikelola(request.user).filter(kunci_kirim=kunci).first()
        if ada is not None:
            return jawaban_lengkap(ada, request)
        kosong = UsahaBaruForm(initial={"kunci_kirim": str(kunci)})
        form = UsahaBaruForm(isian.ketikan(kosong, request.data))
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        if not batas.pakai(f"usaha_baru:{request.user.pk}", USAHA_SEHARI, batas.HARI):
            raise Throttled(batas.HARI // USAHA_SEHARI)
        data = form.cleaned_data
        usaha = daftar(oleh=request.user, desa=data["desa"], uraian=data["uraian"], kunci_kirim=kunci)
        jawaban = jawaban_lengkap(usaha, request, 201)
        jawaban["Location"] = jawaban.data["alamat"]
        return jawaban


class SatuUsahaView(UsahaView):
    @skema.operasi(
        "usaha_baca",
        "Satu usaha",
        "Status, jam tiga bagian, sepuluh baris riwayat terakhir, tanda bukti, dan tindakan yang tersedia bagi Anda "
        "sekarang. Usaha orang lain tidak ada: 404.",
        tag=skema.USAHA,
        jawaban=serializers.UsahaSerializer,
        contoh=contoh.LENGKAP,
        masalah_lain=skema.USAHA_SATU,
    )
    def get(self, request: Any, kode: str) -> Response:
        return jawaban_lengkap(self.usaha(kode), request)


class RiwayatView(UsahaView, ListAPIView):
    queryset = RiwayatUsaha.objects.none()
    serializer_class = serializers.RiwayatSerializer
    pagination_class = HalamanRiwayat
    filter_backends = ()

    def get_queryset(self) -> Any:
        return self.usaha(self.kwargs["kode"]).riwayat.all()

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        baris = [queries.baris_riwayat(satu, self.request.user) for satu in args[0]] if args else []
        return super().get_serializer(baris, **kwargs)

    @skema.operasi(
        "usaha_riwayat",
        "Riwayat usaha",
        "Seluruh riwayat dalam kalimat, yang terbaru di atas.",
        tag=skema.USAHA,
        jawaban=serializers.RiwayatSerializer(many=True),
        contoh=contoh.RIWAYAT,
        masalah_lain=(*skema.USAHA_SATU, "isian_salah"),
    )
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class DokumenView(UsahaView, ListAPIView):
    queryset = Dokumen.objects.none()
    serializer_class = serializers.DokumenSerializer
    pagination_class = HalamanDokumen
    filter_backends = ()

    def get_queryset(self) -> Any:
        return self.usaha(self.kwargs["kode"]).dokumen

    @skema.operasi(
        "usaha_dokumen",
        "Surat yang terbit",
        "Tanda bukti usaha ini, juga yang sudah diganti atau dicabut; yang terbaru di atas.",
        tag=skema.USAHA,
        jawaban=serializers.DokumenSerializer(many=True),
        contoh=contoh.BUKTI,
        masalah_lain=(*skema.USAHA_SATU, "isian_salah"),
    )
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


def tindakan(nama: str, verba: Any, ringkasan: str, keterangan: str) -> type[UsahaView]:
    """Make the view behind one verb that needs no input: POST, and the business as it is after it."""

    class TindakanView(UsahaView):
        @skema.operasi(
            f"usaha_{nama}",
            ringkasan,
            f"{keterangan} Kiriman kosong. Bila tindakan ini tidak tersedia sekarang: 409, dan tidak ada yang berubah.",
            tag=skema.TINDAKAN,
            jawaban=serializers.UsahaSerializer,
            contoh=contoh.LENGKAP,
            kirim=TANPA_BADAN,
            masalah_lain=(*skema.USAHA_SATU, "status_berubah", "bukan_wewenang"),
        )
        def post(self, request: Any, kode: str) -> Response:
            isian.periksa_nama(request.data, {})
            usaha = self.usaha(kode)
            try:
                verba(usaha, oleh=request.user)
            except TransisiDitolak as galat:
                raise status_berubah(usaha, galat) from None
            return jawaban_lengkap(usaha, request)

    return TindakanView


def batalkan_usulan(usaha: Usaha, *, oleh: Any) -> None:
    """Take back the proposal that waits. Raises TransisiDitolak when there is none."""
    menunggu = usaha.usulan.filter(status=StatusUsulan.DIAJUKAN).first()
    if menunggu is None:
        raise TransisiDitolak("Tidak ada usulan yang menunggu diputuskan.")
    usulan.batalkan(menunggu, oleh=oleh)


AjukanView = tindakan(
    "ajukan", periksa.ajukan, "Kirim ke petugas", "Janji tiga hari kerja dimulai. Yang belum lengkap disebut: 422."
)
TarikView = tindakan("tarik", periksa.tarik, "Tarik kembali", "Selama petugas belum mulai memeriksa.")
BukaLagiView = tindakan(
    "buka_lagi", periksa.buka_lagi, "Perbaiki dan kirim lagi", "Setelah ditolak atau dicabut, usaha menjadi draf."
)
PastikanView = tindakan(
    "pastikan",
    periksa.pastikan,
    "Data masih benar",
    "Untuk usaha terverifikasi; setahun ini tidak ditanya lagi.",
)
BatalkanUsulanView = tindakan("usulan_batalkan", batalkan_usulan, "Batalkan usulan", "Data yang lama tetap berlaku.")


class KeadaanView(UsahaView):
    @skema.operasi(
        "usaha_keadaan",
        "Catat buka atau tutup",
        "Hanya pemilik. Mengulang catatan yang sama tidak menambah riwayat. Tanpa `sejak` berarti hari ini.",
        tag=skema.TINDAKAN,
        jawaban=serializers.UsahaSerializer,
        contoh=contoh.LENGKAP,
        kirim=isian.skema_form(MEDAN_KEADAAN, wajib=("keadaan",)),
        contoh_kirim={"keadaan": "TUTUP_SEMENTARA", "sejak": "2026-11-20"},
        masalah_lain=(*skema.USAHA_SATU, "status_berubah", "bukan_wewenang"),
    )
    def post(self, request: Any, kode: str) -> Response:
        isian.periksa_nama(request.data, MEDAN_KEADAAN)
        usaha = self.usaha(kode)
        if not pemilik(request.user, usaha):
            self.permission_denied(request)
        form = KeadaanForm(isian.ketikan(KeadaanForm(), request.data))
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        data = form.cleaned_data
        if (usaha.keadaan, usaha.keadaan_sejak) != (data["keadaan"], data["sejak"]):
            try:
                periksa.ubah_keadaan(usaha, oleh=request.user, sumber="PEMILIK", **data)
            except TransisiDitolak as galat:
                raise status_berubah(usaha, galat) from None
        return jawaban_lengkap(usaha, request)


def kunci_kirim(request: Any) -> UUID:
    """Return the key under which this sending makes one business; a fresh one when the caller named none."""
    teks = request.headers.get(KUNCI_KIRIM)
    try:
        return uuid4() if teks is None else UUID(teks)
    except ValueError:
        raise ValidationError(
            {KUNCI_KIRIM: "Isi dengan UUID, misalnya 6f1c2d4e-8a7b-4c3d-9e2f-1a2b3c4d5e6f."}
        ) from None
