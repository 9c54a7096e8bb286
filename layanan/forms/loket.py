"""The one question that the counter adds to the owner's own: which service, and who came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inti.alasan import wajib_alasan
from layanan.models import Layanan


class LoketForm(forms.Form):
    """`layanan` comes in pairs of a service and what this business still lacks for it."""

    layanan: Any = forms.ChoiceField(
        label="Layanan yang diminta", widget=forms.RadioSelect, error_messages={"required": "Pilih layanannya."}
    )
    alasan = forms.CharField(
        label="Siapa yang datang, dan apa yang Anda lihat",
        max_length=300,
        help_text="Misalnya: pemilik datang sendiri, KTP asli dilihat. Pemilik membaca kalimat ini. Jangan tulis NIK.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis siapa yang datang dan apa yang Anda lihat."},
    )
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, layanan: Sequence[tuple[Layanan, list[str]]], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.menurut_kode = {satu.kode: satu for satu, _ in layanan}
        pilihan = [(satu.kode, _sebut(satu, kurang)) for satu, kurang in layanan]
        self.fields["layanan"].choices = pilihan  # type: ignore[attr-defined]

    def clean_layanan(self) -> Layanan:
        return self.menurut_kode[self.cleaned_data["layanan"]]

    def clean_alasan(self) -> str:
        try:
            return wajib_alasan(self.cleaned_data["alasan"], maks=300)
        except ValidationError as galat:
            raise ValidationError(galat.message_dict["alasan"]) from galat


def _sebut(layanan: Layanan, kurang: list[str]) -> str:
    kata = f"{layanan.nama}, janji {layanan.hari_janji} hari kerja"
    return f"{kata}. Belum ada: {', '.join(kurang)}" if kurang else kata
