"""Every verb on accounts."""

from akun.actions.catatan import catat, catat_baca, catat_baca_banyak
from akun.actions.nomor import buktikan_telepon, ganti_nomor, ganti_nomor_sendiri
from akun.actions.pengenal import (
    alihkan_pengenal,
    catat_kecamatan_usaha,
    catat_tanggal_lahir,
    daftarkan_pengenal,
    tautkan_subjek,
)
from akun.actions.pengguna import NomorSudahDipakai, aktifkan, daftarkan, ganti_email, nonaktifkan
from akun.actions.persetujuan import akui_pemberitahuan, beri_persetujuan, pindahkan_subjek, tarik_persetujuan
from akun.actions.sandi import ganti_sandi, keluar_semua, lepas_dua_langkah, minta_tautan_sandi, setel_ulang_sandi
from akun.actions.sapu import sapu

__all__ = [
    "NomorSudahDipakai",
    "aktifkan",
    "akui_pemberitahuan",
    "alihkan_pengenal",
    "beri_persetujuan",
    "buktikan_telepon",
    "catat",
    "catat_baca",
    "catat_baca_banyak",
    "catat_kecamatan_usaha",
    "catat_tanggal_lahir",
    "daftarkan",
    "daftarkan_pengenal",
    "ganti_email",
    "ganti_nomor",
    "ganti_nomor_sendiri",
    "ganti_sandi",
    "keluar_semua",
    "lepas_dua_langkah",
    "minta_tautan_sandi",
    "nonaktifkan",
    "pindahkan_subjek",
    "sapu",
    "setel_ulang_sandi",
    "tarik_persetujuan",
    "tautkan_subjek",
]
