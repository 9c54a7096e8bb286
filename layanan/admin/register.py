"""The register of the numbers of letters, in the officials' room."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inti.admin import AdminDasar
from inti.admin.daftar import pil
from layanan.models import NomorSurat


class SaringanHangus(admin.SimpleListFilter):
    title = "keadaan"
    parameter_name = "keadaan"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("berlaku", "Berlaku"), ("batal", "Dibatalkan"), ("agenda", "Diketik dari agenda")]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        saring = {
            "berlaku": Q(dibatalkan_pada=None),
            "batal": Q(dibatalkan_pada__isnull=False),
            "agenda": Q(seri=None),
        }.get(self.value() or "")
        return queryset.filter(saring) if saring else queryset


@admin.register(NomorSurat)
class AdminNomorSurat(AdminDasar):
    """The register: every number that was given, in its order; a trigger keeps it as it is."""

    list_display = ("nomor", "tanggal", "perihal", "nama_usaha", "keadaan", "alasan_batal")
    list_filter = ("tahun", "seri", SaringanHangus)
    list_select_related = ("seri", "permohonan__layanan", "permohonan__usaha")
    ordering = ("-tahun", "-pk")
    search_fields = ("nomor__icontains", "permohonan__nomor__iexact", "permohonan__usaha__nama__icontains")
    search_help_text = "Nomor surat, nomor permohonan, atau nama usaha"
    belum_ada = "Belum ada nomor surat. Nomor diberikan saat surat ditandatangani, tidak sebelumnya."

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        cara = ("cara",) if obj is not None and obj.elektronik else ()
        return (
            "nomor",
            "tanggal",
            "seri",
            "urut",
            "perihal",
            "nama_usaha",
            "perkara",
            *cara,
            "keadaan",
            "dibatalkan_pada",
            "alasan_batal",
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": self.get_fields(request, obj)})]

    @admin.display(description="surat", ordering="permohonan__layanan__perihal_surat")
    def perihal(self, surat: NomorSurat) -> str:
        return surat.permohonan.layanan.perihal_surat

    @admin.display(description="usaha", ordering="permohonan__usaha__nama")
    def nama_usaha(self, surat: NomorSurat) -> str:
        return surat.permohonan.usaha.nama

    @admin.display(description="permohonan")
    def perkara(self, surat: NomorSurat) -> SafeString:
        alamat = reverse("admin:layanan_permohonan_change", args=[surat.permohonan_id])
        return format_html('<a href="{}">{}</a>', alamat, surat.permohonan.nomor)

    @admin.display(description="keadaan", ordering="dibatalkan_pada")
    def keadaan(self, surat: NomorSurat) -> SafeString:
        return pil("Berlaku", "selesai") if surat.dibatalkan_pada is None else pil("Dibatalkan", "tolak")

    @admin.display(description="tanda tangan")
    def cara(self, surat: NomorSurat) -> str:
        nomor = f", dokumen {surat.id_bsre}" if surat.id_bsre else ""
        return f"elektronik, sertifikat BSrE{nomor}"
