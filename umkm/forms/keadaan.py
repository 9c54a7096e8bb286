"""Whether a business is open."""

from __future__ import annotations

from django import forms

from umkm.enums import Keadaan
from umkm.forms.tanggal import TanggalField


class KeadaanForm(forms.Form):
    keadaan = forms.ChoiceField(label="Keadaan usaha sekarang", choices=Keadaan.choices, widget=forms.RadioSelect)
    sejak = TanggalField(label="Sejak kapan?", help_text="Contoh: 1 – 11 – 2026.")
