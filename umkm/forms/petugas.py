"""The forms of officials: how a section was checked, what must be mended, decisions with their reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from inti.admin.dasar import TanggalInput
from inti.admin.perkara import FormTindakan
from inti.alasan import TERPENDEK
from inti.berkas import BerkasField
from inti.fields import NikFormField
from umkm import isian as aturan
from umkm import queries
from umkm.actions.usulan import sidik_usulan
from umkm.enums import CARA_BAGIAN, BagianPeriksa, Keadaan, SumberKeadaan
from umkm.forms.bagian import TeksPendek

# What is most often wrong, offered while typing; the official may write anything else.
KALIMAT_UMUM = {
    "pelaku.nama": "Tulis nama lengkap sama seperti di KTP.",
    "pelaku.nik": "NIK tidak sama dengan KTP. Periksa lagi angkanya.",
    "pelaku.tanggal_lahir": "Tanggal lahir tidak sama dengan KTP.",
    "usaha.alamat": "Tulis nama jalan atau dusun, sebutkan patokan yang mudah dicari.",
    "usaha.kbli": "Jenis kegiatan tidak cocok dengan yang Anda jual. Cari lagi dengan kata sehari-hari.",
    "usaha.uraian": "Sebutkan barang atau jasa yang dijual.",
    "keuangan": "Isi modal atau penjualan setahun.",
    "legalitas": "Foto surat tidak terbaca. Unggah foto yang lebih jelas.",
    "foto": "Foto tempat usaha tidak jelas. Ambil dari depan pada siang hari.",
}

# What can only be mended together is asked for together, under one name: their constraints bind them.
SEPAKET = {
    "usaha.tahun_mulai": ("Waktu mulai", ("usaha.bulan_mulai",)),
    "usaha.lintang": ("Titik di peta", ("usaha.bujur",)),
    "usaha.pekerja_laki": (
        "Jumlah pekerja",
        ("usaha.pekerja_perempuan", "usaha.pekerja_dibayar", "usaha.pekerja_tak_dibayar", "usaha.pekerja_disabilitas"),
    ),
}
IKUT = {nama for _, lain in SEPAKET.values() for nama in lain}


def hari_ini_teks() -> str:
    return timezone.localdate().isoformat()


class PemeriksaanForm(forms.Form):
    """How one section was checked; its ways are those that prove it."""

    cara = forms.ChoiceField(label="Cara memeriksa", error_messages={"required": "Pilih cara memeriksanya."})
    tanggal = forms.DateField(
        label="Tanggal diperiksa",
        widget=TanggalInput,
        initial=timezone.localdate,
        error_messages={"required": "Isi tanggal pemeriksaan.", "invalid": "Isi tanggal yang benar."},
    )
    catatan = TeksPendek(label="Catatan", maks=300, required=False)
    berkas = BerkasField(label="Foto atau berkas", required=False, help_text="Wajib untuk kunjungan.")

    def __init__(self, *args: Any, bagian: str, **kwargs: Any) -> None:
        kwargs |= {"auto_id": f"id_{bagian.lower()}_%s", "label_suffix": ""}
        super().__init__(*args, **kwargs)
        cara: Any = self.fields["cara"]
        cara.choices = [("", "Pilih cara"), *((c.value, c.label) for c in CARA_BAGIAN[BagianPeriksa(bagian)])]
        self.fields["tanggal"].widget.attrs["max"] = hari_ini_teks()


class TugaskanForm(FormTindakan):
    kepada: Any = forms.ModelChoiceField(
        label="Petugas",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        help_text="Yang boleh memeriksa usaha di kecamatan ini, dengan jumlah usaha yang sedang dikerjakannya.",
        error_messages={"required": "Pilih petugasnya.", "invalid_choice": "Petugas itu tidak dapat ditugasi."},
    )
    catatan = TeksPendek(label="Pesan untuk petugas", maks=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan: Any = self.fields["kepada"]
        medan.queryset = queries.calon_petugas(self.perkara)
        medan.label_from_instance = lambda p: f"{p.nama} ({p.beban} usaha)"


class KeadaanPetugasForm(FormTindakan):
    keadaan = forms.ChoiceField(label="Keadaan usaha", choices=Keadaan.choices, widget=forms.RadioSelect)
    sejak = forms.DateField(
        label="Sejak",
        widget=TanggalInput,
        error_messages={"required": "Isi sejak kapan.", "invalid": "Isi tanggal yang benar."},
    )
    sumber = forms.ChoiceField(label="Dari mana kabarnya", choices=SumberKeadaan.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"keadaan": self.perkara.keadaan, "sejak": timezone.localdate(), **self.initial}
        self.fields["sejak"].widget.attrs["max"] = hari_ini_teks()


class BarisPerbaikan(NamedTuple):
    """A field that may be sent back: what it holds now, its tick and its sentence."""

    nama: str
    label: str
    isi: str
    pilih: Any
    kalimat: Any


class PerbaikanForm(FormTindakan):
    """Every field, section by section, each with a tick and a sentence; cleans to `isian` of the action."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pelaku = self.perkara.pemilik
        for nama in self._nama():
            self._tambah(nama)

    def _nama(self) -> Iterator[str]:
        for bagian in aturan.BAGIAN.values():
            yield from self._nama_bagian(bagian)

    def _nama_bagian(self, bagian: aturan.Bagian) -> list[str]:
        return [nama for nama in bagian.isian or (bagian.kode,) if nama not in IKUT]

    def _tambah(self, nama: str) -> None:
        label = _label(nama)
        kalimat = TeksPendek(label=f"{label}: apa yang harus diperbaiki", maks=300, required=False)
        kalimat.widget.attrs["placeholder"] = "Tulis apa yang harus diperbaiki"
        kalimat.widget.attrs["list"] = f"umum-{_slug(nama)}" if nama in KALIMAT_UMUM else "umum-semua"
        self.fields[f"pilih-{_slug(nama)}"] = forms.BooleanField(label=label, required=False)
        self.fields[f"kalimat-{_slug(nama)}"] = kalimat

    def kelompok(self) -> Iterator[tuple[aturan.Bagian, list[BarisPerbaikan]]]:
        """Yield the sections with their rows, for the page."""
        for bagian in aturan.BAGIAN.values():
            yield bagian, [self._baris(nama, bagian) for nama in self._nama_bagian(bagian)]

    def _baris(self, nama: str, bagian: aturan.Bagian) -> BarisPerbaikan:
        semua = [nama, *SEPAKET[nama][1]] if nama in SEPAKET else [nama]
        isi = [aturan.tampil(self.perkara, self.pelaku, n) for n in semua] if bagian.isian else []
        if nama == "usaha.pekerja_laki":
            isi = [queries.sebut_pekerja(self.perkara)]
        return BarisPerbaikan(
            nama,
            _label(nama),
            ", ".join(teks for teks in isi if teks),
            self[f"pilih-{_slug(nama)}"],
            self[f"kalimat-{_slug(nama)}"],
        )

    def umum(self) -> list[tuple[str, str]]:
        """Return the sentence of each field that has one, by the id of its list; "umum-semua" serves the others."""
        return [*((f"umum-{_slug(nama)}", kalimat) for nama, kalimat in KALIMAT_UMUM.items()), ("umum-semua", "")]

    def clean(self) -> dict[str, Any]:
        """Take every field that was ticked or got a sentence; a tick without one is sent back."""
        data = super().clean() or {}
        isian = {}
        for nama in self._nama():
            kalimat = data.get(f"kalimat-{_slug(nama)}", "")
            if kalimat:
                isian[nama] = kalimat
                isian |= dict.fromkeys(SEPAKET[nama][1] if nama in SEPAKET else (), kalimat)
            elif data.get(f"pilih-{_slug(nama)}") and f"kalimat-{_slug(nama)}" not in self.errors:
                self.add_error(f"kalimat-{_slug(nama)}", "Tulis apa yang harus diperbaiki, pemilik membacanya.")
        if not isian and not self.errors:
            raise ValidationError("Pilih sedikitnya satu isian dan tulis apa yang harus diperbaiki.")
        return {"isian": isian}


class PutuskanForm(FormTindakan):
    """A decision for each field of a proposal, or "Terima semua"; cleans to what the action `putuskan` takes."""

    KEPUTUSAN = (("terima", "Terima"), ("tolak", "Tolak"))

    dilihat = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.isian = list(self.perkara.isian.all())
        self.terima_semua = self.data.get("semua") == "terima"
        self.initial["dilihat"] = sidik_usulan(self.perkara)
        for i in self.isian:
            label = aturan.label(i.nama)
            self.fields[f"putusan-{_slug(i.nama)}"] = forms.ChoiceField(
                label=label,
                choices=self.KEPUTUSAN,
                widget=forms.RadioSelect,
                required=not self.terima_semua,
                error_messages={"required": "Terima atau tolak dulu."},
            )
            self.fields[f"alasan-{_slug(i.nama)}"] = TeksPendek(
                label=f"{label}: alasan menolak", maks=300, required=False
            )
            self.fields[f"alasan-{_slug(i.nama)}"].widget.attrs["placeholder"] = "Alasan menolak, dibaca pemilik"

    def medan(self, nama: str) -> tuple[Any, Any]:
        return self[f"putusan-{_slug(nama)}"], self[f"alasan-{_slug(nama)}"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        diterima, alasan = {}, {}
        for i in self.isian:
            putusan = "terima" if self.terima_semua else data.get(f"putusan-{_slug(i.nama)}")
            if putusan is None:
                continue
            diterima[i.nama] = putusan == "terima"
            alasan[i.nama] = data.get(f"alasan-{_slug(i.nama)}", "")
            if putusan == "tolak" and not alasan[i.nama] and f"alasan-{_slug(i.nama)}" not in self.errors:
                self.add_error(f"alasan-{_slug(i.nama)}", "Tulis alasan menolak, pemilik membacanya.")
        return {"diterima": diterima, "alasan": alasan, "dilihat": data.get("dilihat", "")}


class RahasiaForm(forms.Form):
    """Why something protected is opened; its owner reads the reason."""

    alasan = forms.CharField(
        label="Alasan membuka",
        min_length=TERPENDEK,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Sedikitnya 10 huruf. Pemilik data melihat nama Anda, waktunya, dan alasan ini.",
        error_messages={
            "required": "Tulis alasannya, sedikitnya 10 huruf. Pemilik data membacanya.",
            "min_length": "Tulis alasannya lebih jelas, sedikitnya 10 huruf.",
        },
    )


class CariNikForm(forms.Form):
    nik = NikFormField(
        label="NIK",
        help_text="16 angka. Tidak tersimpan di alamat halaman dan tidak dicatat.",
        widget=forms.TextInput(attrs={"data-rahasia": ""}),
    )


class BukanGandaForm(forms.Form):
    catatan = TeksPendek(
        label="Mengapa bukan ganda",
        maks=300,
        error_messages={"required": "Tulis apa yang membedakan keduanya."},
        help_text="Dibaca petugas lain. Contoh: kakak beradik, KTP keduanya dilihat.",
    )


def _label(nama: str) -> str:
    """Name a field, a group that is mended together, or a whole section."""
    if nama in SEPAKET:
        return SEPAKET[nama][0]
    return "Seluruh bagian ini" if nama in aturan.BAGIAN else aturan.label(nama)


def _slug(nama: str) -> str:
    return nama.replace(".", "_")
