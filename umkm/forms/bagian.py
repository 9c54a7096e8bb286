"""The frame of a section that an owner fills in, and the sections about himself. What is locked is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from inti.berkas import GAMBAR, BerkasField
from inti.fields import NamaFormField, NikFormField
from inti.nik import peringatan, urai
from inti.teks import bersihkan_uraian
from umkm import isian as aturan
from umkm.enums import Disabilitas, JenisKelamin, Pendidikan, StatusUsaha
from umkm.forms.tanggal import TanggalField
from umkm.models import PelakuUsaha, Usaha
from wilayah.fields import DesaField


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
        medan: Any
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
        help_text="16 angka di KTP, agar satu orang tercatat satu kali. Disimpan tersandi, tidak terbaca orang "
        "lain; setiap petugas yang membukanya tercatat, dan Anda dapat membaca alasannya.",
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
