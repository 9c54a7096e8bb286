"""The named rules serve other programs too: they need no settings, no database, no app registry."""

import subprocess
import sys
from pathlib import Path

AKAR = Path(__file__).resolve().parents[2]
PROGRAM = """
from datetime import date
from django.core.exceptions import ValidationError
from inti import hari_kerja, jam, kode, nik, teks, telepon, uang
from umkm.skala import skala

print(nik.urai("3325110708900001").kode_wilayah)
print(telepon.normalkan("0812-3456-7890"))
print(uang.terbilang(uang.baca("1,5 jt")))
print(hari_kerja.tambah(date(2026, 11, 20), 1))
print(kode.rapikan(kode.buat()) != kode.buat())
print(teks.bersihkan_nama(" Siti "))
print(skala(modal=10**9, berdiri=date(2026, 1, 1)))
try:
    uang.baca("-1")
except ValidationError as galat:
    print(*galat.messages)
"""


def test_the_rules_work_without_settings():
    selesai = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=AKAR,
        env={"PYTHONPATH": str(AKAR)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert selesai.stdout.splitlines() == [
        "33.25.11",
        "+6281234567890",
        "satu juta lima ratus ribu rupiah",
        "2026-11-23",
        "True",
        "Siti",
        "mikro",
        "Tulis jumlah nol atau lebih, tanpa tanda minus.",
    ]
