"""The code of the room, typed by a participant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pelatihan.kode_sesi import ANGKA


class KodeHadirForm(forms.Form):
    kode = forms.CharField(
        label="Kode empat angka",
        help_text="Tampil besar di depan kelas dan berganti tiap 30 detik.",
        max_length=20,
        error_messages={
            "required": "Isi empat angka yang tampil di depan kelas.",
            "max_length": "Kodenya empat angka, misalnya 4821.",
        },
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9 ]*", "class": "kode-besar"}
        ),
    )

    def clean_kode(self) -> Any:
        """Return the four figures, however they were spaced."""
        angka = "".join(h for h in self.cleaned_data["kode"] if h in "0123456789")
        if len(angka) != ANGKA:
            raise ValidationError("Kodenya empat angka, misalnya 4821.")
        return angka
