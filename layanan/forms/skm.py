"""The sheet of the satisfaction survey: on a phone with four large words a question, at the counter by figures."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from akun.forms import FormBerbatas
from inti import nik
from inti.fields import UraianFormField
from layanan.actions.skm import bulan_lembar
from layanan.kuesioner import CIRI, MEDAN, SOAL, Soal
from layanan.models import Layanan

SARAN_MAKS = 500
DI_LUAR = "Pilih salah satu dari keempat jawaban."


def _soal(soal: Soal, widget: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=soal.tanya,
        choices=soal.pilihan,
        coerce=int,
        widget=widget,
        error_messages={"required": "Pertanyaan ini belum dijawab.", "invalid_choice": DI_LUAR},
    )


class LembarForm(FormBerbatas):
    """Nine questions, all to be answered; who one is and free words are up to the person.

    `kunci` lets a sheet that is sent twice count once.
    """

    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    u1, u2, u3, u4, u5, u6, u7, u8, u9 = (_soal(soal, forms.RadioSelect) for soal in SOAL)
    jenis_kelamin, umur, pendidikan, pekerjaan = (
        forms.ChoiceField(label=judul, choices=[("", "Tidak ingin menyebut"), *pilihan.choices], required=False)
        for _, judul, pilihan in CIRI
    )
    saran = UraianFormField(
        maks=SARAN_MAKS,
        label="Ada saran?",
        required=False,
        help_text="Jangan tulis nama, nomor, atau hal yang membuat Anda dikenali.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for nama in (*(nama for nama, _, _ in CIRI), "saran"):
            self.fields[nama].tanpa_tanda = True  # type: ignore[attr-defined]

    def clean_saran(self) -> str:
        """Refuse a NIK: the words are read by many."""
        saran = self.cleaned_data["saran"]
        if nik.memuat(saran):
            raise ValidationError("Hapus NIK dari saran Anda.")
        return saran

    @property
    def pertanyaan(self) -> list[tuple[Soal, forms.BoundField]]:
        return [(soal, self[soal.medan]) for soal in SOAL]

    def isi(self) -> dict[str, Any]:
        """Return marks, what was told of oneself, and the words."""
        return {nama: self.cleaned_data[nama] for nama in (*MEDAN, *(nama for nama, _, _ in CIRI), "saran")}


class AngkaInput(forms.TextInput):
    """One figure from 1 to 4; static/js/lembar.js goes on by itself."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "numeric", "maxlength": 1, "autocomplete": "off", "data-angka": "1234"})


class LembarKertasForm(LembarForm):
    """The same sheet, typed from paper by an official; month and service stay for the next one."""

    bulan = forms.TypedChoiceField(label="Diisi pada bulan", choices=(), coerce=date.fromisoformat)
    layanan = forms.ModelChoiceField(
        label="Layanan", queryset=Layanan.objects.none(), required=False, empty_label="Pelayanan dinas secara umum"
    )
    u1, u2, u3, u4, u5, u6, u7, u8, u9 = (_soal(soal, AngkaInput) for soal in SOAL)

    field_order = ("kunci", "bulan", "layanan", *MEDAN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bulan"].choices = [(b.isoformat(), date_format(b, "F Y")) for b in bulan_lembar()]  # type: ignore[attr-defined]
        self.fields["layanan"].queryset = Layanan.objects.order_by("urut", "nama")  # type: ignore[attr-defined]
        self.fields["layanan"].tanpa_tanda = True  # type: ignore[attr-defined]
        self.fields["saran"].help_text = "Salin tanpa nama dan nomor."
