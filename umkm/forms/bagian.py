"""The sections that an owner fills in, in any order. What is locked is left out; the page shows it as text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
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
    JenisKelamin,
    JenisTempat,
    Pendidikan,
    SaluranJual,
    StatusUsaha,
)
from umkm.forms.tanggal import TanggalField
from umkm.models import KeuanganUsaha, PelakuUsaha, Usaha
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
    """A section: its fields are named as in the model, `awalan` says which model.

    Every field may stay empty until the business is sent; those without which it cannot be sent bear no mark
    of an optional one. `sendiri`: the owner fills in, not a helper.
    """

    awalan = "usaha"

    def __init__(
        self, data: Any, files: Any, *, usaha: Usaha, pelaku: PelakuUsaha | None, sendiri: bool = True
    ) -> None:
        self.usaha, self.pelaku, self.sendiri = usaha, pelaku, sendiri
        self.sifat = aturan.sifat(usaha)
        super().__init__(data, files, initial=self._awal())
        diminta = self._diminta()
        for nama, medan in list(self.fields.items()):
            penuh = self.nama_penuh(nama)
            if self.sifat.get(penuh) == aturan.TERKUNCI:
                del self.fields[nama]
            medan.petugas = diminta.get(penuh, "")
            medan.tanpa_tanda = penuh in aturan.WAJIB

    def isian(self) -> dict[str, Any]:
        """Return the cleaned values under their full names."""
        return {self.nama_penuh(n): v for n, v in self.cleaned_data.items() if self.nama_penuh(n) in self.sifat}

    def nama_penuh(self, nama: str) -> str:
        return f"{self.awalan}.{nama}"

    @property
    def diusulkan(self) -> bool:
        """Whether some field here becomes a proposal when it is changed."""
        return any(self.sifat.get(self.nama_penuh(n)) == aturan.USUL for n in self.fields)

    def kini(self, nama: str) -> Any:
        """Return what a field holds after this form: what was typed, or what is kept where it is locked."""
        return self.cleaned_data.get(nama) if nama in self.fields else getattr(self.usaha, nama)

    def galat(self, nama: str, kalimat: str) -> None:
        """Put a sentence beside a field, or over the form when that field is locked now."""
        self.add_error(nama if nama in self.fields else None, kalimat)

    def _diminta(self) -> dict[str, str]:
        """Return what the office asked to be mended, by field."""
        if self.usaha.status != StatusUsaha.PERBAIKAN:
            return {}
        return dict(self.usaha.perbaikan.filter(terbuka=True).values_list("isian", "kalimat"))

    def _awal(self) -> dict[str, Any]:
        nama = [n for n in self.base_fields if self.nama_penuh(n) in self.sifat]
        return {n: aturan.nilai(self.usaha, self.pelaku, self.nama_penuh(n)) for n in nama if n != "nik"}


class PemilikForm(BagianForm):
    awalan = "pelaku"

    nama = NamaFormField(label="Nama lengkap", help_text="Tercetak di tanda bukti. Tulis sama seperti di KTP.")
    nik = NikFormField(
        label="NIK",
        required=False,
        help_text="16 angka di KTP, agar satu orang tercatat satu kali. Disimpan tersandi; setiap petugas yang "
        "membukanya tercatat, dan Anda dapat membaca alasannya.",
        widget=forms.TextInput(attrs={"data-rahasia": ""}),
    )
    jenis_kelamin = forms.ChoiceField(
        label="Jenis kelamin",
        choices=pilihan(JenisKelamin),
        widget=forms.RadioSelect,
        required=False,
        help_text="Untuk dicocokkan dengan KTP.",
    )
    tanggal_lahir = TanggalField(
        label="Tanggal lahir", required=False, help_text="Untuk dicocokkan dengan KTP. Contoh: 7, 8, 1990."
    )
    foto_ktp = BerkasField(
        label="Foto KTP",
        required=False,
        jenis=(GAMBAR,),
        help_text="Dengan foto ini Anda tidak perlu datang ke loket. Fotonya dihapus beberapa hari setelah diperiksa.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.sifat["pelaku.nik"] != aturan.BEBAS:
            del self.fields["foto_ktp"]
        elif self.pelaku is not None and self.pelaku.nik_sandi:
            samar = f" ({self.pelaku.nik_samar})" if self.sendiri else ""
            self.fields["nik"].help_text = f"Sudah tersimpan{samar}. Isi lagi hanya bila salah; 16 angka di KTP."

    def clean_tanggal_lahir(self) -> date | None:
        lahir = self.cleaned_data["tanggal_lahir"]
        if lahir and not date(1900, 1, 1) <= lahir <= timezone.localdate():
            raise ValidationError("Tanggal lahir harus sebelum hari ini, dengan tahun empat angka.")
        return lahir

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


class DiriForm(BagianForm):
    awalan = "pelaku"

    desa = DesaField(
        label="Desa tempat tinggal",
        required=False,
        help_text="Agar Anda ditawari kegiatan yang dekat. Tinggal di luar kabupaten ini? Kosongkan.",
    )
    alamat = TeksPendek(label="Dusun, RT/RW tempat tinggal", maks=200, required=False)
    domisili_luar = TeksPendek(
        label="Kabupaten atau kota lain",
        maks=100,
        required=False,
        help_text="Hanya bila Anda tinggal di luar kabupaten ini. Contoh: Kota Pekalongan.",
    )
    pendidikan = forms.ChoiceField(
        label="Pendidikan terakhir",
        choices=pilihan(Pendidikan, kosong="Pilih"),
        required=False,
        help_text="Agar bahan pelatihan sesuai.",
    )
    disabilitas = forms.ChoiceField(
        label="Apakah Anda penyandang disabilitas?",
        help_text="Agar tempat dan cara pelatihan dapat disiapkan untuk Anda.",
        choices=pilihan(Disabilitas, kosong="Pilih"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("desa") and data.get("domisili_luar"):
            self.galat("domisili_luar", "Isi salah satu: desa di kabupaten ini, atau kabupaten lain.")
        return data


class UsahaForm(BagianForm):
    nama = NamaUsahaFormField(
        label="Nama usaha", help_text="Nama yang dikenal pembeli, tercetak di tanda bukti. Contoh: Keripik Bu Siti."
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
            self.fields["bulan_mulai"].choices = [("", "Tidak ingat"), *bulan]

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
            self.fields[nama].tanpa_tanda = True

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
        lintang, bujur = data.get("lintang"), data.get("bujur")
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
        label="Alamat toko daring",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="Agar pembeli menemukan Anda. Contoh: shopee.co.id/namatoko atau instagram.com/namatoko.",
        error_messages={"invalid": "Tulis alamat lengkap, misalnya shopee.co.id/namatoko."},
    )


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
        awal = {"tahun": tahun}
        if terbaru:
            awal = {"tahun": terbaru.tahun, "modal": terbaru.modal, "omzet": terbaru.omzet}
        super().__init__(data, initial=awal)
        self.fields["tahun"].choices = [(t, str(t)) for t in range(ini, ini - 5, -1)]

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


FORM_BAGIAN: dict[str, type[BagianForm]] = {
    "pemilik": PemilikForm,
    "diri": DiriForm,
    "usaha": UsahaForm,
    "tempat": TempatForm,
    "pekerja": PekerjaForm,
    "pemasaran": PemasaranForm,
}
