"""Invented answers of the satisfaction survey for the demonstration: two periods that are over, one that runs."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product

from django.utils import timezone

from akun.models import Jabatan, Pengguna
from layanan.actions import skm
from layanan.kuesioner import CIRI, MEDAN, Saluran
from layanan.models import AcaraSkm, JawabanSkm, Layanan, PeriodeSkm, RencanaSkm, SaranSkm
from layanan.models.skm import bulan_ini

BENIH = 14_2017
LAYANAN = ("nib", "spp-irt", "halal-mandiri", "surat-rekomendasi")
# How many sheets each month of a period brings, and how often the marks are a 4 rather than a 3 or 2.
MASA = ((12, 14, 0.38), (6, 19, 0.55))
SARAN = ("Loket buka lebih pagi bila dapat.", "Antreannya cepat, terima kasih.", "Tempat parkirnya sempit.")
RENCANA = (
    (3, "Berkas diperiksa pada hari yang sama", "Bidang UMKM", -40, -52),
    (9, "Kursi tunggu dan colokan listrik ditambah", "Sekretariat", 45, None),
    (8, "Setiap saran dijawab dan dipajang tiap bulan", "Sekretariat", -10, None),
)


def survei(kepala: Pengguna) -> None:
    """Fill and publish the periods, plan improvements, open one event."""
    acak = random.Random(BENIH)  # noqa: S311
    layanan = list(Layanan.objects.filter(kode__in=LAYANAN).order_by("urut"))
    penanda = Jabatan.objects.filter(kode="kepala-dinas").first()
    for mundur, banyak, puas in MASA:
        mulai, sampai = _mundur(mundur), _mundur(mundur - 5)
        for urut, satu in product(range(6), layanan):
            _jawab(acak, _mundur(mundur - urut), satu, banyak // len(layanan), puas)
        _jawab(acak, sampai, None, 3, puas)
        nama = f"{'Semester' if mulai.month in (1, 7) else 'Enam bulan'} sampai {sampai:%m-%Y}"
        masa = PeriodeSkm.objects.create(nama=nama, mulai=mulai, sampai=sampai, populasi=140, penanda=penanda)
        for unsur, tindakan, siapa, tenggat, selesai in RENCANA:
            RencanaSkm.objects.create(
                masa=masa,
                unsur=unsur,
                tindakan=tindakan,
                penanggung=siapa,
                tenggat=_hari(tenggat),
                selesai=None if selesai is None else _hari(selesai),
            )
        skm.terbitkan(masa, oleh=kepala)
    for isi in SARAN:
        SaranSkm.objects.create(isi=isi, bulan=_mundur(2))
    kini = bulan_ini()
    PeriodeSkm.objects.create(nama=f"Bulan ini, {kini:%m-%Y}", mulai=kini, sampai=kini, penanda=penanda)
    AcaraSkm.objects.create(nama="Bazar Contoh Alun-alun", sampai=_hari(14), maks=200)


def _jawab(acak: random.Random, bulan: date, layanan: Layanan | None, banyak: int, puas: float) -> None:
    lembar = []
    for _ in range(banyak):
        nilai = {
            medan: acak.choices((4, 3, 2, 1), (puas, 0.8 - puas, 0.17 if medan in ("u3", "u9") else 0.06, 0.03))[0]
            for medan in MEDAN
        }
        ciri = {nama: acak.choice(["", *pilihan.values]) for nama, _, pilihan in CIRI}
        saluran = acak.choice(Saluran.values)
        lembar.append(JawabanSkm(bulan=bulan, layanan=layanan, saluran=saluran, **nilai, **ciri))
    JawabanSkm.objects.bulk_create(lembar)


def _mundur(bulan: int) -> date:
    hari = bulan_ini()
    for _ in range(bulan):
        hari = (hari - timedelta(days=1)).replace(day=1)
    return hari


def _hari(selisih: int) -> date:
    return timezone.localdate() + timedelta(days=selisih)
