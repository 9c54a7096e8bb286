"""The amounts of a business."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from inti.fields import RupiahFormField
from inti.uang import terbilang
from umkm.models import KeuanganUsaha, Usaha


class KeuanganForm(forms.Form):
    """The amounts of one year, apart from the business and behind a permission of their own.

    `angka` are the years that may be shown to the person who types: none to a helper.
    """

    tahun = forms.TypedChoiceField(label="Untuk tahun", coerce=int)
    omzet = RupiahFormField(
        label="Penjualan setahun",
        required=False,
        help_text="Semua uang masuk dari jualan selama setahun, belum dipotong biaya. Sebulan 1,5 jt berarti 18 jt.",
        widget=forms.TextInput(attrs={"data-uang": "", "data-satuan": "Rp", "data-draf-ikut": ""}),
    )
    modal = RupiahFormField(
        label="Modal usaha",
        required=False,
        help_text="Semua uang dan barang untuk usaha, tanpa tanah dan bangunan. Contoh: 5 jt.",
        widget=forms.TextInput(attrs={"data-uang": "", "data-satuan": "Rp", "data-draf-ikut": ""}),
    )

    def __init__(self, data: Any, *, usaha: Usaha, angka: list[KeuanganUsaha]) -> None:
        ini = timezone.localdate().year
        # A full year says more than one that still runs.
        tahun = ini if usaha.tahun_mulai == ini else ini - 1
        terbaru = angka[0] if angka else None
        awal: dict[str, Any] = {"tahun": tahun}
        if terbaru:
            awal = {"tahun": terbaru.tahun, "modal": terbaru.modal, "omzet": terbaru.omzet}
        super().__init__(data, initial=awal)
        pilih_tahun: Any = self.fields["tahun"]
        pilih_tahun.choices = [(t, str(t)) for t in range(ini, ini - 5, -1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data.get("modal") is None and data.get("omzet") is None:
            self.add_error("omzet", "Isi salah satu: penjualan atau modal.")
        return data

    def terbilang(self) -> str:
        """Return the amounts in words, to be read back to the person who typed them."""
        kata = [
            f"{label} {terbilang(nilai)}."
            for label, nama in (("Penjualan", "omzet"), ("Modal", "modal"))
            if (nilai := self.cleaned_data.get(nama)) is not None
        ]
        return " ".join(kata)
