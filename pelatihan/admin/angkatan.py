"""The class in the officials' room: the list, the whole class on one page, and its verbs with what they will do."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import F, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format

from inti.admin import AdminPerkara, FormTindakan, TabAntrean
from pelatihan import kalimat, kantor, kesiapan
from pelatihan.actions import angkatan as aksi
from pelatihan.actions import lulus
from pelatihan.admin import bagian, loket, rencana
from pelatihan.admin.ruang import pintu
from pelatihan.enums import BERAKHIR, StatusAngkatan
from pelatihan.forms.dampak import BiayaNyataForm
from pelatihan.models import Angkatan
from pelatihan.permissions import penyelenggara

A = StatusAngkatan


ANTREAN = (
    ("mendatang", "Akan datang"),
    ("berjalan", "Sedang berjalan"),
    ("rencana", "Direncanakan"),
    ("belum_ditutup", "Selesai, belum ditutup"),
    ("belum_dimulai", "Hari ini, belum dimulai"),
    ("tanpa_pelatih", "Segera mulai, tanpa pelatih"),
    ("daftar_terbuka", "Daftar hadir belum ditutup"),
    ("seleksi", "Lamaran untuk diseleksi"),
)
SELALU = ("mendatang", "berjalan", "rencana", "belum_ditutup")
"""Tabs that always stand there; the others are somebody's work, and stand there while there is some."""


class Antrean(TabAntrean):
    TAB = tuple((k, label, lambda qs, user, k=k: qs.filter(kantor.TAB[k]())) for k, label in ANTREAN)

    SEMUA = "Semua angkatan"

    def hitung(self) -> dict[str, int]:
        return kantor.hitung_angkatan(self.user)

    def tampak(self, kode: str, jumlah: int) -> bool:
        return bool(jumlah) or kode in SELALU


class BatalForm(FormTindakan):
    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca peserta di halaman kelasnya; pesannya tidak memuat alasan. Jangan sebut nama orang.",
        error_messages={"required": "Tulis alasannya, agar jelas mengapa kelas ini dibatalkan."},
    )


@admin.register(Angkatan)
class AdminAngkatan(AdminPerkara):
    """Classes are no secret of a kecamatan: every official sees all. Who sits in them is scoped elsewhere."""

    untuk_semua = True
    TINDAKAN = {
        "buka": aksi.buka,
        "tutup": aksi.tutup,
        "mulai": aksi.mulai_kelas,
        "selesaikan": lulus.selesaikan,
        "catat_biaya": aksi.catat_biaya,
        "batalkan": aksi.batalkan,
    }
    FORMULIR = {"catat_biaya": BiayaNyataForm, "batalkan": BatalForm}
    LANGSUNG = frozenset()
    KALIMAT = kalimat.ANGKATAN
    antrean_bawaan = "antrean=mendatang"

    boleh_ditambah = ("nama",)
    change_form_template = "admin/pelatihan/angkatan_change_form.html"
    tindakan_template = "admin/pelatihan/angkatan_tindakan.html"
    list_display = ("nama_kelas", "tanggal_kata", "tempat_kata", "kursi_kata", "cara", "status_kata")
    list_filter = (Antrean, "status", "kurikulum__tema", "cara", "medium", "desa__kecamatan", "mulai")
    list_select_related = ("kurikulum", "desa__kecamatan")
    ordering = ("-mulai", "-pk")
    search_fields = ("kurikulum__nama", "nama", "tempat")
    search_help_text = "Nama pelatihan, angkatan, atau tempat"
    fields = ("nama",)
    belum_ada = "Belum ada angkatan. Rencanakan satu dengan tombol di atas."

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        kursi, terisi = Sum("kuota__jumlah", default=0), Sum("kuota__terisi", default=0)
        return super().get_queryset(request).annotate(kursi=kursi, terisi=terisi, sisa=F("kursi") - F("terisi"))

    @admin.display(description="pelatihan", ordering="kurikulum__nama")
    def nama_kelas(self, obj: Angkatan) -> str:
        return str(obj)

    @admin.display(description="tanggal", ordering="mulai")
    def tanggal_kata(self, obj: Angkatan) -> str | None:
        if obj.mulai is None:
            return None
        awal, akhir = timezone.localdate(obj.mulai), timezone.localdate(obj.selesai)
        kata = date_format(awal, "j M Y")
        return kata if awal == akhir else f"{kata} – {date_format(akhir, 'j M Y')}"

    @admin.display(description="tempat")
    def tempat_kata(self, obj: Angkatan) -> str:
        return obj.tempat or obj.get_medium_display()

    @admin.display(description="terisi")
    def kursi_kata(self, obj: Any) -> str:
        return f"{obj.terisi} dari {obj.kursi}"

    def get_urls(self) -> list:
        jaga, nama = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        halaman = {**bagian.HALAMAN, **loket.HALAMAN}
        return [
            *(
                path(f"<path:object_id>/{jalur}/", jaga(partial(self.bagian_view, lihat=lihat)), name=f"{nama}_{jalur}")
                for jalur, lihat in halaman.items()
            ),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        """Plan a class: through the verb, never by a bare form."""
        return rencana.rencana_view(request)

    def bagian_view(self, request: HttpRequest, object_id: str, lihat: Any) -> HttpResponse:
        """Hand a page of one class the class, in scope; it asks for its own permission."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return lihat(self, request, obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        boleh = penyelenggara(request.user, obj)
        konteks = {
            "angkatan": obj,
            "waktu": None,
            "boleh_atur": boleh and obj.status not in BERAKHIR,
            "boleh_loket": request.user.has_perm("pelatihan.kelola_peserta") and obj.status == A.DIBUKA,
            "boleh_salin": request.user.has_perm("pelatihan.add_angkatan"),
            "kurang": kesiapan.rencana(obj) if obj.status in (A.RENCANA, A.DIBUKA, A.DITUTUP) else [],
            "pintu": pintu(obj, request.user),
            **kantor.halaman_kantor(obj, request.user),
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def konteks_tindakan(self, obj: Any, verba: str) -> dict[str, Any]:
        return {"kesiapan": kesiapan.untuk(obj, verba)}
