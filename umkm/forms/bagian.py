"""The sections that an owner fills in, in any order. What is locked is left out; the page shows it as text."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS

from inti.berkas import GAMBAR, BerkasField
from inti.fields import NamaFormField, NamaUsahaFormField, NikFormField, RupiahFormField, UraianFormField
from inti.nik import peringatan, urai
from inti.teks import bersihkan_uraian
from inti.uang import terbilang
from umkm import isian as aturan
from umkm.enums import (
    BentukUsaha,
    Disabilitas,
    JenisFoto,
    JenisKelamin,
    JenisLegalitas,
    JenisTempat,
    Pendidikan,
    SaluranJual,
)
from umkm.forms.tanggal import TanggalField
from umkm.models import Legalitas, PelakuUsaha, Usaha
from wilayah.fields import DesaField, KbliField
from wilayah.queries import dalam_kabupaten

TAHUN_PP7 = 2021


def pilihan(enum: Any, *, kosong: str = "") -> list[tuple[str, str]]:
    """Return the choices of an enum, led by an empty one where nothing need be chosen."""
    return [("", kosong), *enum.choices] if kosong else list(enum.choices)


class TeksPendek(forms.CharField):
    """A short line of text: trimmed, no NUL, its limit said in words."""

    def __init__(self, *, maks: int, **kwargs: Any) -> None:
        self.maks = maks
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        teks = super().to_python(value)
        return bersihkan_uraian(teks, self.maks) if teks else ""


class BagianForm(forms.Form):
    """A section: its fields are named as in the model, `awalan` says which model."""

    awalan = "usaha"

    def __init__(self, data: Any, files: Any, *, usaha: Usaha, pelaku: PelakuUsaha | None) -> None:
        self.usaha, self.pelaku = usaha, pelaku
        self.sifat = aturan.sifat(usaha)
        super().__init__(data, files, initial=self._awal())
        for nama in list(self.fields):
            if self.sifat.get(self._penuh(nama)) == aturan.TERKUNCI:
                del self.fields[nama]

    def isian(self) -> dict[str, Any]:
        """Return the cleaned values under their full names."""
        return {self._penuh(n): v for n, v in self.cleaned_data.items() if self._penuh(n) in self.sifat}

    @property
    def diusulkan(self) -> bool:
        """Whether some field here becomes a proposal when it is changed."""
        return any(self.sifat.get(self._penuh(n)) == aturan.USUL for n in self.fields)

    def _penuh(self, nama: str) -> str:
        return f"{self.awalan}.{nama}"

    def _awal(self) -> dict[str, Any]:
        nama = [n for n in self.base_fields if self._penuh(n) in self.sifat]
        return {n: aturan.nilai(self.usaha, self.pelaku, self._penuh(n)) for n in nama if n != "nik"}


class PemilikForm(BagianForm):
    awalan = "pelaku"

    nama = NamaFormField(label="Nama lengkap", help_text="Sama seperti di KTP.")
    nik = NikFormField(
        label="NIK",
        required=False,
        help_text="16 angka di KTP. Disimpan tersandi; petugas hanya dapat membukanya dengan alasan yang Anda lihat.",
        widget=forms.TextInput(attrs={"data-rahasia": ""}),
    )
    jenis_kelamin = forms.ChoiceField(
        label="Jenis kelamin", choices=pilihan(JenisKelamin), widget=forms.RadioSelect, required=False
    )
    tanggal_lahir = TanggalField(label="Tanggal lahir", required=False, help_text="Contoh: 7 – 8 – 1990.")
    pendidikan = forms.ChoiceField(
        label="Pendidikan terakhir", choices=pilihan(Pendidikan, kosong="Pilih"), required=False
    )
    disabilitas = forms.ChoiceField(
        label="Apakah Anda penyandang disabilitas?",
        help_text="Agar pelatihan dan layanan dapat disiapkan untuk Anda.",
        choices=pilihan(Disabilitas, kosong="Pilih"),
        required=False,
    )
    desa = DesaField(label="Desa tempat tinggal", required=False, help_text="Kosongkan bila tinggal di kabupaten lain.")
    alamat = TeksPendek(label="Dusun, RT/RW tempat tinggal", maks=200, required=False)
    domisili_luar = TeksPendek(
        label="Kabupaten atau kota lain",
        maks=100,
        required=False,
        help_text="Hanya bila Anda tinggal di luar kabupaten ini.",
    )
    foto_ktp = BerkasField(
        label="Foto KTP",
        required=False,
        jenis=(GAMBAR,),
        help_text="Boleh dikosongkan. Mempercepat pemeriksaan, lalu dihapus beberapa hari kemudian.",
    )

    def clean_tanggal_lahir(self) -> date | None:
        lahir = self.cleaned_data["tanggal_lahir"]
        if lahir and not date(1900, 1, 1) <= lahir <= timezone.localdate():
            raise ValidationError("Tanggal lahir harus sebelum hari ini, dengan tahun empat angka.")
        return lahir

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("desa") and data.get("domisili_luar"):
            self.add_error("domisili_luar", "Isi salah satu: desa di kabupaten ini, atau kabupaten lain.")
        return data

    def peringatan(self) -> list[str]:
        """Return what the NIK and the other answers contradict; it warns and does not block."""
        nik = self.cleaned_data.get("nik")
        if not nik:
            return []
        return peringatan(
            urai(nik),
            tanggal_lahir=self.cleaned_data.get("tanggal_lahir"),
            jenis_kelamin=self.cleaned_data.get("jenis_kelamin", ""),
        )


class UsahaForm(BagianForm):
    nama = NamaUsahaFormField(label="Nama usaha", help_text="Nama yang dikenal pembeli. Contoh: Keripik Bu Siti.")
    uraian = UraianFormField(label="Jual apa?", maks=200, widget=forms.TextInput)
    bentuk = forms.ChoiceField(
        label="Bentuk usaha",
        choices=pilihan(BentukUsaha, kosong="Pilih"),
        required=False,
        help_text="Bila tidak punya akta atau surat pendirian, pilih Perorangan.",
    )
    tahun_mulai = forms.IntegerField(
        label="Tahun mulai",
        required=False,
        min_value=1900,
        help_text="Contoh: 2019.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Tulis tahun dengan empat angka, misalnya 2019."},
    )
    bulan_mulai = forms.TypedChoiceField(
        label="Bulan mulai",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Wajib bila mulai tahun 2021, karena aturan skala usaha berganti pada Februari 2021.",
    )
    kbli = KbliField(
        label="Jenis kegiatan (KBLI)",
        required=False,
        help_text="KBLI adalah daftar jenis usaha. Ketik dengan kata sehari-hari, lalu pilih yang paling cocok.",
    )
    produk_utama = TeksPendek(label="Produk utama", maks=100, required=False, help_text="Yang paling banyak terjual.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "bulan_mulai" in self.fields:
            bulan = ((nomor, str(nama).capitalize()) for nomor, nama in MONTHS.items())
            self.fields["bulan_mulai"].choices = [("", "Tidak ingat"), *bulan]

    def clean_tahun_mulai(self) -> int | None:
        tahun = self.cleaned_data["tahun_mulai"]
        if tahun and tahun > timezone.localdate().year:
            raise ValidationError("Tahun mulai tidak boleh di masa depan.")
        return tahun

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        tahun, bulan = data.get("tahun_mulai"), data.get("bulan_mulai")
        if "bulan_mulai" in self.fields:
            if bulan and not tahun and "tahun_mulai" not in self.errors:
                self.add_error("tahun_mulai", "Isi tahunnya juga.")
            if tahun == TAHUN_PP7 and not bulan:
                self.add_error("bulan_mulai", "Untuk tahun 2021 pilih bulannya: aturan berganti pada Februari 2021.")
        return data


class TempatForm(BagianForm):
    jenis_tempat = forms.ChoiceField(
        label="Di mana Anda berjualan?", choices=pilihan(JenisTempat), widget=forms.RadioSelect
    )
    desa = DesaField(label="Desa tempat usaha")
    alamat = TeksPendek(
        label="Jalan atau dusun",
        maks=200,
        required=False,
        help_text="Contoh: Dukuh Sendang, sebelah timur balai desa. Kosongkan bila keliling atau daring.",
    )
    rt = forms.RegexField(
        label="RT",
        regex=r"^\d{1,3}$",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "RT paling banyak tiga angka, misalnya 003."},
    )
    rw = forms.RegexField(
        label="RW",
        regex=r"^\d{1,3}$",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "RW paling banyak tiga angka, misalnya 001."},
    )
    lintang = forms.DecimalField(required=False, max_digits=9, decimal_places=6, widget=forms.HiddenInput)
    bujur = forms.DecimalField(required=False, max_digits=9, decimal_places=6, widget=forms.HiddenInput)

    def clean_rt(self) -> str:
        return self.cleaned_data["rt"].zfill(3) if self.cleaned_data["rt"] else ""

    def clean_rw(self) -> str:
        return self.cleaned_data["rw"].zfill(3) if self.cleaned_data["rw"] else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("jenis_tempat") == JenisTempat.TETAP and "alamat" in self.fields and not data.get("alamat"):
            self.add_error("alamat", "Isi jalan atau dusun. Bila tidak punya tempat tetap, pilih Keliling atau Daring.")
        lintang, bujur = data.get("lintang"), data.get("bujur")
        if (lintang is None) != (bujur is None) or (lintang is not None and not dalam_kabupaten(lintang, bujur)):
            self.add_error(None, "Titik di peta berada di luar kabupaten ini. Ambil lagi ketika di tempat usaha.")
        return data


class PekerjaForm(BagianForm):
    pekerja_laki = forms.IntegerField(
        label="Laki-laki", min_value=0, max_value=9999, help_text="Termasuk Anda sendiri."
    )
    pekerja_perempuan = forms.IntegerField(label="Perempuan", min_value=0, max_value=9999)
    pekerja_dibayar = forms.IntegerField(label="Yang dibayar", min_value=0, max_value=9999)
    pekerja_tak_dibayar = forms.IntegerField(
        label="Yang tidak dibayar", min_value=0, max_value=9999, help_text="Biasanya Anda sendiri dan keluarga."
    )
    pekerja_disabilitas = forms.IntegerField(
        label="Di antaranya penyandang disabilitas", min_value=0, max_value=9999, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for medan in self.fields.values():
            medan.widget.attrs |= {"inputmode": "numeric", "data-satuan": "orang"}
            medan.error_messages["required"] = "Isi dengan angka; tulis 0 bila tidak ada."
            medan.error_messages["invalid"] = "Isi dengan angka; tulis 0 bila tidak ada."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        jenis = [data.get(n) for n in ("pekerja_laki", "pekerja_perempuan", "pekerja_dibayar", "pekerja_tak_dibayar")]
        if None in jenis:
            return data
        laki, perempuan, dibayar, tidak = jenis
        if laki + perempuan != dibayar + tidak:
            self.add_error(
                "pekerja_dibayar",
                f"Laki-laki dan perempuan berjumlah {laki + perempuan}, "
                f"tetapi dibayar dan tidak dibayar {dibayar + tidak}. Samakan jumlahnya.",
            )
        if (data.get("pekerja_disabilitas") or 0) > laki + perempuan:
            self.add_error("pekerja_disabilitas", "Tidak boleh lebih banyak dari semua pekerja.")
        return data


class PemasaranForm(BagianForm):
    saluran = forms.MultipleChoiceField(
        label="Lewat apa Anda menjual?",
        choices=pilihan(SaluranJual),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Boleh lebih dari satu.",
    )
    tautan = forms.URLField(
        label="Alamat toko daring",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="Contoh: shopee.co.id/namatoko atau instagram.com/namatoko.",
        error_messages={"invalid": "Tulis alamat lengkap, misalnya shopee.co.id/namatoko."},
    )


class KeuanganForm(forms.Form):
    """The amounts of last year, apart from the business and behind a permission of their own."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)
    modal = RupiahFormField(
        label="Modal usaha",
        required=False,
        help_text="Semua uang dan barang untuk usaha, tanpa tanah dan bangunan. Contoh: 5 jt.",
        widget=forms.TextInput(attrs={"data-uang": "", "data-satuan": "Rp"}),
    )
    omzet = RupiahFormField(
        label="Penjualan setahun",
        required=False,
        help_text="Uang masuk dari jualan selama setahun, belum dipotong biaya. Contoh: 1,5 jt sebulan berarti 18 jt.",
        widget=forms.TextInput(attrs={"data-uang": "", "data-satuan": "Rp"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ini = timezone.localdate().year
        self.fields["tahun"].choices = [(t, str(t)) for t in range(ini, ini - 5, -1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data.get("modal") is None and data.get("omzet") is None:
            self.add_error("modal", "Isi salah satu: modal atau penjualan.")
        return data

    def terbilang(self) -> dict[str, str]:
        """Return the amounts in words, to be read back to the person who typed them."""
        return {n: terbilang(v) for n in ("modal", "omzet") if (v := self.cleaned_data.get(n)) is not None}


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
        self.fields["jenis"].choices = pilihan(JenisLegalitas, kosong="Pilih surat")
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

    def _get_validation_exclusions(self) -> set[str]:
        # The file arrives as a cleaned upload, not as the row it will become.
        return {*super()._get_validation_exclusions(), "berkas"}


class FotoForm(forms.Form):
    jenis = forms.ChoiceField(label="Foto apa?", choices=pilihan(JenisFoto), widget=forms.RadioSelect, initial="TEMPAT")
    berkas = BerkasField(
        label="Foto", jenis=(GAMBAR,), help_text="Ambil dengan kamera HP atau pilih dari galeri. Yang terang dan jelas."
    )


FORM_BAGIAN: dict[str, type[BagianForm]] = {
    "pemilik": PemilikForm,
    "usaha": UsahaForm,
    "tempat": TempatForm,
    "pekerja": PekerjaForm,
    "pemasaran": PemasaranForm,
}
