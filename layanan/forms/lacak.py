"""The two ways to follow a request without logging in."""

from __future__ import annotations

from typing import Any

from django import forms

from akun.forms import FormBerbatas
from inti.fields import KodeFormField, TeleponFormField
from layanan.nomor import rapikan


class LacakForm(FormBerbatas):
    """The number of the request with the whole WhatsApp number."""

    nomor = forms.CharField(
        label="Nomor permohonan",
        max_length=40,
        help_text="Contoh: LYN-26-000123-K. Huruf kecil atau tanpa garis juga boleh.",
        error_messages={"required": "Isi nomor permohonan, contoh LYN-26-000123-K."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    telepon = TeleponFormField(
        label="Nomor WhatsApp pemilik usaha",
        help_text="Lengkap, seperti yang didaftarkan. Contoh: 0812 3456 7890.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_nomor(self) -> str:
        return rapikan(self.cleaned_data["nomor"])


class KodeResiForm(FormBerbatas):
    """The code on the receipt."""

    kode = KodeFormField(
        label="Kode pada resi",
        help_text="Contoh: 7K3M-9QXT-2BVF4. Huruf kecil atau tanpa garis juga boleh.",
        error_messages={"required": "Ketik kode yang tercetak pada resi."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
