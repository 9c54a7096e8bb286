"""Rows that hang on a service or a goal: who may change the catalogue may add and change them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from inti.admin import BarisDasar
from inti.admin.dasar import Terlingkup
from layanan.forms.katalog import AlasanTolakForm, SyaratBerkasForm, TarifForm, TarifFormSet, isian_kini
from layanan.models import AlasanTolak, LangkahTujuan, Penanda, SyaratBerkas, SyaratLayanan, TarifLayanan


class PilihanBernama(Terlingkup):
    """Choices of reference data: every row may be picked, and an empty choice says what it means."""

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        return db_field.remote_field.model._default_manager.all()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        isian = super().formfield_for_dbfield(db_field, request, **kwargs)
        kosong = "Tidak ada" if db_field.blank else "Pilih"
        if isinstance(isian, forms.ModelChoiceField) and isian.empty_label is not None:
            isian.empty_label = kosong
        elif isinstance(isian, forms.TypedChoiceField):
            pilihan: Any = isian.choices
            isian.choices = [(k, kata if k else kosong) for k, kata in pilihan]
        return isian


class BarisAtur(PilihanBernama, BarisDasar):
    """Whoever sees the record sees its rows; permissions of the rows' own model open them."""

    template = "admin/edit_inline/tabular.html"
    extra = 1
    max_num = 60

    def _boleh(self, request: HttpRequest, izin: str) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.{izin}_{self.opts.model_name}")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._boleh(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._boleh(request, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_delete and self._boleh(request, "delete")


class BarisSyarat(BarisAtur):
    model = SyaratLayanan
    fk_name = "layanan"
    fields = ("legalitas", "butuh", "wajib")
    pilihan_pendek = ("butuh",)
    can_delete = True
    verbose_name_plural = "yang harus dipunyai dulu"


class BarisBerkas(BarisAtur):
    """A document that is no longer asked for is switched off: waiting cases keep what they handed in."""

    model = SyaratBerkas
    form = SyaratBerkasForm
    template = "admin/edit_inline/stacked.html"
    ordering = ("urut", "pk")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kelas: Any = super().get_formset(request, obj, **kwargs)
        isian = isian_kini(obj) if obj else []

        class Formset(kelas):
            def get_form_kwargs(self, index: Any) -> dict[str, Any]:
                return super().get_form_kwargs(index) | {"isian": isian}

        return Formset


class BarisPenanda(BarisAtur):
    model = Penanda
    fields = ("urut", "jenis", "jabatan")
    pilihan_pendek = ("jabatan",)
    can_delete = True
    verbose_name_plural = "yang memaraf dan menandatangani"


class BarisTarif(BarisAtur):
    model = TarifLayanan
    form = TarifForm
    formset = TarifFormSet
    template = "admin/edit_inline/stacked.html"


class BarisAlasan(BarisAtur):
    model = AlasanTolak
    form = AlasanTolakForm
    fk_name = "layanan"
    pilihan_pendek = ("obat_layanan",)
    template = "admin/edit_inline/stacked.html"
    verbose_name_plural = "alasan menolak layanan ini"


class BarisLangkah(BarisAtur):
    model = LangkahTujuan
    fields = ("urut", "layanan", "wajib", "sebab")
    pilihan_pendek = ("layanan",)
    can_delete = True
    extra = 2
    verbose_name_plural = "langkah ke tujuan ini"
