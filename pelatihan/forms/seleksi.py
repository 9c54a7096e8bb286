"""The shape of a selection: what an applicant answers, how officials write criteria and points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pelatihan import penilaian
from pelatihan.enums import BERJAWABAN_TETAP, JenisKriteria
from pelatihan.models import JawabanKriteria, Kriteria, Seleksi, SetKriteria
from umkm.models import Usaha
from wilayah.models import Desa

K = JenisKriteria
BARIS_BARU = 3


class LamarForm(forms.Form):
    """The questions of one class, each with the points that its answers give."""

    def __init__(
        self, *args: Any, kriteria: Sequence[Kriteria], jawaban: Mapping[int, str] = {}, **kwargs: Any
    ) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        self.ditanya = [k for k in kriteria if k.dijawab]
        for satu in self.ditanya:
            nama = f"k{satu.pk}"
            self.fields[nama] = _bidang(satu)
            self.initial.setdefault(nama, (jawaban or {}).get(satu.pk, ""))

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        for satu in self.ditanya:
            nama = f"k{satu.pk}"
            if nama in self.errors:
                continue
            try:
                isian[nama] = penilaian.rapikan(satu.jenis, satu.poin, isian.get(nama, ""))
            except ValidationError as galat:
                self.add_error(nama, galat)
        return isian

    @property
    def jawaban(self) -> dict[int, str]:
        """The answers by the key of their criterion."""
        return {k.pk: self.cleaned_data[f"k{k.pk}"] for k in self.ditanya}


def _bidang(kriteria: Kriteria) -> forms.Field:
    bidang: Any
    bantuan = kriteria.bantuan
    if kriteria.jenis == K.URAIAN:
        bantuan = f"{bantuan} Dinilai petugas, 0 sampai 100 poin.".strip()
        bidang = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))
    elif kriteria.jenis == K.ANGKA:
        bantuan = f"{bantuan} {'. '.join(kriteria.aturan)}.".strip()
        bidang = forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
    else:
        poin = dict(kriteria.poin)
        jawaban = BERJAWABAN_TETAP.get(K(kriteria.jenis)) or poin
        bidang = forms.ChoiceField(
            choices=[(j, f"{j} ({poin.get(j, 0)} poin)") for j in jawaban], widget=forms.RadioSelect
        )
    bidang.label, bidang.help_text, bidang.required, bidang.tanpa_tanda = kriteria.nama, bantuan, False, True
    bidang.widget.is_required = False
    return bidang


class KriteriaForm(forms.ModelForm):
    """One criterion; its points are typed one answer a line."""

    aturan_poin = forms.CharField(
        label="poin",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 22, "spellcheck": "false"}),
    )

    class Meta:
        model = Kriteria
        fields = ("urut", "nama", "bantuan", "jenis", "bobot")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = [("", "Pilih"), *K.choices]  # type: ignore[attr-defined]
        self.initial.setdefault("aturan_poin", penilaian.tulis(self.instance.poin))
        if not self.instance.pk:
            self.initial["urut"] = None
            self.fields["urut"].required = False

    def clean_urut(self) -> int:
        return self.cleaned_data["urut"] if self.cleaned_data["urut"] is not None else 99

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        if isian.get("jenis"):
            try:
                self.instance.poin = penilaian.baca(isian.get("aturan_poin", ""), isian["jenis"])
            except ValidationError as galat:
                self.add_error("aturan_poin", galat)
        return isian


class BarisKriteriaFormSet(forms.BaseModelFormSet):
    def isi(self) -> list[Kriteria]:
        """Return the criteria that stay, in their order."""
        tetap = [f for f in self.forms if f not in self.deleted_forms and (f.instance.pk or f.has_changed())]
        return [f.instance for f in sorted(tetap, key=lambda f: f.instance.urut)]


KriteriaFormSet = forms.modelformset_factory(
    Kriteria, form=KriteriaForm, formset=BarisKriteriaFormSet, extra=BARIS_BARU, can_delete=True, max_num=30
)


class SeleksiForm(forms.ModelForm):
    class Meta:
        model = Seleksi
        fields = ("nilai_min", "cadangan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))


class SalinForm(forms.Form):
    himpunan: Any = forms.ModelChoiceField(
        SetKriteria.objects.filter(aktif=True), label="Salin dari set", empty_label=None
    )

    def __init__(self, *args: Any, kurikulum: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        semua = sorted(SetKriteria.objects.filter(aktif=True), key=lambda s: s.kurikulum_id != kurikulum.pk)
        self.fields["himpunan"].choices = [  # type: ignore[attr-defined]
            (s.pk, f"{s} (untuk pelatihan ini)" if s.kurikulum_id == kurikulum.pk else str(s)) for s in semua
        ]
        self.ada = bool(semua)


class NilaiForm(forms.Form):
    """The table of points: one box for each answer that an official judges."""

    def __init__(self, *args: Any, jawaban: Sequence[JawabanKriteria], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for satu in jawaban:
            kotak = forms.NumberInput(attrs={"min": 0, "max": 100, "inputmode": "numeric", "autocomplete": "off"})
            self.fields[f"n{satu.pk}"] = forms.IntegerField(
                label=f"{satu.kriteria.nama}, {satu.peserta.pelaku.nama}",
                required=False,
                min_value=0,
                max_value=penilaian.TERTINGGI,
                widget=kotak,
                initial=satu.poin,
                error_messages={
                    "max_value": "Paling tinggi 100.",
                    "min_value": "Paling rendah 0.",
                    "invalid": "Isi angka 0 sampai 100.",
                },
            )

    @property
    def poin(self) -> dict[int, int | None]:
        """What was changed, by the key of the answer."""
        return {int(nama[1:]): self.cleaned_data[nama] for nama in self.changed_data}


class UsulForm(forms.Form):
    """Which desa brought the name; none when the kecamatan itself did."""

    desa: Any = forms.ModelChoiceField(
        Desa.objects.none(),
        label="Diusulkan oleh desa",
        required=False,
        empty_label="Kecamatan sendiri",
        help_text="Dibaca orangnya: “Anda diusulkan oleh Desa …”.",
    )

    def __init__(self, *args: Any, usaha: Usaha, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": "", "initial": {"desa": usaha.desa_id}} | kwargs))
        desa = Desa.objects.filter(kecamatan=usaha.desa.kecamatan_id).order_by("nama")
        self.fields["desa"].queryset = desa  # type: ignore[attr-defined]
        self.fields["desa"].label_from_instance = lambda d: f"{d.get_jenis_display()} {d.nama}"  # type: ignore[attr-defined]
        self.fields["desa"].tanpa_tanda = True  # type: ignore[attr-defined]
