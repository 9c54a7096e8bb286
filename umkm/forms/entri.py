"""Fast entry from the signed paper form: the same questions in the same order, on the screen and on the paper."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from inti.berkas import Berkas, BerkasField
from inti.fields import NamaFormField, NamaUsahaFormField, NikFormField, TeleponFormField, UraianFormField
from umkm.actions.simpanan import TITIPAN
from umkm.enums import JenisKelamin, JenisTempat
from umkm.forms.bagian import TeksPendek, pilihan
from umkm.forms.tanggal import TanggalField
from wilayah.fields import DesaField, KbliField
from wilayah.models import Desa

# The groups of the screen and of the paper. The test of the paper walks them.
GRUP: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Pemilik", ("nama_pemilik", "nik", "jenis_kelamin", "tanggal_lahir", "telepon")),
    ("Usaha", ("uraian", "nama_usaha", "kbli")),
    ("Tempat usaha", ("jenis_tempat", "desa", "alamat", "rt", "rw")),
    (
        "Pekerja (orang)",
        ("pekerja_laki", "pekerja_perempuan", "pekerja_dibayar", "pekerja_tak_dibayar", "pekerja_disabilitas"),
    ),
    ("Formulir bertanda tangan", ("formulir",)),
)
PEKERJA = GRUP[3][1]

# Nothing of the former person may come back, not even by the browser's own memory.
_DIAM = {"autocomplete": "off"}


def _teks(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={**_DIAM, **attrs})


class RtField(forms.RegexField):
    """RT or RW: up to three figures, kept as three."""

    def __init__(self, *, label: str) -> None:
        galat = {"invalid": f"{label} paling banyak tiga angka, misalnya 003."}
        widget = _teks(inputmode="numeric")
        super().__init__(r"^\d{1,3}$", label=label, required=False, widget=widget, error_messages=galat)

    def clean(self, value: Any) -> str:
        teks = super().clean(value)
        return teks.zfill(3) if teks else ""


class OrangField(forms.IntegerField):
    """A number of workers."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        galat = {
            "invalid": "Isi dengan angka.",
            "min_value": "Isi dengan angka 0 atau lebih.",
            "max_value": "Paling banyak 9999 orang.",
        }
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            min_value=0,
            max_value=9999,
            error_messages=galat,
            widget=_teks(inputmode="numeric"),
        )


class EntriForm(forms.Form):
    """One paper form. `oleh` is the official who types: only villages of his kecamatan are taken."""

    nama_pemilik = NamaFormField(label="Nama lengkap pemilik", help_text="Seperti di KTP.", widget=_teks())
    nik = NikFormField(label="NIK", required=False, help_text="16 angka.", widget=_teks(**{"data-rahasia": ""}))
    jenis_kelamin = forms.ChoiceField(
        label="Jenis kelamin", required=False, choices=pilihan(JenisKelamin, kosong="Tidak diisi")
    )
    tanggal_lahir = TanggalField(label="Tanggal lahir", required=False)
    telepon = TeleponFormField(
        label="Nomor WhatsApp",
        required=False,
        help_text="Kosongkan bila tidak punya.",
        widget=forms.TelInput(attrs=_DIAM),
    )

    uraian = UraianFormField(
        label="Jual apa?",
        help_text="Contoh: keripik singkong.",
        maks=200,
        widget=_teks(),
        error_messages={"required": "Tulis apa yang dijual. Contoh: keripik singkong."},
    )
    nama_usaha = NamaUsahaFormField(label="Nama usaha", required=False, help_text="Bila ada.", widget=_teks())
    kbli = KbliField(label="Jenis kegiatan (KBLI)", required=False, help_text="Dengan kata sehari-hari, atau kodenya.")

    jenis_tempat = forms.ChoiceField(
        label="Jenis tempat",
        choices=pilihan(JenisTempat),
        initial=JenisTempat.TETAP,
    )
    desa = DesaField(label="Desa atau kelurahan", help_text="Tetap dari formulir sebelumnya.")
    alamat = TeksPendek(
        label="Jalan atau dusun",
        maks=200,
        required=False,
        widget=_teks(),
        help_text="Wajib untuk tempat tetap.",
    )
    rt = RtField(label="RT")
    rw = RtField(label="RW")

    pekerja_laki = OrangField(label="Laki-laki", help_text="Termasuk pemilik.")
    pekerja_perempuan = OrangField(label="Perempuan", help_text="Termasuk pemilik.")
    pekerja_dibayar = OrangField(label="Yang dibayar")
    pekerja_tak_dibayar = OrangField(label="Yang tidak dibayar")
    pekerja_disabilitas = OrangField(label="Penyandang disabilitas")

    formulir = BerkasField(
        label="Foto atau pindaian formulir",
        required=False,
        help_text="Foto halaman yang ditandatangani, atau PDF. Pilih lagi untuk setiap orang.",
    )
    # What was uploaded with a form that was refused, so that it need not be chosen again.
    titipan = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput(attrs=_DIAM))
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput(attrs=_DIAM), initial=uuid.uuid4)

    def __init__(self, *args: Any, oleh: Any, **kwargs: Any) -> None:
        self.oleh = oleh
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for nama in ("jenis_kelamin", "jenis_tempat", "formulir"):
            self.fields[nama].widget.attrs |= _DIAM
        # The page says once which few are needed; a mark at each of the many others would only take room.
        for medan in self.fields.values():
            medan.tanpa_tanda = True  # type: ignore[attr-defined]
        if not self.is_bound:
            self.fields["nama_pemilik"].widget.attrs["autofocus"] = True

    @property
    def grup(self) -> list[tuple[str, list[Any]]]:
        """The groups with their fields, for the page."""
        return [(judul, [self[nama] for nama in isi]) for judul, isi in GRUP]

    def clean_desa(self) -> Desa:
        desa: Desa = self.cleaned_data["desa"]
        lingkup = kecamatan_kerja(self.oleh)
        if lingkup is not None and desa.kecamatan_id not in lingkup:
            raise ValidationError("Desa ini di luar wilayah kerja Anda. Serahkan formulirnya ke petugas di sana.")
        return desa

    def clean_tanggal_lahir(self) -> date | None:
        lahir: date | None = self.cleaned_data["tanggal_lahir"]
        if lahir and not date(1900, 1, 1) <= lahir <= timezone.localdate():
            raise ValidationError("Tanggal lahir harus sebelum hari ini, dengan tahun empat angka.")
        return lahir

    def clean_titipan(self) -> Berkas | None:
        """Take only what this official has uploaded with a form of his that was refused."""
        return self.titipan_terpilih

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("jenis_tempat") == JenisTempat.TETAP and "alamat" not in self.errors and not data.get("alamat"):
            self.add_error("alamat", "Isi jalan atau dusun. Bila tidak punya tempat tetap, pilih Keliling atau Daring.")
        if "formulir" not in self.errors and not data.get("formulir") and not data.get("titipan"):
            self.add_error("formulir", "Pilih foto atau pindaian formulir yang ditandatangani.")
        self._cocokkan_pekerja(data)
        return data

    @property
    def titipan_terpilih(self) -> Berkas | None:
        """The scan that is kept from the form that was refused, to be named on the page."""
        kode = self.data.get("titipan", "").replace("\x00", "") if self.is_bound else ""
        return Berkas.objects.filter(kode=kode, jenis=TITIPAN, diunggah_oleh=self.oleh).first() if kode else None

    def isian(self) -> dict[str, Any]:
        """Return the keyword arguments of `actions.daftar.entri`."""
        data = dict(self.cleaned_data)
        pekerja = {nama: data.pop(nama) for nama in PEKERJA}
        titipan = data.pop("titipan")
        data["formulir"] = data["formulir"] or titipan
        terisi = any(n is not None for n in pekerja.values())
        return {**data, "pekerja": {nama: n or 0 for nama, n in pekerja.items()} if terisi else None}

    def kunci_baru(self) -> None:
        """Give the page that shows this form again a key of its own."""
        self._kirim_lagi("kunci_kirim", str(uuid.uuid4()))

    def titipkan(self, berkas: Berkas) -> None:
        """Remember the upload in the page that shows this form again."""
        self._kirim_lagi("titipan", berkas.kode)

    def _kirim_lagi(self, nama: str, nilai: str) -> None:
        kiriman: Any = self.data
        self.data = kiriman.copy()
        self.data[nama] = nilai  # type: ignore[index]

    def _cocokkan_pekerja(self, data: dict[str, Any]) -> None:
        """An empty box counts as nobody as soon as one is filled."""
        if any(nama in self.errors for nama in PEKERJA):
            return
        laki, perempuan, dibayar, tidak, disabilitas = (data.get(nama) or 0 for nama in PEKERJA)
        if laki + perempuan != dibayar + tidak:
            self.add_error(
                "pekerja_dibayar",
                f"Laki-laki dan perempuan berjumlah {laki + perempuan}, "
                f"tetapi dibayar dan tidak dibayar {dibayar + tidak}. Samakan jumlahnya.",
            )
        elif disabilitas > laki + perempuan:
            self.add_error("pekerja_disabilitas", "Tidak boleh lebih banyak dari semua pekerja.")


class MiripForm(forms.Form):
    """What is known while the official is still typing; whatever cannot be read yet is left out."""

    nama_pemilik = NamaFormField(required=False)
    telepon = TeleponFormField(required=False)
    nama_usaha = NamaUsahaFormField(required=False)
    desa = DesaField(required=False)

    def terbaca(self) -> dict[str, Any]:
        self.is_valid()
        return {nama: self.cleaned_data.get(nama) or None for nama in self.fields}
