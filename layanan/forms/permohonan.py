"""The applicant's own forms beside those made of a version: which business, a document, an objection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from inti.berkas import BerkasField
from inti.fields import UraianFormField
from layanan.enums import RuangKeberatan
from layanan.models import DasarKeberatan, SyaratBerkas
from umkm.models import Usaha


class AjukanForm(forms.Form):
    usaha: Any = forms.ChoiceField(
        label="Untuk usaha yang mana?", widget=forms.RadioSelect, error_messages={"required": "Pilih usahanya."}
    )
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, usaha: Sequence[Usaha], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.menurut_kode = {u.kode: u for u in usaha}
        self.fields["usaha"].choices = [(u.kode, f"{u.nama}, {u.desa}") for u in usaha]  # type: ignore[attr-defined]

    def clean_usaha(self) -> Usaha:
        return self.menurut_kode[self.cleaned_data["usaha"]]


class UnggahForm(forms.Form):
    """One photo or PDF of one required document."""

    berkas = BerkasField()

    def __init__(self, *args: Any, syarat: SyaratBerkas, **kwargs: Any) -> None:
        kwargs |= {"label_suffix": "", "auto_id": f"id_{syarat.kode}_%s"}
        super().__init__(*args, **kwargs)
        self.fields["berkas"].label = "Pilih foto atau PDF"
        self.fields["berkas"].help_text = syarat.bantuan


class KeberatanForm(forms.Form):
    dasar: Any = forms.ModelChoiceField(
        label="Dasar keberatan",
        queryset=DasarKeberatan.objects.filter(aktif=True, ruang=RuangKeberatan.KEPUTUSAN),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Pilih dasar keberatannya.", "invalid_choice": "Pilih dari daftar."},
    )
    uraian = UraianFormField(
        maks=2000,
        label="Jelaskan mengapa penolakan itu keliru",
        help_text="Sebutkan apa yang terlewat atau salah dibaca. Sedikitnya 10 huruf.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
