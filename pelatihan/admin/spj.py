"""How the papers of accountability look, in the officials' room: head, sentences, columns, signers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from inti.admin import AdminDasar
from inti.admin.baris import BarisAtur
from inti.teks import kode_bebas
from pelatihan.actions.spj import IZIN_NIK
from pelatihan.enums import KolomSpj
from pelatihan.kalimat_spj import KATA
from pelatihan.models import BentukSpj, KolomBentuk, PenandaSpj

CONTOH = (
    "Ini contoh untuk disesuaikan: tidak ada bentuk SPJ DAK PK2UMK yang diterbitkan secara umum. "
    "Samakan judul, kolom, dan penanda tangan dengan yang diminta pemeriksa Anda."
)
_DAFTAR_KATA = ", ".join(f"{{{k}}} {arti}" for k, arti in KATA.items())


class BentukForm(forms.ModelForm):
    class Meta:
        model = BentukSpj
        fields = "__all__"  # noqa: DJ007  the admin narrows it to what it shows
        help_texts = {
            "nama": "Untuk daftar di halaman SPJ kelas.",
            "kop_atas": "Kosongkan ketiganya agar memakai kop dinas.",
            "pembuka": f"Kata dalam kurung kurawal diganti data kelas: {_DAFTAR_KATA}.",
            "penutup": "Kata yang sama dapat dipakai di sini.",
        }

    def save(self, commit: bool = True) -> Any:
        if not self.instance.kode:
            self.instance.kode = kode_bebas(self.instance.nama, BentukSpj.objects.values_list("kode", flat=True))
        return super().save(commit)


class BarisKolom(BarisAtur):
    model = KolomBentuk
    fields = ("urut", "kolom", "judul")
    can_delete = True
    extra = 1
    verbose_name_plural = "kolom, dari kiri ke kanan"

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offer the NIK to who may choose it, and where somebody who may has chosen it already."""
        kelas: Any = super().get_formset(request, obj, **kwargs)
        ada = obj is not None and obj.kolom.filter(kolom=KolomSpj.NIK).exists()
        medan = kelas.form.base_fields.get("kolom")
        if medan is not None and not ada and not request.user.has_perm(IZIN_NIK):
            medan.choices = [(nilai, kata) for nilai, kata in medan.choices if nilai != KolomSpj.NIK]
        return kelas


class BarisPenandaSpj(BarisAtur):
    model = PenandaSpj
    fields = ("urut", "sebagai", "jabatan")
    pilihan_pendek = ("jabatan",)
    can_delete = True
    extra = 1
    verbose_name_plural = "yang menandatangani"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Say what no office means here."""
        isian = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "jabatan" and isian is not None:
            isian.empty_label = "Pelatih kelas"
        return isian


@admin.register(BentukSpj)
class AdminBentukSpj(AdminDasar):
    """A paper of accountability; what was printed before is not changed by it."""

    untuk_semua = True
    form = BentukForm
    boleh_ditambah = (
        "jenis",
        "nama",
        "judul",
        "kop_atas",
        "kop_nama",
        "kop_alamat",
        "mendatar",
        "pembuka",
        "penutup",
        "aktif",
        "urut",
    )
    boleh_diubah = boleh_ditambah
    inlines = (BarisKolom, BarisPenandaSpj)
    list_display = ("nama", "jenis", "judul", "susunan", "aktif")
    list_filter = ("jenis", "aktif")
    search_fields = ("nama", "judul")
    belum_ada = "Belum ada bentuk SPJ. Muat contohnya dengan perintah muat_spj, atau tambahkan di sini."

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Say above the fields that this is an example."""
        return [(None, {"fields": self.boleh_ditambah, "description": CONTOH})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("kolom")

    @admin.display(description="kolom")
    def susunan(self, bentuk: Any) -> str:
        return ", ".join(k.tertulis for k in bentuk.kolom.all()) or "tanpa daftar"
