"""Services, forms and requests for the suite. A factory may set a status; nothing else may."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from akun.models import Jabatan
from inti import kode, nomor
from inti.kode import huruf_periksa
from inti.workflow import SISTEM
from layanan.actions import formulir as aksi_formulir
from layanan.enums import SebabBatal
from layanan.models import (
    AlasanTolak,
    AturanKeberatan,
    Bidang,
    DasarKeberatan,
    IsianFormulir,
    Layanan,
    Penanda,
    Permohonan,
    SyaratBerkas,
    VersiFormulir,
)
from layanan.models.layanan import KOMPONEN
from layanan.workflow import PERMOHONAN
from tests.factories import buat_usaha
from umkm.enums import StatusUsaha

_urut = count(1)
ISIAN = (
    {"kode": "jenis", "label": "Jenis", "jenis": "PILIHAN", "pilihan": [["makanan", "Makanan"], ["kain", "Kain"]]},
    {
        "kode": "bahan",
        "label": "Bahan",
        "jenis": "PANJANG",
        "kondisi": {"isian": "jenis", "nilai": ["makanan"]},
    },
    {"kode": "nama_usaha", "label": "Nama usaha", "jenis": "TEKS", "langkah": 2, "asal": "usaha.nama"},
)


def isian(**lain: Any) -> IsianFormulir:
    """Make a field of no version, for what is pure."""
    return IsianFormulir(**{"kode": "nama", "label": "Nama", "jenis": "TEKS", **lain})


def buat_layanan(*, isian: Any = ISIAN, surat: bool = False, **lain: Any) -> Layanan:
    """Make a service with a published form; `surat` also with a series, a paraf and a signature."""
    n = next(_urut)
    bidang, _ = Bidang.objects.get_or_create(kode="umkm", defaults={"nama": "Bidang UMKM"})
    if surat:
        lain |= {
            "jenis_produk": "SURAT",
            "templat_surat": "rekomendasi",
            "perihal_surat": f"Surat Rekomendasi {n}",
            "seri": lain.get("seri") or nomor.seri(f"surat-{n}", pola="500.3/{urut:03d}/{tahun}"),
        }
    layanan = Layanan.objects.create(
        **{
            "kode": f"layanan-{n}",
            "nama": f"Layanan Contoh {n}",
            "ringkas": "Contoh layanan.",
            "bidang": bidang,
            "jenis_produk": "CATATAN",
            "hari_janji": 5,
            **{nama: "Contoh." for nama, _ in KOMPONEN},
            **lain,
        }
    )
    if surat:
        for urut, (jenis, nama) in enumerate((("PARAF", "Kepala Bidang"), ("TANDA_TANGAN", "Kepala Dinas")), 1):
            jabatan = Jabatan.objects.create(kode=f"jabatan-{n}-{urut}", nama=nama)
            Penanda.objects.create(layanan=layanan, jabatan=jabatan, urut=urut, jenis=jenis)
    if isian:
        terbitkan(layanan, isian)
    return layanan


def terbitkan(layanan: Layanan, isian: Any) -> VersiFormulir:
    nomor_versi = layanan.versi.count() + 1
    versi = VersiFormulir.objects.create(layanan=layanan, nomor=nomor_versi)
    for urut, satu in enumerate(isian, 1):
        IsianFormulir.objects.create(versi=versi, **{"urut": urut, **satu})
    return aksi_formulir.terbitkan(versi, oleh=SISTEM)


def minta_berkas(layanan: Layanan, kode: str = "ktp", **lain: Any) -> SyaratBerkas:
    return SyaratBerkas.objects.create(layanan=layanan, kode=kode, **{"nama": "Foto KTP", **lain})


def buat_alasan(**lain: Any) -> AlasanTolak:
    return AlasanTolak.objects.create(
        **{"kode": f"alasan-{next(_urut)}", "nama": "Belum punya NIB", "rencana": "Urus NIB dulu.", **lain}
    )


def aturan_keberatan(**lain: Any) -> AturanKeberatan:
    isi = {"ruang": "KEPUTUSAN", "hari_ajukan": 21, "hari_jawab": 10, "jalan_berikut": "Ke PTUN."}
    return AturanKeberatan.objects.create(**isi | {"berlaku_mulai": date(2014, 10, 17), "sumber": "UU 30/2014"} | lain)


def dasar_keberatan(**lain: Any) -> DasarKeberatan:
    return DasarKeberatan.objects.create(**{"kode": f"dasar-{next(_urut)}", "nama": "Salah membaca data", **lain})


def buat_permohonan(
    *, pemilik: Any = None, usaha: Any = None, layanan: Layanan | None = None, **isian: Any
) -> Permohonan:
    """Make a request in any status with its first line of history, and what its constraints ask of that status."""
    layanan = layanan or buat_layanan()
    status = isian.pop("status", "DRAF")
    penolak = isian.pop("penolak", None)
    badan = f"LYN-26-{900000 + next(_urut)}"
    hari_ini = timezone.localdate()
    if status == "DIBATALKAN":
        isian.setdefault("sebab_batal", SebabBatal.PEMOHON)
    if status in ("DITOLAK", "KEBERATAN"):
        isian.setdefault("alasan_tolak", buat_alasan())
    if status == "SELESAI":
        isian.setdefault("hasil_catatan", "Sudah diberikan.")
    if status == "MENUNGGU_INSTANSI":
        isian |= {"instansi": "BPJPH", "dikirim_pada": hari_ini, "lihat_lagi": hari_ini}
    permohonan = Permohonan.objects.create(
        layanan=layanan,
        usaha=usaha or buat_usaha(pemilik=pemilik, status=StatusUsaha.TERVERIFIKASI),
        formulir=layanan.versi.get(keadaan="TERBIT"),
        bidang=layanan.bidang,
        status=status,
        kode_resi=isian.pop("kode_resi", None if status == "DRAF" else kode.buat()),
        janji_hari=isian.pop("janji_hari", layanan.hari_janji),
        nomor=f"{badan}-{huruf_periksa(badan)}",
        **isian,
    )
    pemegang = {"instansi": "instansi:BPJPH"}.get(PERMOHONAN.pemegang[status] or "", PERMOHONAN.pemegang[status])
    permohonan.riwayat.create(
        verba="tolak" if status in ("DITOLAK", "KEBERATAN") else "buat",
        dari="",
        ke=status,
        pemegang=pemegang or "",
        oleh=penolak or pemilik,
        pelaku="Contoh",
        sebagai="petugas" if penolak else "pemohon",
        pada=timezone.now(),
    )
    if status == "KEBERATAN":
        permohonan.keberatan.create(
            dasar=dasar_keberatan(), uraian="Data saya benar.", hari_jawab=10, diajukan_oleh=pemilik
        )
    if status == "MENUNGGU_TANDA_TANGAN":
        Permohonan.objects.filter(pk=permohonan.pk).update(putaran_tanda=1)
        permohonan.putaran_tanda = 1
        for p in layanan.penanda.all():
            permohonan.tahap.create(putaran=1, urut=p.urut, jenis=p.jenis, jabatan=p.jabatan)
    return permohonan


def isi_lengkap(permohonan: Permohonan, **jawaban: Any) -> Permohonan:
    """Answer everything that `ISIAN` asks."""
    permohonan.jawaban = {"jenis": "kain", "nama_usaha": "Keripik Contoh", **jawaban}
    permohonan.save(update_fields=["jawaban"])
    return permohonan
