"""Papers and photos of a business."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inti.berkas import GAMBAR, BerkasField
from inti.teks import bersihkan_uraian
from umkm.enums import JenisFoto, JenisLegalitas
from umkm.forms.bagian import pilihan
from umkm.forms.tanggal import TanggalField
from umkm.models import Legalitas


class LegalitasForm(forms.ModelForm):
    berlaku_sampai = TanggalField(
        label="Berlaku sampai", required=False, help_text="Kosongkan bila tidak ada batasnya, seperti NIB."
    )
    berkas = BerkasField(label="Foto atau PDF suratnya", required=False)

    class Meta:
        model = Legalitas
        fields = ("jenis", "nomor", "berlaku_sampai")

    field_order = ("jenis", "nomor", "berlaku_sampai", "berkas")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jenis: Any = self.fields["jenis"]
        jenis.choices = pilihan(JenisLegalitas, kosong="Pilih surat")
        self.fields["jenis"].error_messages["required"] = "Pilih jenis suratnya."
        self.fields["nomor"].error_messages["required"] = "Isi nomor yang tertulis di surat."
        self.fields["nomor"].help_text = "Seperti tertulis di surat. NIB 13 angka."

    def clean_nomor(self) -> str:
        nomor = bersihkan_uraian(self.cleaned_data["nomor"], 50)
        if self.cleaned_data.get("jenis") == JenisLegalitas.NIB:
            nomor = "".join(h for h in nomor if h not in " .-")
        return nomor

    def clean_berlaku_sampai(self) -> date | None:
        sampai = self.cleaned_data["berlaku_sampai"]
        if sampai and not date(2000, 1, 1) <= sampai <= date(2100, 1, 1):
            raise ValidationError("Periksa tahunnya; tulis empat angka, misalnya 2028.")
        return sampai


class FotoForm(forms.Form):
    jenis = forms.ChoiceField(label="Foto apa?", choices=pilihan(JenisFoto), widget=forms.RadioSelect, initial="TEMPAT")
    berkas = BerkasField(
        label="Foto", jenis=(GAMBAR,), help_text="Ambil dengan kamera HP atau pilih dari galeri. Yang terang dan jelas."
    )
