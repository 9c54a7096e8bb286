"""Asking for a list: in what form, and what for."""

from __future__ import annotations

import uuid

from django import forms

from inti.fields import UraianFormField
from laporan.enums import Format


class AlasanForm(forms.Form):
    """The reason, which is kept with the list."""

    alasan = UraianFormField(
        label="Untuk apa daftar ini?",
        help_text="Tersimpan bersama nama Anda. Contoh: bahan rapat koordinasi kecamatan 23 November.",
        maks=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis untuk apa daftar ini dipakai."},
    )
    # One form, however often it is sent, makes one list.
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class UnduhForm(AlasanForm):
    format = forms.ChoiceField(label="Bentuk", choices=Format.choices, initial=Format.XLSX, widget=forms.RadioSelect)

    field_order = ("format", "alasan", "kunci")
