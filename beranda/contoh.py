"""Long and awkward content for /gaya/: what holds here holds on every page. All of it is invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.utils import timezone

NAMA_PANJANG = "Kelompok Usaha Bersama Perempuan Pengrajin Emping Sri Lestari"  # 61 letters
PRODUK = (
    "Emping melinjo",
    "Keripik singkong balado",
    "Opak ketan",
    "Gula aren semut",
    "Kopi robusta sangrai",
    "Batik tulis Rifa'iyah",
    "Sabun mandi susu kambing",
    "Kerupuk rambak",
    "Teh melati celup",
    "Sambal cumi dalam botol",
    "Keranjang anyaman bambu",
    "Ikan asap manyung",
)

IKON = (
    *("cek", "silang", "kiri", "kanan", "cari", "masuk", "keluar", "pesan", "rumah", "usaha", "orang", "berkas"),
    *("kamera", "jam", "awas", "info", "tambah", "ubah", "hapus", "unduh", "cetak", "telepon", "peta", "gembok"),
    *("mata", "putus"),
)
WARNA = ("nila", "tautan", "merah", "soga", "daun", "kunyit", "tinta", "tinta-sepi", "kartu", "garis")


class BarisRiwayat(NamedTuple):
    pada: Any
    kalimat: str
    catatan: str = ""


class ContohForm(forms.Form):
    """Every kind of field that the portal uses, once."""

    nama = forms.CharField(
        label="Nama usaha",
        max_length=60,
        help_text="Nama ini yang tercetak di tanda bukti. Contoh: Keripik Bu Sari.",
    )
    telepon = forms.CharField(
        label="Nomor WhatsApp",
        min_length=10,
        help_text="Untuk kabar tentang usaha Anda. Contoh: 0812 0000 0001.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"min_length": "Nomor WhatsApp harus 10–13 angka, contoh 0812 0000 0001."},
    )
    omzet = forms.CharField(
        label="Penjualan setahun",
        help_text="Agar Anda ditawari bantuan yang cocok. Boleh ditulis 1,5 jt atau 1.500.000.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-satuan": "Rp", "data-uang": ""}),
    )
    pekerja = forms.IntegerField(
        label="Pekerja yang dibayar",
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs={"data-satuan": "orang"}),
    )
    bentuk = forms.ChoiceField(
        label="Bentuk usaha",
        choices=[("perorangan", "Perorangan"), ("cv", "CV"), ("kelompok", "Kelompok")],
        help_text="Bila usaha atas nama sendiri, pilih Perorangan.",
        widget=forms.RadioSelect,
    )
    saluran = forms.MultipleChoiceField(
        label="Cara menjual",
        choices=[("toko", "Di toko atau rumah"), ("pasar", "Di pasar"), ("wa", "Lewat WhatsApp")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pendidikan = forms.ChoiceField(
        label="Pendidikan terakhir",
        choices=[("", "Pilih satu"), ("sd", "SD atau sederajat"), ("smp", "SMP atau sederajat")],
        required=False,
    )
    mulai = forms.DateField(
        label="Mulai berjualan", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    cerita = forms.CharField(label="Cerita usaha", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    sandi = forms.CharField(
        label="Kata sandi",
        min_length=8,
        help_text="Paling sedikit 8 huruf atau angka.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    setuju = forms.BooleanField(label="Saya sudah membaca pemberitahuan data pribadi")
    foto = forms.FileField(
        label="Foto tempat usaha", required=False, help_text="Agar petugas mengenali tempatnya dari jalan."
    )


def formulir_salah() -> ContohForm:
    """Return the form as it comes back after a hasty thumb."""
    formulir = ContohForm(
        {"nama": NAMA_PANJANG, "telepon": "08120", "omzet": "1,5 jt", "pekerja": "-1", "bentuk": "perorangan"}
    )
    formulir.is_valid()
    return formulir


TINGKAT = (
    (constants.SUCCESS, "Data pekerja tersimpan."),
    (constants.INFO, "Petugas sedang memeriksa data Anda."),
    (constants.WARNING, "Foto terlalu gelap. Petugas mungkin meminta foto baru."),
    (constants.ERROR, "Data belum terkirim. Isian Anda masih ada, coba kirim lagi."),
)
STATUS = (
    ("Belum dikirim", "netral"),
    ("Perlu dilengkapi", "tunggu"),
    ("Sedang diperiksa", "jalan"),
    ("Terverifikasi", "selesai"),
    ("Ditolak", "tolak"),
)
LANGKAH = (
    {"kata": "Dikirim", "rupa": "selesai", "catatan": "20 November"},
    {"kata": "Diperiksa petugas", "rupa": "sekarang", "catatan": "paling lambat 25 November"},
    {"kata": "Kunjungan ke tempat usaha bila perlu", "rupa": "nanti"},
    {"kata": "Tanda bukti terbit", "rupa": "nanti"},
)
SARINGAN = (
    {"teks": "Kecamatan: Limpung", "url": "?kecamatan="},
    {"teks": "Status: Perlu dilengkapi", "url": "?status="},
)
PERIKSA = (
    {"label": "Nama usaha", "isi": NAMA_PANJANG, "url": "#form"},
    {"label": "Produk", "isi": ", ".join(PRODUK), "url": "#form"},
    {"label": "Nomor WhatsApp", "isi": "0812-0000-0001", "url": "#form"},
    {"label": "Cerita usaha", "isi": "", "url": "#form"},
    {"label": "Nomor pendaftaran", "isi": "BTG-26-000123-7", "url": ""},
)


def gaya() -> dict[str, Any]:
    """Return the context of the gallery."""
    kini = timezone.now()
    return {
        "form": formulir_salah(),
        "pesan_contoh": [Message(tingkat, isi) for tingkat, isi in TINGKAT],
        "status": STATUS,
        "langkah": LANGKAH,
        "riwayat": [_baris_riwayat(n, kini) for n in range(40)],
        "kolom": ["Nama", "Status", "Desa", "Kode", "Diperbarui"],
        "daftar": [_baris_daftar(n, nama) for n, nama in enumerate((NAMA_PANJANG, *PRODUK[:11]))],
        "saringan": SARINGAN,
        "periksa": PERIKSA,
        "kini": kini,
        "uang": 1_250_000,
        "ikon": IKON,
        "warna": WARNA,
    }


def _baris_riwayat(n: int, kini: datetime) -> BarisRiwayat:
    return BarisRiwayat(
        kini - timedelta(days=n, hours=n),
        f"Petugas Ratna Contoh memeriksa bagian ke-{40 - n}.",
        "Foto tempat usaha tidak jelas.\nMohon foto dari seberang jalan." if n % 7 == 0 else "",
    )


def _baris_daftar(n: int, nama: str) -> dict[str, Any]:
    kata, rupa = (("Sedang diperiksa", "jalan"), ("Terverifikasi", "selesai"), ("Perlu dilengkapi", "tunggu"))[n % 3]
    return {
        "url": "#daftar",
        "judul": nama,
        "sel": [
            {"kolom": "Status", "isi": kata, "rupa": rupa},
            {"kolom": "Desa", "isi": "Kalipucang Wetan, Kec. Batang"},
            {"kolom": "Kode", "isi": f"BTG-26-{n:06}-3"},
            {"kolom": "Diperbarui", "isi": "20 Nov 2026"},
        ],
    }
