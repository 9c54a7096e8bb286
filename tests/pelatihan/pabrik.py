"""Courses, classes and people for the suite. A factory may set a status; nothing else may."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from akun.models import Jabatan
from pelatihan.enums import DUDUK, SEMENTARA, JenisKuota, StatusAngkatan
from pelatihan.models import Angkatan, Kuota, Kurikulum, Peserta, Sesi, Tema
from tests.factories import PelakuFactory, buat_usaha, lantik
from umkm.models import PelakuUsaha, Usaha

_urut = count(1)


def buat_kurikulum(**isian: Any) -> Kurikulum:
    n = next(_urut)
    tema, _ = Tema.objects.get_or_create(kode="usaha", defaults={"nama": "Mengelola usaha"})
    bawaan = {"kode": f"pembukuan-{n}", "nama": "Pembukuan Dasar", "ringkas": "Mencatat uang masuk dan keluar."}
    return Kurikulum.objects.create(**{**bawaan, "tujuan": "Dapat mencatat.", "tema": tema, **isian})


def buat_angkatan(*, kursi: int = 2, kuota: dict[Any, int] | None = None, **isian: Any) -> Angkatan:
    """Make an open class with a common pool of `kursi`, and narrower ones: a kecamatan, or a kind of pool."""
    kini = timezone.now()
    bawaan = {
        "nama": f"Angkatan {next(_urut)}",
        "status": StatusAngkatan.DIBUKA,
        "dibuka_pada": kini - timedelta(days=1),
        "ditutup_pada": kini + timedelta(days=10),
        "mulai": kini + timedelta(days=20),
        "selesai": kini + timedelta(days=22),
    }
    isian.setdefault("kurikulum", None)
    kurikulum = isian.pop("kurikulum") or buat_kurikulum()
    angkatan = Angkatan.objects.create(kurikulum=kurikulum, **{**bawaan, **isian})
    Kuota.objects.create(angkatan=angkatan, jumlah=kursi)
    for untuk, jumlah in (kuota or {}).items():
        if isinstance(untuk, str):
            Kuota.objects.create(angkatan=angkatan, jenis=JenisKuota(untuk), jumlah=jumlah)
        else:
            Kuota.objects.create(angkatan=angkatan, jenis=JenisKuota.KECAMATAN, kecamatan=untuk, jumlah=jumlah)
    return angkatan


def orang(*, akun: Any = None, desa: Any = None, **isian: Any) -> tuple[PelakuUsaha, Usaha]:
    """Make a person with a business."""
    pelaku = PelakuFactory(akun=akun, nama=f"Contoh Peserta {next(_urut)}", **isian)
    return pelaku, buat_usaha(pelaku=pelaku, desa=desa)


def buat_sesi(angkatan: Angkatan, **isian: Any) -> Sesi:
    """Make a session that runs now: it began an hour ago and ends in three."""
    kini = timezone.now()
    bawaan = {"mulai": kini - timedelta(hours=1), "selesai": kini + timedelta(hours=3)}
    return Sesi.objects.create(angkatan=angkatan, **{**bawaan, **isian})


def kelas_mengajar(pelatih: Any, usaha: Usaha) -> Sesi:
    """Make a class with a session that runs now, taught by `pelatih`, in which the owner of `usaha` has a seat."""
    angkatan = buat_angkatan()
    angkatan.pelatih.create(akun=pelatih)
    buat_peserta("TERDAFTAR", usaha=usaha, angkatan=angkatan)
    return buat_sesi(angkatan)


def buat_peserta(status: str = "DAFTAR_TUNGGU", *, usaha: Usaha | None = None, **isian: Any) -> Peserta:
    """Put a person into a class with a status; whoever sits takes a seat of the common pool."""
    pelaku, milik = (usaha.pemilik, usaha) if usaha is not None else orang(akun=isian.pop("akun", None))
    angkatan = isian.pop("angkatan", None) or buat_angkatan()
    if status in DUDUK:
        isian.setdefault("kuota", angkatan.kuota.get(jenis=JenisKuota.UMUM))
    if status in SEMENTARA:
        isian.setdefault("sampai", timezone.now() + timedelta(hours=2))
    return Peserta.objects.create(angkatan=angkatan, pelaku=pelaku, usaha=milik, status=status, **isian)


def kelas_selesai(n: int = 1, **kursus: Any) -> tuple[Angkatan, list[Peserta]]:
    """Make a class that has just ended, signed by a head of the office, in which `n` people passed."""
    jabatan, _ = Jabatan.objects.get_or_create(kode="kepala-dinas", defaults={"nama": "Kepala Dinas"})
    if jabatan.pejabat_pada() is None:
        lantik(jabatan)
    kini = timezone.now()
    kurikulum = buat_kurikulum(**kursus)
    kurikulum.topik.create(nama="Buku kas", jp=30)
    angkatan = buat_angkatan(
        kursi=n, kurikulum=kurikulum, status=StatusAngkatan.SELESAI, mulai=kini - timedelta(days=3), selesai=kini
    )
    return angkatan, [buat_peserta("LULUS", angkatan=angkatan) for _ in range(n)]
