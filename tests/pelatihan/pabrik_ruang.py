"""A class that runs, with people who have a seat, for the tests of the rooms around it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from inti import sandi
from inti.workflow import SISTEM
from pelatihan.actions import kursi
from pelatihan.enums import StatusAngkatan
from pelatihan.models import Angkatan, PelatihAngkatan, Peserta, Sesi
from tests.pelatihan.pabrik import buat_angkatan, orang
from umkm.models import PelakuUsaha


def beri_nik(peserta: Peserta, nik: str) -> None:
    """Give a participant an invented NIK."""
    PelakuUsaha.objects.filter(pk=peserta.pelaku_id).update(nik_sandi=sandi.enkripsi(nik), nik_sidik=sandi.sidik(nik))


def buat_kelas(pelatih: Any, *nama: str, akun: Any = None, **isian: Any) -> tuple[Angkatan, list[Sesi], list[Peserta]]:
    """Make a class of two days that began yesterday, taught by `pelatih`; the first person has the account."""
    angkatan = buat_angkatan(kursi=max(len(nama), 1), **isian)
    PelatihAngkatan.objects.create(angkatan=angkatan, akun=pelatih)
    pagi = timezone.localtime().replace(hour=1, minute=0, second=0, microsecond=0) - timedelta(days=1)
    sesi = [
        Sesi.objects.create(angkatan=angkatan, mulai=saat, selesai=saat + timedelta(hours=3), jp=4)
        for saat in (pagi, pagi + timedelta(days=1))
    ]
    Angkatan.objects.filter(pk=angkatan.pk).update(mulai=sesi[0].mulai, selesai=sesi[1].selesai)
    peserta = []
    for n, satu in enumerate(nama):
        pelaku, usaha = orang(akun=akun if n == 0 else None)
        PelakuUsaha.objects.filter(pk=pelaku.pk).update(nama=satu)
        pelaku.nama = satu
        peserta.append(kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM))
    Angkatan.objects.filter(pk=angkatan.pk).update(status=StatusAngkatan.BERJALAN)
    angkatan.refresh_from_db()
    return angkatan, sesi, peserta
