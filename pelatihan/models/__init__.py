from pelatihan.models.angkatan import Angkatan, Kuota, PelatihAngkatan, RiwayatAngkatan
from pelatihan.models.catatan import CatatanPelatih
from pelatihan.models.dampak import JawabanDampak, JawabanKesan, KataKesan, TanyaPeserta
from pelatihan.models.kurikulum import Kurikulum, Tema, Topik
from pelatihan.models.materi import Materi
from pelatihan.models.nilai import PerubahanNilai
from pelatihan.models.peserta import Kelompok, Peserta, RiwayatPeserta
from pelatihan.models.seleksi import JawabanKriteria, Kriteria, Seleksi, SetKriteria
from pelatihan.models.sertifikat import Penerbitan
from pelatihan.models.sesi import Nilai, RiwayatDaftar, Sesi, TandaHadir
from pelatihan.models.spj import BentukSpj, BuktiSpj, DataSpj, KolomBentuk, PenandaSpj
from pelatihan.models.usulan import UsulanPeserta

__all__ = [
    "Angkatan",
    "BentukSpj",
    "BuktiSpj",
    "CatatanPelatih",
    "DataSpj",
    "JawabanDampak",
    "JawabanKesan",
    "JawabanKriteria",
    "KataKesan",
    "Kelompok",
    "KolomBentuk",
    "Kriteria",
    "Kuota",
    "Kurikulum",
    "Materi",
    "Nilai",
    "PelatihAngkatan",
    "PenandaSpj",
    "Penerbitan",
    "PerubahanNilai",
    "Peserta",
    "RiwayatAngkatan",
    "RiwayatDaftar",
    "RiwayatPeserta",
    "Seleksi",
    "Sesi",
    "SetKriteria",
    "TandaHadir",
    "TanyaPeserta",
    "Tema",
    "Topik",
    "UsulanPeserta",
]
