"""The shape of what is decided about one certificate and one result."""

from __future__ import annotations

from typing import Any

from django import forms

from inti.fields import UraianFormField
from pelatihan.actions.sertifikat import ALASAN
from pelatihan.enums import StatusPeserta

MAKS = 2000
HASIL = [(StatusPeserta.LULUS, "Lulus"), (StatusPeserta.TIDAK_LULUS, "Belum lulus")]


class UlangForm(forms.Form):
    """Print it anew; `dilihat` is the certificate that the official saw."""

    alasan = UraianFormField(
        label="Mengapa diterbitkan ulang?",
        help_text="Dibaca pemiliknya. Contoh: nama disesuaikan dengan KTP.",
        maks=MAKS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis mengapa sertifikat ini diterbitkan ulang."},
    )
    dilihat = forms.CharField(max_length=32, widget=forms.HiddenInput)


class CabutForm(forms.Form):
    sebab = forms.ChoiceField(
        label="Sebab",
        help_text="Dibaca siapa pun yang memeriksa kodenya.",
        choices=[(a.value, a.label) for a in ALASAN],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih sebabnya."},
    )
    alasan = UraianFormField(
        label="Alasan",
        help_text="Dibaca pemiliknya saja.",
        maks=MAKS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis alasannya, agar pemiliknya mengerti."},
    )


class UnduhForm(forms.Form):
    alasan = UraianFormField(
        label="Untuk apa diunduh?",
        help_text="Tersimpan di riwayat kelas. Contoh: dicetak untuk ditandatangani kepala dinas.",
        maks=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis untuk apa sertifikatnya diunduh."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))


class KoreksiForm(forms.Form):
    hasil = forms.ChoiceField(label="Hasil yang benar", choices=HASIL, widget=forms.RadioSelect)
    nilai = forms.DecimalField(
        label="Nilai tes akhir yang benar",
        help_text="Isi hanya bila nilainya keliru. 0 sampai 100.",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        localize=True,
    )
    alasan = UraianFormField(
        label="Alasan",
        help_text="Dibaca peserta. Sebut apa yang keliru dan apa buktinya.",
        maks=MAKS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya, agar peserta mengerti."},
    )

    def isi(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"lulus": data["hasil"] == StatusPeserta.LULUS, "nilai": data["nilai"], "alasan": data["alasan"]}
