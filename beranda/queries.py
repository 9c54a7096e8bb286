"""Reads of the public home and of the owner's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from beranda import kelas, perkara
from beranda.punya import punya
from inti import bilangan
from inti.dokumen import Dokumen
from inti.templatetags.portal import tanggal
from inti.workflow import lama_di_tangan
from konsultasi.queries import mendatang
from layanan.enums import StatusPermohonan
from layanan.models import Permohonan, Tujuan
from pelatihan import daftar_hadir
from umkm.actions.ingat import AMBANG_SURAT
from umkm.enums import MENUNGGU_KAMI, MENUNGGU_PEMOHON, Keadaan, StatusUsaha
from umkm.kalimat import kalimat
from umkm.models import Usaha
from umkm.queries import data_lama
from wilayah.models import Kecamatan

KUNCI_ANGKA, KUNCI_UMUM = "beranda:angka_publik", "beranda:umum"
UMUR_ANGKA, UMUR_UMUM = 5 * 60, 60  # seconds
TUJUAN_TERBANYAK = 3
BATAS_SAMAR = 5  # fewer than this in one kecamatan could point at a person


def angka_publik() -> dict[str, Any]:
    """Count the verified businesses that still run, whole and per kecamatan, with the moment of counting.

    Kept for five minutes. `kecamatan` lists all of them by name as {"nama", "jumlah", "teks"}; `teks` hides
    small counts ("kurang dari 5"), and `jumlah` is then None.
    """
    return cache.get_or_set(KUNCI_ANGKA, _hitung, UMUR_ANGKA) or {}


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
    return {"jumlah": jumlah, "teks": bilangan.tulis(jumlah)}


# What the owner should do, by status: title, sentence, button. The first status here comes first on the page.
LANGKAH_BERIKUT = {
    StatusUsaha.PERBAIKAN: ("Perlu dilengkapi", "Petugas meminta perbaikan untuk {nama}.", "Lihat dan perbaiki"),
    StatusUsaha.DRAF: ("Lengkapi, lalu kirim", "{nama} belum dikirim ke petugas.", "Lanjutkan"),
    StatusUsaha.TERDATA: ("Lengkapi, lalu kirim", "{nama} sudah terdata, tinggal dilengkapi.", "Lanjutkan"),
    StatusUsaha.DITOLAK: (
        "Dapat diperbaiki",
        "{nama} ditolak. Baca alasannya, perbaiki, lalu kirim lagi.",
        "Lihat alasannya",
    ),
    StatusUsaha.DICABUT: ("Dapat diperbaiki", "Verifikasi {nama} dicabut.", "Lihat alasannya"),
}


def beranda_pemilik(user: Any) -> dict[str, Any]:
    """Return what the owner's home answers: what do I do now, what is the office doing, what can I get."""
    usaha = list(
        Usaha.objects.utuh()
        .dikelola(user)
        .select_related("desa__kecamatan", "kbli")
        .prefetch_related("riwayat", "legalitas")
    )
    ada, umum = punya(user), _umum()
    permohonan = perkara.permohonan(user) if ada.permohonan else []
    peserta = kelas.milik(user) if ada.kelas else []
    return {
        "langkah": kelas.langkah(peserta) or _langkah_berikut(usaha, permohonan),
        "kelas": kelas.baris(peserta),
        "mengajar": ada.mengajar and daftar_hadir.mengajar(user),
        "permohonan": perkara.baris(permohonan, user),
        "janji_temu": mendatang(user) if ada.janji_temu else [],
        "usaha": [
            {
                "usaha": satu,
                "jam": lama_di_tangan(satu) if satu.status in MENUNGGU_KAMI else None,
                "terlambat": satu.jatuh_tempo is not None and satu.jatuh_tempo < timezone.localdate(),
                "terakhir": _terakhir(satu, user),
            }
            for satu in usaha
        ],
        "dapat": [
            *_dapat(usaha),
            *kelas.dapat(usaha, peserta, umum["kelas"]),
            *perkara.dapat(usaha, permohonan, umum["layanan"]),
        ],
        "tujuan": umum["tujuan"],
    }


def _umum() -> dict[str, Any]:
    """Return what is the same on everybody's home; kept for a minute."""
    return cache.get_or_set(KUNCI_UMUM, _baca_umum, UMUR_UMUM) or {}


def _baca_umum() -> dict[str, Any]:
    return {
        "kelas": kelas.calon(),
        "layanan": perkara.layanan_cocok(),
        "tujuan": list(Tujuan.objects.filter(aktif=True)[:TUJUAN_TERBANYAK]),
    }


def _langkah_berikut(usaha: list[Usaha], permohonan: list[Permohonan]) -> dict[str, Any] | None:
    """Name the one thing to do: what an official waits for, then what is not sent yet, then what may wait."""
    if diminta := perkara.langkah(permohonan, StatusPermohonan.PERBAIKAN):
        return diminta
    for status, (judul, teks, tombol) in LANGKAH_BERIKUT.items():
        for satu in usaha:
            if satu.status == status:
                return {
                    "judul": judul,
                    "teks": teks.format(nama=satu.nama),
                    "tombol": tombol,
                    "url": satu.get_absolute_url(),
                }
    draf = perkara.langkah(permohonan, StatusPermohonan.DRAF)
    return draf or _surat_hampir_habis(usaha) or _data_lama(usaha)


def _surat_hampir_habis(usaha: list[Usaha]) -> dict[str, Any] | None:
    """Name the paper that ends next, once it is nearer than the second of the three reminders."""
    hari_ini = timezone.localdate()
    batas = hari_ini + timedelta(days=AMBANG_SURAT[1])
    surat = [
        (s.berlaku_sampai, satu, s.get_jenis_display())
        for satu in usaha
        for s in satu.legalitas.all()
        if s.ditutup_pada is None and s.berlaku_sampai is not None and hari_ini <= s.berlaku_sampai <= batas
    ]
    if not surat:
        return None
    sampai, satu, jenis = min(surat, key=lambda s: s[0])
    return {
        "judul": f"{jenis} hampir habis",
        "teks": f"{jenis} {satu.nama} berlaku sampai {tanggal(sampai)}. Urus perpanjangannya dari sekarang.",
        "tombol": "Lihat surat usaha",
        "url": reverse("umkm:bagian", args=[satu.kode, "legalitas"]),
    }


def _data_lama(usaha: list[Usaha]) -> dict[str, Any] | None:
    terverifikasi = [satu.pk for satu in usaha if satu.status == StatusUsaha.TERVERIFIKASI]
    satu = data_lama().filter(pk__in=terverifikasi).first() if terverifikasi else None
    if satu is None:
        return None
    return {
        "judul": "Data usaha masih benar?",
        "teks": f"Data {satu.nama} terakhir dipastikan {tanggal(satu.segar)}.",
        "tombol": "Periksa sebentar",
        "url": satu.get_absolute_url(),
    }


def _terakhir(usaha: Usaha, user: Any) -> dict[str, Any] | None:
    baris = list(usaha.riwayat.all())
    return {"pada": baris[-1].pada, "kalimat": kalimat(baris[-1], untuk_pemilik=True, pembaca=user)} if baris else None


def _dapat(usaha: list[Usaha]) -> list[dict[str, str]]:
    """Say what fits these businesses now, each with its reason, the nearest within reach first."""
    bukti = Dokumen.objects.filter(perihal_jenis=Usaha.PERIHAL, perihal_kode__in=[satu.kode for satu in usaha])
    bukti_berlaku = dict(bukti.belum_dicabut().values_list("perihal_kode", "nomor")) if usaha else {}
    hasil = []
    for satu in usaha:
        nomor = bukti_berlaku.get(satu.kode)
        if nomor is not None:
            hasil.append(
                {
                    "judul": "Tanda bukti terdata",
                    "teks": f"Karena {satu.nama} terverifikasi. Nomor {nomor}.",
                    "url": reverse("umkm:bukti", args=[satu.kode]),
                }
            )
        elif satu.status in (*MENUNGGU_PEMOHON, StatusUsaha.TERDATA):
            hasil.append(
                {
                    "judul": "Tanda bukti terdata",
                    "teks": f"Setelah data {satu.nama} dikirim dan diperiksa, dalam {Usaha.ALUR.janji} hari kerja.",
                    "url": satu.get_absolute_url(),
                }
            )
    return hasil
