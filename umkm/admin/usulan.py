"""Proposals in the officials' room: old and new side by side, a decision for each field."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from inti.admin import AdminPerkara, TabAntrean
from inti.workflow import Tombol
from umkm import isian as aturan
from umkm.actions import usulan as aksi
from umkm.enums import StatusUsulan
from umkm.forms.petugas import PutuskanForm
from umkm.models import Usaha, Usulan
from umkm.pencarian import saring_usaha

RUPA = {StatusUsulan.DIAJUKAN: "jalan", StatusUsulan.DIPUTUSKAN: "selesai", StatusUsulan.DIBATALKAN: "netral"}


class TabUsulan(TabAntrean):
    TAB = (("menunggu", "Menunggu diputuskan", lambda qs, user: qs.filter(status=StatusUsulan.DIAJUKAN)),)


@admin.register(Usulan)
class AdminUsulan(AdminPerkara):
    TINDAKAN = {"putuskan": aksi.putuskan}
    FORMULIR = {"putuskan": PutuskanForm}
    BERPESAN = ("putuskan",)
    KALIMAT = {
        "usulkan": "mengusulkan perubahan",
        "putuskan": "memutuskan usulan",
        "batalkan": "membatalkan usulan",
    }

    change_form_template = "admin/umkm/usulan_change_form.html"
    list_display = ("nama_usaha", "nomor", "tempat", "status_kata", "tenggat_kata", "dibuat")
    list_filter = (TabUsulan, "usaha__desa__kecamatan", "status")
    list_select_related = ("usaha__desa__kecamatan",)
    ordering = ("jatuh_tempo", "-pk")
    search_fields = ("usaha__nama__icontains", "usaha__nomor__iexact")
    search_help_text = "Usaha, pemilik, desa, nomor pendaftaran, atau nomor WhatsApp"
    fields = ("usaha",)
    belum_ada = "Belum ada usulan. Usulan datang dari pemilik yang ingin mengubah data terverifikasi."

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("isian")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        diusulkan = Usaha.objects.filter(pk__in=queryset.order_by().values("usaha"))
        return queryset.filter(usaha__in=saring_usaha(diusulkan, search_term).values("pk")), False

    @admin.display(description="usaha", ordering="usaha__nama")
    def nama_usaha(self, obj: Usulan) -> str:
        return obj.usaha.nama

    @admin.display(description="nomor", ordering="usaha__nomor")
    def nomor(self, obj: Usulan) -> str:
        return obj.usaha.nomor

    @admin.display(description="desa", ordering="usaha__desa")
    def tempat(self, obj: Usulan) -> str:
        return str(obj.usaha.desa)

    @admin.display(description="status", ordering="status")
    def status_kata(self, obj: Usulan) -> Any:
        obj.rupa_status = RUPA[StatusUsulan(obj.status)]  # type: ignore[attr-defined]
        return super().status_kata(obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        boleh = any(t.verba == "putuskan" for t in self.tombol(obj, request.user))
        form = PutuskanForm(perkara=obj, oleh=request.user) if boleh else None
        konteks = {
            "usulan": obj,
            "isian": banding(obj, form),
            "putuskan": form,
            "url_putuskan": self._url(request, obj, "putuskan"),
            **(self._lanjut_dan_potongan(request, obj, "putuskan", form) if form else {}),
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def _halaman_tindakan(self, request: HttpRequest, obj: Any, tombol: Tombol, form: Any) -> HttpResponse:
        jawaban = super()._halaman_tindakan(request, obj, tombol, form)
        if isinstance(jawaban, TemplateResponse) and jawaban.context_data is not None:
            jawaban.template_name = "admin/umkm/usulan_putuskan.html"
            jawaban.context_data["isian"] = banding(obj, form)
        return jawaban


def banding(usulan: Usulan, form: PutuskanForm | None) -> list[dict[str, Any]]:
    """Return each field of a proposal with old and new as people read them, and its part of the form."""
    baris = []
    for isian in usulan.isian.all():
        putusan, alasan = form.medan(isian.nama) if form else (None, None)
        baris.append(
            {
                "label": aturan.label(isian.nama),
                "lama": aturan.tampil_usulan(isian.nama, isian.lama),
                "baru": aturan.tampil_usulan(isian.nama, isian.baru),
                "diterima": isian.diterima,
                "alasan_tolak": isian.alasan,
                "putusan": putusan,
                "alasan": alasan,
            }
        )
    return baris
