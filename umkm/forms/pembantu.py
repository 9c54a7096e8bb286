"""An invitation to a helper."""

from __future__ import annotations

from django import forms

from inti.fields import NamaFormField, TeleponFormField
from umkm.enums import HubunganPembantu
from umkm.forms.tanggal import TanggalField


class PembantuForm(forms.Form):
    nama = NamaFormField(label="Nama pembantu", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    telepon = TeleponFormField(label="Nomor WhatsApp pembantu", widget=forms.TelInput(attrs={"autocomplete": "off"}))
    hubungan = forms.ChoiceField(label="Siapa dia?", choices=HubunganPembantu.choices, widget=forms.RadioSelect)
    sampai = TanggalField(
        label="Boleh membantu sampai", help_text="Paling lama setahun. Setelah tanggal ini aksesnya berhenti sendiri."
    )
