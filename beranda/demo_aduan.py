"""Invented reports for the demonstration, in every stage, through the same verbs as everyone's."""

from __future__ import annotations

from typing import Any

from aduan.actions import bawaan, pelapor
from aduan.actions import petugas as aksi
from aduan.actions.kirim import kirim
from aduan.enums import Identitas
from aduan.models import Aduan, JenisAduan, Unit
from akun.models import Pengguna

CERITA = (
    ("Loket dinas", "Saya datang pukul 13.00, loket baru buka pukul 13.45. Mohon jam istirahat ditulis di pintu."),
    ("Pelatihan kemasan", "Usul: pelatihan kemasan diadakan juga pada hari Sabtu, karena Senin sampai Jumat jualan."),
    ("Layanan NIB", "Apakah usaha titip jual perlu NIB sendiri, atau ikut pemilik toko?"),
    (
        "Data UMKM kecamatan",
        "Saya meminta jumlah usaha makanan terdaftar per kecamatan tahun lalu, untuk tugas kuliah.",
    ),
    ("Pasar desa", "Lampu di lorong belakang sudah dua minggu mati, pedagang sore pulang dalam gelap."),
)


def laporan(petugas: Pengguna) -> None:
    """Make reports in every stage; kinds, times and units are loaded first."""
    bawaan.muat()
    kepala = Pengguna.objects.filter(email="kepala@contoh.invalid").first()
    if kepala is None or Aduan.objects.exists():
        return
    unit = Unit.objects.get(kode="umkm")
    unit.petugas.add(petugas)
    _satu(4, kepala, unit, "masuk", identitas=Identitas.ANONIM)
    _satu(1, kepala, unit, "di_unit", jenis="aspirasi")
    _satu(2, kepala, unit, "dijawab", jenis="pertanyaan", telepon="+6281200000001")
    _satu(3, kepala, unit, "ditanya", jenis="informasi-publik", email="mahasiswa@contoh.invalid")
    _satu(0, kepala, unit, "selesai", jenis="pengaduan-sederhana", identitas=Identitas.RAHASIA)


def _satu(n: int, kepala: Pengguna, unit: Unit, sampai: str, *, jenis: str = "", **pelapornya: Any) -> None:
    perihal, isi = CERITA[n]
    satu = kirim(perihal=perihal, isi=isi, setuju_publik=True, **pelapornya).aduan
    if sampai == "masuk":
        return
    aksi.teruskan(satu, oleh=kepala, jenis=JenisAduan.objects.get(kode=jenis), unit=unit)
    aksi.tayangkan(satu, oleh=kepala, perihal_publik=perihal, teks_publik=isi)
    if sampai == "ditanya":
        aksi.tanyakan(satu, oleh=kepala, catatan="Tahun berapa, dan apakah cukup jumlah per kecamatan?")
    if sampai not in ("dijawab", "selesai"):
        return
    jawaban = "Terima kasih. Hal ini sudah kami tindak lanjuti, dan tertulis di papan pengumuman loket."
    aksi.jawab(satu, oleh=kepala, catatan=jawaban)
    aksi.tayangkan(satu, oleh=kepala, perihal_publik=perihal, teks_publik=isi, jawaban_publik=jawaban)
    if sampai == "selesai":
        pelapor.nyatakan_selesai(satu)
