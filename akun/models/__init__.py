"""The tables of accounts, one file per noun."""

from akun.models.catatan import CatatanAkun, LogBaca
from akun.models.jabatan import Jabatan, Pejabat
from akun.models.masuk import AcaraPendaftaran, EmberLaju, KodeSekali, PengenalMasuk, PerangkatDikenal
from akun.models.pengguna import Pengguna
from akun.models.persetujuan import PengakuanPemberitahuan, Persetujuan

__all__ = [
    "AcaraPendaftaran",
    "CatatanAkun",
    "EmberLaju",
    "Jabatan",
    "KodeSekali",
    "LogBaca",
    "Pejabat",
    "PengakuanPemberitahuan",
    "PengenalMasuk",
    "Pengguna",
    "PerangkatDikenal",
    "Persetujuan",
]
