"""The forms of officials: kind and unit, a colleague, words for the reporter, words for everybody."""

from __future__ import annotations

from typing import Any

from django import forms

from aduan import queries
from aduan.enums import HasilKeberatan
from aduan.models import JenisAduan, Unit
from inti.admin.perkara import FormTindakan
from umkm.forms.bagian import TeksPendek


def _panjang(label: str, baris: int = 6, **lain: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": baris}), **lain)


class RingkasForm(FormTindakan):
    ringkasan = _panjang(
        "Apa yang dikatakan pelapor",
        help_text="Tanpa nama atau ciri pelapor. Petugas unit membaca ini, bukan mendengar rekamannya.",
        error_messages={"required": "Tulis apa yang dikatakan pelapor."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"ringkasan": self.perkara.ringkasan, **self.initial}


class UnitForm(FormTindakan):
    jenis: Any = forms.ModelChoiceField(
        label="Jenis laporan",
        queryset=JenisAduan.objects.filter(aktif=True),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Pilih jenisnya.", "invalid_choice": "Pilih dari daftar."},
    )
    unit: Any = forms.ModelChoiceField(
        label="Unit yang menjawab",
        queryset=Unit.objects.filter(aktif=True),
        empty_label="Pilih unit",
        error_messages={"required": "Pilih unitnya.", "invalid_choice": "Pilih dari daftar."},
    )
    catatan = TeksPendek(label="Pesan untuk unit", maks=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan: Any = self.fields["jenis"]
        medan.label_from_instance = lambda j: f"{j.nama}. {j.uraian}"
        self.initial = {"jenis": self.perkara.jenis_id, "unit": self.perkara.unit_id, **self.initial}


class TugaskanForm(FormTindakan):
    kepada: Any = forms.ModelChoiceField(
        label="Petugas",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Pilih petugasnya.", "invalid_choice": "Petugas itu tidak dapat ditugasi."},
    )
    catatan = TeksPendek(label="Pesan untuk petugas", maks=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan: Any = self.fields["kepada"]
        medan.queryset = queries.calon_petugas(self.perkara)
        medan.label_from_instance = lambda p: f"{p.nama} ({p.beban} laporan di tangan)"


class TanyakanForm(FormTindakan):
    catatan = _panjang(
        "Pertanyaan untuk pelapor", 4, error_messages={"required": "Tulis pertanyaan Anda."}, max_length=1000
    )


class JawabForm(FormTindakan):
    catatan = _panjang(
        "Jawaban untuk pelapor",
        8,
        max_length=5000,
        help_text="Tulis apa yang sudah dan akan dilakukan, kapan, dan oleh siapa.",
        error_messages={"required": "Tulis jawabannya."},
    )


class PutusForm(FormTindakan):
    hasil = forms.ChoiceField(
        label="Putusan",
        choices=HasilKeberatan,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    catatan = _panjang(
        "Putusan dan jawaban untuk pelapor",
        8,
        max_length=5000,
        help_text="Bila dikabulkan, sertakan informasi yang diminta.",
        error_messages={"required": "Tulis putusannya."},
    )


class TayangkanForm(FormTindakan):
    perihal_publik = TeksPendek(
        label="Judul untuk umum", maks=150, error_messages={"required": "Tulis judul untuk umum."}
    )
    teks_publik = _panjang(
        "Isi untuk umum",
        help_text="Hapus nama, nomor, alamat rumah, dan ciri orang. Tulisan asli pelapor tetap tersimpan.",
        error_messages={"required": "Tulis isi untuk umum."},
    )
    jawaban_publik = _panjang("Jawaban untuk umum", required=False, max_length=5000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aduan = self.perkara
        terakhir = aduan.tanggapan.filter(jenis="JAWABAN").order_by("-pk").first()
        self.initial = {
            "perihal_publik": aduan.perihal_publik or aduan.perihal,
            "teks_publik": aduan.teks_publik or aduan.uraian,
            "jawaban_publik": aduan.jawaban_publik or (terakhir.teks if terakhir else ""),
            **self.initial,
        }


class CatatForm(FormTindakan):
    catatan = _panjang("Catatan untuk rekan", 3, error_messages={"required": "Tulis catatannya."}, max_length=1000)
