"""The shape of what a participant sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from umkm.forms.bagian import TeksPendek
from umkm.models import Usaha


class DaftarForm(forms.Form):
    """For which business; `isi_dulu` holds the seat while special needs are written."""

    usaha: Any = forms.ChoiceField(error_messages={"required": "Pilih usahanya."})
    isi_dulu = forms.BooleanField(required=False)

    def __init__(self, *args: Any, usaha: Sequence[Usaha], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.menurut_kode = {u.kode: u for u in usaha}
        self.fields["usaha"].choices = [(u.kode, u.nama) for u in usaha]  # type: ignore[attr-defined]

    def clean_usaha(self) -> Usaha:
        return self.menurut_kode[self.cleaned_data["usaha"]]


class KonfirmasiForm(forms.Form):
    kebutuhan = TeksPendek(
        label="Ada kebutuhan khusus?",
        maks=200,
        required=False,
        help_text="Misalnya kursi roda, juru bahasa isyarat, atau membawa bayi. Hanya dibaca panitia dan pelatih.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
