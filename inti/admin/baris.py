"""Rows that are typed into on the page of the record they hang on, and pickers of reference data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from inti.admin.dasar import BarisDasar, Terlingkup


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
