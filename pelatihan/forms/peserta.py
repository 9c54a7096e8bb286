"""The shape of what a participant sends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pelatihan.actions.kelompok import TERBANYAK
from umkm import nomor
from umkm.forms.bagian import TeksPendek
from umkm.models import PelakuUsaha, Usaha


class DaftarForm(forms.Form):
    """For which business; `isi_dulu` holds the seat while special needs are written."""

    usaha = forms.CharField(max_length=20)
    isi_dulu = forms.BooleanField(required=False)


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


class GantiForm(forms.Form):
    """Who sits on the seat instead."""

    pelaku: Any = forms.ChoiceField(
        label="Siapa yang menggantikan?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih orangnya.", "invalid_choice": "Pilih orangnya."},
    )

    def __init__(self, *args: Any, calon: Sequence[PelakuUsaha], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.menurut_kode = {p.kode: p for p in calon}
        self.fields["pelaku"].choices = [(p.kode, p.nama) for p in calon]  # type: ignore[attr-defined]

    def clean_pelaku(self) -> PelakuUsaha:
        return self.menurut_kode[self.cleaned_data["pelaku"]]


class KelompokForm(forms.Form):
    """A group: for which of one's own businesses the head comes, and the numbers of those whom he asks along."""

    nama = TeksPendek(
        label="Nama kelompok",
        maks=60,
        help_text="Misalnya “KWT Sekar Melati”. Dibaca orang yang Anda ajak.",
        error_messages={"required": "Tulis nama kelompoknya."},
    )
    usaha: Any = forms.ChoiceField(label="Anda ikut untuk usaha", error_messages={"required": "Pilih usahanya."})
    nomor = forms.CharField(
        label="Nomor pendaftaran usaha yang diajak",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text="Satu nomor di setiap baris, misalnya BTG-26-000123-K. Minta nomornya kepada orangnya.",
        error_messages={"required": "Tulis sedikitnya satu nomor."},
    )
    cara = forms.ChoiceField(
        label="Bila kursinya tidak cukup untuk semua",
        choices=[
            ("semua", "Semua atau tidak sama sekali: kami menunggu sampai cukup untuk semua"),
            ("sebagian", "Sebagian boleh: siapa yang mendapat kursi ikut, yang lain menunggu"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )

    def __init__(self, *args: Any, usaha: Sequence[Usaha], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.menurut_kode = {u.kode: u for u in usaha}
        self.fields["usaha"].choices = [(u.kode, u.nama) for u in usaha]  # type: ignore[attr-defined]

    def clean_usaha(self) -> Usaha:
        return self.menurut_kode[self.cleaned_data["usaha"]]

    def clean_nomor(self) -> list[str]:
        """Return the numbers in their form, each once. Raises ValidationError naming those that cannot be numbers."""
        tertulis = [satu.strip() for satu in re.split(r"[\n,;]+", self.cleaned_data["nomor"]) if satu.strip()]
        rapi = {satu: nomor.rapikan(satu) for satu in tertulis}
        if salah := [satu for satu, benar in rapi.items() if not benar]:
            raise ValidationError(
                [f"“{satu[:30]}” bukan nomor pendaftaran. Periksa angka dan hurufnya." for satu in salah]
            )
        unik = list(dict.fromkeys(rapi.values()))
        if len(unik) >= TERBANYAK:
            raise ValidationError(f"Paling banyak {TERBANYAK - 1} orang dapat Anda ajak sekaligus.")
        return unik
