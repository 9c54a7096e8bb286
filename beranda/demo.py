"""Invented people and businesses to walk around in; only with DEMO=1, only on the embedded database.

Every name is plainly made up, every NIK synthetic (domain: right form, no real person). The journeys
run through the same verbs as everyone's, so history, numbers and proofs are real.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from akun.actions import beri_persetujuan
from akun.models import Pengguna
from beranda.demo_aduan import laporan as laporan_demo
from beranda.demo_konsultasi import konsultasi as konsultasi_demo
from beranda.demo_layanan import gambar_usaha
from beranda.demo_layanan import permohonan as permohonan_demo
from beranda.demo_pelatihan import pelatihan as pelatihan_demo
from beranda.demo_skm import survei as survei_demo
from inti import berkas
from inti.telepon import normalkan
from umkm.actions import isi, periksa
from umkm.actions.daftar import daftar, entri
from umkm.enums import StatusUsaha
from umkm.models import Usaha
from wilayah.models import Desa, Kbli

SANDI = "contoh-batang-25"

# Role, what to log in with, password: printed at the end of the start-up.
AKUN_DEMO = [
    ("pemilik", "0812-0000-0001", SANDI),
    ("petugas", "petugas@contoh.invalid", SANDI),
    ("petugas Limpung", "limpung@contoh.invalid", SANDI),
    ("kepala", "kepala@contoh.invalid", SANDI),
    ("pelatih", "pelatih@contoh.invalid", SANDI),
    ("mitra", "mitra@contoh.invalid", SANDI),
    ("admin", "admin@contoh.invalid", SANDI),
]
STAF = (
    ("petugas", "petugas@contoh.invalid", "Ratna Petugas Contoh", True, None),
    ("petugas", "limpung@contoh.invalid", "Joko Petugas Limpung", True, "33.25.08"),
    ("kepala", "kepala@contoh.invalid", "Endang Kepala Contoh", True, None),
    ("pelatih", "pelatih@contoh.invalid", "Agus Pelatih Contoh", False, None),
    ("mitra", "mitra@contoh.invalid", "Bank Contoh", False, None),
    ("admin", "admin@contoh.invalid", "Admin Contoh", True, None),
)


@dataclass(frozen=True)
class Contoh:
    """A business of the demonstration: who, what, where, and how far its journey has gone."""

    nama: str
    usaha: str
    uraian: str
    desa: str
    kbli: str
    sampai: StatusUsaha
    perempuan: bool = True


S = StatusUsaha
CONTOH = (
    Contoh("Siti Contoh", "Keripik Singkong Bu Siti", "keripik singkong", "33.25.11.1013", "10794", S.PERBAIKAN),
    Contoh("Sri Rahayu Contoh", "Batik Rahayu", "batik tulis", "33.25.12.2009", "13133", S.TERVERIFIKASI),
    Contoh("Warno Contoh", "Emping Pak Warno", "emping melinjo", "33.25.08.2009", "10794", S.TERVERIFIKASI, False),
    Contoh("Dewi Contoh", "Jahit Dewi", "jahit baju", "33.25.11.1015", "14120", S.DIAJUKAN),
    Contoh("Slamet Contoh", "Bengkel Slamet", "servis motor", "33.25.08.2005", "95320", S.DIAJUKAN, False),
    Contoh("Yuni Contoh", "Warung Kopi Yuni", "warung kopi", "33.25.09.2011", "56304", S.DIPERIKSA),
    Contoh("Karto Contoh", "Gula Aren Karto", "gula aren", "33.25.04.2006", "10722", S.DIAJUKAN, False),
    Contoh("Lestari Contoh", "Roti Lestari", "roti dan kue", "33.25.02.2012", "10710", S.DITOLAK),
    Contoh("Mulyono Contoh", "Mebel Mulyono", "kursi kayu", "33.25.07.2010", "31011", S.DRAF, False),
    Contoh("Ningsih Contoh", "Ikan Asin Ningsih", "ikan asin", "33.25.11.1020", "10211", S.TERVERIFIKASI),
    Contoh("Paijo Contoh", "Kopi Pegunungan Paijo", "kopi bubuk", "33.25.03.2010", "10761", S.TERVERIFIKASI, False),
    Contoh("Tutik Contoh", "Tempe Tutik", "tempe", "33.25.10.2005", "10307", S.DIAJUKAN),
)
ENTRI = (
    ("Wagiyem Contoh", "opak singkong", "33.25.06.2004"),
    ("Tarmuji Contoh", "anyaman bambu", "33.25.04.2003"),
    ("Suminah Contoh", "sayur keliling", "33.25.11.2002"),
)


@transaction.atomic
def muat() -> int:
    """Make the demonstration once; returns how many businesses it made, 0 when it is there already."""
    if Pengguna.objects.filter(email=STAF[0][1]).exists():
        return 0
    petugas, _, kepala, *_ = [_staf(*baris) for baris in STAF]
    for urut, contoh in enumerate(CONTOH, 1):
        _usaha(urut, contoh, petugas)
    for urut, (nama, uraian, desa) in enumerate(ENTRI, len(CONTOH) + 1):
        entri(
            oleh=petugas,
            nama_pemilik=nama,
            telepon=_telepon(urut),
            desa=Desa.objects.get(pk=desa),
            uraian=uraian,
            formulir=_gambar(petugas, "formulir", "#ffffff"),
        )
    permohonan_demo(petugas)
    laporan_demo(petugas)
    survei_demo(kepala)
    konsultasi_demo(petugas)
    pelatihan_demo(petugas)
    return len(CONTOH) + len(ENTRI)


def _staf(peran: str, email: str, nama: str, pegawai: bool, kecamatan: str | None) -> Pengguna:
    semua = pegawai and kecamatan is None
    staf = Pengguna.objects.create_user(nama=nama, email=email, password=SANDI, is_staff=pegawai, semua_kecamatan=semua)
    staf.groups.add(Group.objects.get(name=peran))
    if kecamatan:
        staf.kecamatan.set([kecamatan])
    return staf


def _usaha(urut: int, contoh: Contoh, petugas: Pengguna) -> Usaha:
    pemilik = Pengguna.objects.create_user(nama=contoh.nama, telepon=_telepon(urut), password=SANDI)
    desa = Desa.objects.select_related("kecamatan").get(pk=contoh.desa)
    usaha = daftar(oleh=pemilik, desa=desa, uraian=contoh.uraian)
    if contoh.sampai == S.DRAF:
        return usaha
    isi.simpan(usaha, oleh=pemilik, isian=_isian(urut, contoh, desa))
    isi.isi_keuangan(
        usaha, oleh=pemilik, tahun=timezone.localdate().year - 1, modal=5_000_000 * urut, omzet=36_000_000 * urut
    )
    isi.tambah_foto(usaha, oleh=pemilik, jenis="TEMPAT", berkas=_gambar(pemilik, "foto_usaha", "#7a4a1e"))
    usaha.refresh_from_db()
    periksa.ajukan(usaha, oleh=pemilik)
    if contoh.sampai != S.DIAJUKAN:
        _periksa(usaha, contoh, petugas)
    return usaha


def _periksa(usaha: Usaha, contoh: Contoh, petugas: Pengguna) -> None:
    periksa.periksa(usaha, oleh=petugas)
    if contoh.sampai == S.PERBAIKAN:
        periksa.minta_perbaikan(
            usaha,
            oleh=petugas,
            isian={"foto": "Fotonya gelap. Ambil lagi siang hari, dari depan tempat usaha."},
        )
    elif contoh.sampai == S.DITOLAK:
        periksa.tolak(usaha, oleh=petugas, alasan="Alamatnya tidak kami temukan. Tulis nama dukuh dan tetangga dekat.")
    elif contoh.sampai == S.TERVERIFIKASI:
        periksa.catat_pemeriksaan(usaha, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
        periksa.catat_pemeriksaan(
            usaha,
            oleh=petugas,
            bagian="TEMPAT",
            cara="KUNJUNGAN",
            berkas=_gambar(petugas, "kunjungan", "#1f6b45"),
        )
        periksa.verifikasi(usaha, oleh=petugas)
        beri_persetujuan(subjek_kode=usaha.pemilik.kode, tujuan="direktori", cara="layar")


def _isian(urut: int, contoh: Contoh, desa: Desa) -> dict[str, Any]:
    lahir = date(1975, 3, 1) + timedelta(days=211 * urut)
    return {
        "pelaku.nik": _nik(urut, contoh, lahir, desa),
        "pelaku.jenis_kelamin": "P" if contoh.perempuan else "L",
        "pelaku.tanggal_lahir": lahir,
        "pelaku.pendidikan": "SMA",
        "pelaku.disabilitas": "TIDAK",
        "pelaku.desa": desa,
        "pelaku.alamat": "Dukuh Contoh",
        "usaha.nama": contoh.usaha,
        "usaha.bentuk": "PERORANGAN",
        "usaha.tahun_mulai": 2010 + urut % 10,
        "usaha.kbli": Kbli.objects.get(versi="2025", kode=contoh.kbli),
        "usaha.produk_utama": contoh.uraian.capitalize(),
        "usaha.alamat": "Dukuh Contoh",
        "usaha.rt": "003",
        "usaha.rw": "001",
        "usaha.pekerja_laki": 1,
        "usaha.pekerja_perempuan": 2,
        "usaha.pekerja_dibayar": 1,
        "usaha.pekerja_tak_dibayar": 2,
        "usaha.pekerja_disabilitas": 0,
        "usaha.saluran": ["DI_TEMPAT", "PESANAN"],
    }


def _nik(urut: int, contoh: Contoh, lahir: date, desa: Desa) -> str:
    hari = lahir.day + (40 if contoh.perempuan else 0)
    return f"{desa.kecamatan_id.replace('.', '')}{hari:02d}{lahir:%m%y}{9000 + urut:04d}"


def _telepon(urut: int) -> str:
    return normalkan(f"0812{urut:08d}")


def _gambar(oleh: Pengguna, jenis: str, warna: str) -> berkas.Berkas:
    return berkas.simpan(berkas.periksa(gambar_usaha(jenis, warna)), oleh=oleh, jenis=jenis)
