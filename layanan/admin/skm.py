"""Periods, events and plans of the satisfaction survey in the officials' room. Single answers have no page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from inti.admin import AdminDasar
from layanan.models import AcaraSkm, PeriodeSkm, RencanaSkm


class SaringanTerbit(admin.SimpleListFilter):
    title = "hasil"
    parameter_name = "terbit"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("berjalan", "Masih berjalan"), ("belum", "Menunggu diterbitkan"), ("sudah", "Sudah terbit")]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        bulan = timezone.localdate().replace(day=1)
        saring: dict[str, dict[str, Any]] = {
            "berjalan": {"sampai__gte": bulan, "diterbitkan": None},
            "belum": {"sampai__lt": bulan, "diterbitkan": None},
            "sudah": {"diterbitkan__isnull": False},
        }
        return queryset.filter(**saring.get(self.value() or "", {}))


@admin.register(PeriodeSkm)
class AdminPeriodeSkm(AdminDasar):
    """A published period stays as it is."""

    untuk_semua = True
    boleh_ditambah = ("nama", "mulai", "sampai", "populasi", "penanda", "simpulan")
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("nama", "bulan", "keadaan")
    list_filter = (SaringanTerbit,)
    search_fields = ("nama",)
    pilihan_pendek = ("penanda",)
    change_form_template = "admin/layanan/periodeskm_change_form.html"
    belum_ada = "Belum ada masa SKM. Tambahkan satu, paling sedikit setahun sekali."

    @admin.display(description="Bulan", ordering="mulai")
    def bulan(self, obj: PeriodeSkm) -> str:
        return obj.rentang

    @admin.display(description="Hasil")
    def keadaan(self, obj: PeriodeSkm) -> str:
        if obj.diterbitkan:
            return f"Terbit: {obj.terbit_ikm}".replace(".", ",")
        return "Menunggu diterbitkan" if obj.berakhir else "Masih berjalan"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.diterbitkan)


@admin.register(AcaraSkm)
class AdminAcaraSkm(AdminDasar):
    untuk_semua = True
    boleh_ditambah = ("nama", "layanan", "sampai", "maks")
    boleh_diubah = ("nama", "sampai", "maks")
    fields = ("nama", "layanan", "sampai", "maks", "masuk")
    list_display = ("nama", "layanan", "sampai", "maks", "masuk")
    list_select_related = ("layanan",)
    search_fields = ("nama",)
    change_form_template = "admin/layanan/acaraskm_change_form.html"
    belum_ada = "Belum ada tautan acara. Tambahkan satu, lalu cetak posternya."


class SaringanKeadaan(admin.SimpleListFilter):
    title = "keadaan"
    parameter_name = "keadaan"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("lewat", "Lewat tanggal"), ("belum", "Belum selesai"), ("sudah", "Selesai")]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        saring: dict[str, dict[str, Any]] = {
            "lewat": {"selesai": None, "tenggat__lt": timezone.localdate()},
            "belum": {"selesai": None},
            "sudah": {"selesai__isnull": False},
        }
        return queryset.filter(**saring.get(self.value() or "", {}))


@admin.register(RencanaSkm)
class AdminRencanaSkm(AdminDasar):
    """A promise to improve: public with the result, so its day is kept or seen to be missed."""

    untuk_semua = True
    boleh_ditambah = ("masa", "unsur", "tindakan", "penanggung", "tenggat")
    boleh_diubah = ("tindakan", "penanggung", "tenggat", "selesai")
    fields = ("masa", "unsur", "tindakan", "penanggung", "tenggat", "selesai")
    list_display = ("tindakan", "masa", "unsur", "penanggung", "tenggat", "selesai")
    list_filter = (SaringanKeadaan, "masa")
    list_select_related = ("masa",)
    search_fields = ("tindakan", "penanggung")
    belum_ada = "Belum ada rencana perbaikan. Buat dari unsur yang nilainya paling rendah."
