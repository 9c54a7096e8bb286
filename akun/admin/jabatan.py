"""Offices and who holds them when, in the officials' room."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from akun.models import Jabatan, Pejabat
from akun.permissions import kecamatan_kerja
from inti import nik as aturan_nik
from inti import sandi
from inti.admin import AdminDasar, BarisDasar
from inti.fields import NikFormField
from inti.teks import kode_bebas

NIP = re.compile(r"(\d{8})(\d{6})(\d)(\d{3})")
"""Birth date, first month of service, sex, serial number: 18 digits (Perka BKN 22/2007)."""


class JabatanForm(forms.ModelForm):
    class Meta:
        model = Jabatan
        fields = ("nama",)

    def save(self, commit: bool = True) -> Any:
        if not self.instance.kode:
            self.instance.kode = kode_bebas(self.instance.nama, Jabatan.objects.values_list("kode", flat=True))
        return super().save(commit)


class BarisPejabat(BarisDasar):
    model = Pejabat
    fields = ("nama", "sebagai", "mulai", "sampai", "akun")
    verbose_name_plural = "Pejabat dari waktu ke waktu"
    ordering = ("-mulai",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("akun")


@admin.register(Jabatan)
class AdminJabatan(AdminDasar):
    """An office stays when its holder goes; letters name both."""

    untuk_semua = True
    form = JabatanForm
    boleh_ditambah = ("nama",)
    boleh_diubah = ("nama",)
    fields = ("nama",)
    inlines = (BarisPejabat,)
    list_display = ("nama", "kini")
    search_fields = ("nama",)
    belum_ada = "Belum ada jabatan. Muat katalog dengan perintah muat_layanan, atau tambahkan di sini."

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("pejabat")

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.inlines if obj is not None else ()

    @admin.display(description="hari ini")
    def kini(self, jabatan: Jabatan) -> str | None:
        pejabat = jabatan.pejabat_pada()
        return None if pejabat is None else f"{pejabat.nama} ({pejabat.sebagai})" if pejabat.pengganti else pejabat.nama


class PejabatForm(forms.ModelForm):
    """Who holds an office. The NIK is asked only where letters are signed electronically, and never shown again."""

    nik = NikFormField(
        label="NIK untuk tanda tangan elektronik",
        required=False,
        help_text="Yang terdaftar di BSrE. Disimpan terenkripsi. Kosongkan agar tetap.",
    )
    hapus_nik = forms.BooleanField(label="Hapus NIK yang tersimpan", required=False)

    class Meta:
        model = Pejabat
        fields = ("jabatan", "nama", "nip", "pangkat", "sebagai", "mulai", "sampai", "akun")
        help_texts = {
            "nama": "Seperti tercetak di surat, dengan gelar.",
            "nip": "18 angka. Kosongkan bila tidak ada.",
            "pangkat": "Misalnya: Pembina Utama Muda, IV/c.",
            "sampai": "Wajib untuk Plt. dan Plh. Kosongkan selama pejabat tetap masih menjabat.",
            "akun": "Tanpa akun, petugas mencatat tanda tangan basahnya.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.BSRE_URL:
            del self.fields["nik"], self.fields["hapus_nik"]

    def clean(self) -> dict[str, Any]:
        """Say at its field that the last day comes before the first: the database could not even compare such days."""
        data = super().clean() or {}
        mulai, sampai = data.get("mulai"), data.get("sampai")
        if mulai and sampai and sampai < mulai:
            self.add_error("sampai", "Hari terakhir tidak boleh sebelum hari pertama.")
        return data

    def clean_nip(self) -> str:
        angka = re.sub(r"[\s.]", "", self.cleaned_data["nip"])
        bagian = NIP.fullmatch(angka)
        if angka and bagian is None:
            raise ValidationError("NIP harus 18 angka.")
        return " ".join(bagian.groups()) if bagian else ""

    def clean_akun(self) -> Any:
        akun = self.cleaned_data["akun"]
        if akun is None:
            return None
        if not (akun.is_active and akun.is_staff and akun.has_perm("layanan.view_permohonan")):
            raise ValidationError("Akun ini belum berperan petugas atau kepala, jadi tidak dapat membuka suratnya.")
        if kecamatan_kerja(akun) is not None:
            raise ValidationError("Akun ini hanya bekerja di beberapa kecamatan. Pilih akun untuk seluruh kabupaten.")
        return akun

    def save(self, commit: bool = True) -> Any:
        data = self.cleaned_data
        if data.get("nik"):
            self.instance.nik_sandi = sandi.enkripsi(data["nik"])
        elif data.get("hapus_nik"):
            self.instance.nik_sandi = ""
        return super().save(commit)


class SaringanMenjabat(admin.SimpleListFilter):
    title = "menjabat"
    parameter_name = "menjabat"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("kini", "Hari ini"), ("nanti", "Belum mulai"), ("dulu", "Sudah selesai")]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        hari_ini = timezone.localdate()
        match self.value():
            case "kini":
                return queryset.menjabat(hari_ini)  # type: ignore[attr-defined]
            case "nanti":
                return queryset.filter(mulai__gt=hari_ini)
            case "dulu":
                return queryset.filter(sampai__lt=hari_ini)
        return queryset


@admin.register(Pejabat)
class AdminPejabat(AdminDasar):
    """A person in an office for a time. Nobody is deleted: a last day is filled in, old letters keep the name."""

    untuk_semua = True
    form = PejabatForm
    pilihan_pendek = ("jabatan", "akun")
    boleh_ditambah = ("jabatan", "nama", "nip", "pangkat", "sebagai", "mulai", "sampai", "akun")
    boleh_diubah = ("nama", "nip", "pangkat", "sebagai", "mulai", "sampai", "akun", "nik", "hapus_nik")
    list_display = ("nama", "jabatan", "sebagai", "mulai", "sampai", "akun")
    list_filter = (SaringanMenjabat, "jabatan", "sebagai")
    list_select_related = ("jabatan", "akun")
    ordering = ("jabatan__nama", "-mulai")
    search_fields = ("nama", "jabatan__nama")
    search_help_text = "Nama pejabat atau jabatan"
    belum_ada = "Belum ada pejabat. Tambahkan siapa memegang jabatan mana sejak kapan, agar surat dapat ditandatangani."

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        isian: tuple[str, ...] = self.boleh_ditambah
        boleh = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        if settings.BSRE_URL and boleh:
            isian += ("nik",) if obj is None or not obj.nik_sandi else ("nik_kini", "nik", "hapus_nik")
        return [(None, {"fields": isian})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        hanya_baca = [nama for nama in super().get_readonly_fields(request, obj) if nama != "nik_kini"]
        return [*hanya_baca, "nik_kini"] if obj is not None else hanya_baca

    @admin.display(description="NIK tersimpan")
    def nik_kini(self, pejabat: Pejabat) -> str:
        return aturan_nik.samarkan(sandi.dekripsi(pejabat.nik_sandi))
