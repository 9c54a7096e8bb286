"""The shape of what is sent for the accountability of a class."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inti.admin.dasar import TanggalInput
from inti.berkas import BerkasBersih, BerkasField
from inti.fields import RupiahFormField, UraianFormField
from pelatihan.enums import BUKTI_SESI, JenisBukti
from pelatihan.forms.mengajar import sebut_sesi
from pelatihan.models import Angkatan
from umkm.forms.bagian import TeksPendek

SEKALI = 10
"""Scans or photos in one sending."""
TRANSPORT_MAKS = 10_000_000
"""Rupiah a person and day; more is a zero too many."""


class BeberapaBerkas(forms.FileInput):
    allow_multiple_selected = True


class BeberapaBerkasField(BerkasField):
    """Several photos or PDFs at once; all are good or none is taken."""

    widget = BeberapaBerkas

    def clean(self, data: Any, initial: Any = None) -> list[BerkasBersih]:
        """Judge each by itself; raise ValidationError with one sentence for each that is refused."""
        if not data:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(data) > SEKALI:
            raise ValidationError(f"Paling banyak {SEKALI} berkas sekali unggah. Pilih sebagian dulu.")
        bersih, salah = [], []
        for satu in data:
            try:
                bersih.append(super().clean(satu))
            except ValidationError as galat:
                salah += [f"{satu.name[:60]}: {kalimat}" for kalimat in galat.messages]
        if salah:
            raise ValidationError(salah)
        return bersih


class BuktiForm(forms.Form):
    jenis: Any = forms.ChoiceField(
        label="Apa ini?",
        choices=JenisBukti.choices,
        error_messages={"required": "Pilih jenisnya.", "invalid_choice": "Pilih dari daftar."},
    )
    sesi: Any = forms.ModelChoiceField(
        label="Sesi",
        queryset=None,
        required=False,
        empty_label="Seluruh kelas",
        help_text="Untuk daftar hadir, tanda terima, dan foto.",
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )
    keterangan = TeksPendek(maks=150, label="Keterangan", required=False, help_text="Tercetak di bawah foto.")
    berkas = BeberapaBerkasField(
        label="Foto atau PDF",
        help_text="Boleh beberapa sekaligus. Foto dikecilkan di HP Anda sebelum dikirim.",
        error_messages={"required": "Pilih foto atau PDF dulu."},
    )

    def __init__(self, *args: Any, angkatan: Angkatan, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        sesi: Any = self.fields["sesi"]
        sesi.queryset = angkatan.sesi.select_related("topik").order_by("mulai")
        sesi.label_from_instance = sebut_sesi

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("jenis") in BUKTI_SESI and not data.get("sesi"):
            raise ValidationError({"sesi": "Pilih sesinya."})
        return data


class DataSpjForm(forms.Form):
    """What the papers of one class say. Empty is not yet known, and stays a dotted line on paper."""

    transport = RupiahFormField(
        label="Uang transport per orang per hari",
        required=False,
        help_text="Isi 0 bila tidak ada. Kosong berarti belum ditetapkan.",
    )
    kegiatan = TeksPendek(maks=200, label="Kegiatan dan sub kegiatan", required=False)
    rekening = TeksPendek(maks=60, label="Kode rekening", required=False)
    nomor_undangan = TeksPendek(maks=60, label="Nomor undangan", required=False)
    tanggal_undangan = forms.DateField(label="Tanggal undangan", required=False, widget=TanggalInput)
    nomor_sk = TeksPendek(maks=60, label="Nomor SK peserta", required=False)
    tanggal_sk = forms.DateField(label="Tanggal SK peserta", required=False, widget=TanggalInput)
    nomor_berita_acara = TeksPendek(maks=60, label="Nomor berita acara", required=False)
    tanggal_berita_acara = forms.DateField(label="Tanggal berita acara", required=False, widget=TanggalInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        for medan in self.fields.values():
            medan.tanpa_tanda = True  # type: ignore[attr-defined]

    def clean_transport(self) -> Any:
        nilai = self.cleaned_data["transport"]
        if nilai is not None and nilai > TRANSPORT_MAKS:
            raise ValidationError("Terlalu besar untuk satu orang sehari. Periksa banyaknya angka nol.")
        return nilai


class NikForm(forms.Form):
    alasan = UraianFormField(
        maks=300,
        label="Mengapa NIK perlu tercetak?",
        help_text="Dibaca oleh peserta di riwayat data mereka. Misalnya: SPJ DAK meminta NIK penerima transport.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
