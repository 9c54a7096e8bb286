"""The sections about the business itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS

from inti.fields import NamaUsahaFormField, UraianFormField
from umkm.enums import BentukUsaha, JenisTempat, SaluranJual
from umkm.forms.bagian import BagianForm, TeksPendek, pilihan
from wilayah.fields import DesaField, KbliField
from wilayah.queries import dalam_kabupaten

TAHUN_PP7 = 2021


class UsahaForm(BagianForm):
    nama = NamaUsahaFormField(
        label="Nama usaha",
        maks=100,
        help_text="Nama yang dikenal pembeli, tercetak di tanda bukti. Contoh: Keripik Bu Siti.",
    )
    uraian = UraianFormField(label="Jual apa?", maks=200, widget=forms.TextInput, help_text="Dengan kata Anda sendiri.")
    produk_utama = TeksPendek(
        label="Produk utama", maks=100, required=False, help_text="Yang paling banyak terjual. Contoh: keripik balado."
    )
    kbli = KbliField(
        label="Jenis kegiatan (KBLI)",
        required=False,
        help_text="KBLI adalah daftar jenis usaha yang dipakai semua kantor. Ketik dengan kata sehari-hari, lalu pilih "
        "yang paling cocok. Contoh: keripik singkong.",
    )
    bentuk = forms.ChoiceField(
        label="Bentuk usaha",
        choices=pilihan(BentukUsaha, kosong="Pilih"),
        required=False,
        help_text="Tidak punya akta atau surat pendirian? Pilih Perorangan.",
    )
    tahun_mulai = forms.IntegerField(
        label="Tahun mulai",
        required=False,
        min_value=1900,
        help_text="Aturan skala usaha berbeda menurut tahunnya. Contoh: 2019.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Tulis tahun dengan empat angka, misalnya 2019.",
            "min_value": "Tulis tahun dengan empat angka, misalnya 2019.",
        },
    )
    bulan_mulai = forms.TypedChoiceField(
        label="Bulan mulai",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Hanya penting bila mulai tahun 2021, sebab aturan berganti pada Februari 2021.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "bulan_mulai" in self.fields:
            bulan = ((nomor, str(nama).capitalize()) for nomor, nama in MONTHS.items())
            pilih_bulan: Any = self.fields["bulan_mulai"]
            pilih_bulan.choices = [("", "Tidak ingat"), *bulan]

    def clean_tahun_mulai(self) -> int | None:
        tahun = self.cleaned_data["tahun_mulai"]
        if tahun and tahun > timezone.localdate().year:
            raise ValidationError("Tahun mulai tidak boleh di masa depan.")
        return tahun

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        tahun, bulan = self.kini("tahun_mulai"), self.kini("bulan_mulai")
        if self.errors.keys() & {"tahun_mulai", "bulan_mulai"}:
            return data
        if bulan and not tahun:
            self.galat("tahun_mulai", "Isi tahunnya juga.")
        if tahun == TAHUN_PP7 and not bulan:
            self.galat("bulan_mulai", "Untuk tahun 2021 pilih bulannya: aturan berganti pada Februari 2021.")
        return data


class TempatForm(BagianForm):
    jenis_tempat = forms.ChoiceField(
        label="Di mana Anda berjualan?",
        choices=pilihan(JenisTempat),
        widget=forms.RadioSelect,
        help_text="Keliling atau lewat internet? Cukup desanya saja.",
    )
    desa = DesaField(
        label="Desa tempat usaha", help_text="Menentukan petugas kecamatan yang melayani Anda. Ketik, lalu pilih."
    )
    alamat = TeksPendek(
        label="Jalan atau dusun",
        maks=200,
        required=False,
        help_text="Hanya untuk tempat tetap. Contoh: Dukuh Sendang, sebelah timur balai desa.",
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
    lintang = forms.DecimalField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput(attrs={"data-draf-ikut": ""})
    )
    bujur = forms.DecimalField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput(attrs={"data-draf-ikut": ""})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama in {"rt", "rw"} & self.fields.keys():
            medan: Any = self.fields[nama]
            medan.tanpa_tanda = True

    def clean_rt(self) -> str:
        return self.cleaned_data["rt"].zfill(3) if self.cleaned_data["rt"] else ""

    def clean_rw(self) -> str:
        return self.cleaned_data["rw"].zfill(3) if self.cleaned_data["rw"] else ""

    def clean_lintang(self) -> Decimal | None:
        return _bulatkan(self.cleaned_data["lintang"])

    def clean_bujur(self) -> Decimal | None:
        return _bulatkan(self.cleaned_data["bujur"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.kini("jenis_tempat") != JenisTempat.TETAP:
            # Whoever goes about or sells on the net has a village and no address, whatever stood there before.
            for nama in {"alamat", "rt", "rw"} & self.fields.keys():
                self.errors.pop(nama, None)
                data[nama] = ""
        elif not self.kini("alamat") and "alamat" not in self.errors:
            self.galat("alamat", "Isi jalan atau dusun. Tidak punya tempat tetap? Pilih Keliling atau Daring.")
        lintang: Any = data.get("lintang")
        bujur: Any = data.get("bujur")
        if (lintang is None) != (bujur is None) or (lintang is not None and not dalam_kabupaten(lintang, bujur)):
            self.add_error(None, "Titik di peta berada di luar kabupaten ini. Ambil lagi ketika di tempat usaha.")
        return data


def _bulatkan(derajat: Decimal | None) -> Decimal | None:
    """Keep six decimals, about a hand's breadth, of what the phone says with fifteen."""
    return None if derajat is None else derajat.quantize(Decimal("0.000001"))


class PekerjaForm(BagianForm):
    pekerja_laki = forms.IntegerField(
        label="Laki-laki", min_value=0, max_value=9999, help_text="Semua yang bekerja, termasuk Anda sendiri."
    )
    pekerja_perempuan = forms.IntegerField(
        label="Perempuan", min_value=0, max_value=9999, help_text="Termasuk Anda sendiri bila Anda perempuan."
    )
    pekerja_dibayar = forms.IntegerField(
        label="Yang dibayar", min_value=0, max_value=9999, help_text="Dari semua itu, berapa yang menerima upah?"
    )
    pekerja_tak_dibayar = forms.IntegerField(
        label="Yang tidak dibayar", min_value=0, max_value=9999, help_text="Biasanya Anda sendiri dan keluarga."
    )
    pekerja_disabilitas = forms.IntegerField(
        label="Penyandang disabilitas",
        min_value=0,
        max_value=9999,
        help_text="Dari semua itu, berapa? Tulis 0 bila tidak ada.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        angka = "Isi dengan angka; tulis 0 bila tidak ada."
        for medan in self.fields.values():
            medan.widget.attrs |= {"inputmode": "numeric", "data-satuan": "orang"}
            medan.error_messages |= {"required": angka, "invalid": angka, "min_value": angka}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        jumlah = self.kini("pekerja_laki") + self.kini("pekerja_perempuan")
        upah = self.kini("pekerja_dibayar") + self.kini("pekerja_tak_dibayar")
        if jumlah != upah:
            self.galat(
                "pekerja_dibayar",
                f"Laki-laki dan perempuan berjumlah {jumlah}, tetapi dibayar dan tidak dibayar {upah}. "
                "Samakan jumlahnya.",
            )
        if self.kini("pekerja_disabilitas") > jumlah:
            self.galat("pekerja_disabilitas", "Tidak boleh lebih banyak dari semua pekerja.")
        return data


class PemasaranForm(BagianForm):
    saluran = forms.MultipleChoiceField(
        label="Lewat apa Anda menjual?",
        choices=pilihan(SaluranJual),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Pilih semua yang Anda pakai.",
    )
    tautan = forms.URLField(
        label="Alamat toko di internet",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="Agar pembeli menemukan Anda. Contoh: shopee.co.id/namatoko atau instagram.com/namatoko.",
        error_messages={"invalid": "Tulis alamat lengkap, misalnya shopee.co.id/namatoko."},
    )
