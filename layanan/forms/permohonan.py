"""The applicant's own forms beside those made of a version: which business, a document, an objection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inti.berkas import BerkasBersih, BerkasField
from inti.fields import UraianFormField
from layanan.actions.lampiran import LAMPIRAN_MAKS
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


class BeberapaBerkas(forms.FileInput):
    allow_multiple_selected = True


class LembarField(BerkasField):
    """Several photos or PDFs at once. `lembar` are the good ones, also when another was refused."""

    widget = BeberapaBerkas
    lembar: tuple[BerkasBersih, ...] = ()

    def clean(self, data: Any, initial: Any = None) -> tuple[BerkasBersih, ...]:
        """Judge each by itself; raise ValidationError with one sentence for each that is refused."""
        if not data:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(data) > LAMPIRAN_MAKS:
            raise ValidationError(f"Paling banyak {LAMPIRAN_MAKS} foto sekali unggah. Pilih sebagian dulu.")
        salah: list[str] = []
        for satu in data:
            try:
                self.lembar += (super().clean(satu),)
            except ValidationError as galat:
                sebut = f"{satu.name}: " if len(data) > 1 else ""
                salah += [sebut + kalimat for kalimat in galat.messages]
        if salah:
            raise ValidationError(salah)
        return self.lembar


class UnggahForm(forms.Form):
    """Photos or PDFs of one required document."""

    berkas: Any = LembarField(label="Pilih foto atau PDF", error_messages={"required": "Pilih foto atau PDF dulu."})

    def __init__(self, *args: Any, syarat: SyaratBerkas, **kwargs: Any) -> None:
        kwargs |= {"label_suffix": "", "auto_id": f"id_{syarat.kode}_%s"}
        super().__init__(*args, **kwargs)
        self.syarat = syarat

    @property
    def lembar(self) -> tuple[BerkasBersih, ...]:
        """What of the upload is good, once the form was judged."""
        return self.fields["berkas"].lembar  # type: ignore[attr-defined]


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
