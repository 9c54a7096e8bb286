"""Examples of the ground's records for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from inti import kode
from inti.dokumen import Dokumen, terbitkan
from inti.kalender import HariLibur
from inti.nomor import SeriNomor
from inti.potongan import PotonganBalasan
from inti.workflow import SISTEM

_urut = count(1)


def dokumen(desa: Any, penanda: str) -> Dokumen:
    return terbitkan(
        kode=kode.buat(),
        jenis="Tanda bukti",
        nomor=f"{penanda}/{next(_urut)}",
        isi=[("Nama usaha", penanda)],
        pdf=b"%PDF-1.7 contoh",
        perihal_jenis="usaha",
        perihal_kode="contoh",
        oleh=SISTEM,
    )


def hari_libur(desa: Any, penanda: str) -> HariLibur:
    return HariLibur.objects.create(tanggal=date(2031, 1, 1) + timedelta(days=next(_urut)), nama=penanda)


def seri_nomor(desa: Any, penanda: str) -> SeriNomor:
    return SeriNomor.objects.create(kode=f"contoh-{next(_urut)}", pola="{urut:06d}/UJI/{tahun}")


def potongan(desa: Any, penanda: str) -> PotonganBalasan:
    return PotonganBalasan.objects.create(
        untuk="umkm.usaha:tolak", judul=penanda, teks="Perbaiki alamatnya, lalu kirim lagi."
    )


CONTOH = {Dokumen: dokumen, HariLibur: hari_libur, PotonganBalasan: potongan, SeriNomor: seri_nomor}
