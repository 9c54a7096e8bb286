"""Reply snippets beside a message: put into the field by a script at the cursor, or by one round trip without it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from inti import potongan
from inti.potongan import PotonganBalasan

DIBACA = ("alasan", "kalimat", "catatan")
"""How the names of fields begin in which officials write sentences."""
TOMBOL, SASARAN = "potongan", "potongan_ke"
"""Names of the button "Pakai" (the key of the snippet) and of the choice of the field it goes into."""


def sasaran(form: forms.Form) -> list[tuple[str, str]]:
    """Return the fields of a form that an applicant reads, as name and label."""
    return [
        (nama, str(medan.label))
        for nama, medan in form.fields.items()
        if type(medan.widget) in (forms.Textarea, forms.TextInput) and nama.startswith(DIBACA)
    ]


def konteks(model: Any, verba: str, form: forms.Form | None, ranah: str = "") -> dict[str, Any]:
    """Return what the page of a verb shows of snippets; nothing where no field takes one. One query."""
    ke = sasaran(form) if form is not None else []
    return {"potongan": potongan.ditawarkan(model, verba, ranah) if ke else [], "potongan_ke": ke}


def diminta(request: HttpRequest) -> bool:
    """Tell whether a form was sent only to put a snippet into it: then nothing is done yet."""
    return request.method == "POST" and TOMBOL in request.POST


def masukkan(model: Any, verba: str, request: HttpRequest, form: forms.Form, ranah: str = "") -> dict[str, Any]:
    """Return what the form shows next: what was typed, and the snippet behind it in its field."""
    isi = {
        nama: medan.widget.value_from_datadict(request.POST, request.FILES, form.add_prefix(nama))
        for nama, medan in form.fields.items()
        if not isinstance(medan, forms.FileField)
    }
    ke = [nama for nama, _ in sasaran(form)]
    nama = request.POST.get(SASARAN) or (ke[0] if ke else "")
    kunci = request.POST[TOMBOL]
    satu = next((p for p in potongan.ditawarkan(model, verba, ranah) if str(p.pk) == kunci), None)
    if satu and nama in ke:
        isi[nama] = f"{isi[nama] or ''} {satu.teks}".strip()
    return isi


def pilihan() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every verb that officials of this portal do to a case, by kind of case, for the form of a snippet."""
    halaman: dict[Any, Any] = dict(admin.site._registry)
    return [
        (
            str(h.opts.verbose_name).capitalize(),
            [(potongan.kunci(model, v), model.ALUR.transisi[v].label) for v in h.BERPESAN],
        )
        for model, h in halaman.items()
        if getattr(h, "BERPESAN", None)
    ]


def pilihan_ranah() -> list[Any]:
    """Return the sorts of every kind of case, by kind, and the choice of none."""
    halaman: dict[Any, Any] = dict(admin.site._registry)
    semua = [
        (str(h.opts.verbose_name).capitalize(), h.pilihan_ranah())
        for h in halaman.values()
        if getattr(h, "BERPESAN", None)
    ]
    return [("", "Semuanya"), *(satu for satu in semua if satu[1])]


class PotonganForm(forms.ModelForm):
    untuk = forms.ChoiceField(label="Dipakai untuk", choices=pilihan)
    ranah = forms.ChoiceField(label="Hanya pada", choices=pilihan_ranah, required=False)
    teks = PotonganBalasan._meta.get_field("teks").formfield(widget=forms.Textarea(attrs={"rows": 4}))

    class Meta:
        model = PotonganBalasan
        fields = ("untuk", "ranah", "judul", "teks", "urut", "berlaku")

    def clean(self) -> dict[str, Any]:
        """Refuse a sort that the chosen kind of case does not know: such a snippet would never be offered."""
        data = super().clean() or {}
        halaman: dict[Any, Any] = dict(admin.site._registry)
        jenis = data.get("untuk", "").partition(":")[0]
        kenal = [k for model, h in halaman.items() if model._meta.label_lower == jenis for k, _ in h.pilihan_ranah()]
        if data.get("ranah") and jenis and data["ranah"] not in kenal:
            self.add_error("ranah", "Pilihan ini tidak ada pada jenis perkara itu.")
        return data


class SaringanUntuk(admin.SimpleListFilter):
    """By verb, in its words."""

    title = "dipakai untuk"
    parameter_name = "untuk"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(kunci, f"{jenis}: {label}") for jenis, verba in pilihan() for kunci, label in verba]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.filter(untuk=self.value()) if self.value() else queryset


def sebut(untuk: str) -> str:
    """Say for what a snippet is used: "Usaha: Tolak"."""
    return next((f"{j}: {label}" for j, verba in pilihan() for kunci, label in verba if kunci == untuk), untuk)
