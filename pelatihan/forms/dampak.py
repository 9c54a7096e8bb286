"""The shape of what participants answer, of the real cost of a class, and of the filters of the reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, Min
from django.utils import timezone

from inti import nik
from inti.admin.dasar import TanggalInput
from inti.admin.perkara import FormTindakan
from inti.fields import RupiahFormField, UraianFormField
from inti.laporan import SaringanForm
from pelatihan.enums import Dipakai, Omzet
from pelatihan.kesan import PERTANYAAN
from pelatihan.models import Angkatan, Kurikulum

KATA_MAKS = 500
BIAYA_MAKS = 100_000_000_000
"""Rupiah; more was mistyped."""
PILIH = "Pilih salah satu jawaban."


def _pilihan(tanya: str, pilihan: Any, **lain: Any) -> Any:
    galat = {"required": "Pertanyaan ini belum dijawab.", "invalid_choice": PILIH}
    return forms.TypedChoiceField(label=tanya, choices=pilihan, widget=forms.RadioSelect, error_messages=galat, **lain)


class KesanForm(forms.Form):
    """Three marks, each a face with its word, and free words for who has some."""

    materi, pelatih, guna = (_pilihan(tanya, list(enumerate(kata, 1)), coerce=int) for _, _, tanya, kata in PERTANYAAN)
    kata = UraianFormField(
        maks=KATA_MAKS,
        label="Ada yang ingin disampaikan?",
        required=False,
        help_text="Dibaca pelatih dan dinas, tanpa nama. Jangan tulis hal yang membuat Anda dikenali.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_kata(self) -> str:
        """Refuse a NIK: the words are read by others."""
        kata = self.cleaned_data["kata"]
        if nik.memuat(kata):
            raise ValidationError("Hapus NIK dari kalimat Anda.")
        return kata


class DampakForm(forms.Form):
    """Two questions, three months later."""

    dipakai = _pilihan("Apakah yang dipelajari Anda pakai di usaha?", Dipakai.choices)
    omzet = _pilihan("Dibanding sebelum ikut kelas, penjualan Anda sekarang", Omzet.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class BiayaNyataForm(FormTindakan):
    """What a class cost in all, in whole rupiah."""

    biaya_nyata = RupiahFormField(
        label="Seluruh biaya kelas ini",
        help_text="Honor, konsumsi, transport, bahan, sewa. Dari kas mana pun, dijumlahkan.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["biaya_nyata"].initial = self.perkara.biaya_nyata

    def clean_biaya_nyata(self) -> int:
        biaya: int = self.cleaned_data["biaya_nyata"]
        if biaya > BIAYA_MAKS:
            raise ValidationError("Angkanya terlalu besar. Tulis dalam rupiah, misalnya 18.500.000.")
        return biaya


class ProgramForm(SaringanForm):
    """Which classes a report counts."""

    kurikulum = forms.ModelChoiceField(
        label="Pelatihan", queryset=Kurikulum.objects.order_by("nama", "pk"), empty_label="Semua"
    )
    sumber_dana = forms.ChoiceField(label="Sumber dana")
    dari = forms.DateField(label="Mulai sejak", widget=TanggalInput)
    sampai = forms.DateField(label="Mulai sampai", widget=TanggalInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sumber: Any = self.fields["sumber_dana"]
        ada = Angkatan.objects.exclude(sumber_dana="").order_by("sumber_dana")
        sumber.choices = [("", "Semua"), *((s, s) for s in ada.values_list("sumber_dana", flat=True).distinct())]

    def clean(self) -> None:
        dari, sampai = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        if dari and sampai and sampai < dari:
            raise ValidationError({"sampai": "Tanggal ini sebelum tanggal “Mulai sejak”. Tukar keduanya."})


class TahunForm(SaringanForm):
    """Which year of classes is asked about."""

    tahun = forms.TypedChoiceField(label="Tahun kelas berakhir", coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        batas = Angkatan.objects.aggregate(awal=Min("selesai"), akhir=Max("selesai"))
        akhir = min(timezone.localdate().year, batas["akhir"].year) if batas["akhir"] else None
        tahun = range(akhir, batas["awal"].year - 1, -1) if akhir else ()
        self.fields["tahun"].choices = [("", "Semua"), *((n, str(n)) for n in tahun)]  # type: ignore[attr-defined]
