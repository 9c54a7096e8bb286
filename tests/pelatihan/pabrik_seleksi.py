"""Classes that select, with criteria of every kind, and people who apply for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from inti.workflow import SISTEM
from pelatihan.actions import seleksi as aksi
from pelatihan.enums import CaraMasuk, JenisKriteria
from pelatihan.models import Angkatan, Kriteria, Peserta, Seleksi
from tests.pelatihan.pabrik import buat_angkatan, orang

K = JenisKriteria


def kelas_seleksi(*, nilai_min: int = 0, cadangan: int = 10, wawancara: bool = False, **isian: Any) -> Angkatan:
    """Make a class that asks how many workers one has (a point for each ten) and, if told, judges an interview."""
    angkatan = buat_angkatan(cara=CaraMasuk.SELEKSI, **isian)
    Seleksi.objects.create(angkatan=angkatan, nilai_min=nilai_min, cadangan=cadangan)
    poin = [(str(n), n) for n in range(101)]
    Kriteria.objects.create(angkatan=angkatan, nama="Berapa poin?", jenis=K.ANGKA, poin=poin)
    if wawancara:
        Kriteria.objects.create(angkatan=angkatan, nama="Wawancara", jenis=K.PETUGAS, urut=2)
    return angkatan


def lamaran(angkatan: Angkatan, nilai: int, *, siapa: Any = None, **ciri: Any) -> Peserta:
    """Let somebody apply whose answer is worth `nilai` points."""
    pelaku, usaha = siapa or orang(**ciri)
    tanya = angkatan.kriteria.get(jenis=K.ANGKA)
    return aksi.lamar(angkatan, pelaku=pelaku, usaha=usaha, jawaban={tanya.pk: str(nilai)}, oleh=SISTEM)


def tutup_pendaftaran(angkatan: Angkatan) -> None:
    """Let the window of a class end a moment ago."""
    Angkatan.objects.filter(pk=angkatan.pk).update(ditutup_pada=timezone.now() - timedelta(seconds=1))
    angkatan.refresh_from_db()


def kelas_usulan(kecamatan: Any, *, kursi: int = 1, **isian: Any) -> Angkatan:
    """Make a class whose seats are all shares of kecamatan, open to everybody in ten days."""
    kembali = timezone.localdate() + timedelta(days=10)
    semua = kecamatan if isinstance(kecamatan, dict) else {kecamatan: kursi}
    return buat_angkatan(cara=CaraMasuk.USULAN, kursi=0, kuota=semua, **{"kuota_kembali": kembali, **isian})
