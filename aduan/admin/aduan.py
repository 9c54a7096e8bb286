"""The report in the officials' room: the queue, the whole case on one page, and the verbs of the office."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.cache import add_never_cache_headers

from aduan import permissions, queries
from aduan.actions import petugas as aksi
from aduan.enums import SELESAI, Identitas
from aduan.forms import petugas as form
from aduan.kalimat import riwayat
from aduan.models import Aduan, Tanggapan
from inti.admin import AdminPerkara, SaringanJanji, TabAntrean
from inti.admin.serah import Serah
from inti.berkas import sajikan
from umkm.forms.petugas import RahasiaForm


class Antrean(TabAntrean):
    TAB = (
        ("verifikasi", "Menunggu diverifikasi", lambda qs, user: qs.filter(status="MASUK")),
        ("milik_saya", "Milik saya", lambda qs, user: qs.menunggu_kami().filter(petugas=user)),
        ("belum_diambil", "Belum diambil", lambda qs, user: qs.filter(status="DITERUSKAN", petugas=None)),
        ("menunggu", "Semua yang menunggu", lambda qs, user: qs.menunggu_kami()),
    )

    SEMUA = "Semua laporan"

    def hitung(self) -> dict[str, int]:
        return queries.hitung_antrean(self.user)


SERAH = Serah(
    izin="aduan.koordinasi_aduan",
    terbuka=lambda qs: qs.filter(status="DITERUSKAN"),
    calon=lambda: queries.berbeban().prefetch_related("unit_aduan"),
    bertugas=lambda orang, aduan: aduan.unit_id in {u.pk for u in orang.unit_aduan.all()},
    larangan=lambda objek: {o.pk: {o.akun_id} for o in objek if o.akun_id},
    wilayah=lambda aduan: str(aduan.unit or "Belum di unit"),
)


@admin.register(Aduan)
class AdminAduan(AdminPerkara):
    TINDAKAN = {
        "ringkas": aksi.ringkas,
        "teruskan": aksi.teruskan,
        "pindahkan": aksi.pindahkan,
        "ambil": aksi.ambil,
        "lepas": aksi.lepas,
        "tugaskan": aksi.tugaskan,
        "tanyakan": aksi.tanyakan,
        "perpanjang": aksi.perpanjang,
        "jawab": aksi.jawab,
        "tolak": aksi.tolak,
        "putuskan_keberatan": aksi.putuskan_keberatan,
        "tayangkan": aksi.tayangkan,
        "turunkan": aksi.turunkan,
        "catat": aksi.catat,
    }
    FORMULIR = {
        "ringkas": form.RingkasForm,
        "teruskan": form.UnitForm,
        "pindahkan": form.UnitForm,
        "tugaskan": form.TugaskanForm,
        "tanyakan": form.TanyakanForm,
        "jawab": form.JawabForm,
        "putuskan_keberatan": form.PutusForm,
        "tayangkan": form.TayangkanForm,
        "catat": form.CatatForm,
    }
    MASSAL = {"ambil": "aduan.tangani_aduan", "lepas": "aduan.tangani_aduan", "tugaskan": "aduan.koordinasi_aduan"}
    SERAH = SERAH
    BERPESAN = ("tanyakan", "jawab", "tolak", "perpanjang")

    change_form_template = "admin/aduan/aduan_change_form.html"
    list_display = ("nomor", "perihal", "nama_jenis", "nama_unit", "status_kata", "pemegang", "tenggat_kata")
    list_filter = (Antrean, "jenis", "unit", "status", "identitas", SaringanJanji)
    list_select_related = ("jenis", "unit", "petugas")
    ordering = ("jatuh_tempo", "-pk")
    search_fields = ("nomor__iexact", "perihal__icontains")
    search_help_text = "Nomor laporan, atau tentang apa"
    fields = ("nomor",)
    belum_ada = "Belum ada laporan warga. Laporan muncul di sini setelah dikirim."

    @admin.display(description="jenis", ordering="jenis__nama")
    def nama_jenis(self, obj: Aduan) -> str | None:
        return obj.jenis.nama if obj.jenis else None

    @admin.display(description="unit", ordering="unit__nama")
    def nama_unit(self, obj: Aduan) -> str | None:
        return obj.unit.nama if obj.unit else None

    @admin.display(description="di tangan", ordering="petugas__nama")
    def pemegang(self, obj: Aduan) -> str | None:
        return obj.petugas.nama if obj.petugas and obj.status not in SELESAI else None

    def get_urls(self) -> list:
        jaga, nama = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<path:object_id>/berkas/", jaga(self.berkas_view), name=f"{nama}_berkas"),
            path("<path:object_id>/identitas/", jaga(self.identitas_view), name=f"{nama}_identitas"),
            *super().get_urls(),
        ]

    def siapkan(self, obj: Any, user: Any) -> None:
        prefetch_related_objects([obj], "unit__petugas")

    def riwayat(self, obj: Any, *baris: Any) -> list[dict[str, Any]]:
        return riwayat(obj, untuk_pelapor=False)

    def sebab_dilewati(self, objek: list[Any], verba: str, user: Any) -> dict[int, str]:
        prefetch_related_objects(objek, "unit__petugas")
        return super().sebab_dilewati(objek, verba, user)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self._ambil(request, object_id)
        self.siapkan(obj, request.user)
        prefetch_related_objects([obj], Prefetch("tanggapan", Tanggapan.objects.select_related("oleh")))
        tahu = obj.identitas == Identitas.BIASA and permissions.petugas(request.user, obj)
        konteks = {
            "aduan": obj,
            "tanggapan": list(obj.tanggapan.all()),
            "pelapor": aksi.identitas(obj) if tahu else {},
            "boleh_identitas": obj.identitas == Identitas.RAHASIA and permissions.koordinator(request.user, obj),
            "boleh_dengar": permissions.pendengar(request.user, obj),
            "pemegang": self.pemegang(obj),
            "keberatan": getattr(obj, "satu_keberatan", None),
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def _ambil(self, request: HttpRequest, object_id: str) -> Aduan:
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return obj

    def berkas_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Serve the photo, or the recording to whoever may hear it: always as a download (`?b=<kode>`)."""
        obj, kode = self._ambil(request, object_id), request.GET.get("b", "")
        if obj.foto is not None and obj.foto.kode == kode:
            return sajikan(obj.foto)
        if obj.suara is not None and obj.suara.kode == kode and permissions.pendengar(request.user, obj):
            return sajikan(obj.suara, unduh=True)
        raise Http404

    def identitas_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """GET asks why; POST writes the reason down and shows once who sent a secret report."""
        if request.method not in ("GET", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        obj = self._ambil(request, object_id)
        if obj.identitas != Identitas.RAHASIA or not permissions.koordinator(request.user, obj):
            raise Http404
        isian = RahasiaForm(request.POST if request.method == "POST" else None, label_suffix="")
        isi: dict[str, str] | None = None
        if isian.is_valid():
            try:
                isi = aksi.buka_identitas(obj, oleh=request.user, alasan=isian.cleaned_data["alasan"])
            except ValidationError as galat:
                isian.add_error("alasan", galat.messages)
            except PermissionDenied:
                raise Http404 from None
        konteks = {
            **self.admin_site.each_context(request),
            "title": "Lihat identitas pelapor",
            "subtitle": None,
            "obj": obj,
            "form": isian,
            "terbuka": isi is not None,
            "isi": isi or {},
            "url_kembali": self._url(request, obj, "change"),
        }
        jawaban = TemplateResponse(request, "admin/aduan/identitas.html", konteks, status=422 if isian.errors else 200)
        add_never_cache_headers(jawaban)
        return jawaban
