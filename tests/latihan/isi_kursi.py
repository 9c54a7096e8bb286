"""Fills the stage for the rush: owners with a business each, and a class. Run inside the stage; prints JSON.

python -m tests.latihan.isi_kursi <owners> <seats>
"""

import json
import sys

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from akun.models import Pengguna  # noqa: E402
from benchmarks.halaman import _sesi  # noqa: E402
from benchmarks.kursi import kelas  # noqa: E402
from tests.factories import SANDI, DesaFactory  # noqa: E402
from umkm.models import KepemilikanUsaha, PelakuUsaha, RiwayatUsaha, Usaha  # noqa: E402
from umkm.nomor import nomor_baru  # noqa: E402


@transaction.atomic
def isi(banyak: int, kursi: int) -> dict[str, object]:
    desa, sandi, kini = DesaFactory(), make_password(SANDI), timezone.now()
    nama = [f"Pendaftar Latihan {n}" for n in range(banyak)]
    akun = Pengguna.objects.bulk_create(
        Pengguna(nama=satu, telepon=f"+6281277{n:06d}", password=sandi) for n, satu in enumerate(nama)
    )
    orang = PelakuUsaha.objects.bulk_create(
        PelakuUsaha(nama=satu.nama, akun=satu, telepon=satu.telepon, jenis_kelamin="P") for satu in akun
    )
    usaha = Usaha.objects.bulk_create(
        Usaha(nomor=nomor_baru(kini.year), nama=f"Usaha {n}", uraian="keripik", desa=desa, status="TERDATA")
        for n in range(banyak)
    )
    RiwayatUsaha.objects.bulk_create(
        RiwayatUsaha(usaha=u, verba="entri", ke="TERDATA", pelaku="Petugas", sebagai="petugas", pada=kini)
        for u in usaha
    )
    KepemilikanUsaha.objects.bulk_create(KepemilikanUsaha(pelaku=p, usaha=u) for p, u in zip(orang, usaha, strict=True))
    klien = [{"sesi": _sesi(a), "usaha": u.kode, "akun": a.pk} for a, u in zip(akun, usaha, strict=True)]
    return {"kelas": kelas(kursi).kode, "klien": klien}


print(json.dumps(isi(int(sys.argv[1]), int(sys.argv[2]))))
