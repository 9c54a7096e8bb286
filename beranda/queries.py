"""Reads of the public home and of the owner's."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from umkm.actions import bukti
from umkm.enums import MENUNGGU_KAMI, JenisLegalitas, Keadaan, StatusUsaha
from umkm.kalimat import kalimat
from umkm.models import Usaha
from umkm.queries import jam_usaha
from wilayah.models import Kecamatan

KUNCI_ANGKA = "beranda:angka_publik"
UMUR_ANGKA = 5 * 60  # seconds
BATAS_SAMAR = 5  # fewer than this in one kecamatan could point at a person


def angka_publik() -> dict[str, Any]:
    """Count the verified businesses that still run, whole and per kecamatan, with the moment of counting.

    Kept for five minutes. `kecamatan` lists all of them by name as {"nama", "jumlah", "teks"}; `teks` hides
    small counts ("kurang dari 5"), and `jumlah` is then None.
    """
    return cache.get_or_set(KUNCI_ANGKA, _hitung, UMUR_ANGKA)


def _hitung() -> dict[str, Any]:
    berjalan = (
        Usaha.objects.utuh()
        .filter(status=StatusUsaha.TERVERIFIKASI)
        .exclude(keadaan__in=(Keadaan.TUTUP, Keadaan.PINDAH_DAERAH))
    )
    hitungan = dict(berjalan.order_by().values_list("desa__kecamatan").annotate(n=Count("pk")))
    kecamatan = [
        {"nama": nama, **_samarkan(hitungan.get(kode, 0))}
        for kode, nama in Kecamatan.objects.order_by("nama").values_list("kode", "nama")
    ]
    return {
        "terverifikasi": sum(hitungan.values()),
        "kecamatan_terisi": len(hitungan),
        "kecamatan": kecamatan,
        "per": timezone.now(),
    }


def _samarkan(jumlah: int) -> dict[str, Any]:
    if jumlah == 0:
        return {"jumlah": 0, "teks": "belum ada"}
    if jumlah < BATAS_SAMAR:
        return {"jumlah": None, "teks": f"kurang dari {BATAS_SAMAR}"}
    return {"jumlah": jumlah, "teks": f"{jumlah:,}".replace(",", ".")}


# What the owner should do, by status: title, sentence, button. The first status here comes first on the page.
LANGKAH_BERIKUT = {
    StatusUsaha.PERBAIKAN: ("Perlu dilengkapi", "Petugas meminta perbaikan untuk {nama}.", "Lihat dan perbaiki"),
    StatusUsaha.DRAF: ("Lengkapi data usaha", "{nama} belum dikirim ke petugas.", "Lanjutkan mengisi"),
    StatusUsaha.TERDATA: ("Lengkapi data usaha", "{nama} sudah terdata, tinggal dilengkapi.", "Lanjutkan mengisi"),
    StatusUsaha.DITOLAK: (
        "Dapat diperbaiki",
        "{nama} ditolak; alasannya dapat Anda baca.",
        "Lihat alasan dan perbaiki",
    ),
    StatusUsaha.DICABUT: ("Dapat diperbaiki", "Verifikasi {nama} dicabut.", "Lihat alasannya"),
}


def beranda_pemilik(user: Any) -> dict[str, Any]:
    """Return what the owner's home answers: what do I do now, what is the office doing, what can I get."""
    usaha = list(
        Usaha.objects.utuh()
        .dikelola(user)
        .select_related("desa__kecamatan", "kbli")
        .prefetch_related("riwayat", "kepemilikan__pelaku", "legalitas")
    )
    return {
        "langkah": _langkah_berikut(usaha),
        "usaha": [
            {
                "usaha": satu,
                "jam": jam_usaha(satu) if satu.status in MENUNGGU_KAMI else None,
                "terakhir": _terakhir(satu),
            }
            for satu in usaha
        ],
        "dapat": _dapat(usaha),
    }


def _langkah_berikut(usaha: list[Usaha]) -> dict[str, Any] | None:
    for status, (judul, teks, tombol) in LANGKAH_BERIKUT.items():
        for satu in usaha:
            if satu.status == status:
                return {
                    "judul": judul,
                    "teks": teks.format(nama=satu.nama),
                    "tombol": tombol,
                    "url": satu.get_absolute_url(),
                }
    return None


def _terakhir(usaha: Usaha) -> dict[str, Any] | None:
    baris = list(usaha.riwayat.all())
    return {"pada": baris[-1].pada, "kalimat": kalimat(baris[-1], untuk_pemilik=True)} if baris else None


def _dapat(usaha: list[Usaha]) -> list[dict[str, str]]:
    """Say what fits these businesses now, each with its reason."""
    hasil = []
    for satu in usaha:
        jenis = {surat.jenis for surat in satu.legalitas.all()}
        if satu.status == StatusUsaha.TERVERIFIKASI and (surat := bukti.berlaku(satu)):
            hasil.append(
                {
                    "judul": f"Tanda bukti {satu.nama}",
                    "teks": f"Karena usaha ini terverifikasi. Nomor {surat.nomor}.",
                    "url": reverse("umkm:bukti", args=[satu.kode]),
                    "tombol": "Buka tanda bukti",
                }
            )
        if JenisLegalitas.NIB not in jenis:
            hasil.append(
                {
                    "judul": f"NIB untuk {satu.nama}",
                    "teks": "Karena NIB (Nomor Induk Berusaha) belum tercatat. NIB gratis di oss.go.id, dan petugas di "
                    "loket membantu membuatnya. Sudah punya? Catat nomornya di sini.",
                    "url": reverse("umkm:bagian", args=[satu.kode, "legalitas"]),
                    "tombol": "Catat NIB",
                }
            )
    return hasil
