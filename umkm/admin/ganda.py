"""Suspected doubles, compared side by side, and the log of merges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString

from inti.admin import AdminDasar, TabAntrean
from inti.admin.daftar import pil
from umkm import isian as aturan
from umkm.actions.ganda import bukan_ganda
from umkm.admin import kait
from umkm.admin.kasus import sebut_dugaan
from umkm.admin.pelaku import ISIAN_PELAKU
from umkm.enums import KeputusanGanda
from umkm.forms.petugas import BukanGandaForm
from umkm.models import DugaanPelaku, DugaanUsaha, PelakuUsaha, Penggabungan, Usaha
from umkm.pencarian import saring_pelaku, saring_usaha

RUPA = {KeputusanGanda.BELUM: "tunggu", KeputusanGanda.BUKAN: "netral", KeputusanGanda.DIGABUNG: "selesai"}
ISIAN_USAHA = (
    "usaha.nama",
    "usaha.uraian",
    "usaha.kbli",
    "usaha.produk_utama",
    "usaha.tahun_mulai",
    "usaha.desa",
    "usaha.alamat",
    "usaha.jenis_tempat",
)


class TabDugaan(TabAntrean):
    TAB = (("belum", "Belum diputuskan", lambda qs, user: qs.belum()),)


class AdminDugaan(AdminDasar):
    """A pair that may be one: shown side by side, closed by "Bukan ganda" or by a merge.

    A subclass gives `banding(pair, user)`, the lines of the comparison: label, the value of each side, whether
    they are the same.
    """

    IZIN = ""
    KAIT: list[kait.Halaman]
    banding: Callable[..., list[dict[str, Any]]]
    list_filter: Any = (TabDugaan, "keputusan", "dibuat")

    change_form_template = "admin/umkm/dugaan_change_form.html"
    list_display = ("pasangan", "alasan_kata", "keputusan_kata", "dibuat")
    list_select_related = ("a", "b", "diputuskan_oleh")
    search_fields = ("a__nama__icontains", "b__nama__icontains")
    search_help_text = "Nama atau nomor salah satu"
    fields = ("keputusan",)
    belum_ada = "Belum ada dugaan. Portal mencatatnya saat NIK, nomor WhatsApp, atau nama dua data serupa."

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        model = self.opts.get_field("a").related_model
        saring: Any = saring_usaha if model is Usaha else saring_pelaku
        terduga = queryset.order_by().values("a").union(queryset.order_by().values("b"))
        cocok = saring(model._default_manager.filter(pk__in=terduga), search_term).values("pk")
        return queryset.filter(Q(a__in=cocok) | Q(b__in=cocok)), False

    @admin.display(description="yang diduga ganda")
    def pasangan(self, obj: Any) -> str:
        return str(obj)

    @admin.display(description="karena")
    def alasan_kata(self, obj: Any) -> str:
        return sebut_dugaan(obj)["alasan"]

    @admin.display(description="keputusan", ordering="keputusan")
    def keputusan_kata(self, obj: Any) -> SafeString:
        return pil(obj.get_keputusan_display(), RUPA[KeputusanGanda(obj.keputusan)])

    def get_urls(self) -> list:
        nama = f"{self.opts.app_label}_{self.opts.model_name}_bukan"
        bukan = path("<path:object_id>/bukan/", self.admin_site.admin_view(self.bukan_view), name=nama)
        return [bukan, *kait.alamat(self.KAIT, self), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self._ambil(request, object_id)
        return super().change_view(
            request, object_id, form_url, self._konteks(request, obj, BukanGandaForm()) | (extra_context or {})
        )

    def bukan_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Close a suspicion by POST; the comparison itself is the page that asks."""
        obj = self._ambil(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self._boleh(request.user, obj):
            messages.warning(request, f"Pasangan ini sudah diputuskan atau bukan wewenang Anda: {obj}.")
            return HttpResponseRedirect(self._url(obj))
        form = BukanGandaForm(request.POST)
        if form.is_valid():
            try:
                bukan_ganda(obj, oleh=request.user, catatan=form.cleaned_data["catatan"])
                messages.success(request, "Tercatat: bukan data ganda.")
            except PermissionDenied as galat:
                messages.error(request, str(galat))
            return HttpResponseRedirect(self._url(obj))
        konteks = {
            **self.admin_site.each_context(request),
            "title": str(obj),
            "subtitle": None,
            "opts": self.opts,
            "original": obj,
            "media": form.media,
            **self._konteks(request, obj, form),
        }
        return TemplateResponse(request, "admin/umkm/dugaan_change_form.html", konteks, status=422)

    def _konteks(self, request: HttpRequest, obj: Any, form: BukanGandaForm) -> dict[str, Any]:
        boleh = self._boleh(request.user, obj)
        return {
            "dugaan": obj,
            "alasan": self.alasan_kata(obj),
            "status_kata": self.keputusan_kata(obj),
            "banding": self.banding(obj, request.user),
            "url_a": self._url(obj.a),
            "url_b": self._url(obj.b),
            "form_bukan": form if boleh else None,
            "url_bukan": reverse(f"admin:umkm_{self.opts.model_name}_bukan", args=[obj.pk]),
            "loket": kait.tautan(self.KAIT, self, request.user, obj) if boleh else [],
        }

    def _boleh(self, user: Any, obj: Any) -> bool:
        return user.has_perm(self.IZIN) and obj.keputusan == KeputusanGanda.BELUM

    def _ambil(self, request: HttpRequest, object_id: str) -> Any:
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return obj

    def _url(self, obj: Any) -> str:
        return reverse(f"admin:umkm_{obj._meta.model_name}_change", args=[obj.pk])


@admin.register(DugaanPelaku)
class AdminDugaanPelaku(AdminDugaan):
    IZIN = "umkm.gabung_pelaku"
    KAIT = kait.DUGAAN_PELAKU

    def banding(self, obj: Any, user: Any) -> list[dict[str, Any]]:
        kosong = Usaha()
        baris = [_baris(aturan.label(n), *(aturan.tampil(kosong, p, n) for p in (obj.a, obj.b))) for n in ISIAN_PELAKU]
        sama_nik = bool(obj.a.nik_sidik) and obj.a.nik_sidik == obj.b.nik_sidik
        for b in baris:
            if b["label"] == "NIK":
                b |= {"sama": sama_nik, "beda": not sama_nik}  # two masks may look alike
        return [
            *baris,
            _baris("Nomor WhatsApp", obj.a.telepon, obj.b.telepon, telepon=True),
            _baris("Usaha", *(_usaha_milik(p, user) for p in (obj.a, obj.b))),
            _baris("Identitas", *("terbukti" if p.identitas_terbukti else "belum diperiksa" for p in (obj.a, obj.b))),
            _baris("Akun", *("ada" if p.akun_id else "tidak ada" for p in (obj.a, obj.b))),
        ]


@admin.register(DugaanUsaha)
class AdminDugaanUsaha(AdminDugaan):
    IZIN = "umkm.gabung_usaha"
    KAIT = kait.DUGAAN_USAHA
    list_filter = (TabDugaan, "a__desa__kecamatan", "keputusan", "dibuat")

    def banding(self, obj: Any, user: Any) -> list[dict[str, Any]]:
        pemilik = {u: u.pemilik for u in (obj.a, obj.b)}
        return [
            _baris("Nomor pendaftaran", obj.a.nomor, obj.b.nomor),
            _baris("Pemilik", *(str(pemilik[u] or "") for u in (obj.a, obj.b))),
            *(_baris(aturan.label(n), *(aturan.tampil(u, pemilik[u], n) for u in (obj.a, obj.b))) for n in ISIAN_USAHA),
            _baris("Status", *(u.get_status_display() for u in (obj.a, obj.b))),
            _baris("Foto", *(str(u.foto.count()) for u in (obj.a, obj.b))),
        ]


@admin.register(Penggabungan)
class AdminPenggabungan(AdminDasar):
    """The log of merges, read-only."""

    change_form_template = "admin/umkm/penggabungan_change_form.html"
    fields = ("jenis", "utama_kata", "lebur_kata", "alasan", "oleh", "pada", "dibatalkan_oleh", "dibatalkan_pada")
    list_display = ("utama_kata", "lebur_kata", "jenis", "oleh", "pada", "dibatalkan_pada")
    list_filter = ("jenis", "pada")
    list_select_related = ("oleh", "dibatalkan_oleh")
    search_fields = ("utama__exact", "lebur__exact", "alasan__icontains")
    search_help_text = "Kode data, atau kata dalam alasan"
    belum_ada = "Belum ada penggabungan."

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Add the names that stand behind the codes."""
        return super().get_queryset(request).annotate(nama_utama=_nama("utama"), nama_lebur=_nama("lebur"))

    @admin.display(description="data yang tetap", ordering="nama_utama")
    def utama_kata(self, obj: Any) -> str:
        return obj.nama_utama

    @admin.display(description="data yang melebur", ordering="nama_lebur")
    def lebur_kata(self, obj: Any) -> str:
        return obj.nama_lebur

    def get_urls(self) -> list:
        return [*kait.alamat(kait.PENGGABUNGAN, self), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        konteks = {"loket": kait.tautan(kait.PENGGABUNGAN, self, request.user, obj)}
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))


def _nama(kolom: str) -> Coalesce:
    """Name the record behind a code: a business with its number, or a person."""
    usaha = Usaha.objects.filter(kode=OuterRef(kolom)).values_list(
        Concat("nama", Value(" ("), "nomor", Value(")"), output_field=CharField())
    )
    return Coalesce(Subquery(usaha), Subquery(PelakuUsaha.objects.filter(kode=OuterRef(kolom)).values("nama")))


def _baris(label: str, a: str, b: str, *, telepon: bool = False) -> dict[str, Any]:
    return {"label": label, "a": a, "b": b, "sama": a == b and bool(a), "beda": a != b, "telepon": telepon}


def _usaha_milik(pelaku: PelakuUsaha, user: Any) -> str:
    milik = Usaha.objects.terlihat_oleh(user).filter(kepemilikan__pelaku=pelaku, kepemilikan__sampai=None).distinct()
    return ", ".join(str(u) for u in milik)
