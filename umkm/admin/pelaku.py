"""Persons in the officials' room: read-only, the NIK as a mask, with what they own and who looked at them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.safestring import SafeString

from akun.models import LogBaca, Persetujuan
from inti import telepon
from inti.admin import AdminDasar
from inti.admin.daftar import pil
from umkm import isian as aturan
from umkm.admin import kait, rahasia
from umkm.admin.kasus import peringatan
from umkm.models import DugaanPelaku, PelakuUsaha, Usaha
from umkm.pencarian import saring_pelaku

BACA_TERBANYAK = 20
ISIAN_PELAKU = [n for b in aturan.BAGIAN.values() for n in b.isian if n.startswith("pelaku.")]


@admin.register(PelakuUsaha)
class AdminPelaku(AdminDasar):
    change_form_template = "admin/umkm/pelaku_change_form.html"
    list_display = ("nama", "nomor_telepon", "tempat_tinggal", "identitas", "berakun", "dibuat")
    list_filter = ("identitas_terbukti", "jenis_kelamin", "disabilitas")
    list_select_related = ("desa__kecamatan", "akun", "digabung_ke")
    search_fields = ("nama__icontains",)
    search_help_text = "Nama, nomor WhatsApp, atau nomor pendaftaran usahanya"
    fields = ("nama",)
    belum_ada = "Belum ada pelaku usaha. Orang muncul di sini bersama usahanya."

    @admin.display(description="WhatsApp", ordering="telepon")
    def nomor_telepon(self, obj: PelakuUsaha) -> str | None:
        return telepon.tampil(obj.telepon) if obj.telepon else None

    @admin.display(description="tempat tinggal", ordering="desa")
    def tempat_tinggal(self, obj: PelakuUsaha) -> str | None:
        return str(obj.desa) if obj.desa else obj.domisili_luar or None

    @admin.display(description="identitas", ordering="identitas_terbukti")
    def identitas(self, obj: PelakuUsaha) -> SafeString:
        if obj.digabung_ke_id:
            return pil("digabung", "netral")
        return pil("terbukti", "selesai") if obj.identitas_terbukti else pil("belum diperiksa", "tunggu")

    @admin.display(description="akun", boolean=True)
    def berakun(self, obj: PelakuUsaha) -> bool:
        return obj.akun_id is not None

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return (saring_pelaku(queryset, search_term) if search_term.strip() else queryset), False

    def get_urls(self) -> list:
        nama = f"{self.opts.app_label}_{self.opts.model_name}"
        alamat = [
            path(
                f"<path:object_id>/{kata}/",
                self.admin_site.admin_view(partial(self.rahasia_view, kata=kata)),
                name=f"{nama}_{kata}",
            )
            for kata in rahasia.PELAKU
        ]
        return [*alamat, *kait.alamat(kait.PELAKU, self), *super().get_urls()]

    def rahasia_view(self, request: HttpRequest, object_id: str, *, kata: str) -> HttpResponseBase:
        obj = self._ambil(request, object_id)
        konteks = {
            **self.admin_site.each_context(request),
            "subtitle": None,
            "opts": self.opts,
            "url_kembali": reverse("admin:umkm_pelakuusaha_change", args=[obj.pk]),
        }
        return rahasia.lihat(request, rahasia=rahasia.PELAKU[kata], obj=obj, konteks=konteks)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self._ambil(request, object_id)
        konteks = _halaman(obj, request.user) | {
            "rahasia": rahasia.terbuka(rahasia.PELAKU, request.user, obj),
            "loket": kait.tautan(kait.PELAKU, self, request.user, obj),
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def _ambil(self, request: HttpRequest, object_id: str) -> PelakuUsaha:
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return obj


def _halaman(pelaku: PelakuUsaha, user: Any) -> dict[str, Any]:
    """Gather what stands on the page of a person; businesses that `user` may not see are only counted."""
    usaha = Usaha.objects.filter(kepemilikan__pelaku=pelaku, kepemilikan__sampai=None).distinct()
    terlihat = usaha.terlihat_oleh(user).select_related("desa__kecamatan")
    log = LogBaca.objects.filter(subjek_jenis="pelaku", subjek_kode=pelaku.kode).select_related("oleh")
    return {
        "pelaku": pelaku,
        "baris": [
            {"nama": n, "label": aturan.label(n), "isi": aturan.tampil(Usaha(), pelaku, n)} for n in ISIAN_PELAKU
        ],
        "peringatan": peringatan(pelaku),
        "usaha": terlihat,
        "usaha_luar": usaha.count() - len(terlihat),
        "dahulu": pelaku.kepemilikan.filter(sampai__isnull=False)
        .filter(usaha__in=Usaha.objects.terlihat_oleh(user))
        .select_related("usaha"),
        "persetujuan": Persetujuan.objects.filter(subjek_kode=pelaku.kode),
        "ganda": DugaanPelaku.objects.belum().tentang(pelaku).terlihat_oleh(user).select_related("a", "b"),
        "log": log[:BACA_TERBANYAK],
        "log_jumlah": log.count(),
        "boleh_log": user.has_perm("akun.view_logbaca") and user.semua_kecamatan,
    }
