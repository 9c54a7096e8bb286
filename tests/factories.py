"""Factories of the suite. They may set a status; nothing else but `mulai()` and `pindah()` may.

Every person here is invented, every NIK synthetic.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from akun.models import Jabatan, Pejabat, Pengguna
from inti import berkas as berkas_inti
from inti import sandi
from umkm.enums import StatusUsaha
from umkm.models import KepemilikanUsaha, PelakuUsaha, Usaha
from umkm.workflow import USAHA
from wilayah.models import Desa, Kbli, Kecamatan

SANDI = "kopi-tubruk-7"


class KecamatanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kecamatan
        django_get_or_create = ("kode",)

    kode = "33.25.11"
    nama = "Batang"
    lat = "-6.908330"
    lon = "109.730830"

    class Params:
        limpung = factory.Trait(kode="33.25.08", nama="Limpung", lat="-7.011390", lon="109.922500")


class DesaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Desa
        django_get_or_create = ("kode",)

    kode = "33.25.11.1015"
    nama = "Kauman"
    jenis = "kelurahan"
    kecamatan = factory.SubFactory(KecamatanFactory)
    kode_pos = "51215"
    lat = "-6.908330"
    lon = "109.730830"

    class Params:
        limpung = factory.Trait(
            kode="33.25.08.2007",
            nama="Limpung",
            jenis="desa",
            kode_pos="51271",
            kecamatan=factory.SubFactory(KecamatanFactory, limpung=True),
        )


class KbliFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kbli
        django_get_or_create = ("versi", "kode")

    versi = "2025"
    kode = "10794"
    judul = "Industri Kerupuk, Keripik, Peyek, dan Sejenisnya"
    tingkat = "kelompok"


class PenggunaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pengguna
        skip_postgeneration_save = True

    nama = factory.Sequence(lambda n: f"Contoh Pengguna {n}")
    telepon = factory.Sequence(lambda n: f"+6281200{n:06d}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Pengguna:
        sandi_akun = kwargs.pop("password", SANDI)
        pengguna = model_class(**kwargs)
        pengguna.set_password(sandi_akun)
        pengguna.save()
        return pengguna


class PelakuFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PelakuUsaha

    akun = None
    nama = factory.Sequence(lambda n: f"Contoh Pelaku {n}")
    telepon = factory.Sequence(lambda n: f"+6281300{n:06d}")

    class Params:
        lengkap = factory.Trait(
            jenis_kelamin="P", tanggal_lahir=factory.LazyFunction(lambda: timezone.datetime(1990, 8, 7).date())
        )

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> PelakuUsaha:
        nik = kwargs.pop("nik", "")
        if nik:
            kwargs |= {"nik_sandi": sandi.enkripsi(nik), "nik_sidik": sandi.sidik(nik)}
        return model_class.objects.create(**kwargs)


_nomor = iter(range(1, 10**6))


def buat_usaha(*, pemilik: Any = None, pelaku: PelakuUsaha | None = None, desa: Any = None, **isian: Any) -> Usaha:
    """Make a business in any status, of the account `pemilik` or the person `pelaku`, with its first history."""
    status = isian.pop("status", StatusUsaha.DRAF)
    urut = next(_nomor)
    if pelaku is None:
        pelaku = getattr(pemilik, "pelaku", None) or PelakuFactory(
            akun=pemilik, nama=pemilik.nama if pemilik else f"Contoh Pelaku {urut}"
        )
    usaha = Usaha.objects.create(
        status=status,
        nomor=isian.pop("nomor", f"BTG-26-{urut:06d}-X"),
        nama=isian.pop("nama", f"Keripik Contoh {urut}"),
        uraian=isian.pop("uraian", "keripik singkong"),
        desa=desa or DesaFactory(),
        **isian,
    )
    KepemilikanUsaha.objects.create(pelaku=pelaku, usaha=usaha)
    usaha.riwayat.create(
        verba="daftar",
        dari="",
        ke=status,
        pemegang=USAHA.pemegang[status] or "",
        oleh=pemilik,
        pelaku=pelaku.nama,
        sebagai="pemohon",
        pada=timezone.now(),
    )
    return usaha


def usaha_siap(*, pemilik: Any, nik: str = "3325114708900002", **isian: Any) -> Usaha:
    """Make a business that is complete enough to be sent."""
    pelaku = getattr(pemilik, "pelaku", None) or PelakuFactory(akun=pemilik, nama=pemilik.nama, nik=nik, lengkap=True)
    isian = {"kbli": KbliFactory(), "alamat": "Dukuh Contoh", **isian}
    return buat_usaha(pemilik=pemilik, pelaku=pelaku, **isian)


def jadikan_terverifikasi(*usaha: Usaha) -> None:
    """Put businesses into TERVERIFIKASI, with the line of history that says since when."""
    for satu in usaha:
        Usaha.objects.filter(pk=satu.pk).update(status=StatusUsaha.TERVERIFIKASI)
        satu.riwayat.create(
            verba="verifikasi",
            dari=satu.status,
            ke=StatusUsaha.TERVERIFIKASI,
            pelaku="Petugas Contoh",
            sebagai="petugas",
            pada=timezone.now(),
        )


def lantik(jabatan: Jabatan, akun: Any = None, **lain: Any) -> Pejabat:
    """Put somebody in an office, for good unless an end is named."""
    isi = {"nama": akun.nama if akun else "Drs. Contoh", "mulai": date(2020, 1, 1), **lain}
    return Pejabat.objects.create(jabatan=jabatan, akun=akun, **isi)


def gambar(warna: str = "teal", *, nama: str = "foto.jpg", ukuran: tuple[int, int] = (320, 240)) -> SimpleUploadedFile:
    """Make a real small JPEG as a browser would upload it."""
    isi = io.BytesIO()
    Image.new("RGB", ukuran, warna).save(isi, "JPEG")
    return SimpleUploadedFile(nama, isi.getvalue(), "image/jpeg")


def buat_berkas(*, oleh: Any = None, jenis: str = "foto") -> Any:
    return berkas_inti.simpan(berkas_inti.periksa(gambar()), oleh=oleh, jenis=jenis)
