"""Rows that hang on a service or a goal: who may change the catalogue may add and change them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from inti.admin.baris import BarisAtur
from layanan.forms.katalog import AlasanTolakForm, SyaratBerkasForm, TarifForm, TarifFormSet, isian_kini
from layanan.models import AlasanTolak, LangkahTujuan, Penanda, SyaratBerkas, SyaratLayanan, TarifLayanan


class BarisSyarat(BarisAtur):
    model = SyaratLayanan
    fk_name = "layanan"
    fields = ("legalitas", "butuh", "pelatihan", "nama_pelatihan", "wajib")
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
