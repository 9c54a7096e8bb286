"""Themes and courses in the officials' room: what is taught, in how many JP, and by which rule it is passed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from inti.admin import AdminDasar
from inti.admin.baris import BarisAtur, PilihanBernama
from pelatihan.enums import StatusAngkatan
from pelatihan.models import Kurikulum, Tema, Topik

TERBUKA = Q(angkatan__status__in=(StatusAngkatan.DIBUKA, StatusAngkatan.DITUTUP, StatusAngkatan.BERJALAN))


@admin.register(Tema)
class AdminTema(AdminDasar):
    untuk_semua = True
    boleh_ditambah = ("nama", "kode", "urut")
    boleh_diubah = ("nama", "urut")
    fields = boleh_ditambah
    list_display = ("nama", "kode", "banyak", "urut")
    search_fields = ("nama",)
    belum_ada = "Belum ada tema. Tambahkan, misalnya Mengelola usaha, Produksi, atau Pemasaran."

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(banyak_kurikulum=Count("kurikulum"))

    @admin.display(description="pelatihan", ordering="banyak_kurikulum")
    def banyak(self, obj: Any) -> int:
        return int(obj.banyak_kurikulum)


class KurikulumForm(forms.ModelForm):
    """A rule that people are being judged by does not get harder under them, and no course leads back to itself."""

    class Meta:
        model = Kurikulum
        fields = "__all__"  # noqa: DJ007  the admin narrows it to what it shows

    def clean_prasyarat(self) -> Any:
        pilihan = self.cleaned_data["prasyarat"]
        if self.instance.pk and (putaran := _menuju(self.instance, pilihan)):
            raise ValidationError(f"{putaran} sendiri mensyaratkan pelatihan ini, jadi tidak ada yang dapat ikut.")
        return pilihan

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        berjalan = self.instance.pk and self.instance.angkatan.filter(status=StatusAngkatan.BERJALAN).exists()
        for nama in ("hadir_min", "nilai_min"):
            if berjalan and isian.get(nama, 0) > self.initial.get(nama, 0):
                self.add_error(nama, "Ada kelas yang sedang berjalan dengan aturan ini, jadi hanya dapat diturunkan.")
        return isian


def _menuju(kurikulum: Kurikulum, prasyarat: Any) -> Kurikulum | None:
    """Return the prerequisite from which a way of prerequisites leads back to the course."""
    for satu in prasyarat:
        dilihat: set[int] = set()
        batas = [satu.pk]
        while batas:
            if kurikulum.pk in batas:
                return satu
            dilihat.update(batas)
            sesudah = Kurikulum.objects.filter(pembuka__in=batas).exclude(pk__in=dilihat)
            batas = list(sesudah.values_list("pk", flat=True))
    return None


class BarisTopik(BarisAtur):
    model = Topik
    fields = ("urut", "nama", "jp")
    can_delete = True
    extra = 3
    verbose_name_plural = "topik dan jam pelajaran"


@admin.register(Kurikulum)
class AdminKurikulum(PilihanBernama, AdminDasar):
    untuk_semua = True
    form = KurikulumForm
    inlines = (BarisTopik,)
    pilihan_pendek = ("tema", "prasyarat", "penanda")
    boleh_diubah = (
        "nama",
        "ringkas",
        "tujuan",
        "tema",
        "tingkat",
        "prasyarat",
        "hadir_min",
        "nilai_min",
        "setara",
        "penanda",
        "tampil_nilai",
        "aktif",
    )
    boleh_ditambah = ("nama", "kode", *boleh_diubah[1:-1])
    fields = ("nama", "kode", *boleh_diubah[1:])
    list_display = ("nama", "tema", "tingkat", "jp_kata", "lulus_bila", "kelas", "aktif")
    list_filter = ("tema", "tingkat", "aktif")
    list_select_related = ("tema",)
    search_fields = ("nama", "kode")
    search_help_text = "Nama pelatihan"
    belum_ada = "Belum ada pelatihan. Tambahkan satu, lengkap dengan topik dan jam pelajarannya."

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .prefetch_related("topik")
            .annotate(kelas_terbuka=Count("angkatan", filter=TERBUKA))
        )

    @admin.display(description="JP")
    def jp_kata(self, obj: Any) -> int:
        return int(obj.jp)

    @admin.display(description="lulus bila")
    def lulus_bila(self, obj: Any) -> str:
        hadir = f"hadir {obj.hadir_min}%"
        return f"{hadir}, nilai {obj.nilai_min}" if obj.nilai_min else hadir

    @admin.display(description="kelas terbuka")
    def kelas(self, obj: Any) -> int:
        return int(obj.kelas_terbuka)
