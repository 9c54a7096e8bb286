"""Words of the account: how a number was proven, what a code is for, which consents exist, who holds an office how."""

from django.db.models import TextChoices


class CaraBukti(TextChoices):
    """How the office knows that a phone belongs to the person."""

    KODE = "kode", "kode sekali pakai"
    LOKET = "loket", "diperiksa di loket"


class TujuanKode(TextChoices):
    DAFTAR = "daftar", "pendaftaran"
    MASUK = "masuk", "masuk"
    GANTI_NOMOR = "ganti_nomor", "ganti nomor"


class VerbaAkun(TextChoices):
    """What happened to an account, in the words its owner reads under "Riwayat akun"."""

    DAFTAR = "daftar", "Akun dibuat"
    SETEL_ULANG_SANDI = "setel_ulang_sandi", "Kata sandi disetel ulang di loket"
    GANTI_SANDI = "ganti_sandi", "Kata sandi diganti"
    GANTI_NOMOR = "ganti_nomor", "Nomor WhatsApp diganti"
    GANTI_EMAIL = "ganti_email", "Email diganti"
    BUKTIKAN_TELEPON = "buktikan_telepon", "Nomor WhatsApp dibuktikan"
    LEPAS_NOMOR = "lepas_nomor", "Nomor WhatsApp dilepas karena terbukti milik orang lain"
    KELUAR_SEMUA = "keluar_semua", "Keluar dari semua perangkat"
    LEPAS_DUA_LANGKAH = "lepas_dua_langkah", "Masuk dua langkah dilepas di loket"
    NONAKTIFKAN = "nonaktifkan", "Akun dinonaktifkan"
    AKTIFKAN = "aktifkan", "Akun diaktifkan kembali"
    ATUR_PERAN = "atur_peran", "Peran atau wilayah kerja diubah"
    BUAT_KUNCI_API = "buat_kunci_api", "Kunci API dibuat"
    CABUT_KUNCI_API = "cabut_kunci_api", "Kunci API dicabut"


class TujuanPersetujuan(TextChoices):
    DIREKTORI = "direktori", "Tampil di direktori umum"
    KABAR_WA = "kabar_wa", "Menerima kabar lewat WhatsApp"
    MITRA = "mitra", "Data dibagikan kepada mitra"


class CaraSetuju(TextChoices):
    LAYAR = "layar", "di layar sendiri"
    LOKET = "loket", "di loket, di atas kertas"


class SebagaiPejabat(TextChoices):
    """In what quality somebody holds an office. A stand-in's papers carry the short form before the office."""

    TETAP = "TETAP", "Pejabat tetap"
    PLT = "Plt.", "Plt. (pelaksana tugas, jabatannya sedang kosong)"
    PLH = "Plh.", "Plh. (pelaksana harian, pejabatnya sedang tidak di tempat)"


PENGGANTI = (SebagaiPejabat.PLT, SebagaiPejabat.PLH)
