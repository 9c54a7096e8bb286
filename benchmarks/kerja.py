"""The work that pages do not do: lists as XLSX, proofs as PDF. Each in a process of its own, for its memory.

python -m benchmarks.kerja xlsx|pdf|sertifikat > figures.json
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


def sertifikat() -> dict[str, Any]:
    """Issue the certificates of a class of 1,000 as the worker does: numbers, rows, files, messages. All is undone.

    The yardstick, bare typst with the same typefaces and standards, is taken before and after.
    """
    from django.db import transaction

    from benchmarks.patokan import typst_kosong
    from inti.dokumen import Dokumen
    from inti.workflow import SISTEM
    from pelatihan.actions import sertifikat as aksi

    with transaction.atomic():
        angkatan = _kelas(SURAT)
        sebelum = typst_kosong.ukur()
        aksi.terbitkan(angkatan.peserta.order_by("-pk")[0], oleh=SISTEM)  # typst, its typefaces and the template
        mulai, jumlah = time.perf_counter(), 0
        while sekali := aksi.terbitkan_semua(angkatan, oleh=SISTEM)[0]:
            jumlah += sekali
        lama = time.perf_counter() - mulai
        sesudah = typst_kosong.ukur()
        surat = list(Dokumen.objects.order_by("-pk")[: jumlah + 1])
        ukuran = sum(s.file.size for s in surat)
        transaction.set_rollback(True)
    for satu in surat:
        satu.file.storage.delete(satu.file.name or "")
    kosong = (sebelum + sesudah) / 2
    return {"surat": jumlah, "ms": 1000 * lama / jumlah, "kosong": kosong, "kb": ukuran / len(surat) / 1000}


def _kelas(banyak: int) -> Any:
    """Make a class that has ended, of verified businesses whose owners all passed."""
    from datetime import timedelta

    from django.utils import timezone

    from akun.models import Jabatan, Pejabat
    from inti.workflow import SISTEM
    from pelatihan.actions.lulus import buat_penerbitan
    from pelatihan.models import Angkatan, Kuota, Kurikulum, Peserta, Tema, Topik
    from umkm.models import Usaha

    kini = timezone.now()
    jabatan, _ = Jabatan.objects.get_or_create(kode="kepala-dinas", defaults={"nama": "Kepala Dinas"})
    if jabatan.pejabat_pada() is None:
        Pejabat.objects.create(jabatan=jabatan, nama="Pejabat Ukur, M.M.", nip="19700101 199501 2 001")
    tema, _ = Tema.objects.get_or_create(kode="ukur", defaults={"nama": "Ukur"})
    isian = {"nama": "Pembukuan Dasar", "ringkas": "Ukur.", "tujuan": "Ukur.", "tema": tema}
    kursus = Kurikulum.objects.create(kode="ukur-sertifikat", **isian)
    Topik.objects.bulk_create(Topik(kurikulum=kursus, urut=i, nama=f"Topik ukur ke-{i}", jp=5) for i in range(1, 7))
    angkatan = Angkatan.objects.create(
        kurikulum=kursus,
        nama="Angkatan Ukur",
        tempat="Balai Ukur",
        status="SELESAI",
        mulai=kini - timedelta(days=3),
        selesai=kini,
        dibuka_pada=kini - timedelta(days=30),
        ditutup_pada=kini - timedelta(days=4),
    )
    kuota = Kuota.objects.create(angkatan=angkatan, jumlah=banyak + 1)
    usaha = Usaha.objects.filter(status="TERVERIFIKASI").prefetch_related("kepemilikan__pelaku").order_by("pk")
    orang = ((u.pemilik, u) for u in usaha.iterator(chunk_size=2000) if u.pemilik)
    baris: dict[int, Peserta] = {}
    for pelaku, satu in orang:
        baris.setdefault(pelaku.pk, Peserta(angkatan=angkatan, pelaku=pelaku, usaha=satu, kuota=kuota, status="LULUS"))
        if len(baris) > banyak:
            break
    Peserta.objects.bulk_create(baris.values())
    buat_penerbitan(angkatan, oleh=SISTEM)
    return angkatan


if __name__ == "__main__":
    django.setup()
    hasil = {"xlsx": xlsx, "pdf": pdf, "sertifikat": sertifikat}[sys.argv[1]]()
    hasil["puncak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(hasil, sys.stdout)
