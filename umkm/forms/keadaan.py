"""Whether a business is open."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from umkm.enums import Keadaan
from umkm.forms.tanggal import TanggalField


class KeadaanForm(forms.Form):
    keadaan = forms.ChoiceField(label="Keadaan usaha sekarang", choices=Keadaan.choices, widget=forms.RadioSelect)
    sejak = TanggalField(label="Sejak kapan?", initial=timezone.localdate, help_text="Boleh tanggal yang sudah lewat.")
