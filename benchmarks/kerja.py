"""The work that pages do not do: lists as XLSX, proofs as PDF. Each in a process of its own, for its memory.

python -m benchmarks.kerja xlsx|pdf > figures.json
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

BARIS = 100_000
KOLOM = 20
SURAT = 1000


def xlsx() -> dict[str, Any]:
    """Write the portal's own list, its first 20 columns, from the database to a file."""
    from akun.models import Pengguna
    from inti.cuplikan import cuplikan
    from laporan import aliran, berkas_xlsx
    from umkm.reports import DAFTAR_USAHA

    kepala = Pengguna.objects.get(email="staf1@contoh.invalid")
    kolom = [k for k in DAFTAR_USAHA.kolom if not k.izin][:KOLOM]
    semua = DAFTAR_USAHA.data(kepala, {})
    baris = min(BARIS, semua.count())
    with tempfile.TemporaryDirectory() as folder:
        jalur = f"{folder}/daftar.xlsx"
        mulai = time.perf_counter()
        with cuplikan():
            berkas_xlsx.tulis(jalur, kolom, aliran.baris(semua[:baris], kolom), lambda: [("Baris", str(baris))])
        lama = time.perf_counter() - mulai
        ukuran = Path(jalur).stat().st_size
    return {"baris": baris, "kolom": len(kolom), "detik": lama, "per_detik": baris / lama, "mb": ukuran / 1e6}


def pdf() -> dict[str, Any]:
    """Print the proofs of verified businesses, QR and all, one after the other as a worker does; nothing is kept."""
    from django.utils import timezone

    from inti import dokumen, kode
    from inti import pdf as cetakan
    from umkm.actions import bukti
    from umkm.models import Usaha

    hari_ini = timezone.localdate()
    daftar = Usaha.objects.filter(status="TERVERIFIKASI").select_related("desa__kecamatan", "kbli")
    daftar = daftar.prefetch_related("kepemilikan__pelaku", "pemeriksaan")
    waktu: list[float] = []
    ukuran = 0
    for usaha in daftar.order_by("pk")[: SURAT + 1]:
        isi = bukti._isi(usaha, "000001/UMKM/2026")
        alamat = dokumen.alamat_cek(kode.buat())
        mulai = time.perf_counter()
        berkas = cetakan.cetak("umkm/tanda_bukti", isi, judul=usaha.nama, tanggal=hari_ini, alamat=alamat)
        waktu.append((time.perf_counter() - mulai) * 1000)
        ukuran += len(berkas)
    pertama, lain = waktu[0], sorted(waktu[1:])
    return {
        "surat": len(lain),
        "p50": statistics.median(lain),
        "p95": lain[int(len(lain) * 0.95)],
        "pertama": pertama,
        "kb": ukuran / len(waktu) / 1000,
    }


if __name__ == "__main__":
    django.setup()
    hasil = {"xlsx": xlsx, "pdf": pdf}[sys.argv[1]]()
    hasil["puncak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(hasil, sys.stdout)
