"""The base of every page in the officials' room: what the official may not see does not exist."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import capfirst as filter_capfirst

from inti import nik
from inti.admin.daftar import KOSONG, PaginatorTerbatas, baca_centang
from inti.admin.saringan import di_daftar

# What may follow a declared filter in the address; anything else would be a question about a hidden column.
EKOR_SARINGAN = {"", "exact", "isnull", "in", "gt", "gte", "lt", "lte"}
TERISI_SENDIRI = "Daftar ini terisi dari pekerjaan pemohon dan petugas di wilayah kerja Anda."


class TanggalInput(forms.DateInput):
    """The browser's own date field: no script, the right keyboard on a phone."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class WaktuInput(forms.DateTimeInput):
    """A day and a time in the browser's own field, without a script."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Terlingkup(BaseModelAdmin):
    """Scope for pages and inlines alike: querysets, pickers and filters pass through `terlihat_oleh`.

    A model without `terlihat_oleh` is closed, unless its admin says `untuk_semua = True` (reference
    data that every official may read) or `hanya_sekabupaten = True`.
    """

    untuk_semua = False
    pilihan_pendek: tuple[str, ...] = ()
    view_on_site: Any = False
    formfield_overrides = {models.DateField: {"widget": TanggalInput}}
    empty_value_display = KOSONG

    def batasi(self, qs: QuerySet, user: Any) -> QuerySet:
        """Narrow any queryset of any model to what `user` may see; what nobody opened is empty."""
        if hasattr(qs, "terlihat_oleh"):
            return qs.terlihat_oleh(user)
        situs = self.admin_site
        halaman: Any = situs.get_model_admin(qs.model) if situs.is_registered(qs.model) else None
        return qs if halaman and halaman.terbuka_bagi(user) else qs.none()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.batasi(super().get_queryset(request), request.user)

    def pilihan(self, model: Any, user: Any) -> QuerySet:
        """Return the rows of `model` that may be offered to `user`, ready to be named without a query for each."""
        situs = self.admin_site
        qs = self.batasi(model._default_manager.all(), user)
        if not situs.is_registered(model):
            return qs
        halaman: Any = situs.get_model_admin(model)
        return qs.select_related(*halaman.list_select_related)

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Return every relation whose target can be searched; `pilihan_pendek` names those that fit a plain list."""
        situs = self.admin_site
        hubungan = [*self.opts.fields, *self.opts.many_to_many]
        return [
            f.name
            for f in hubungan
            if f.remote_field
            and f.name not in self.pilihan_pendek
            and situs.is_registered(f.remote_field.model)
            and situs.get_model_admin(f.remote_field.model).search_fields
        ]

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet:
        return self.pilihan(db_field.remote_field.model, request.user)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Drop the icons that add, change or delete a related record in a pop-up: they need JavaScript."""
        isian = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isian and isinstance(isian.widget, RelatedFieldWidgetWrapper):
            isian.widget = isian.widget.widget
        return isian


class AdminDasar(Terlingkup, admin.ModelAdmin):
    """A page of the officials' room: scoped, and read-only unless it names what may be changed.

    `boleh_ditambah` names the fields of a new record, `boleh_diubah` those of an old one;
    `boleh_dihapus` is for reference data alone. `hanya_sekabupaten` closes the page to
    officials who work for some kecamatan only (for records that know no kecamatan). `belum_ada`
    is what an empty list says: its first sentence that it is empty, the rest what fills it.
    """

    boleh_ditambah: tuple[str, ...] = ()
    boleh_diubah: tuple[str, ...] = ()
    boleh_dihapus = False
    hanya_sekabupaten = False
    belum_ada = ""

    add_form_template = "admin/change_form.html"
    list_per_page = 25
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = PaginatorTerbatas
    list_select_related: ClassVar[tuple[str, ...]] = ()
    save_on_top = False

    @property
    def media(self) -> forms.Media:
        """Only the script that ticks all rows: Django's own set, with jQuery, comes along where a picker needs it."""
        return forms.Media(js=["admin/js/actions.js"] if self.actions else [])

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Fetch a record once for a page that is only read, however many parts of it ask."""
        if request.method != "GET":
            return super().get_object(request, object_id, from_field)
        diingat: dict[Any, Any] = request.__dict__.setdefault("objek_diingat", {})
        kunci = (self.opts.label, object_id, from_field)
        if kunci not in diingat:
            diingat[kunci] = super().get_object(request, object_id, from_field)
        return diingat[kunci]

    def get_action_choices(self, request: HttpRequest, default_choices: Any = (("", "Pilih tindakan"),)) -> Any:
        return super().get_action_choices(request, list(default_choices))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.fields:
            return list(flatten_fieldsets([(None, {"fields": self.fields})]))
        if obj is None:
            return list(self.boleh_ditambah)
        return [f.name for f in self.opts.fields if not f.primary_key]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": self.boleh_ditambah})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return []
        return [nama for nama in flatten_fieldsets(self.get_fieldsets(request, obj)) if nama not in self.boleh_diubah]

    def terbuka_bagi(self, user: Any) -> bool:
        """Tell whether a model without `terlihat_oleh` is open to `user` as a whole."""
        return user.semua_kecamatan if self.hanya_sekabupaten else self.untuk_semua

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        if self.hanya_sekabupaten and not request.user.semua_kecamatan:
            return False
        return super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(self.boleh_ditambah) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.boleh_diubah) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.boleh_dihapus and super().has_delete_permission(request, obj)

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Accept only the filters that the page declares.

        Django lets the address ask about any column of the row (`?omzet__gt=…`), and the answer
        "one row, no row" tells a hidden value bit by bit.
        """
        for saringan in [*self.get_list_filter(request), self.date_hierarchy]:
            if isinstance(saringan, type):
                if lookup == getattr(saringan, "parameter_name", None):
                    return True
                continue
            nama = saringan[0] if isinstance(saringan, tuple | list) else saringan
            if nama and (lookup == nama or lookup.startswith(f"{nama}__")):
                return self._ekor_dikenal(nama, lookup[len(nama) :].removeprefix("__"))
        return False

    def _ekor_dikenal(self, nama: str, ekor: str) -> bool:
        bidang, model = None, self.model
        for bagian in nama.split("__"):
            bidang = model._meta.get_field(bagian)
            model = bidang.related_model or model
        ekor_sasaran = set()
        if bidang is not None and bidang.related_model:
            sasaran = bidang.related_model._meta.pk
            ekor_sasaran = {f"{n}__{e}" for n in ("pk", sasaran.name) for e in ("exact", "in")}
        return ekor in EKOR_SARINGAN | ekor_sasaran

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Answer 404 for what does not exist and for what belongs to another kecamatan, alike."""
        raise Http404

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 422 to a form that was refused, as every form of the portal does."""
        jawaban = super().render_change_form(request, context, *args, **kwargs)
        if context.get("errors"):
            jawaban.status_code = 422
        return jawaban

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """Begin with a capital: Django's sentences begin with the name of the model."""
        super().message_user(request, filter_capfirst(message), *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Show the list; a NIK in its address is turned away, for addresses stand in logs and browsers."""
        if nik.mirip(request.GET.get("q", "")):
            messages.warning(request, "NIK tidak dicari di sini, karena alamat halaman tercatat. Pakai “Cari NIK”.")
            return HttpResponseRedirect(request.path)
        if request.method == "POST" and (kurang := baca_centang(request)):
            messages.warning(request, kurang)
            return HttpResponseRedirect(request.get_full_path())
        kalimat = self.belum_ada or f"Belum ada {self.opts.verbose_name_plural}. {TERISI_SENDIRI}"
        judul, _, teks = kalimat.partition(". ")
        bawaan = {"judul_kosong": judul, "teks_kosong": teks} | di_daftar(self, request)
        return super().changelist_view(request, bawaan | (extra_context or {}))


class BarisDasar(Terlingkup, admin.TabularInline):
    """Rows that belong to the record on the page, read-only: who sees the record sees its rows."""

    extra = 0
    max_num = 0
    can_delete = False

    @property
    def media(self) -> forms.Media:
        return forms.Media()

    def batasi(self, qs: QuerySet, user: Any) -> QuerySet:
        """Leave the rows of this inline to their record, which was fetched in scope, if they know no scope."""
        if qs.model is self.model and not hasattr(qs, "terlihat_oleh"):
            return qs
        return super().batasi(qs, user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
