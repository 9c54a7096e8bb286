"""Examples for the OpenAPI document, plainly invented. A test holds each against its own schema."""

from __future__ import annotations

from typing import Any

KODE = "7K3M9QXT2BVF4"
DASAR = "https://portal.example/api/v1"
KECAMATAN = {"kode": "33.25.11", "nama": "Batang"}
DESA = {
    "kode": "33.25.11.1015",
    "nama": "Kauman",
    "jenis": "kelurahan",
    "kecamatan": KECAMATAN,
    "kode_pos": "51215",
}
KBLI = {
    "nilai": "2025:10794",
    "kode": "10794",
    "versi": "2025",
    "judul": "Industri Kerupuk, Keripik, Peyek, dan Sejenisnya",
    "alasan": "disebut juga “keripik singkong”",
    "makna_berubah": False,
}
CEK = {
    "kode": KODE,
    "jenis": "Tanda Bukti Terdata UMKM",
    "nomor": "000123/UMKM/2026",
    "keadaan": "berlaku",
    "diterbitkan": "2026-11-20",
    "berlaku_sampai": None,
    "dicabut_pada": None,
    "alasan_cabut": "",
    "butir": [{"label": "Usaha", "nilai": "Keripik Contoh"}, {"label": "Kecamatan", "nilai": "Batang"}],
    "alamat": f"https://portal.example/cek/{KODE}/",
}
SAYA = {
    "nama": "Siti Contoh",
    "kunci": {
        "nama": "Aplikasi kasir",
        "awalan": "umkm_a1B2c3D4",
        "cakupan": "kirim",
        "kedaluwarsa": "2027-11-20T08:00:00+07:00",
    },
}
RINGKAS: dict[str, Any] = {
    "kode": KODE,
    "nomor": "BTG-26-000123-K",
    "nama": "Keripik Contoh",
    "status": {"kode": "DIAJUKAN", "sebutan": "Menunggu diperiksa"},
    "keadaan": {"kode": "BUKA", "sebutan": "Buka", "sejak": None},
    "desa": DESA,
    "jam": {"kami": 1, "anda": 0, "instansi": 0, "nama_instansi": "", "jumlah": 1, "janji": 3},
    "jatuh_tempo": "2026-11-25",
    "dibuat": "2026-11-19T09:12:00+07:00",
    "diubah": "2026-11-20T08:00:00+07:00",
    "alamat": f"{DASAR}/usaha/{KODE}/",
}
RIWAYAT = {
    "pada": "2026-11-20T08:00:00+07:00",
    "verba": "ajukan",
    "kalimat": "Anda mengirim data ke petugas",
    "catatan": "",
}
BUKTI = {
    "kode": KODE,
    "jenis": "Tanda Bukti Terdata UMKM",
    "nomor": "000123/UMKM/2026",
    "keadaan": "berlaku",
    "diterbitkan": "2026-11-20",
    "berlaku_sampai": None,
    "alamat_cek": f"https://portal.example/cek/{KODE}/",
}
LENGKAP: dict[str, Any] = RINGKAS | {
    "uraian": "keripik singkong",
    "kbli": "2025:10794",
    "skala": "mikro",
    "sebagai": "pemilik",
    "pemilik": {"nama": "Siti Contoh", "nik": "••••••••••••0001", "identitas_terbukti": False},
    "tindakan": [{"verba": "tarik", "sebutan": "Tarik kembali", "alamat": f"{DASAR}/usaha/{KODE}/tarik/"}],
    "kurang": [],
    "alasan": "",
    "permintaan": [],
    "usulan": [],
    "riwayat": [RIWAYAT],
    "bukti": None,
}
BARU = LENGKAP | {
    "status": {"kode": "DRAF", "sebutan": "Belum dikirim"},
    "nama": "Keripik singkong",
    "jam": {"kami": 0, "anda": 0, "instansi": 0, "nama_instansi": "", "jumlah": 0, "janji": 3},
    "jatuh_tempo": None,
    "kbli": None,
    "skala": "belum diketahui",
    "tindakan": [{"verba": "ajukan", "sebutan": "Kirim ke petugas", "alamat": f"{DASAR}/usaha/{KODE}/ajukan/"}],
    "kurang": ["pelaku.nik", "usaha.kbli", "usaha.alamat"],
    "riwayat": [RIWAYAT | {"verba": "daftar", "kalimat": "Anda mendaftarkan usaha ini"}],
}
KEMAJUAN = {
    "bagian": "usaha",
    "judul": "Kegiatan usaha",
    "alasan": "Agar layanan dan pelatihan yang ditawarkan cocok dengan usaha Anda.",
    "terisi": 5,
    "dari": 6,
    "lengkap": False,
    "perlu": False,
    "diminta": False,
}
KIRIM_BAGIAN: dict[str, dict[str, Any]] = {
    "pemilik": {"nama": "Siti Contoh", "jenis_kelamin": "P", "tanggal_lahir": "1990-08-07"},
    "usaha": {"nama": "Keripik Contoh", "kbli": "2025:10794", "tahun_mulai": 2019},
    "tempat": {"jenis_tempat": "TETAP", "desa": "33.25.11.1015", "alamat": "Dukuh Contoh", "rt": "003", "rw": "001"},
    "diri": {"pendidikan": "SMA", "disabilitas": "TIDAK"},
    "pekerja": {
        "pekerja_laki": 1,
        "pekerja_perempuan": 2,
        "pekerja_dibayar": 2,
        "pekerja_tak_dibayar": 1,
        "pekerja_disabilitas": 0,
    },
    "keuangan": {"tahun": 2025, "omzet": 18000000, "modal": 5000000},
    "pemasaran": {"saluran": ["PASAR", "PESANAN"], "tautan": "https://toko.example/keripik"},
}


def halaman(*hasil: Any) -> dict[str, Any]:
    """Return a page of a list."""
    return {"hasil": list(hasil), "berikut": None, "sebelum": None}


def bagian(kode: str, judul: str) -> dict[str, Any]:
    """Return a section of the form as it is read."""
    kiriman = KIRIM_BAGIAN[kode]
    isi = {"tahun_terisi": [2025]} if kode == "keuangan" else kiriman
    return {"bagian": kode, "judul": judul, "isi": isi, "sifat": dict.fromkeys(kiriman, "bebas"), "permintaan": []}


def hasil_simpan(kode: str, judul: str) -> dict[str, Any]:
    """Return what is answered when a section was saved."""
    return {
        "tersimpan": list(KIRIM_BAGIAN[kode]),
        "diusulkan": [],
        "peringatan": [],
        "bagian": bagian(kode, judul),
    }
