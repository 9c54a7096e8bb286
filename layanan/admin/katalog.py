"""The catalogue in the officials' room: a service in parts, each on a page of its own; its form is built elsewhere."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from inti.admin import AdminDasar
from inti.admin.baris import PilihanBernama
from layanan import katalog
from layanan.admin import katalog_berkas
from layanan.admin.katalog_baris import BarisAlasan, BarisBerkas, BarisPenanda, BarisSyarat, BarisTarif
from layanan.forms.katalog import LayananForm
from layanan.models import Bidang, Layanan
from layanan.models.layanan import KOMPONEN


@admin.register(Bidang)
class AdminBidang(AdminDasar):
    untuk_semua = True
    boleh_ditambah = ("kode", "nama")
    boleh_diubah = ("nama",)
    fields = ("kode", "nama")
    list_display = ("nama", "kode")
    search_fields = ("nama",)
    belum_ada = "Belum ada bidang. Muat katalog dengan perintah muat_layanan, atau tambahkan di sini."


class Bagian(NamedTuple):
    """One page of a service: its name on the tab, what it says of itself, its fields, its rows."""

    label: str
    keterangan: str
    kolom: tuple[str, ...] = ()
    baris: tuple[Any, ...] = ()


STANDAR = tuple(nama for nama, _ in KOMPONEN)
BAGIAN = {
    "umum": Bagian(
        "Umum",
        "Yang dibaca pemilik usaha di daftar layanan, dan apa yang kita janjikan.",
        ("nama", "ringkas", "bidang", "instansi", "hari_janji", "boleh_belum_verifikasi", "urut", "aktif"),
    ),
    "standar": Bagian(
        "Standar",
        "Empat belas komponen Permenpan RB 15/2014. Semuanya tampil di halaman layanan.",
        (*STANDAR, "sumber", "perlu_konfirmasi"),
    ),
    "syarat": Bagian(
        "Syarat", "Yang harus dipunyai dulu, lalu yang difoto atau diunggah.", (), (BarisSyarat, BarisBerkas)
    ),
    "surat": Bagian(
        "Hasil",
        "Yang diterima pemohon. Untuk surat: siapa memaraf dan menandatangani, dari urutan terkecil.",
        ("jenis_produk", "templat_surat", "perihal_surat", "klasifikasi", "seri"),
        (BarisPenanda,),
    ),
    "tarif": Bagian("Biaya", "Angka yang berlaku menurut tanggal, dengan sumbernya.", (), (BarisTarif,)),
    "tolak": Bagian(
        "Penolakan",
        "Setiap alasan menolak membawa jalan keluar: layanan lain, pelatihan, atau yang dilakukan pemohon sendiri.",
        ("atasan",),
        (BarisAlasan,),
    ),
}


@admin.register(Layanan)
class AdminLayanan(PilihanBernama, AdminDasar):
    """What officials edit stays when the shipped catalogue is loaded again. A service is switched off, not deleted."""

    untuk_semua = True
    form = LayananForm
    pilihan_pendek = ("bidang", "seri", "atasan")
    boleh_ditambah = ("nama", "kode", "ringkas", "bidang", "instansi", "hari_janji", "boleh_belum_verifikasi")
    boleh_diubah = tuple(nama for satu in BAGIAN.values() for nama in satu.kolom)
    change_form_template = "admin/layanan/layanan_change_form.html"
    change_list_template = "admin/layanan/layanan_change_list.html"
    list_display = ("nama", "bidang", "hari_janji", "instansi", "formulir_kata", "aktif")
    list_filter = ("bidang", "jenis_produk", "instansi", "aktif")
    list_select_related = ("bidang",)
    search_fields = ("nama", "kode")
    search_help_text = "Nama layanan"
    belum_ada = "Belum ada layanan. Muat katalog dengan perintah muat_layanan, muat berkas, atau tambahkan di sini."

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("versi")

    @admin.display(description="formulir")
    def formulir_kata(self, obj: Layanan) -> str:
        return katalog.keadaan_formulir(obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            hasil = ("jenis_produk", "templat_surat", "perihal_surat")
            return [
                (None, {"fields": self.boleh_ditambah}),
                ("Hasilnya", {"fields": hasil}),
                (
                    "Standar pelayanan",
                    {"fields": STANDAR, "description": "Kalimat yang sama di semua layanan sudah terisi."},
                ),
            ]
        satu = BAGIAN[bagian(request)]
        return [(satu.label, {"fields": satu.kolom, "description": satu.keterangan})]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return BAGIAN[bagian(request)].baris if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Offer what every service says alike: taken from the first one of the catalogue."""
        return katalog.kalimat_bersama() | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep a new service out of sight until somebody shows it."""
        if not change:
            obj.aktif = False
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list:
        jaga = self.admin_site.admin_view
        return [
            path("keluarkan/", jaga(katalog_berkas.keluarkan_view), name="layanan_layanan_keluarkan"),
            path("muat/", jaga(katalog_berkas.muat_view), name="layanan_layanan_muat"),
            path("<path:object_id>/formulir/", jaga(self.formulir_view), name="layanan_layanan_formulir"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        boleh = {"boleh_atur": request.user.has_perm("layanan.change_layanan")}
        return super().changelist_view(request, boleh | (extra_context or {}))

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        if obj := kwargs.get("obj"):
            context |= self._konteks(obj, bagian(request))
            context |= {"boleh_atur": self.has_change_permission(request, obj), "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def _konteks(self, obj: Layanan, kini: str) -> dict[str, Any]:
        ubah = reverse("admin:layanan_layanan_change", args=[obj.pk])
        tab = [(f"{ubah}?bagian={kode}", satu.label, kode == kini) for kode, satu in BAGIAN.items()]
        formulir = reverse("admin:layanan_layanan_formulir", args=[obj.pk])
        return {
            "tab": [*tab, (formulir, "Formulir", kini == "formulir")],
            "kesiapan": katalog.kesiapan(obj),
        }

    def formulir_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """List the versions of the form of a service, each with what may be done to it."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        konteks = {
            **self.admin_site.each_context(request),
            "title": f"Formulir {obj}",
            "subtitle": None,
            "opts": self.opts,
            "original": obj,
            "versi": katalog.daftar_versi(obj),
            "boleh_atur": request.user.has_perm("layanan.change_versiformulir"),
            **self._konteks(obj, "formulir"),
        }
        return TemplateResponse(request, "admin/layanan/layanan_formulir.html", konteks)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Stay on the part that was saved: a service is edited part by part."""
        return HttpResponseRedirect(request.get_full_path())

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:layanan_layanan_change", args=[obj.pk]))


def bagian(request: HttpRequest) -> str:
    """Return the part of a service that the address names."""
    nama = request.GET.get("bagian", "")
    return nama if nama in BAGIAN else "umum"
