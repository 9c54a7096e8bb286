"""What the way of giving seats asks of a class before it is announced. Reads only."""

from __future__ import annotations

from django.utils import timezone

from pelatihan.enums import CaraMasuk, JenisKuota, StatusAngkatan
from pelatihan.models import Angkatan, Seleksi


def kurang(angkatan: Angkatan) -> list[str]:
    """Return in sentences what is missing or in the way, nothing for a class of who comes first."""
    periksa = {CaraMasuk.SELEKSI: _seleksi, CaraMasuk.USULAN: _usulan}.get(CaraMasuk(angkatan.cara))
    return periksa(angkatan) if periksa else []


def _seleksi(angkatan: Angkatan) -> list[str]:
    if not angkatan.kriteria.exists():
        return ["Tulis kriteria seleksinya dulu: pelamar membacanya sebelum melamar."]
    if Seleksi.objects.filter(angkatan=angkatan, diputuskan_pada__isnull=False).exists():
        return ["Seleksi kelas ini sudah diputuskan, jadi pendaftarannya tidak dibuka lagi."]
    return []


def _usulan(angkatan: Angkatan) -> list[str]:
    """Of a class by proposal no seat is common until the day on which what is left opens to all."""
    hasil = []
    mulai = timezone.localdate(angkatan.mulai) if angkatan.mulai else None
    if angkatan.kuota_kembali is None or (mulai is not None and angkatan.kuota_kembali > mulai):
        hasil.append("Isi hari kuota kembali ke umum, sebelum kelas mulai: sampai hari itu kecamatan mengusulkan.")
    if angkatan.status == StatusAngkatan.RENCANA:
        kursi = {k.jenis for k in angkatan.kuota.filter(jumlah__gt=0)}
        if JenisKuota.UMUM in kursi:
            hasil.append("Bagi semua kursi umum kepada kecamatan. Kursi umum terisi sendiri pada hari kuota kembali.")
        if kursi and JenisKuota.KECAMATAN not in kursi:
            hasil.append("Beri jatah kepada sedikitnya satu kecamatan: hanya yang berjatah dapat mengusulkan.")
    return hasil
