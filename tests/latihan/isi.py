"""Fills the stage: owners with complete drafts, and an official. Run inside the stage; prints what it made as JSON."""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from tests.factories import PenggunaFactory  # noqa: E402
from tests.operasi.dunia import usaha_lengkap, usaha_terkirim  # noqa: E402
from umkm.actions import periksa  # noqa: E402


@transaction.atomic
def isi(banyak: int) -> dict[str, object]:
    call_command("sync_peran", verbosity=0)
    from django.contrib.auth.models import Group

    petugas = PenggunaFactory(
        nama="Petugas Latihan", is_staff=True, semua_kecamatan=True, email="petugas@contoh.invalid"
    )
    petugas.groups.add(Group.objects.get(name="petugas"))
    draf = []
    for urut in range(1, banyak + 1):
        pemilik = PenggunaFactory(nama=f"Pemilik Latihan {urut}", email=f"pemilik{urut}@contoh.invalid")
        usaha = usaha_lengkap(pemilik, urut=urut)
        draf.append({"kode": usaha.kode, "pk": usaha.pk, "telepon": pemilik.telepon, "email": pemilik.email})
    diperiksa = []
    for urut in (901, 902):
        usaha = usaha_terkirim(PenggunaFactory(nama=f"Pemilik Latihan {urut}"), urut=urut)
        periksa.periksa(usaha, oleh=petugas)
        periksa.catat_pemeriksaan(usaha, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
        periksa.catat_pemeriksaan(usaha, oleh=petugas, bagian="TEMPAT", cara="FOTO_TEMPAT")
        diperiksa.append({"kode": usaha.kode, "pk": usaha.pk})
    return {"draf": draf, "diperiksa": diperiksa, "petugas": petugas.email}


print(json.dumps(isi(int(sys.argv[1]))))
